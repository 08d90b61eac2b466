/**
 * A row program as a WebAssembly module. Its function takes one stage through some of the rows:
 *
 *   for each stage:
 *     what is the same in every row             in both lanes of locals
 *     for each block of records, if it is the stage asked for:
 *       for each record, a pair of rows:        the rest, from record and locals → added to the block's sums
 *       the block's sums                        → added to compensated sums
 *     compensated sums                          → means
 *   roots                                       → results
 *
 * Once every stage has been taken through all rows in turn, the results hold. Memory: inputs · number of rows · constants · sums ·
 * results · records. The first three parts are laid out here, the rest by the caller, who passes the addresses and sets the sums to 0.
 */
import { type RowProgram, type RowProgramStage, readTabular } from '../rowProgram';
import { SUMMED_ROWS } from '../rowTape';
import * as v from './vector';
import { F64_BYTES, FunctionScope, type ModuleContext, PAIR_BYTES, type Vector } from './vector';
import { RUN, type WrittenModule, writeModule } from './writeModule';
import { type Call, inPlaceUpTo, MAX_INLINED, writeOperation } from './writeOperation';

/**
 * Larger programs are left to the kernels. More than without rows, since what compiling costs is paid back over all of them:
 * the loss of a 2-16-16-1 network over a plane, which has more than 5,000, is forty times as fast as by kernels.
 */
const MAX_ROW_OPERATIONS = 20_000;

export interface RowModule extends WrittenModule {
  /** Bytes of a pair's record: which of its lanes are rows (all ones) or not (zeros), then what `readTabular` lists. */
  readonly recordBytes: number;
  /** Of all stages: they are what the function leaves for its next call. */
  readonly sumsBytes: number;
}

/**
 * What the exported function takes, in order: the addresses of sums and of results, the number of the stage, and the addresses of the
 * first record and of the end of the last. There is at least one, and the first is the first of a block.
 */
const RUN_PARAMETERS = 5;
const [SUMS, RESULTS, STAGE, RECORDS, RECORDS_END] = [0, 1, 2, 3, 4] as const;

/** A mean's sum within a block, its sum over blocks, and what roundings of the latter lost. */
const SUM_BYTES = 3 * PAIR_BYTES;

/** Emits `program`, or null where it is too large. */
export function emitRowModule(program: RowProgram): RowModule | null {
  const computed = program.stages.reduce((count, { uniform, rowwise, means }) => {
    return count + uniform.length + rowwise.length + means.length;
  }, 0);
  if (computed > MAX_ROW_OPERATIONS) return null;
  const read = readTabular(program);
  const sums = program.stages.reduce((count, { means }) => count + means.length, 0);
  const module = writeModule(program.inputs + 1, (context) => {
    const run = new RowEmitter(program, read, context);
    run.write();
    return { [RUN]: run.scope };
  });
  return { ...module, recordBytes: PAIR_BYTES * (1 + read.length), sumsBytes: SUM_BYTES * sums };
}

class RowEmitter {
  readonly scope: FunctionScope;
  readonly #values: Vector[] = [];
  readonly #record: number;
  readonly #recordBytes: number;
  /** At every row, and once for all. */
  readonly #inPlace: Call;
  readonly #apart: Call;
  #sums = 0;

  constructor(
    private readonly program: RowProgram,
    read: readonly number[],
    context: ModuleContext,
  ) {
    this.scope = FunctionScope.ofFunction(
      context,
      Array.from({ length: RUN_PARAMETERS }, () => 'i32' as const),
    );
    this.#inPlace = inPlaceUpTo(MAX_INLINED, this.scope);
    this.#apart = inPlaceUpTo(0, this.scope);
    const record = this.scope.body.local('i32');
    read.forEach((k, slot) => {
      this.#values[k] = (body) => body.get(record).load(PAIR_BYTES * (1 + slot));
    });
    this.#record = record;
    this.#recordBytes = PAIR_BYTES * (1 + read.length);
  }

  write(): void {
    const { body } = this.scope;
    this.program.stages.forEach((stage, index) => {
      for (const k of stage.uniform) this.#compute(k, false);
      if (stage.means.length > 0) this.#writeMeans(stage, index);
    });
    this.program.roots.forEach((root, index) => {
      body.get(RESULTS);
      this.#value(root)(body);
      body.store(PAIR_BYTES * index);
    });
  }

  #writeMeans({ rowwise, means }: RowProgramStage, stage: number): void {
    const { body } = this.scope;
    const sums = means.map((k) => this.#sumOf(k, SUM_BYTES * this.#sums++));
    body
      .get(STAGE)
      .i32(stage)
      .op('i32Equal')
      .when(() => this.#writeLoop(rowwise, sums));
    const rows = this.#input(this.program.inputs);
    means.forEach((k, index) => {
      const found = sums[index];
      if (found === undefined) return;
      const { total, lost } = found;
      const { sum, error } = this.#twoSum(lane(total.read, 0), lane(total.read, 1));
      const all = v.add(error, v.add(lane(lost.read, 0), lane(lost.read, 1)));
      this.#values[k] = this.scope.keep(v.divide(v.add(sum, all), rows));
    });
  }

  #writeLoop(rowwise: readonly number[], sums: readonly Sum[]): void {
    const { body } = this.scope;
    const record = this.#record;
    const [blockEnd, next] = [body.local('i32'), body.local('i32')];
    body.get(RECORDS).set(record);
    body.repeat(() => {
      body
        .get(record)
        .i32((SUMMED_ROWS / 2) * this.#recordBytes)
        .op('i32Add')
        .set(next);
      body
        .get(next)
        .get(RECORDS_END)
        .get(next)
        .get(RECORDS_END)
        .op('i32LessUnsigned')
        .op('select')
        .set(blockEnd);
      for (const { block } of sums) block.write(this.scope.number(0));
      body.repeat(() => {
        const isRow = this.scope.keep((writing) => writing.get(record).load(0));
        for (const k of rowwise) this.#compute(k, true);
        for (const { operand, block } of sums)
          block.write(v.add(block.read, v.and(this.#value(operand), isRow)));
        body.get(record).i32(this.#recordBytes).op('i32Add').set(record);
        body.get(record).get(blockEnd).op('i32LessUnsigned');
      });
      for (const { block, total, lost } of sums) {
        const { sum, error } = this.#twoSum(total.read, block.read);
        total.write(sum);
        lost.write(v.add(lost.read, error));
      }
      body.get(record).get(RECORDS_END).op('i32LessUnsigned');
    });
  }

  #sumOf(mean: number, offset: number): Sum {
    const operation = this.program.operations[mean];
    if (operation?.kind !== 'mean') throw new RangeError(`operation ${mean} is no mean`);
    const place = (index: number): Place => ({
      read: (body) => body.get(SUMS).load(offset + PAIR_BYTES * index),
      write: (value) => {
        this.scope.body.get(SUMS);
        value(this.scope.body);
        this.scope.body.store(offset + PAIR_BYTES * index);
      },
    });
    return { operand: operation.operand, block: place(0), total: place(1), lost: place(2) };
  }

  /** a + b as the nearest pair, and exactly what is missing of the sum (Knuth, The Art of Computer Programming, 4.2.2). */
  #twoSum(a: Vector, b: Vector): { sum: Vector; error: Vector } {
    const [left, right] = [this.scope.keep(a), this.scope.keep(b)];
    const sum = this.scope.keep(v.add(left, right));
    const ofRight = this.scope.keep(v.subtract(sum, left));
    const error = v.add(v.subtract(left, v.subtract(sum, ofRight)), v.subtract(right, ofRight));
    return { sum, error: this.scope.keep(error) };
  }

  #input(index: number): Vector {
    return (body) => body.i32(0).loadSplat(F64_BYTES * index);
  }

  #value(k: number): Vector {
    const value = this.#values[k];
    if (value === undefined) throw new RangeError(`operation ${k} is used before it is computed`);
    return value;
  }

  #compute(k: number, rowwise: boolean): void {
    const operation = this.program.operations[k];
    switch (operation?.kind) {
      case 'constant':
        this.#values[k] = this.scope.number(operation.value);
        return;
      case 'input':
        this.#values[k] = this.#input(operation.index);
        return;
      case 'call':
      case 'select':
        this.#values[k] = writeOperation(
          this.scope,
          operation,
          (operand) => this.#value(operand),
          rowwise ? this.#inPlace : this.#apart,
        );
        return;
      case 'column':
      case 'mean':
      case undefined:
        throw new RangeError(`operation ${k} is not computed by itself`);
      default:
        operation satisfies never;
    }
  }
}

interface Place {
  readonly read: Vector;
  readonly write: (value: Vector) => void;
}

interface Sum {
  readonly operand: number;
  readonly block: Place;
  readonly total: Place;
  readonly lost: Place;
}

/** One lane of `value` in both. */
function lane(value: Vector, which: 0 | 1): Vector {
  return (body) => {
    value(body);
    body.extractLane(which).simd('f64x2Splat');
  };
}
