/** Runs an optimizer of the registry from a point, step by step, and keeps the path. */
import type { Steps } from '../../fields/steps';
import type { Optimizer } from '../../optimizers';
import { OptimizerRun } from './optimizerRun';

/** What is descended: value and gradient at a point of any dimension, in steps; NaN where undefined. */
export type Objective = (theta: readonly number[]) => Steps<{
  readonly value: number;
  readonly gradient: readonly number[];
}>;

/** How a descent ended, with the step at which it did. */
export type Outcome =
  | { readonly kind: 'finished'; readonly step: number }
  /** It goes on: these are the steps so far. */
  | { readonly kind: 'underway'; readonly step: number }
  | { readonly kind: 'converged'; readonly step: number }
  /** f or its gradient does not exist where the step led. */
  | { readonly kind: 'undefined'; readonly step: number }
  /** The path ran away. */
  | { readonly kind: 'diverged'; readonly step: number };

export interface Descent {
  readonly dimension: number;
  /** Coordinates of steps 0, 1, …: (steps + 1)·dimension numbers, the last step being the outcome's. */
  readonly path: Float64Array;
  /** f at each step; NaN where it is undefined. */
  readonly values: Float64Array;
  readonly outcome: Outcome;
}

export interface DescentRequest {
  readonly optimizer: Optimizer;
  readonly hyperparameters: Readonly<Record<string, number>>;
  readonly start: readonly number[];
  readonly steps: number;
  /** A coordinate beyond ± this has run away. */
  readonly bound: number;
}

/**
 * A gradient as short as this moves a point by less than f64 can tell apart from the next at the usual learning rates and
 * magnitudes around 1.
 */
const CONVERGED_GRADIENT = 1e-12;

/** The whole descent. */
export function descend(objective: Objective, request: DescentRequest): Descent {
  return finishedDescent(new DescentRun(objective, request));
}

export function finishedDescent(run: DescentRun): Descent {
  while (!run.next().done);
  return run.descent;
}

/** A descent as an iterator that whoever has little time may leave and take up again, within a step of it too. */
export class DescentRun implements Iterator<undefined> {
  readonly #run: OptimizerRun;
  readonly #theta: Float64Array;
  readonly #path: number[] = [];
  readonly #heights: number[] = [];
  readonly #steps: Steps<Outcome>;
  #outcome: Outcome | null = null;

  constructor(
    private readonly objective: Objective,
    private readonly request: DescentRequest,
  ) {
    this.#run = new OptimizerRun(request.optimizer, request.hyperparameters, request.start.length);
    this.#theta = Float64Array.from(request.start);
    this.#steps = this.#descend();
  }

  /** The descent as far as it has come: at first its start alone, of unknown height. */
  get descent(): Descent {
    const isBegun = this.#heights.length > 0;
    const values = Float64Array.from(isBegun ? this.#heights : [Number.NaN]);
    return {
      dimension: this.#theta.length,
      path: Float64Array.from(isBegun ? this.#path : this.request.start),
      values,
      outcome: this.#outcome ?? { kind: 'underway', step: values.length - 1 },
    };
  }

  next(): IteratorResult<undefined> {
    const step = this.#steps.next();
    if (step.done) this.#outcome ??= step.value;
    return { done: step.done === true, value: undefined };
  }

  *#descend(): Steps<Outcome> {
    for (let step = 0; ; step++) {
      const outcome = yield* this.#advance(step);
      if (outcome !== null) return outcome;
      yield;
    }
  }

  /** Looks at the point where it stands and moves on; why it does not, where it does not. */
  *#advance(step: number): Steps<Outcome | null> {
    const { steps, bound } = this.request;
    const { value, gradient } = yield* this.objective(Array.from(this.#theta));
    this.#path.push(...this.#theta);
    this.#heights.push(value);
    if (![value, ...gradient].every(Number.isFinite)) return { kind: 'undefined', step };
    if (this.#theta.some((coordinate) => Math.abs(coordinate) > bound)) return { kind: 'diverged', step };
    if (Math.hypot(...gradient) < CONVERGED_GRADIENT) return { kind: 'converged', step };
    if (step === steps) return { kind: 'finished', step };
    this.#run.move(this.#theta, Float64Array.from(gradient));
    return null;
  }
}
