/**
 * An optimizer is one declaration: what it remembers and how it moves, written in the project's expression language.
 * Rules are applied element-wise to every coordinate, in order; a later rule sees what earlier ones assigned.
 */
export interface Hyperparameter {
  /** As the rules name it. */
  readonly name: string;
  readonly label: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
}

export interface Optimizer {
  /** Stable identifier: stands in URLs. */
  readonly name: string;
  readonly label: string;
  readonly hyperparameters: readonly Hyperparameter[];
  /** What is remembered for each coordinate between steps, with its value before the first. */
  readonly memory: Readonly<Record<string, number>>;
  /**
   * `[target, expression]`; targets are names of `memory` or `theta`. Expressions may use theta (the coordinate), g (the partial
   * derivative there), t (the number of this step, from 1), the memory and the hyperparameters.
   */
  readonly rules: readonly (readonly [target: string, expression: string])[];
  /** Where the rules come from: author, year, title or equation. */
  readonly source: string;
}

/** The learning rate, shared so that changing the optimizer keeps it. */
export const LEARNING_RATE: Hyperparameter = {
  name: 'eta',
  label: 'Learning rate η',
  initial: 0.05,
  min: 1e-5,
  max: 2,
  scale: 'log',
};
