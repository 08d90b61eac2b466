/** A row program as machine code: lays tables out as records of pairs of rows, and evaluates. */
import type { DataTable } from '../../../fields/dataTable';
import type { RowEvaluator } from '../evaluator';
import type { RowProgram } from '../rowProgram';
import { chosenRows, NO_ROWS, type RowTable, rowTable } from '../rowTable';
import { emitRowModule, type RowModule } from './emitRows';
import { type Exported, WasmInstance } from './instance';
import { F64_BYTES, PAIR_BYTES } from './vector';
import { RUN } from './writeModule';

const LANES = 2;
const IS_ROW = -1n;

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmRows implements RowEvaluator {
  readonly #instance: WasmInstance;
  readonly #run: Exported;
  readonly #results: Float64Array;
  readonly #resultsAt: number;
  readonly #recordsAt: number;
  #numbers: Float64Array;
  #table: RowTable = NO_ROWS;
  /** The table whose records stand in memory. */
  #written: RowTable | null = null;

  private constructor(
    private readonly program: RowProgram,
    private readonly emitted: RowModule,
  ) {
    this.#instance = new WasmInstance(emitted);
    this.#run = this.#instance.exported(RUN);
    this.#results = new Float64Array(program.roots.length);
    this.#resultsAt = this.#instance.freeAt + emitted.sumsBytes;
    this.#recordsAt = this.#resultsAt + PAIR_BYTES * program.roots.length;
    this.#numbers = new Float64Array(this.#instance.reserve(this.#recordsAt));
  }

  /** Compiles `program`. Returns null where it is too large, and throws what WasmInstance throws. */
  static compile(program: RowProgram): WasmRows | null {
    const emitted = emitRowModule(program);
    return emitted === null ? null : new WasmRows(program, emitted);
  }

  setData(data: DataTable, inputs?: Float64Array): void {
    this.#table = rowTable(this.program, data, inputs);
  }

  evaluate(inputs: Float64Array, rows?: Uint32Array): Float64Array {
    const { inputs: count, roots } = this.program;
    const table = rows ? chosenRows(this.#table, rows) : this.#table;
    if (table !== this.#written) this.#write(table);
    const numbers = this.#numbers;
    numbers.set(inputs.length > count ? inputs.subarray(0, count) : inputs, 0);
    numbers.fill(Number.NaN, inputs.length, count);
    numbers[count] = table.rows;
    const end = this.#recordsAt + this.emitted.recordBytes * pairsOf(table);
    this.#run(this.#instance.freeAt, this.#resultsAt, this.#recordsAt, end);
    const firstResult = this.#resultsAt / F64_BYTES;
    for (let root = 0; root < roots.length; root++)
      this.#results[root] = numbers[firstResult + LANES * root] as number;
    return this.#results;
  }

  #write(table: RowTable): void {
    const { recordBytes } = this.emitted;
    const pairs = pairsOf(table);
    const buffer = this.#instance.reserve(this.#recordsAt + recordBytes * pairs);
    if (this.#numbers.buffer !== buffer) this.#numbers = new Float64Array(buffer);
    const numbers = this.#numbers;
    const masks = new BigInt64Array(buffer);
    const stride = recordBytes / F64_BYTES;
    const first = this.#recordsAt / F64_BYTES;
    for (let row = 0; row < LANES * pairs; row++) {
      const isRow = row < table.rows;
      let at = first + stride * Math.floor(row / LANES) + (row % LANES);
      masks[at] = isRow ? IS_ROW : 0n;
      for (const column of table.values) {
        at += LANES;
        // The second lane of an odd table's last pair computes its row once more.
        numbers[at] = column[isRow ? row : table.rows - 1] ?? Number.NaN;
      }
    }
    this.#written = table;
  }
}

/** A table without rows has one pair all the same, which adds nothing: its means are 0/0. */
function pairsOf({ rows }: RowTable): number {
  return Math.max(1, Math.ceil(rows / LANES));
}
