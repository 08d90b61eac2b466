/** Everything that is shown of the point: values, the two slices through it, and how it is said in words. */

import { differenceQuotient } from '../../engines/cpu/gridJob';
import { describeFaults } from '../../expression';
import { type Interval, sampleCoordinates } from '../../fields/grid';
import { differenceSteps } from '../../fields/gridRequest';
import type { AppState } from '../../state/appState';
import type { PlaneModel, PointValue } from '../shown/shownPlane';
import type { ShownModel } from '../subject/shownModel';

/** Samples of a slice: enough that its curve looks smooth across a wide screen. */
export const SLICE_SAMPLES = 401;

/** Evenly spaced coordinates over an interval, both ends included. */
export function sliceCoordinates(interval: Interval): Float64Array {
  return sampleCoordinates(interval, SLICE_SAMPLES);
}

export interface Slices {
  readonly alongX: Float64Array;
  readonly alongY: Float64Array;
}

/** Of a point whose slices nobody sees. */
export const NO_SLICES: Slices = {
  alongX: new Float64Array(SLICE_SAMPLES).fill(Number.NaN),
  alongY: new Float64Array(SLICE_SAMPLES).fill(Number.NaN),
};

/** Distances of the samples that are computed one round after another; each halves the last and meets both ends. */
const STRIDES = [16, 8, 4, 2, 1] as const;

/**
 * f along each axis through the point, sample by sample: an iterator that whoever has little time may leave and take up again.
 * Samples far apart come first, with straight lines between those that are known.
 */
export class SliceRun implements Iterator<undefined> {
  readonly #slices = { alongX: NO_SLICES.alongX.slice(), alongY: NO_SLICES.alongY.slice() };
  readonly #steps: Iterator<undefined>;

  constructor(
    private readonly model: PlaneModel,
    private readonly state: Pick<AppState, 'point' | 'domainX' | 'domainY'>,
  ) {
    this.#steps = this.#run();
  }

  /** As far as they are known; NaN where undefined and after a jump, so that no curve bridges it. */
  get slices(): Slices {
    const { alongX, alongY } = this.#slices;
    return { alongX: alongX.slice(), alongY: alongY.slice() };
  }

  next(): IteratorResult<undefined> {
    return this.#steps.next();
  }

  *#run(): Generator<undefined> {
    const { model, state } = this;
    const [x, y] = state.point;
    const both = [
      {
        values: this.#slices.alongX,
        at: sliceCoordinates(state.domainX),
        f: (at: number) => model.height(at, y),
      },
      {
        values: this.#slices.alongY,
        at: sliceCoordinates(state.domainY),
        f: (at: number) => model.height(x, at),
      },
    ];
    for (const [round, stride] of STRIDES.entries()) {
      for (const { values, at, f } of both) {
        for (let k = 0; k < SLICE_SAMPLES; k += stride) {
          if (round > 0 && k % (2 * stride) === 0) continue;
          values[k] = f(at[k] ?? Number.NaN);
          yield;
        }
        fillBetween(values, stride);
      }
    }
    if (!model.singular) return;
    for (const { values, at, f } of both) values.set(cutAtJumps(at, values, f));
  }
}

/** The slices, whole. */
export function slicesThrough(
  model: PlaneModel,
  state: Pick<AppState, 'point' | 'domainX' | 'domainY'>,
): Slices {
  const run = new SliceRun(model, state);
  while (!run.next().done);
  return run.slices;
}

/** Straight lines between every `stride`-th value. */
function fillBetween(values: Float64Array, stride: number): void {
  for (let k = 0; k + stride < values.length; k += stride) {
    const [from, to] = [values[k] as number, values[k + stride] as number];
    for (let between = 1; between < stride; between++)
      values[k + between] = from + ((to - from) * between) / stride;
  }
}

/** Differences between neighbours below this share of the largest are no jumps worth looking for. */
const JUMP_SHARE = 1e-3;
/** Halvings of the stretch between two samples: 2^-30 of it is as good as none. */
const JUMP_HALVINGS = 30;
/** A continuous function's difference shrinks with the stretch; a jump keeps at least this share of it. */
const JUMP_KEPT = 0.25;

/** A copy of `values` with NaN where f jumps between a sample and the next. */
function cutAtJumps(
  coordinates: Float64Array,
  values: Float64Array,
  f: (at: number) => number,
): Float64Array {
  const cut = values.slice();
  const finite = values.filter(Number.isFinite);
  const reach = finite.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  for (let i = 0; i + 1 < values.length; i++) {
    const [a = 0, b = 0] = [coordinates[i], coordinates[i + 1]];
    const [fa = Number.NaN, fb = Number.NaN] = [values[i], values[i + 1]];
    if (Math.abs(fb - fa) > JUMP_SHARE * reach && jumps(a, b, fa, fb, f)) cut[i] = Number.NaN;
  }
  return cut;
}

/** Whether f jumps between a and b: follows the half with the larger difference. */
export function jumps(a: number, b: number, fa: number, fb: number, f: (at: number) => number): boolean {
  const whole = Math.abs(fb - fa);
  let [low, high, fLow, fHigh] = [a, b, fa, fb];
  for (let halving = 0; halving < JUMP_HALVINGS; halving++) {
    const middle = (low + high) / 2;
    const value = f(middle);
    if (!Number.isFinite(value)) return true;
    if (Math.abs(value - fLow) >= Math.abs(fHigh - value)) [high, fHigh] = [middle, value];
    else [low, fLow] = [middle, value];
  }
  return Math.abs(fHigh - fLow) > JUMP_KEPT * whole;
}

/**
 * The partial derivatives by the chosen finite differences in f64; undefined while the exact ones are chosen, and for samples,
 * which have no others than their own.
 */
export function approximateGradient(model: ShownModel, state: AppState): [number, number] | undefined {
  const { derivativeMethod: method, derivativeStep: step, domainX, domainY } = state;
  if (method === 'exact' || model.kind === 'samples') return undefined;
  const [x, y] = state.point;
  const [alongX, alongY] = differenceSteps({ method, step }, { x: domainX, y: domainY });
  return [
    differenceQuotient(method, alongX, x, (at) => model.height(at, y)),
    differenceQuotient(method, alongY, y, (at) => model.height(x, at)),
  ];
}

/** Why the point has no value or no gradient, in words; undefined where it has both. */
export function faultText({
  faults,
  value,
  reason = describeFaults(faults),
}: PointValue): string | undefined {
  if (faults === 0) return undefined;
  return Number.isFinite(value) ? `no gradient here: ${reason}` : `undefined here: ${reason}`;
}
