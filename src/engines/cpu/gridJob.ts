/** One band of rows of a grid request, as plain data for a worker, and the computation of it. */
import { type DerivativeMethod, VALIDITY } from '../../fields/gridRequest';
import type { Tape } from './tape';

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

/** `tape` must have the roots f, ∂f/∂x, ∂f/∂y. */
export function computeBand(tape: Tape, valueTape: Tape, job: BandJob): BandResult {
  const [f, fx, fy] = tape.run(job.parameters, job.xs, job.ys);
  if (f === undefined || fx === undefined || fy === undefined)
    throw new RangeError('a grid tape has three roots');
  if (job.method === 'exact') return pack(f, fx, fy, undefined);
  const dx = differences(job.method, job.step, job.xs, (xs) => valueTape.run(job.parameters, xs, job.ys));
  const dy = differences(job.method, job.step, job.ys, (ys) => valueTape.run(job.parameters, job.xs, ys));
  const difference = dx.map((value, i) => Math.hypot(value - at(fx, i), at(dy, i) - at(fy, i)));
  return pack(f, dx, dy, difference);
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
    if (values === undefined) throw new RangeError('a value tape has one root');
    sum = sum
      ? sum.map((partial, i) => partial + weight * at(values, i))
      : values.map((value) => weight * value);
  }
  return (sum ?? new Float64Array(0)).map((value) => value / step);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

function pack(
  f: Float64Array,
  fx: Float64Array,
  fy: Float64Array,
  difference: Float64Array | undefined,
): BandResult {
  const texels = new Float32Array(f.length * 4);
  const differenceTexels = new Float32Array(difference ? f.length : 0).fill(Number.NaN);
  let [minimum, maximum, steepest, defined] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < f.length; i++) {
    // What f32 cannot hold is as undefined in the picture as what f64 cannot.
    const value = Math.fround(at(f, i));
    if (!Number.isFinite(value)) continue;
    texels[4 * i] = value;
    texels[4 * i + 3] = VALIDITY.value;
    defined++;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    const dx = Math.fround(at(fx, i));
    const dy = Math.fround(at(fy, i));
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
    texels[4 * i + 1] = dx;
    texels[4 * i + 2] = dy;
    texels[4 * i + 3] = VALIDITY.gradient;
    const distance = difference ? Math.fround(at(difference, i)) : Number.NaN;
    if (Number.isFinite(distance)) differenceTexels[i] = distance;
    const slope = Math.hypot(dx, dy);
    if (slope > steepest) steepest = slope;
  }
  return { texels, difference: differenceTexels, minimum, maximum, steepest, defined };
}
