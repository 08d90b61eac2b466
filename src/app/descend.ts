/** Runs an optimizer of the registry from a point, step by step, and keeps the path. */
import type { Optimizer } from '../optimizers';
import { OptimizerRun } from './optimizerRun';

/** What is descended: value and gradient at a point of any dimension; NaN where undefined. */
export type Objective = (theta: readonly number[]) => {
  readonly value: number;
  readonly gradient: readonly number[];
};

/** How a descent ended, with the step at which it did. */
export type Outcome =
  | { readonly kind: 'finished'; readonly step: number }
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

export function descend(objective: Objective, request: DescentRequest): Descent {
  const { optimizer, start, steps, bound } = request;
  const run = new OptimizerRun(optimizer, request.hyperparameters, start.length);
  const theta = Float64Array.from(start);
  const path: number[] = [...theta];
  let here = objective(start);
  const heights: number[] = [here.value];
  const end = (outcome: Outcome): Descent => ({
    dimension: start.length,
    path: Float64Array.from(path),
    values: Float64Array.from(heights),
    outcome,
  });
  for (let step = 0; ; step++) {
    if (![here.value, ...here.gradient].every(Number.isFinite)) return end({ kind: 'undefined', step });
    if (theta.some((coordinate) => Math.abs(coordinate) > bound)) return end({ kind: 'diverged', step });
    if (Math.hypot(...here.gradient) < CONVERGED_GRADIENT) return end({ kind: 'converged', step });
    if (step === steps) return end({ kind: 'finished', step });
    run.move(theta, Float64Array.from(here.gradient));
    path.push(...theta);
    here = objective(Array.from(theta));
    heights.push(here.value);
  }
}
