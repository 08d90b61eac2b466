/**
 * A row program run by kernels over blocks of rows: needs nothing of the browser and takes programs of any size. What is the
 * same in every row is computed in one lane.
 */
import type { DataTable } from '../../fields/dataTable';
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

/** Holds its registers, so one instance serves one caller at a time. */
export class RowTape implements RowEvaluator {
  readonly #registers: Float64Array[];
  readonly #runners: readonly (Runner | undefined)[];
  readonly #read: readonly number[];
  #table: RowTable = NO_ROWS;

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

  evaluate(inputs: ArrayLike<number>, rows?: Uint32Array): Float64Array {
    const { operations, stages, roots } = this.program;
    const table = rows ? chosenRows(this.#table, rows) : this.#table;
    for (const { uniform, rowwise, means } of stages) {
      for (const k of uniform) {
        const operation = operations[k];
        if (operation?.kind === 'input') this.#spread(k, inputs[operation.index] ?? Number.NaN);
        else if (operation?.kind !== 'constant') {
          this.#runners[k]?.(this.#registers, 1);
          this.#spread(k, this.#registers[k]?.[0] ?? Number.NaN);
        }
      }
      if (means.length > 0) this.#loop(table, rowwise, means);
    }
    return Float64Array.from(roots, (root) => this.#registers[root]?.[0] ?? Number.NaN);
  }

  #loop({ rows, values }: RowTable, rowwise: readonly number[], means: readonly number[]): void {
    const sums = means.map(() => new CompensatedSum());
    const operands = means.map((k) => {
      const operation = this.program.operations[k];
      return operation?.kind === 'mean' ? operation.operand : k;
    });
    for (let start = 0; start < rows; start += SUMMED_ROWS) {
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
      this.#spread(k, (sums[index]?.total() ?? Number.NaN) / rows);
    });
  }

  #spread(k: number, value: number): void {
    this.#registers[k]?.fill(value);
  }
}
