/** The bridge from an engine's answer to the materials: one shared texture node each for samples, differences, breaks. */

import { float, floor, If, ivec2, min, mix, textureLoad, uniform, vec2, vec3, vec4 } from 'three/tsl';
import type { Node } from 'three/webgpu';
import {
  DataTexture,
  ExternalTexture,
  FloatType,
  NearestFilter,
  RedFormat,
  RGBAFormat,
  type Texture,
  type TextureNode,
  UnsignedByteType,
  Vector2,
} from 'three/webgpu';
import type { Grid } from '../fields/grid';
import { type Breaks, type GridAnswer, type Texels, VALIDITY } from '../fields/gridRequest';

type FloatFormat = typeof RGBAFormat | typeof RedFormat;

/** Texel loads need no filtering, which rgba32float would need a device feature for. */
function asFloatTexels<T extends Texture>(texture: T, format: FloatFormat): T {
  texture.type = FloatType;
  texture.format = format;
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.generateMipmaps = false;
  texture.needsUpdate = true;
  return texture;
}

/** A texture node whose texture follows an answer's texels. Swapping re-binds and never compiles. */
class TexelSource {
  readonly node: TextureNode;
  private shown: Texels | null = null;
  private width = 1;
  private height = 1;

  constructor(private readonly format: FloatFormat) {
    this.node = textureLoad(this.nothing());
  }

  show(texels: Texels, grid: Grid): void {
    const { shown } = this;
    this.shown = texels;
    if (shown && sourceOf(shown) === sourceOf(texels) && this.width === grid.nx && this.height === grid.ny) {
      // A GPUTexture was rewritten in place and needs nothing; memory has to be uploaded again.
      if (texels.kind === 'memory') this.node.value.needsUpdate = true;
      return;
    }
    this.width = grid.nx;
    this.height = grid.ny;
    this.swap(
      texels.kind === 'texture'
        ? asFloatTexels(new ExternalTexture(texels.texture), this.format)
        : asFloatTexels(new DataTexture(texels.data, grid.nx, grid.ny, this.format, FloatType), this.format),
    );
    release(shown);
  }

  /** Lets go of what is shown: its owner may destroy it from now on. */
  clear(): void {
    const { shown } = this;
    if (shown === null) return;
    this.shown = null;
    this.swap(this.nothing());
    release(shown);
  }

  private nothing(): Texture {
    return asFloatTexels(new DataTexture(new Float32Array(4), 1, 1, this.format), this.format);
  }

  private swap(texture: Texture): void {
    const old = this.node.value;
    this.node.value = texture;
    // An ExternalTexture lets go of the GPUTexture without destroying it: that belongs to the engine.
    old.dispose();
  }

  dispose(): void {
    this.clear();
    this.node.value.dispose();
  }
}

function sourceOf(texels: Texels): Float32Array | GPUTexture {
  return texels.kind === 'texture' ? texels.texture : texels.data;
}

/** An answer is shown by one source alone. What was uploaded is a copy, and what was not is shown no more. */
function release(texels: Texels | null): void {
  if (texels?.kind === 'memory') texels.release?.();
}

const NO_BREAKS = new Uint8Array(1);

function byteTexture(data: Uint8Array<ArrayBuffer>, width: number, height: number): DataTexture {
  const texture = new DataTexture(data, width, height, RedFormat, UnsignedByteType);
  texture.unpackAlignment = 1;
  texture.needsUpdate = true;
  return texture;
}

export class FieldTexture {
  private readonly samples = new TexelSource(RGBAFormat);
  private readonly differences = new TexelSource(RedFormat);
  /** Partials along x and y as fields of their own: their gradients are the second partials. */
  private readonly partials = [new TexelSource(RGBAFormat), new TexelSource(RGBAFormat)] as const;
  private readonly partialSizes = [uniform(new Vector2(1, 1)), uniform(new Vector2(1, 1))] as const;
  private readonly breaks = textureLoad(byteTexture(NO_BREAKS, 1, 1));
  private readonly size = uniform(new Vector2(1, 1));
  private readonly breaksSize = uniform(new Vector2(1, 1));
  /** Samples between neighbouring vertices of the mesh. */
  readonly samplesPerQuad = uniform(new Vector2(1, 1));

  show(answer: GridAnswer, breaks: Breaks | null): void {
    const { nx, ny } = answer.grid;
    this.samples.show(answer.texels, answer.grid);
    if (answer.difference) this.differences.show(answer.difference, answer.grid);
    else this.differences.clear();
    this.size.value.set(nx, ny);
    const cells = breaks && breaks.cells.length > 0 ? breaks : null;
    const [width, height] = cells ? [cells.nx - 1, cells.ny - 1] : [1, 1];
    const old = this.breaks.value;
    this.breaks.value = byteTexture(cells ? cells.cells : NO_BREAKS, width, height);
    old.dispose();
    this.breaksSize.value.set(width, height);
  }

  /** The partial along x (0) or y (1) as a field. */
  showPartial(axis: 0 | 1, answer: GridAnswer): void {
    this.partials[axis].show(answer.texels, answer.grid);
    this.partialSizes[axis].value.set(answer.grid.nx, answer.grid.ny);
  }

  /** Lets go of both partials: their owner may destroy them from now on. */
  clearPartials(): void {
    for (const partial of this.partials) partial.clear();
    for (const size of this.partialSizes) size.value.set(1, 1);
  }

  /** Bilinear (f, ∂f/∂x, ∂f/∂y) at uv in [0, 1]², and the least validity of the four samples around. */
  sample(uv: Node<'vec2'>): Node<'vec4'> {
    const { a, b, c, d, share } = this.corners(uv);
    const mixed = mix(mix(a.xyz, b.xyz, share.x), mix(c.xyz, d.xyz, share.x), share.y);
    return vec4(mixed, min(min(a.w, b.w), min(c.w, d.w)));
  }

  /**
   * f for a vertex of the mesh: holes around it do not pull it down, since a hole's f is 0 by convention and a quad
   * of the mesh may span many samples. Where all four samples are holes, the defined ones a quad away are averaged.
   */
  vertexValue(uv: Node<'vec2'>): Node<'float'> {
    const { a, b, c, d, share } = this.corners(uv);
    const x = share.x;
    const y = share.y;
    const sum = vec2(0, 0).toVar();
    const corners: readonly (readonly [Node<'vec4'>, Node<'float'>])[] = [
      [a, x.oneMinus().mul(y.oneMinus())],
      [b, x.mul(y.oneMinus())],
      [c, x.oneMinus().mul(y)],
      [d, x.mul(y)],
    ];
    for (const [corner, weight] of corners) {
      // A touch of weight, so that a defined sample counts even where the vertex lies right on a hole.
      const counted = isDefined(corner.w).select(weight.add(1e-4), 0);
      sum.addAssign(vec2(corner.x.mul(counted), counted));
    }
    If(sum.y.equal(0), () => {
      for (const [stepX, stepY] of NEIGHBOURS) {
        const texel = uv.mul(this.size.sub(1)).add(vec2(stepX, stepY).mul(this.samplesPerQuad));
        const near = this.load(texel.round());
        const counted = isDefined(near.w).select(float(1), 0);
        sum.addAssign(vec2(near.x.mul(counted), counted));
      }
    });
    return sum.x.div(sum.y.max(1e-6));
  }

  /** Bilinear (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²) at uv; undefined samples count as 0, which leaves the shape to the others. */
  second(uv: Node<'vec2'>): Node<'vec3'> {
    const [alongX, alongY] = [this.partialSample(0, uv), this.partialSample(1, uv)];
    return vec3(alongX.y, alongX.z, alongY.z);
  }

  /** |finite-difference gradient − exact gradient| of the nearest sample. */
  difference(uv: Node<'vec2'>): Node<'float'> {
    return this.differences.node.load(this.inside(uv.mul(this.size.sub(1)).round())).x;
  }

  /** 1 in cells that a jump or a pole crosses, else 0. */
  cut(uv: Node<'vec2'>): Node<'float'> {
    const cell = floor(uv.mul(this.breaksSize)).clamp(vec2(0, 0), this.breaksSize.sub(1));
    return this.breaks.load(ivec2(cell)).x.mul(255).min(1);
  }

  dispose(): void {
    this.samples.dispose();
    this.differences.dispose();
    for (const partial of this.partials) partial.dispose();
    this.breaks.value.dispose();
  }

  private corners(uv: Node<'vec2'>) {
    const texel = uv.mul(this.size.sub(1)).toVar();
    const cell = floor(texel).min(this.size.sub(2)).max(vec2(0, 0)).toVar();
    return {
      a: this.load(cell).toVar(),
      b: this.load(cell.add(vec2(1, 0))).toVar(),
      c: this.load(cell.add(vec2(0, 1))).toVar(),
      d: this.load(cell.add(vec2(1, 1))).toVar(),
      share: texel.sub(cell).clamp(0, 1).toVar(),
    };
  }

  private partialSample(axis: 0 | 1, uv: Node<'vec2'>): Node<'vec4'> {
    const last = this.partialSizes[axis].sub(1);
    const texel = uv.mul(last).toVar();
    const cell = floor(texel).min(last.sub(1)).max(vec2(0, 0)).toVar();
    const share = texel.sub(cell).clamp(0, 1).toVar();
    const load = (x: number, y: number): Node<'vec4'> =>
      vec4(this.partials[axis].node.load(ivec2(cell.add(vec2(x, y)).min(last))));
    return mix(mix(load(0, 0), load(1, 0), share.x), mix(load(0, 1), load(1, 1), share.x), share.y);
  }

  private load(texel: Node<'vec2'>): Node<'vec4'> {
    return vec4(this.samples.node.load(this.inside(texel)));
  }

  private inside(texel: Node<'vec2'>): Node<'ivec2'> {
    return ivec2(texel.clamp(vec2(0, 0), this.size.sub(1)));
  }
}

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;

/** Halfway between 'hole' and 'value': validity is a small whole number in a float. */
export function isDefined(validity: Node<'float'>): Node<'bool'> {
  return validity.greaterThan((VALIDITY.hole + VALIDITY.value) / 2);
}

export function hasGradient(validity: Node<'float'>): Node<'bool'> {
  return validity.greaterThan((VALIDITY.value + VALIDITY.gradient) / 2);
}
