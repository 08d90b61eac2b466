/** The point and what is known there: tangent plane, slices with their tangents, gradient arrow, line to the floor. */

import { CSS2DObject } from 'three/addons/renderers/CSS2DRenderer.js';
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicNodeMaterial,
} from 'three/webgpu';
import { slopeTowards } from '../fields/directionalDerivative';
import type { Interval } from '../fields/grid';
import type { GradientDirection } from '../state/appState';
import type { FieldNames } from './axisLabels';
import { FanView, type FlatArrow } from './fanView';
import { FatLines } from './fatLines';
import { Marks } from './marks';
import type { PlotFrame } from './plotFrame';
import { PointArrow, type PointArrowPicture } from './pointArrow';
import { cssColor, displayColor, MARK_COLORS, THEME_COLORS, type ThemeName } from './themeColors';

export interface PointPicture {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly gradient: readonly [gx: number, gy: number];
  /** False where f or its gradient does not exist: only the place is shown, on the floor. */
  readonly defined: boolean;
  /** f along the whole of domainX at this y, evenly spaced, both ends included; NaN is a gap. */
  readonly sliceX: Float64Array;
  /** f along the whole of domainY at this x. */
  readonly sliceY: Float64Array;
  /** Gradients over parts of the data, to be compared with the whole; none for most fields. */
  readonly fan: readonly (readonly [gx: number, gy: number])[];
}

export interface PointLook {
  /** On a map there are no heights: everything lies on the floor. */
  readonly map: boolean;
  readonly tangentPlane: boolean;
  readonly slices: boolean;
  /** Names at the ends of the tangents. */
  readonly names: boolean;
  /** Which way the arrow points, and those of a fan beside it; null for none. A fan always has the whole gradient with it. */
  readonly gradient: GradientDirection | null;
  readonly fan: GradientDirection | null;
  /** A direction of one's own, degrees from the first axis; null for none. */
  readonly direction: number | null;
}

/** Half lengths in world units; steep ones shrink so that they rise at most this share of the slab's height. */
const PLANE_HALF = 0.34;
const TANGENT_HALF = 0.44;
const LARGEST_RISE_SHARE = 0.42;
const SMALLEST_HALF = 0.05;
/** Arrow at the point: shortest and longest in world units. */
const ARROW_LENGTHS = [0.22, 0.55] as const;
/** Of the arrow in a direction of one's own, whose vector has length 1. */
const DIRECTION_LENGTH = 0.44;
/** The longest arrow of a fan; the others are to its scale. */
const FAN_LENGTH = 0.7;
const LIFT_WORLD = 0.01;
const FLOOR_LIFT_WORLD = 0.008;
/** On the floor it lies under the whole gradient's arrow. */
const FAN_LIFT_WORLD = 0.005;
/** The direction lies over the gradient. */
const DIRECTION_LIFT_WORLD = 0.016;
/** Digits of the slope at its tip. */
const SLOPE_DIGITS = 4;

export class PointView {
  readonly object = new Group();
  private readonly ball = new Marks({
    shape: 'disc',
    capacity: 1,
    color: MARK_COLORS.point,
    rim: 0xffffff,
    radiusPixels: 7,
    rimPixels: 2,
    haloPixels: 8,
    ghost: 0.4,
    renderOrder: 30,
  });
  private readonly footprint = new Marks({
    shape: 'disc',
    capacity: 1,
    color: MARK_COLORS.point,
    rim: 0xffffff,
    radiusPixels: 3,
    rimPixels: 1.2,
    haloPixels: 0,
    ghost: 0,
    renderOrder: 8,
  });
  private readonly drop = new FatLines({ capacity: 1, color: 0, widthPixels: 1.4 });
  private readonly plane = new BufferGeometry();
  private readonly planeMaterial = new MeshBasicNodeMaterial({
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
  });
  private readonly planeMesh = new Mesh(this.plane, this.planeMaterial);
  private readonly outline = new FatLines({ capacity: 4, color: 0, widthPixels: 1.6 });
  private readonly curves = {
    x: new FatLines({ capacity: 1024, color: MARK_COLORS.sliceX, widthPixels: 3.4 }),
    y: new FatLines({ capacity: 1024, color: MARK_COLORS.sliceY, widthPixels: 3.4 }),
  };
  private readonly tangents = {
    x: new FatLines({ capacity: 1, color: MARK_COLORS.sliceX, widthPixels: 5 }),
    y: new FatLines({ capacity: 1, color: MARK_COLORS.sliceY, widthPixels: 5 }),
  };
  private readonly labels = { x: tangentLabel(MARK_COLORS.sliceX), y: tangentLabel(MARK_COLORS.sliceY) };
  private readonly gradientArrow = new PointArrow(MARK_COLORS.gradient, LIFT_WORLD);
  private readonly fan = new FanView();
  private readonly directionArrow = new PointArrow(MARK_COLORS.direction, DIRECTION_LIFT_WORLD);
  private readonly slopeLabel = tangentLabel(MARK_COLORS.direction);
  private fieldName = 'f';
  /** World place of the ball, for grabbing. */
  private center: readonly [number, number, number] | null = null;

  constructor() {
    this.plane.setAttribute('position', new BufferAttribute(new Float32Array(12), 3));
    this.plane.setIndex([0, 1, 2, 0, 2, 3]);
    this.planeMesh.frustumCulled = false;
    this.planeMesh.renderOrder = 5;
    const lines = [this.drop, this.outline, this.curves.x, this.curves.y, this.tangents.x, this.tangents.y];
    this.object.add(
      this.ball.object,
      this.footprint.object,
      this.planeMesh,
      this.gradientArrow.object,
      this.directionArrow.object,
      this.fan.object,
      this.labels.x,
      this.labels.y,
      this.slopeLabel,
      ...lines.map((line) => line.object),
    );
  }

  setNames([x, y, f]: FieldNames): void {
    this.labels.x.element.textContent = `∂${f}/∂${x}`;
    this.labels.y.element.textContent = `∂${f}/∂${y}`;
    this.fieldName = f;
  }

  setTheme(theme: ThemeName): void {
    const { dropLine, plane, planeOpacity, planeOutline } = THEME_COLORS[theme];
    this.drop.setColor(dropLine);
    displayColor(plane, this.planeMaterial.color);
    this.planeMaterial.opacity = planeOpacity;
    this.outline.setColor(planeOutline);
  }

  /** `steepness` is 0 to 1: how long the gradient arrow is between its shortest and its longest. */
  show(point: PointPicture | null, frame: PlotFrame, look: PointLook, steepness: number): void {
    this.hideAll();
    this.center = null;
    if (!point || !frame.covers(point.x, point.y)) return;
    const [x, y] = [frame.worldX(point.x), frame.worldY(point.y)];
    const exact = frame.worldZ(point.value);
    const placed = Number.isFinite(exact) && Number.isFinite(point.value);
    const z = placed && !look.map ? Math.min(frame.topZ, Math.max(frame.lowZ, exact)) : frame.floorZ;
    this.center = [x, y, z];
    this.object.visible = true;
    this.ball.set([x, y, z]);
    const length = ARROW_LENGTHS[0] + (ARROW_LENGTHS[1] - ARROW_LENGTHS[0]) * steepness;
    if (look.map) {
      this.showArrows(point, frame, look, { at: [x, y, z], slope: null, length });
      return;
    }
    if (!placed) return;
    this.footprint.set([x, y, frame.floorZ + FLOOR_LIFT_WORLD]);
    this.drop.set([x, y, z, x, y, frame.floorZ]);
    if (look.slices) this.showSlices(point, frame, [x, y]);
    if (!point.defined || z !== exact) return;
    const slope = frame.worldGradient(point.value, ...point.gradient);
    const reach = LARGEST_RISE_SHARE * (frame.topZ - frame.lowZ);
    if (look.tangentPlane) this.showPlane([x, y, z], slope, reach);
    if (look.slices) this.showTangents([x, y, z], slope, reach, look.names);
    this.showArrows(point, frame, look, { at: [x, y, z], slope, length });
  }

  worldCenter(): readonly [number, number, number] | null {
    return this.center;
  }

  dispose(): void {
    for (const part of [this.ball, this.footprint, this.drop, this.outline]) part.dispose();
    this.gradientArrow.dispose();
    this.directionArrow.dispose();
    this.fan.dispose();
    for (const part of [this.curves.x, this.curves.y, this.tangents.x, this.tangents.y]) part.dispose();
    this.plane.dispose();
    this.planeMaterial.dispose();
    this.object.clear();
  }

  private hideAll(): void {
    this.object.visible = false;
    this.planeMesh.visible = false;
    this.labels.x.visible = false;
    this.labels.y.visible = false;
    this.slopeLabel.visible = false;
    this.gradientArrow.hide();
    this.directionArrow.hide();
    this.fan.hide();
    this.ball.setCount(0);
    this.footprint.setCount(0);
    for (const line of [
      this.drop,
      this.outline,
      this.curves.x,
      this.curves.y,
      this.tangents.x,
      this.tangents.y,
    ])
      line.setCount(0);
  }

  private showSlices(point: PointPicture, frame: PlotFrame, [x, y]: readonly [number, number]): void {
    this.curves.x.set(curve(point.sliceX, frame, frame.x, (at) => [frame.worldX(at), y]));
    this.curves.y.set(curve(point.sliceY, frame, frame.y, (at) => [x, frame.worldY(at)]));
  }

  private showPlane([x, y, z]: Place, [gx, gy]: readonly [number, number], reach: number): void {
    const half = halfLength(PLANE_HALF, Math.abs(gx) + Math.abs(gy), reach);
    const [x0, x1] = [Math.max(-1, x - half), Math.min(1, x + half)];
    const [y0, y1] = [Math.max(-1, y - half), Math.min(1, y + half)];
    const corner = (cx: number, cy: number): Place => [cx, cy, z + gx * (cx - x) + gy * (cy - y)];
    const [a, b, c, d] = [corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1)];
    const position = this.plane.getAttribute('position');
    for (const [index, place] of [a, b, c, d].entries()) position.setXYZ(index, ...place);
    position.needsUpdate = true;
    this.planeMesh.visible = true;
    this.outline.set([...a, ...b, ...b, ...c, ...c, ...d, ...d, ...a]);
  }

  private showTangents(
    [x, y, z]: Place,
    [gx, gy]: readonly [number, number],
    reach: number,
    names: boolean,
  ): void {
    const halfX = halfLength(TANGENT_HALF, Math.abs(gx), reach);
    const halfY = halfLength(TANGENT_HALF, Math.abs(gy), reach);
    const [x0, x1] = [Math.max(-1, x - halfX), Math.min(1, x + halfX)];
    const [y0, y1] = [Math.max(-1, y - halfY), Math.min(1, y + halfY)];
    const top = z + LIFT_WORLD;
    const endX: Place = [x1, y, top + gx * (x1 - x)];
    const endY: Place = [x, y1, top + gy * (y1 - y)];
    this.tangents.x.set([x0, y, top + gx * (x0 - x), ...endX]);
    this.tangents.y.set([x, y0, top + gy * (y0 - y), ...endY]);
    this.labels.x.position.set(...endX);
    this.labels.y.position.set(...endY);
    this.labels.x.visible = names;
    this.labels.y.visible = names;
  }

  /** The gradient, alone or with a fan, and a direction of one's own with the slope that way, as far as they are wanted and exist. */
  private showArrows(
    point: PointPicture,
    frame: PlotFrame,
    look: PointLook,
    place: Pick<PointArrowPicture, 'at' | 'slope'> & { readonly length: number },
  ): void {
    const { gradient, defined } = point;
    if (!defined) return;
    const both = { at: place.at, slope: place.slope, floorZ: frame.floorZ };
    const isFan = look.fan !== null && point.fan.length > 0;
    const pointing = isFan ? look.fan : look.gradient;
    const sign = pointing === 'downhill' ? -1 : 1;
    const ascent = unitInPicture([sign * gradient[0], sign * gradient[1]], frame);
    const lengthWorld = isFan ? this.showFan(point, frame, sign, place) : place.length;
    if (pointing !== null && ascent !== null)
      this.gradientArrow.show({ ...both, direction: ascent, lengthWorld });
    if (look.direction === null) return;
    const angle = (look.direction * Math.PI) / 180;
    const direction = unitInPicture([Math.cos(angle), Math.sin(angle)], frame);
    if (direction === null) return;
    const tip = this.directionArrow.show({ ...both, direction, lengthWorld: DIRECTION_LENGTH });
    const slope = slopeTowards(gradient, look.direction);
    this.slopeLabel.position.set(...tip);
    const index = document.createElement('sub');
    index.textContent = 'u';
    this.slopeLabel.element.replaceChildren('D', index, `${this.fieldName} = ${slopeText(slope)}`);
    this.slopeLabel.visible = true;
  }
  /** Returns how long the whole gradient's arrow is to the scale of the fan. */
  private showFan(
    { gradient, fan }: PointPicture,
    frame: PlotFrame,
    sign: number,
    { at: [x, y, z], slope }: Pick<PointArrowPicture, 'at' | 'slope'>,
  ): number {
    const flat = [gradient, ...fan].map((one) => inPicture(one, frame));
    const longest = Math.max(...flat.map((arrow) => Math.hypot(...arrow)));
    const scale = longest > 0 ? FAN_LENGTH / longest : 0;
    const [whole = [0, 0], ...arrows] = flat.map(
      ([dx, dy]): FlatArrow => [sign * scale * dx, sign * scale * dy],
    );
    const rise = slope && (([dx, dy]: FlatArrow) => slope[0] * dx + slope[1] * dy);
    this.fan.show(arrows, [x, y, z + LIFT_WORLD], frame.floorZ + FAN_LIFT_WORLD, rise);
    return Math.hypot(...whole);
  }
}

/** A vector in the coordinates as a unit vector of the picture's plane; null where it vanishes. */
function unitInPicture(
  [x, y]: readonly [number, number],
  frame: PlotFrame,
): readonly [number, number] | null {
  const [dx, dy] = inPicture([x, y], frame);
  const flat = Math.hypot(dx, dy);
  return flat > 0 ? [dx / flat, dy / flat] : null;
}

/** A vector in the coordinates as a displacement of the picture's plane. */
function inPicture([x, y]: readonly [number, number], frame: PlotFrame): FlatArrow {
  return [(2 * x) / (frame.x[1] - frame.x[0]), (2 * y) / (frame.y[1] - frame.y[0])];
}

/** A slope below rounding of the gradient's own size is none. */
function slopeText(slope: number): string {
  const rounded = Number(slope.toPrecision(SLOPE_DIGITS));
  return String(Math.abs(rounded) < 1e-12 ? 0 : rounded).replace('-', '−');
}

type Place = readonly [x: number, y: number, z: number];

function halfLength(wanted: number, slope: number, reach: number): number {
  return Math.max(SMALLEST_HALF, Math.min(wanted, reach / Math.max(slope, 1e-9)));
}

/** Segments of the curve over `interval`; samples that are not drawn leave gaps. */
function curve(
  samples: Float64Array,
  frame: PlotFrame,
  [from, to]: Interval,
  place: (at: number) => readonly [number, number],
): number[] {
  const segments: number[] = [];
  let before: Place | null = null;
  samples.forEach((value, index) => {
    const at = from + ((to - from) * index) / (samples.length - 1);
    const here: Place | null = frame.shows(value)
      ? [...place(at), frame.worldZ(value) + LIFT_WORLD / 2]
      : null;
    if (before && here) segments.push(...before, ...here);
    before = here;
  });
  return segments;
}

function tangentLabel(color: number): CSS2DObject {
  const element = document.createElement('div');
  element.className = 'tangent-label';
  element.style.setProperty('--mark', cssColor(color));
  return new CSS2DObject(element);
}
