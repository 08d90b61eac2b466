/** Everything that is shown of the point: values, the two slices through it, and how it is said in words. */

import { differenceQuotientSteps } from '../../engines/cpu/gridJob';
import { describeFaults } from '../../expression';
import { type Interval, sampleCoordinates } from '../../fields/grid';
import { differenceSteps } from '../../fields/gridRequest';
import type { Steps } from '../../fields/steps';
import type { AppState } from '../../state/appState';
import type { PlaneModel, PointValue } from '../shown/shownPlane';
import type { ShownModel } from '../subject/shownModel';
import { cutAtCorners } from './corner';
import { cutAtJumps } from './jumps';

/** Samples of a slice: enough that its curve looks smooth across a wide screen. */
export const SLICE_SAMPLES = 401;

/** Evenly spaced coordinates over an interval, both ends included. */
export function sliceCoordinates(interval: Interval): Float64Array {
  return sampleCoordinates(interval, SLICE_SAMPLES);
}

export interface Slices {
  readonly alongX: Float64Array;
  readonly alongY: Float64Array;
  /** ∂f/∂x along x, where the layout shows it. */
  readonly slopesX: Float64Array;
}

const noSlice = (): Float64Array => new Float64Array(SLICE_SAMPLES).fill(Number.NaN);
const noSlices = (): Slices => ({ alongX: noSlice(), alongY: noSlice(), slopesX: noSlice() });

/** Of a point whose slices nobody sees. */
export const NO_SLICES: Slices = noSlices();

/** Distances of the samples that are computed one round after another; each halves the last and meets both ends. */
const STRIDES = [16, 8, 4, 2, 1] as const;

type SliceState = Pick<AppState, 'point' | 'domainX' | 'domainY' | 'layout'>;

/**
 * f along each axis through the point, sample by sample: an iterator that whoever has little time may leave and take up again.
 * Samples far apart come first, with straight lines between those that are known.
 */
export class SliceRun implements Iterator<undefined> {
  readonly #slices = noSlices();
  readonly #steps: Iterator<undefined>;

  constructor(
    private readonly model: PlaneModel,
    private readonly state: SliceState,
  ) {
    this.#steps = this.#run();
  }

  /** As far as they are known; NaN where undefined and after a jump, so that no curve bridges it. */
  get slices(): Slices {
    const { alongX, alongY, slopesX } = this.#slices;
    return { alongX: alongX.slice(), alongY: alongY.slice(), slopesX: slopesX.slice() };
  }

  next(): IteratorResult<undefined> {
    return this.#steps.next();
  }

  *#run(): Steps<undefined> {
    const { model, state } = this;
    const [x, y] = state.point;
    const { alongX, alongY, slopesX } = this.#slices;
    const [xs, ys] = [sliceCoordinates(state.domainX), sliceCoordinates(state.domainY)];
    function* slope(at: number): Steps<number> {
      const { gradient } = yield* model.atSteps(at, y);
      return gradient[0];
    }
    const heights = [
      { values: alongX, at: xs, f: (at: number) => model.heightSteps(at, y) },
      { values: alongY, at: ys, f: (at: number) => model.heightSteps(x, at) },
    ];
    const isCurve = state.layout === 'curve';
    const all = isCurve ? [...heights, { values: slopesX, at: xs, f: slope }] : heights;
    for (const [round, stride] of STRIDES.entries()) {
      for (const { values, at, f } of all) {
        for (let k = 0; k < SLICE_SAMPLES; k += stride) {
          if (round > 0 && k % (2 * stride) === 0) continue;
          values[k] = yield* f(at[k] ?? Number.NaN);
          yield;
        }
        fillBetween(values, stride);
      }
    }
    if (isCurve) slopesX.set(yield* cutAtCorners(xs, slopesX, slope));
    if (!model.singular) return undefined;
    for (const { values, at, f } of heights) values.set(yield* cutAtJumps(at, values, f));
    return undefined;
  }
}

/** The slices, whole. */
export function slicesThrough(model: PlaneModel, state: SliceState): Slices {
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

/**
 * The partial derivatives by the chosen finite differences in f64; undefined while the exact ones are chosen, and for samples,
 * which have no others than their own.
 */
export function* approximateGradient(
  model: ShownModel,
  state: AppState,
): Steps<readonly [number, number] | undefined> {
  const { derivativeMethod: method, derivativeStep: step, domainX, domainY } = state;
  if (method === 'exact' || model.kind === 'samples') return undefined;
  const [x, y] = state.point;
  const [alongX, alongY] = differenceSteps({ method, step }, { x: domainX, y: domainY });
  return [
    yield* differenceQuotientSteps(method, alongX, x, (at) => model.heightSteps(at, y)),
    yield* differenceQuotientSteps(method, alongY, y, (at) => model.heightSteps(x, at)),
  ];
}

/** Why the point has no value or no gradient, in words; undefined where it has both. */
export function faultText({
  faults,
  value,
  reason = describeFaults(faults),
}: PointValue): string | undefined {
  if (faults === 0) return undefined;
  return Number.isFinite(value) ? `no gradient: ${reason}` : `undefined: ${reason}`;
}
