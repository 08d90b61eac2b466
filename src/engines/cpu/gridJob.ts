/** A grid request as plain data for workers, and the computation of some of its rows. */
import type { DataTable } from '../../fields/dataTable';
import { type DerivativeMethod, type DifferenceMethod, VALIDITY } from '../../fields/gridRequest';
import { finished, inOneStep, type Steps } from '../../fields/steps';
import { type Extent, joined, NO_EXTENT } from './extent';
import type { FieldEvaluators } from './fieldEvaluators';
import { packTexels } from './packing';

export interface GridJob {
  /** What a field over data takes its means over. */
  readonly data?: DataTable;
  readonly parameters: readonly number[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly method: DerivativeMethod;
  /** h along x and along y. */
  readonly steps: readonly [number, number];
}

/** Where the samples of a job go, in memory of one's own or shared; what stood there is overwritten. */
export interface Samples<Buffer extends ArrayBufferLike = ArrayBufferLike> {
  /** (f, ∂f/∂x, ∂f/∂y, validity) a sample. */
  readonly texels: Float32Array<Buffer>;
  /** |finite difference − exact| a sample, NaN where either is undefined; empty for the exact method. */
  readonly difference: Float32Array<Buffer>;
}

/** Numbers a sample of `job` in `texels` and in `difference`. */
function componentsOf({ method }: GridJob): { texels: number; difference: number } {
  return { texels: 4, difference: method === 'exact' ? 0 : 1 };
}

/** Bytes that the samples of `job` take. */
export function samplesBytes(job: GridJob): number {
  const { texels, difference } = componentsOf(job);
  return Float32Array.BYTES_PER_ELEMENT * (texels + difference) * job.xs.length * job.ys.length;
}

/** The samples of `job` from the start of `buffer`. */
export function samplesIn<Buffer extends ArrayBufferLike>(buffer: Buffer, job: GridJob): Samples<Buffer> {
  const count = job.xs.length * job.ys.length;
  const { texels, difference } = componentsOf(job);
  const differenceAt = Float32Array.BYTES_PER_ELEMENT * texels * count;
  return {
    texels: new Float32Array(buffer, 0, texels * count),
    difference: new Float32Array(buffer, differenceAt, difference * count),
  };
}

/** Copies all samples of `part` to where `whole` has those from number `from` on. */
export function copySamples(part: Samples, whole: Samples, from: number): void {
  const count = part.texels.length / 4;
  const { texels, difference } = partOf(whole, from, count);
  texels.set(part.texels);
  difference.set(part.difference);
}

/** Offsets of the stencil in steps, and the weights of the sum that is divided by the step. */
interface Stencil {
  readonly offsets: readonly number[];
  readonly weights: readonly number[];
}

const CENTRAL: Stencil = { offsets: [-1, 1], weights: [-1 / 2, 1 / 2] };
/** Textbook formulas: forward (error O(h)), central (O(h²)), five points (O(h⁴); Abramowitz and Stegun, 25.3.6). */
const STENCILS: Readonly<Record<DifferenceMethod, Stencil>> = {
  forward: { offsets: [0, 1], weights: [-1, 1] },
  central: CENTRAL,
  fivePoint: { offsets: [-2, -1, 1, 2], weights: [1 / 12, -2 / 3, 2 / 3, -1 / 12] },
  doubleSingle: CENTRAL,
};

/** The finite-difference formula `method` applied to `f` at `x` with step `step`. */
export function differenceQuotient(
  method: DifferenceMethod,
  step: number,
  x: number,
  f: (x: number) => number,
): number {
  return finished(differenceQuotientSteps(method, step, x, inOneStep(f)));
}

/** As `differenceQuotient`, of a function that takes steps. */
export function* differenceQuotientSteps(
  method: DifferenceMethod,
  step: number,
  x: number,
  f: (x: number) => Steps<number>,
): Steps<number> {
  const { offsets, weights } = STENCILS[method];
  let sum = 0;
  for (const [k, offset] of offsets.entries()) sum += (weights[k] ?? 0) * (yield* f(x + offset * step));
  return sum / step;
}

/** Samples computed at once: their results stay within the second cache, and evaluators need no more memory than that. */
const STRIP_SAMPLES = 2 ** 14;

/**
 * Computes the rows of `job` from number `start` until `end`, or its last, and writes their samples where the whole job has
 * them, from `offset` samples on.
 */
export function computeRows(
  evaluators: FieldEvaluators,
  job: GridJob,
  [start, end]: readonly [number, number],
  samples: Samples,
  offset: number,
): Extent {
  const { xs, ys } = job;
  const rows = Math.max(1, Math.floor(STRIP_SAMPLES / xs.length));
  const last = Math.min(end, ys.length);
  let extent = NO_EXTENT;
  for (let row = start; row < last; row += rows) {
    const strip = { ...job, ys: ys.subarray(row, Math.min(row + rows, last)) };
    const from = offset + (row - start) * xs.length;
    extent = joined(
      extent,
      computeStrip(evaluators, strip, partOf(samples, from, xs.length * strip.ys.length)),
    );
  }
  return extent;
}

/** `count` samples from number `from` on. */
function partOf({ texels, difference }: Samples, from: number, count: number): Samples {
  return {
    texels: texels.subarray(4 * from, 4 * (from + count)),
    difference: difference.subarray(from, from + count),
  };
}

function computeStrip(
  evaluators: FieldEvaluators,
  { parameters, xs, ys, method, steps }: GridJob,
  { texels, difference }: Samples,
): Extent {
  if (method === 'exact') return evaluators.texels().run(parameters, xs, ys, texels);
  const [f, fx, fy] = evaluators.gradient().run(parameters, xs, ys);
  if (f === undefined || fx === undefined || fy === undefined)
    throw new RangeError('a gradient program has three roots');
  const value = evaluators.value();
  const dx = differences(method, steps[0], xs, (shifted) => value.run(parameters, shifted, ys));
  const dy = differences(method, steps[1], ys, (shifted) => value.run(parameters, xs, shifted));
  const extent = packTexels(f, dx, dy, texels);
  for (let i = 0; i < difference.length; i++) {
    const distance = Math.fround(length(at(dx, i) - at(fx, i), at(dy, i) - at(fy, i)));
    const known = texels[4 * i + 3] === VALIDITY.gradient && Number.isFinite(distance);
    difference[i] = known ? distance : Number.NaN;
  }
  return extent;
}

function differences(
  method: DifferenceMethod,
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

/** Of numbers whose squares f64 can hold, or whose length is beyond f32: many times as fast as Math.hypot. */
function length(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
