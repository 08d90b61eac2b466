/** An optimizer of the registry at work: its rules, compiled once and applied to all coordinates at a time, and its memory. */
import { Lanes } from '../../engines/cpu/lanes';
import { compileExpression, parseExpression } from '../../expression';
import { hyperparameterValues, type Optimizer } from '../../optimizers';

export class OptimizerRun {
  readonly #rules: readonly { readonly target: string; readonly lanes: Lanes }[];
  readonly #held: readonly number[];
  readonly #memory: readonly { readonly name: string; readonly values: Float64Array }[];
  #step = 0;

  constructor(
    optimizer: Optimizer,
    hyperparameters: Readonly<Record<string, number>>,
    readonly dimension: number,
  ) {
    const values = hyperparameterValues(optimizer, hyperparameters);
    const names = optimizer.hyperparameters.map(({ name }) => name);
    const variables = ['theta', 'g', ...Object.keys(optimizer.memory)];
    const parameters = ['t', ...names];
    this.#held = names.map((name) => values[name] ?? Number.NaN);
    this.#memory = Object.entries(optimizer.memory).map(([name, initial]) => ({
      name,
      values: new Float64Array(dimension).fill(initial),
    }));
    this.#rules = optimizer.rules.map(([target, text]) => {
      const { builder, root } = compileExpression(parseExpression(text, { variables }));
      return { target, lanes: new Lanes(builder.graph, root, variables, parameters, dimension) };
    });
  }

  /** Moves `theta` one step, in place, by the gradient there. */
  move(theta: Float64Array, gradient: Float64Array): void {
    this.#step++;
    const variables = [theta, gradient, ...this.#memory.map(({ values }) => values)];
    for (const { target, lanes } of this.#rules) {
      const assigned = lanes.run(variables, [this.#step, ...this.#held]);
      const remembered = this.#memory.find(({ name }) => name === target);
      (remembered?.values ?? theta).set(assigned);
    }
  }
}
