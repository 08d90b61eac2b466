/** A grid request as plain data for workers, and the computation of some of its rows. */
import type { DataTable } from '../../fields/dataTable';
import { type DerivativeMethod, type DifferenceMethod, VALIDITY } from '../../fields/gridRequest';
import type { Evaluator } from './evaluator';

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

/** What is known of some samples. */
export interface Extent {
  /** Infinity and -Infinity where nothing is defined. */
  readonly minimum: number;
  readonly maximum: number;
  readonly steepest: number;
  /** How many values are defined. */
  readonly defined: number;
}

export const NO_EXTENT: Extent = { minimum: Infinity, maximum: -Infinity, steepest: 0, defined: 0 };

/** The extent of two sets of samples: the same in whatever order sets are joined. */
export function joined(a: Extent, b: Extent): Extent {
  return {
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
    steepest: Math.max(a.steepest, b.steepest),
    defined: a.defined + b.defined,
  };
}

/** Numbers a sample of `job` in `texels` and in `difference`. */
export function componentsOf({ method }: Pick<GridJob, 'method'>): { texels: number; difference: number } {
  return { texels: 4, difference: method === 'exact' ? 0 : 1 };
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
  const { offsets, weights } = STENCILS[method];
  return offsets.reduce((sum, offset, k) => sum + (weights[k] ?? 0) * f(x + offset * step), 0) / step;
}

/** Samples computed at once: their results stay within the caches, and evaluators need no more memory than that. */
const STRIP_SAMPLES = 2 ** 16;

/**
 * Computes the rows of `job` from number `start` until `end`, or its last, and writes their samples where the whole job has
 * them, from `offset` samples on. `gradient` must have the roots f, ∂f/∂x, ∂f/∂y, `value` the root f.
 */
export function computeRows(
  gradient: Evaluator,
  value: Evaluator,
  job: GridJob,
  [start, end]: readonly [number, number],
  samples: Samples,
  offset: number,
): Extent {
  const { xs, ys } = job;
  const packing = new Packing(samples);
  const rows = Math.max(1, Math.floor(STRIP_SAMPLES / xs.length));
  const last = Math.min(end, ys.length);
  for (let row = start; row < last; row += rows) {
    const strip = { ...job, ys: ys.subarray(row, Math.min(row + rows, last)) };
    computeStrip(gradient, value, strip, packing, offset + (row - start) * xs.length);
  }
  return packing.extent();
}

function computeStrip(
  gradient: Evaluator,
  value: Evaluator,
  { parameters, xs, ys, method, steps }: GridJob,
  packing: Packing,
  offset: number,
): void {
  const [f, fx, fy] = gradient.run(parameters, xs, ys);
  if (f === undefined || fx === undefined || fy === undefined)
    throw new RangeError('a gradient program has three roots');
  if (method === 'exact') {
    packing.add(offset, f, fx, fy);
    return;
  }
  const dx = differences(method, steps[0], xs, (shifted) => value.run(parameters, shifted, ys));
  const dy = differences(method, steps[1], ys, (shifted) => value.run(parameters, xs, shifted));
  const difference = dx.map((found, i) => length(found - at(fx, i), at(dy, i) - at(fy, i)));
  packing.add(offset, f, dx, dy);
  packing.addDifference(offset, difference);
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

/** Packs results into samples, strip by strip. */
class Packing {
  readonly #samples: Samples;
  #minimum = NO_EXTENT.minimum;
  #maximum = NO_EXTENT.maximum;
  #steepest = NO_EXTENT.steepest;
  #defined = NO_EXTENT.defined;

  constructor(samples: Samples) {
    this.#samples = samples;
  }

  /** Takes samples from number `offset` on. */
  add(offset: number, f: Float64Array, fx: Float64Array, fy: Float64Array): void {
    const { texels } = this.#samples;
    const { value: hasValue, gradient: hasGradient } = VALIDITY;
    let [minimum, maximum, squared, defined] = [this.#minimum, this.#maximum, 0, this.#defined];
    texels.fill(0, 4 * offset, 4 * (offset + f.length));
    for (let i = 0; i < f.length; i++) {
      // What f32 cannot hold is as undefined in the picture as what f64 cannot.
      const value = Math.fround(at(f, i));
      if (!Number.isFinite(value)) continue;
      const texel = 4 * (offset + i);
      texels[texel] = value;
      texels[texel + 3] = hasValue;
      defined++;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      const dx = Math.fround(at(fx, i));
      const dy = Math.fround(at(fy, i));
      if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
      texels[texel + 1] = dx;
      texels[texel + 2] = dy;
      texels[texel + 3] = hasGradient;
      const squaredSlope = dx * dx + dy * dy;
      if (squaredSlope > squared) squared = squaredSlope;
    }
    this.#minimum = minimum;
    this.#maximum = maximum;
    this.#steepest = Math.max(this.#steepest, Math.sqrt(squared));
    this.#defined = defined;
  }

  /** Takes the distances of the samples from number `offset` on, which have been added. */
  addDifference(offset: number, distances: Float64Array): void {
    const { texels, difference } = this.#samples;
    for (let i = 0; i < distances.length; i++) {
      const distance = Math.fround(at(distances, i));
      const known = texels[4 * (offset + i) + 3] === VALIDITY.gradient && Number.isFinite(distance);
      difference[offset + i] = known ? distance : Number.NaN;
    }
  }

  extent(): Extent {
    return {
      minimum: this.#minimum,
      maximum: this.#maximum,
      steepest: this.#steepest,
      defined: this.#defined,
    };
  }
}
