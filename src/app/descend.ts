/** Runs an optimizer of the registry: its rules, compiled once, applied coordinate by coordinate in f64. */

import { Walk } from '../engines/cpu/walk';
import { compileExpression, parseExpression } from '../expression';
import { hyperparameterValues, type Optimizer } from '../optimizers';

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

interface Rule {
  readonly target: string;
  readonly walk: Walk;
}

function compileRules(optimizer: Optimizer): readonly Rule[] {
  const variables = ['theta', 'g', 't', ...Object.keys(optimizer.memory)];
  const parameters = optimizer.hyperparameters.map(({ name }) => name);
  return optimizer.rules.map(([target, text]) => {
    const { builder, root } = compileExpression(parseExpression(text, { variables }));
    return { target, walk: new Walk(builder.graph, [root], variables, parameters) };
  });
}

export function descend(objective: Objective, request: DescentRequest): Descent {
  const { optimizer, start, steps, bound } = request;
  const values = hyperparameterValues(optimizer, request.hyperparameters);
  const held = optimizer.hyperparameters.map(({ name }) => values[name] ?? Number.NaN);
  const rules = compileRules(optimizer);
  for (const { walk } of rules) walk.setParameters(held);
  const memoryNames = Object.keys(optimizer.memory);
  const memory = start.map(() => memoryNames.map((name) => optimizer.memory[name] ?? 0));
  let theta = [...start];
  const path: number[] = [...theta];
  let here = objective(theta);
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
    const { gradient } = here;
    theta = theta.map((coordinate, index) => {
      const remembered = memory[index] ?? [];
      let moved = coordinate;
      for (const { target, walk } of rules) {
        walk.evaluate(moved, gradient[index] ?? 0, step + 1, ...remembered);
        const assigned = walk.value(0);
        const slot = memoryNames.indexOf(target);
        if (slot >= 0) remembered[slot] = assigned;
        else moved = assigned;
      }
      return moved;
    });
    path.push(...theta);
    here = objective(theta);
    heights.push(here.value);
  }
}
