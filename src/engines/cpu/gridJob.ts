/** One band of rows of a grid request, as plain data for a worker, and the computation of it. */
import { type DerivativeMethod, VALIDITY } from '../../fields/gridRequest';
import type { Evaluator } from './evaluator';

export interface BandJob {
  readonly parameters: readonly number[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly method: DerivativeMethod;
  readonly step: number;
}

export interface BandResult {
  /** (f, ∂f/∂x, ∂f/∂y, validity) a sample. */
  readonly texels: Float32Array<ArrayBuffer>;
  /** |finite difference − exact| a sample, NaN where either is undefined; empty for the exact method. */
  readonly difference: Float32Array<ArrayBuffer>;
  readonly minimum: number;
  readonly maximum: number;
  readonly steepest: number;
  readonly defined: number;
}

/** Offsets of the stencil in steps, and the weights of the sum that is divided by the step. */
interface Stencil {
  readonly offsets: readonly number[];
  readonly weights: readonly number[];
}

/** Textbook formulas: forward (error O(h)), central (O(h²)), five points (O(h⁴); Abramowitz and Stegun, 25.3.6). */
const STENCILS: Readonly<Record<Exclude<DerivativeMethod, 'exact'>, Stencil>> = {
  forward: { offsets: [0, 1], weights: [-1, 1] },
  central: { offsets: [-1, 1], weights: [-1 / 2, 1 / 2] },
  fivePoint: { offsets: [-2, -1, 1, 2], weights: [1 / 12, -2 / 3, 2 / 3, -1 / 12] },
};

/** The finite-difference formula `method` applied to `f` at `x` with step `step`. */
export function differenceQuotient(
  method: Exclude<DerivativeMethod, 'exact'>,
  step: number,
  x: number,
  f: (x: number) => number,
): number {
  const { offsets, weights } = STENCILS[method];
  return offsets.reduce((sum, offset, k) => sum + (weights[k] ?? 0) * f(x + offset * step), 0) / step;
}

/** Samples computed at once: their results stay within the caches, and evaluators need no more memory than that. */
const STRIP_SAMPLES = 2 ** 16;

/** `gradient` must have the roots f, ∂f/∂x, ∂f/∂y, `value` the root f. */
export function computeBand(gradient: Evaluator, value: Evaluator, job: BandJob): BandResult {
  const { method, xs, ys } = job;
  const packed = new Packed(xs.length * ys.length, method !== 'exact');
  const rows = Math.max(1, Math.floor(STRIP_SAMPLES / xs.length));
  for (let start = 0; start < ys.length; start += rows) {
    const strip = { ...job, ys: ys.subarray(start, start + rows) };
    computeStrip(gradient, value, strip, packed, start * xs.length);
  }
  return packed.result();
}

function computeStrip(
  gradient: Evaluator,
  value: Evaluator,
  { parameters, xs, ys, method, step }: BandJob,
  packed: Packed,
  offset: number,
): void {
  const [f, fx, fy] = gradient.run(parameters, xs, ys);
  if (f === undefined || fx === undefined || fy === undefined)
    throw new RangeError('a gradient program has three roots');
  if (method === 'exact') {
    packed.add(offset, f, fx, fy, undefined);
    return;
  }
  const dx = differences(method, step, xs, (shifted) => value.run(parameters, shifted, ys));
  const dy = differences(method, step, ys, (shifted) => value.run(parameters, xs, shifted));
  const difference = dx.map((found, i) => Math.hypot(found - at(fx, i), at(dy, i) - at(fy, i)));
  packed.add(offset, f, dx, dy, difference);
}

function differences(
  method: Exclude<DerivativeMethod, 'exact'>,
  step: number,
  coordinates: Float64Array,
  evaluate: (coordinates: Float64Array) => Float64Array[],
): Float64Array {
  const { offsets, weights } = STENCILS[method];
  let sum: Float64Array | undefined;
  for (const [k, offset] of offsets.entries()) {
    const [values] = evaluate(coordinates.map((x) => x + offset * step));
    const weight = weights[k] ?? 0;
    if (values === undefined) throw new RangeError('a value program has one root');
    sum = sum
      ? sum.map((partial, i) => partial + weight * at(values, i))
      : values.map((value) => weight * value);
  }
  return (sum ?? new Float64Array(0)).map((value) => value / step);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** The results of a band, filled strip by strip. */
class Packed {
  readonly #texels: Float32Array<ArrayBuffer>;
  readonly #difference: Float32Array<ArrayBuffer>;
  #minimum = Infinity;
  #maximum = -Infinity;
  #steepest = 0;
  #defined = 0;

  constructor(samples: number, withDifference: boolean) {
    this.#texels = new Float32Array(4 * samples);
    this.#difference = new Float32Array(withDifference ? samples : 0).fill(Number.NaN);
  }

  /** Takes samples from number `offset` of the band on. */
  add(
    offset: number,
    f: Float64Array,
    fx: Float64Array,
    fy: Float64Array,
    difference: Float64Array | undefined,
  ): void {
    const texels = this.#texels;
    let [minimum, maximum, steepest, defined] = [this.#minimum, this.#maximum, this.#steepest, this.#defined];
    for (let i = 0; i < f.length; i++) {
      // What f32 cannot hold is as undefined in the picture as what f64 cannot.
      const value = Math.fround(at(f, i));
      if (!Number.isFinite(value)) continue;
      const texel = 4 * (offset + i);
      texels[texel] = value;
      texels[texel + 3] = VALIDITY.value;
      defined++;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      const dx = Math.fround(at(fx, i));
      const dy = Math.fround(at(fy, i));
      if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
      texels[texel + 1] = dx;
      texels[texel + 2] = dy;
      texels[texel + 3] = VALIDITY.gradient;
      const distance = difference ? Math.fround(at(difference, i)) : Number.NaN;
      if (Number.isFinite(distance)) this.#difference[offset + i] = distance;
      const slope = Math.hypot(dx, dy);
      if (slope > steepest) steepest = slope;
    }
    this.#minimum = minimum;
    this.#maximum = maximum;
    this.#steepest = steepest;
    this.#defined = defined;
  }

  result(): BandResult {
    return {
      texels: this.#texels,
      difference: this.#difference,
      minimum: this.#minimum,
      maximum: this.#maximum,
      steepest: this.#steepest,
      defined: this.#defined,
    };
  }
}
