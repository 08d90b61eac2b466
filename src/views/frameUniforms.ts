/** PlotFrame for shaders: the same map from f to world z, as uniforms and TSL expressions. */

import { log2, max, uniform, vec2, vec3 } from 'three/tsl';
import type { Node } from 'three/webgpu';
import { Vector2 } from 'three/webgpu';
import { type PlotFrame, RANGE_SLACK } from './plotFrame';

/** Smallest normal f32: where log10 f of a hole or of f <= 0 is evaluated and then thrown away. */
const SMALLEST_F32 = 1.2e-38;
/** Vertices may leave the slab by its own height, so that cut edges follow f = high instead of the mesh. */
const OVERSHOOT_SPANS = 1;

export class FrameUniforms {
  readonly middleZ = uniform(0);
  readonly halfHeight = uniform(1);
  private readonly middleLevel = uniform(0);
  private readonly levelScale = uniform(1);
  private readonly halfSpan = uniform(1);
  private readonly logarithmic = uniform(0);
  /** Half width and half depth of the domain: coordinate units for one world unit. */
  readonly halfDomain = uniform(new Vector2(1, 1));
  readonly low = uniform(-1);
  readonly high = uniform(1);
  readonly floorZ = uniform(-1);

  set(frame: PlotFrame): void {
    const slack = RANGE_SLACK * (frame.high - frame.low);
    this.middleZ.value = frame.middleZ;
    this.halfHeight.value = (frame.topZ - frame.lowZ) / 2;
    this.middleLevel.value = frame.middleLevel;
    this.levelScale.value = frame.levelScale;
    this.halfSpan.value = (frame.level(frame.high) - frame.level(frame.low)) / 2;
    this.logarithmic.value = frame.logarithmic ? 1 : 0;
    this.halfDomain.value.set((frame.x[1] - frame.x[0]) / 2, (frame.y[1] - frame.y[0]) / 2);
    this.low.value = frame.logarithmic ? frame.low * (1 - RANGE_SLACK) : frame.low - slack;
    this.high.value = frame.high + slack;
    this.floorZ.value = frame.floorZ;
  }

  /** f or log10 f. */
  level(f: Node<'float'>): Node<'float'> {
    return this.logarithmic
      .greaterThan(0.5)
      .select(log2(max(f, SMALLEST_F32)).mul(Math.LOG10E * Math.LN2), f);
  }

  /** World z of f, kept within reach of the slab. */
  worldZ(f: Node<'float'>): Node<'float'> {
    const reach = this.halfSpan.mul(1 + 2 * OVERSHOOT_SPANS);
    const offset = this.level(f).sub(this.middleLevel).clamp(reach.negate(), reach);
    return offset.mul(this.levelScale).add(this.middleZ);
  }

  /** Slope (dz/dx, dz/dy) of the drawn surface from a sample (f, ∂f/∂x, ∂f/∂y, validity). */
  worldGradient(sample: Node<'vec4'>): Node<'vec2'> {
    const perLevel = this.logarithmic
      .greaterThan(0.5)
      .select(max(sample.x, SMALLEST_F32).mul(Math.LN10).reciprocal(), 1);
    return sample.yz.mul(this.halfDomain).mul(this.levelScale.mul(perLevel));
  }

  /** Place of grid coordinates uv in [0, 1]² at height z. */
  place(uv: Node<'vec2'>, z: Node<'float'>): Node<'vec3'> {
    return vec3(uv.mul(2).sub(1), z);
  }

  /** World displacement, in the plane, of a step along the gradient; not of unit length. */
  ascent(sample: Node<'vec4'>): Node<'vec2'> {
    return vec2(sample.yz.div(this.halfDomain));
  }
}
