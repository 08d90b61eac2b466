/** The registry of optimizers: a new one is a file of its own and a line here. */
import { adam } from './adam';
import { gradientDescent } from './gradientDescent';
import { momentum } from './momentum';
import type { Optimizer } from './optimizer';
import { rmsprop } from './rmsprop';

export { type Hyperparameter, LEARNING_RATE, type Optimizer } from './optimizer';

export const OPTIMIZERS: readonly Optimizer[] = [gradientDescent, momentum, rmsprop, adam];

/** The optimizer called `name`, or undefined. */
export function optimizerNamed(name: string): Optimizer | undefined {
  return OPTIMIZERS.find((optimizer) => optimizer.name === name);
}

/** Values of all hyperparameters of `optimizer`: those given where they are in range, initial ones elsewhere. */
export function hyperparameterValues(
  optimizer: Optimizer,
  given: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    optimizer.hyperparameters.map(({ name, initial, min, max }) => {
      const value = given[name];
      return [name, value !== undefined && value >= min && value <= max ? value : initial];
    }),
  );
}
