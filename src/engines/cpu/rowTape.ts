/**
 * A row program run by kernels over blocks of rows: needs nothing of the browser and takes programs of any size. What is the
 * same in every row is computed in one lane.
 */
import type { DataTable } from '../../fields/dataTable';
import { finished, type Steps } from '../../fields/steps';
import { CompensatedSum } from './compensatedSum';
import type { RowEvaluator } from './evaluator';
import { type Runner, runnerOf } from './kernels';
import { isKernelOperation, type RowProgram, readTabular } from './rowProgram';
import { chosenRows, NO_ROWS, type RowTable, rowTable } from './rowTable';

/**
 * Rows whose terms are added plainly before their sum goes into a compensated one: the error of a mean is at most that of
 * so many additions, however many rows there are. Also the lanes of a block.
 */
export const SUMMED_ROWS = 128;

/** Numbers that are the same in every row, by register. */
type Uniform = Map<number, number>;

export class RowTape implements RowEvaluator {
  readonly #registers: Float64Array[];
  readonly #runners: readonly (Runner | undefined)[];
  readonly #read: readonly number[];
  #table: RowTable = NO_ROWS;
  /** What stands in the registers: another evaluation that was begun puts its own there first. */
  #spread: Uniform | null = null;

  constructor(readonly program: RowProgram) {
    this.#registers = program.operations.map((operation) =>
      new Float64Array(SUMMED_ROWS).fill(operation.kind === 'constant' ? operation.value : 0),
    );
    this.#runners = program.operations.map((operation, out) =>
      isKernelOperation(operation) ? runnerOf(operation, out) : undefined,
    );
    this.#read = readTabular(program);
  }

  setData(data: DataTable, inputs?: Float64Array): void {
    this.#table = rowTable(this.program, data, inputs);
  }

  evaluate(inputs: Float64Array, rows?: Uint32Array): Float64Array {
    return finished(this.steps(inputs, rows));
  }

  *steps(inputs: Float64Array, rows?: Uint32Array): Steps<Float64Array> {
    const { operations, stages, roots } = this.program;
    const table = rows ? chosenRows(this.#table, rows) : this.#table;
    const known: Uniform = new Map();
    this.#spread = known;
    for (const { uniform, rowwise, means } of stages) {
      for (const k of uniform) {
        const operation = operations[k];
        if (operation?.kind === 'input') this.#fill(k, inputs[operation.index] ?? Number.NaN, known);
        else if (operation?.kind !== 'constant') {
          this.#runners[k]?.(this.#registers, 1);
          this.#fill(k, this.#registers[k]?.[0] ?? Number.NaN, known);
        }
      }
      if (means.length > 0) yield* this.#loop(table, rowwise, means, known);
    }
    return Float64Array.from(roots, (root) => this.#registers[root]?.[0] ?? Number.NaN);
  }

  *#loop(
    { rows, values }: RowTable,
    rowwise: readonly number[],
    means: readonly number[],
    known: Uniform,
  ): Steps<void> {
    const sums = means.map(() => new CompensatedSum());
    const operands = means.map((k) => {
      const operation = this.program.operations[k];
      return operation?.kind === 'mean' ? operation.operand : k;
    });
    for (let start = 0; start < rows; start += SUMMED_ROWS) {
      if (start > 0) {
        yield;
        if (this.#spread !== known) for (const [k, value] of known) this.#registers[k]?.fill(value);
        this.#spread = known;
      }
      const n = Math.min(SUMMED_ROWS, rows - start);
      this.#read.forEach((k, index) => {
        const column = values[index];
        if (column) this.#registers[k] = column.subarray(start, start + n);
      });
      for (const k of rowwise) this.#runners[k]?.(this.#registers, n);
      operands.forEach((k, index) => {
        const terms = this.#registers[k];
        let sum = 0;
        if (terms) for (let lane = 0; lane < n; lane++) sum += terms[lane] as number;
        sums[index]?.add(sum);
      });
    }
    means.forEach((k, index) => {
      this.#fill(k, (sums[index]?.total() ?? Number.NaN) / rows, known);
    });
  }

  #fill(k: number, value: number, known: Uniform): void {
    this.#registers[k]?.fill(value);
    known.set(k, value);
  }
}
