/** What is known of the point that is shown: all at once of a formula, bit by bit of a loss over many rows. */
import type { Steps } from '../../fields/steps';
import type { AppState } from '../../state/appState';
import type { PointValue } from '../shown/shownPlane';
import type { ShownModel } from '../subject/shownModel';
import { type Corner, cornerOf } from './corner';
import { approximateGradient } from './pointPicture';

export interface ShownPoint extends PointValue {
  /** Whether value and gradient are still being computed, and NaN until then. */
  readonly pending: boolean;
  /** The gradient by the method chosen, where that is not the exact one and it is known. */
  readonly approximate: readonly [number, number] | undefined;
  /** The slopes on both sides, where the point is a corner of a function of one variable. */
  readonly corner: Corner | null;
}

const UNKNOWN: ShownPoint = {
  value: Number.NaN,
  gradient: [Number.NaN, Number.NaN],
  faults: 0,
  pending: true,
  approximate: undefined,
  corner: null,
};

/** An iterator that whoever has little time may leave and take up again. */
export class PointRun implements Iterator<undefined> {
  readonly #steps: Steps<undefined>;
  #point = UNKNOWN;

  constructor(
    private readonly model: ShownModel,
    private readonly state: AppState,
  ) {
    this.#steps = this.#run();
  }

  /** As far as it is known. */
  get point(): ShownPoint {
    return this.#point;
  }

  next(): IteratorResult<undefined> {
    return this.#steps.next();
  }

  *#run(): Steps<undefined> {
    const { model, state } = this;
    const [x, y] = state.point;
    this.#point = { ...UNKNOWN, ...(yield* model.atSteps(x, y)), pending: false };
    const approximate = yield* approximateGradient(model, state);
    this.#point = { ...this.#point, approximate };
    if (!model.ofOne || !Number.isFinite(this.#point.value)) return undefined;
    function* slope(along: number): Steps<number> {
      const { gradient } = yield* model.atSteps(along, y);
      return gradient[0];
    }
    this.#point = { ...this.#point, corner: yield* cornerOf(slope, x, state.domainX) };
    return undefined;
  }
}

/** The point, whole. */
export function shownPoint(model: ShownModel, state: AppState): ShownPoint {
  const run = new PointRun(model, state);
  while (!run.next().done);
  return run.point;
}
