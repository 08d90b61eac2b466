/** Colour map, colour scale and contour lines of one pane: uniforms and TSL shared by surface, floor and arrows. */

import {
  float,
  fwidth,
  If,
  log,
  log2,
  max,
  round,
  smoothstep,
  texture,
  uniform,
  vec2,
  vec3,
} from 'three/tsl';
import type { Node } from 'three/webgpu';
import { nearestNiceStep } from '../fields/ticks';
import type { ColorMapName } from '../state/appState';
import type { ArrowScale } from './arrowScale';
import { COLOR_MAP_SIZE, colorMapTexture } from './colorMaps';
import type { ColorScale } from './colorScale';
import type { FieldTexture } from './fieldTexture';
import type { FrameUniforms } from './frameUniforms';
import type { PlotFrame } from './plotFrame';

const KIND_CODE = { value: 0, steepness: 1, difference: 2, curvature: 3 } as const;
/** A place off the map, for samples that have no number of the kind. */
const NO_PLACE = -1;
const NO_PLACE_GREY = 0.5;
/** Every fifth contour is heavier, as on a survey map. */
const MAJOR_EVERY = 5;
const LINE_PIXELS = { minor: 1, major: 1.7 } as const;
/** Panes of this size or more have lines of these widths, smaller ones down to this share of them. */
const FULL_LINES_PIXELS = 480;
const FINEST_LINES = 0.6;
/** Lines closer than 1/fadeTo pixels are noise: they fade out between these level differences a pixel. */
const FADE_FROM = 0.18;
const FADE_TO = 0.4;
/** A plateau exactly at a level has no line but an area: below this level difference a pixel none is drawn. */
const PLATEAU = 6e-4;
/** |difference| below this is rounding of zero. */
const SMALLEST_DIFFERENCE = 1e-30;

export class FieldColors {
  private readonly map = texture(colorMapTexture('viridis'));
  private readonly arrowMap = texture(colorMapTexture('magma'));
  private mapName: ColorMapName = 'viridis';
  private readonly kind = uniform(0);
  private readonly low = uniform(0);
  private readonly high = uniform(1);
  private readonly typical = uniform(1);
  private readonly arrowTypical = uniform(1);
  private readonly arrowLargest = uniform(1);
  private readonly contourBase = uniform(0);
  private readonly contourStep = uniform(1);
  private readonly contourIndex = uniform(0);
  private readonly lineScale = uniform(1);

  constructor(
    private readonly field: FieldTexture,
    private readonly frame: FrameUniforms,
  ) {}

  setMap(name: ColorMapName): void {
    if (name === this.mapName) return;
    this.mapName = name;
    for (const [node, map] of [
      [this.map, name],
      [this.arrowMap, name === 'magma' ? 'viridis' : 'magma'],
    ] as const) {
      const old = node.value;
      node.value = colorMapTexture(map);
      old.dispose();
    }
  }

  setScale(scale: ColorScale, arrows: ArrowScale): void {
    this.kind.value = KIND_CODE[scale.kind];
    this.low.value = scale.low;
    this.high.value = scale.high;
    this.typical.value = scale.typical;
    this.arrowTypical.value = arrows.typical;
    this.arrowLargest.value = arrows.largest;
  }

  setContours(frame: PlotFrame, count: number): void {
    const step = contourStep(frame, count);
    const middle = Math.round(frame.middleLevel / step);
    this.contourStep.value = step;
    this.contourBase.value = middle * step;
    this.contourIndex.value = ((middle % MAJOR_EVERY) + MAJOR_EVERY) % MAJOR_EVERY;
  }

  /** For a pane whose shorter side has `pixels` CSS pixels: small plots get finer lines. */
  setPaneSize(pixels: number, pixelRatio: number): void {
    this.lineScale.value = pixelRatio * Math.min(1, Math.max(FINEST_LINES, pixels / FULL_LINES_PIXELS));
  }

  /** Place on the colour map, 0 to 1, of a sample at uv; or NO_PLACE. */
  place(uv: Node<'vec2'>, sample: Node<'vec4'>, level: Node<'float'>): Node<'float'> {
    const steepness = asinh(sample.yz.length().div(this.typical));
    const difference = log2(max(this.field.difference(uv), SMALLEST_DIFFERENCE)).mul(Math.LOG10E * Math.LN2);
    const number = this.kind
      .lessThan(0.5)
      .select(level, this.kind.lessThan(1.5).select(steepness, difference));
    const place = number.sub(this.low).div(this.high.sub(this.low)).clamp(0, 1).toVar();
    // Branched to, since its texels would cost every other picture time.
    If(this.kind.equal(KIND_CODE.curvature), () => {
      const second = this.field.second(uv).toVar();
      const sum = second.x.add(second.z);
      const gap = vec2(second.x.sub(second.z), second.y.mul(2)).length();
      const size = sum.abs().add(gap).toVar();
      const shape = sum.div(max(size, SMALLEST_DIFFERENCE)).add(1).div(2);
      place.assign(size.greaterThan(0).select(shape, NO_PLACE));
    });
    return place;
  }

  color(place: Node<'float'>): Node<'vec3'> {
    const mapped = vec3(this.map.sample(mapCoordinate(place)).level(float(0)).xyz);
    return place.lessThan(0).select(vec3(NO_PLACE_GREY, NO_PLACE_GREY, NO_PLACE_GREY), mapped);
  }

  arrowColor(place: Node<'float'>): Node<'vec3'> {
    return vec3(this.arrowMap.sample(mapCoordinate(place)).level(float(0)).xyz);
  }

  /** arrowShare() of a sample. */
  arrowShare(sample: Node<'vec4'>): Node<'float'> {
    const magnitude = sample.yz.length();
    return magnitude.div(magnitude.add(this.arrowTypical)).div(this.arrowLargest).clamp(0, 1);
  }

  /** How much of a pixel a contour line covers, 0 to 1. Takes derivatives: call it before any Discard. */
  contour(level: Node<'float'>): Node<'float'> {
    const position = level.sub(this.contourBase).div(this.contourStep).toVar();
    const perPixel = fwidth(position).toVar();
    const nearest = round(position).toVar();
    const major = nearest.add(this.contourIndex).mod(MAJOR_EVERY).abs();
    const isMajor = major.lessThan(0.5).or(major.greaterThan(MAJOR_EVERY - 0.5));
    const halfWidth = isMajor.select(LINE_PIXELS.major / 2, LINE_PIXELS.minor / 2).mul(this.lineScale);
    const pixels = position.sub(nearest).abs().div(max(perPixel, 1e-9));
    const covered = smoothstep(halfWidth.sub(0.5), halfWidth.add(0.6), pixels).oneMinus();
    return covered
      .mul(smoothstep(FADE_FROM, FADE_TO, perPixel).oneMinus())
      .mul(smoothstep(PLATEAU / 4, PLATEAU, perPixel))
      .mul(isMajor.select(1, 0.72));
  }

  /** The frame's uniforms, so that users of the colours need no second handle. */
  level(sample: Node<'vec4'>): Node<'float'> {
    return this.frame.level(sample.x);
  }

  dispose(): void {
    this.map.value.dispose();
    this.arrowMap.value.dispose();
  }
}

/** Distance of neighbouring contours, in levels (f, or log10 f): they lie at its multiples. */
export function contourStep(frame: PlotFrame, count: number): number {
  return nearestNiceStep(frame.level(frame.high) - frame.level(frame.low), count);
}

function asinh(x: Node<'float'>): Node<'float'> {
  return log(x.add(x.mul(x).add(1).sqrt()));
}

/** First and last entries lie at the centres of the outermost texels. */
function mapCoordinate(place: Node<'float'>): Node<'vec2'> {
  return vec2(place.mul((COLOR_MAP_SIZE - 1) / COLOR_MAP_SIZE).add(0.5 / COLOR_MAP_SIZE), 0.5);
}
