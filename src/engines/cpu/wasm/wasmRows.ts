/** A row program as machine code: lays tables out as records of pairs of rows, and evaluates. */
import type { DataTable } from '../../../fields/dataTable';
import type { Steps } from '../../../fields/steps';
import type { RowEvaluator } from '../evaluator';
import type { RowProgram } from '../rowProgram';
import { chosenRows, NO_ROWS, type RowTable, rowTable } from '../rowTable';
import { SUMMED_ROWS } from '../rowTape';
import { emitRowModule, type RowModule } from './emitRows';
import { type Exported, WasmInstance } from './instance';
import { F64_BYTES, PAIR_BYTES } from './vector';
import { RUN } from './writeModule';

const LANES = 2;
const IS_ROW = -1n;

/** Operations in a step, over all its rows: some tenths of a millisecond to a few, by what they are. */
const STEP_OPERATIONS = 2 ** 18;

/** An evaluation under way. */
interface Evaluation {
  readonly inputs: Float64Array;
  readonly table: RowTable;
  /** The sums it has come to, while others may stand in memory. */
  sums: Float64Array | null;
}

/** Some of the rows in one of the stages, as numbers of pairs. */
interface Stretch {
  readonly stage: number;
  readonly start: number;
  readonly end: number;
}

export class WasmRows implements RowEvaluator {
  readonly #instance: WasmInstance;
  readonly #run: Exported;
  readonly #results: Float64Array;
  readonly #resultsAt: number;
  readonly #recordsAt: number;
  readonly #loops: readonly number[];
  #numbers: Float64Array;
  #table: RowTable = NO_ROWS;
  /** The table whose records stand in memory. */
  #written: RowTable | null = null;
  /** The evaluation that stands in memory: another puts what it is of there first. */
  #placed: Evaluation | null = null;

  private constructor(
    private readonly program: RowProgram,
    private readonly emitted: RowModule,
  ) {
    this.#instance = new WasmInstance(emitted);
    this.#run = this.#instance.exported(RUN);
    this.#loops = loopsOf(program);
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
    const { table } = this.#begin(inputs, rows);
    for (const stage of this.#loops) this.#through({ stage, start: 0, end: pairsOf(table) });
    return this.#read(this.#results);
  }

  *steps(inputs: Float64Array, rows?: Uint32Array): Steps<Float64Array> {
    const evaluation = this.#begin(inputs, rows);
    let isFirst = true;
    for (const stretch of this.#stretches(pairsOf(evaluation.table))) {
      if (!isFirst) {
        evaluation.sums = this.#sums.slice();
        yield;
        if (this.#placed !== evaluation) this.#place(evaluation);
      }
      isFirst = false;
      this.#through(stretch);
    }
    return this.#read(new Float64Array(this.#results.length));
  }

  /** All stages through all rows, in whole blocks of sums: where a stretch ends changes no bit. */
  *#stretches(pairs: number): Generator<Stretch> {
    for (const stage of this.#loops) {
      const { rowwise = [], means = [] } = this.program.stages[stage] ?? {};
      const perBlock = SUMMED_ROWS * (rowwise.length + means.length);
      const blocks = Math.max(1, Math.floor(STEP_OPERATIONS / perBlock));
      const stride = Math.min(pairs, (blocks * SUMMED_ROWS) / LANES);
      for (let start = 0; start < pairs; start += stride)
        yield { stage, start, end: Math.min(pairs, start + stride) };
    }
  }

  #begin(inputs: Float64Array, rows: Uint32Array | undefined): Evaluation {
    const table = rows ? chosenRows(this.#table, rows) : this.#table;
    const evaluation = { inputs, table, sums: null };
    this.#place(evaluation);
    return evaluation;
  }

  #place(evaluation: Evaluation): void {
    const { inputs, table, sums } = evaluation;
    const { inputs: count } = this.program;
    if (table !== this.#written) this.#write(table);
    const numbers = this.#numbers;
    numbers.set(inputs.length > count ? inputs.subarray(0, count) : inputs, 0);
    numbers.fill(Number.NaN, inputs.length, count);
    numbers[count] = table.rows;
    if (sums) this.#sums.set(sums);
    else this.#sums.fill(0);
    this.#placed = evaluation;
  }

  #through({ stage, start, end }: Stretch): void {
    const addressOf = (pair: number): number => this.#recordsAt + this.emitted.recordBytes * pair;
    this.#run(this.#instance.freeAt, this.#resultsAt, stage, addressOf(start), addressOf(end));
  }

  get #sums(): Float64Array {
    return this.#numbers.subarray(this.#instance.freeAt / F64_BYTES, this.#resultsAt / F64_BYTES);
  }

  #read(results: Float64Array): Float64Array {
    const first = this.#resultsAt / F64_BYTES;
    for (let root = 0; root < results.length; root++)
      results[root] = this.#numbers[first + LANES * root] as number;
    return results;
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

/** Numbers of the stages that loop over rows; one of a program that has none, which is computed all the same. */
function loopsOf({ stages }: RowProgram): readonly number[] {
  const looping = stages.flatMap(({ means }, stage) => (means.length > 0 ? [stage] : []));
  return looping.length > 0 ? looping : [0];
}
