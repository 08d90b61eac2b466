/** A field over data on dense grids: one evaluation a sample, with rows in lanes; what parameters decide once a grid. */
import type { DataTable } from '../../fields/dataTable';
import { createRowEvaluator } from './createEvaluator';
import type { Evaluator, RowEvaluator } from './evaluator';
import type { RowProgram } from './rowProgram';

/** The two coordinates are the first inputs, parameters follow. */
export class RowGrid implements Evaluator {
  readonly #evaluator: RowEvaluator;
  #data: DataTable | undefined;
  /** The held inputs that the evaluator's table was made with; null where there is none of the data at hand. */
  #tabulated: Float64Array | null = null;

  constructor(
    private readonly program: RowProgram,
    create = createRowEvaluator,
  ) {
    this.#evaluator = create(program);
  }

  /** Takes means over `data` from now on. A run throws RangeError where it lacks a column. */
  setData(data: DataTable): void {
    if (data === this.#data) return;
    this.#data = data;
    this.#tabulated = null;
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const planes = this.program.roots.map(() => new Float64Array(xs.length * ys.length));
    const inputs = new Float64Array(this.program.inputs).fill(Number.NaN);
    inputs.set(parameters.slice(0, this.program.inputs - 2), 2);
    this.#tabulate(inputs);
    let sample = 0;
    for (const y of ys) {
      for (const x of xs) {
        inputs[0] = x;
        inputs[1] = y;
        const values = this.#evaluator.evaluate(inputs);
        for (let root = 0; root < planes.length; root++) {
          const plane = planes[root];
          if (plane) plane[sample] = values[root] as number;
        }
        sample++;
      }
    }
    return planes;
  }

  /** Makes the table that goes with these parameters. Coordinates are no part of it. */
  #tabulate(inputs: Float64Array): void {
    const made = this.#tabulated;
    const isSame =
      made !== null &&
      (this.program.held.length === 0 || made.every((value, k) => Object.is(value, inputs[k])));
    if (isSame || this.#data === undefined) return;
    this.#evaluator.setData(this.#data, inputs);
    this.#tabulated = inputs.slice();
  }
}
