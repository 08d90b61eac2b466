/**
 * A tape program as a WebAssembly module. Its function runs over rows of a grid:
 *
 *   what is constant                            once
 *   for each pair of columns:                   what depends on x alone → the pair's record, unless it is there
 *   for each row:                               what depends on y alone, in both lanes of locals
 *     for each pair of columns:                 the rest, from record and locals → results
 *
 * The first two parts of memory, parameters and constants, are laid out here, the rest for each grid by the caller, who passes
 * the addresses.
 */
import type { Rate, TapeOperation, TapeProgram } from '../tape';
import type { ResultFormat } from './resultFormat';
import { F64_BYTES, FunctionScope, type ModuleContext, PAIR_BYTES, type Vector } from './vector';
import { RUN, type WrittenModule, writeModule } from './writeModule';
import { type Call, inPlaceUpTo, MAX_INLINED, writeOperation } from './writeOperation';

/** Expressions with more operations are left to the tape: compilers take more than linear time over one long body. */
export const MAX_OPERATIONS = 5000;

export interface EmittedModule extends WrittenModule {
  /** Bytes of one pair's record. */
  readonly recordBytes: number;
  /** Bytes from one pair's results to the next's. */
  readonly pairBytes: number;
}

/**
 * What the exported function takes, in order: the addresses of xs, of their end, of ys, of their end, and of records; 1 where
 * the records are there, else 0; the address of results, the bytes of a row of them, and from one root's results to the next's.
 * There is at least one row and one column. The last pair of an odd row writes one sample beyond it.
 */
const RUN_PARAMETERS = 9;
const [XS, XS_END, YS, YS_END, RECORDS, RECORDED, RESULTS, ROW_BYTES, PLANE_BYTES] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;

/** Emits `program` with results in `format`, or null where it is too large. */
export function emitModule(program: TapeProgram, format: ResultFormat): EmittedModule | null {
  if (program.operations.length > MAX_OPERATIONS) return null;
  const parameterCount = program.operations.reduce(
    (count, operation) => Math.max(count, operation.kind === 'parameter' ? operation.index + 1 : 0),
    0,
  );
  let recordBytes = 0;
  const module = writeModule(parameterCount, (context) => {
    const run = new RunEmitter(program, format, context);
    run.write();
    recordBytes = run.recordBytes;
    return { [RUN]: run.scope };
  });
  return { ...module, recordBytes, pairBytes: format.pairBytes };
}

/** Writes the exported function. */
class RunEmitter {
  readonly scope: FunctionScope;
  /** Columns that a pair's record keeps, in order. */
  readonly #recorded: readonly number[];
  readonly #values: Vector[] = [];
  /** Calls that are not written in place. */
  readonly #apart: Call;

  constructor(
    private readonly program: TapeProgram,
    private readonly format: ResultFormat,
    context: ModuleContext,
  ) {
    this.scope = FunctionScope.ofFunction(
      context,
      Array.from({ length: RUN_PARAMETERS }, () => 'i32' as const),
    );
    this.#apart = inPlaceUpTo(0, this.scope);
    const used = new Set(program.roots);
    for (const operation of program.operations) {
      if (operation.rate !== 'block' || !('operands' in operation)) continue;
      for (const operand of operation.operands) used.add(operand);
    }
    this.#recorded = program.operations.flatMap(({ rate }, k) =>
      rate === 'column' && used.has(k) ? [k] : [],
    );
  }

  get recordBytes(): number {
    return PAIR_BYTES * this.#recorded.length;
  }

  write(): void {
    const { body } = this.scope;
    const record = body.local('i32');
    const noCoordinate: Vector = () => {
      throw new RangeError('a constant depends on no coordinate');
    };
    this.#compute('constant', noCoordinate);
    if (this.#recorded.length > 0)
      body
        .get(RECORDED)
        .op('i32Eqz')
        .when(() => this.#writeColumns(record));
    this.#recorded.forEach((k, slot) => {
      this.#values[k] = () => body.get(record).load(PAIR_BYTES * slot);
    });
    this.#writeRows(record);
  }

  #writeColumns(record: number): void {
    const { body } = this.scope;
    const x = body.local('i32');
    body.get(RECORDS).set(record).get(XS).set(x);
    body.repeat(() => {
      this.#compute('column', () => body.get(x).load(0));
      this.#recorded.forEach((k, slot) => {
        body.get(record);
        this.#value(k)(body);
        body.store(PAIR_BYTES * slot);
      });
      this.#advance(record, this.recordBytes);
      this.#advance(x, PAIR_BYTES);
      body.get(x).get(XS_END).op('i32LessUnsigned');
    });
  }

  #writeRows(record: number): void {
    const { body } = this.scope;
    const { roots } = this.program;
    const [y, offset, rowEnd] = [body.local('i32'), body.local('i32'), body.local('i32')];
    const place = { results: RESULTS, offset, planeBytes: PLANE_BYTES };
    const results = this.format.open(this.scope, place, roots.length);
    const inPlace = inPlaceUpTo(MAX_INLINED, this.scope);
    body.get(YS).set(y);
    body.repeat(() => {
      this.#compute('row', () => body.get(y).loadSplat(0));
      body.get(RECORDS).set(record).get(offset).get(ROW_BYTES).op('i32Add').set(rowEnd);
      body.repeat(() => {
        this.#compute('block', () => undefined, inPlace);
        results.pair(roots.map((root) => this.#value(root)));
        this.#advance(record, this.recordBytes);
        this.#advance(offset, this.format.pairBytes);
        body.get(offset).get(rowEnd).op('i32LessUnsigned');
      });
      body
        .get(rowEnd)
        .get(offset)
        .op('i32LessUnsigned')
        .when(() => results.endOddRow());
      body.get(rowEnd).set(offset);
      this.#advance(y, F64_BYTES);
      body.get(y).get(YS_END).op('i32LessUnsigned');
    });
    results.end();
  }

  #advance(local: number, bytes: number): void {
    this.scope.body.get(local).i32(bytes).op('i32Add').set(local);
  }

  #value(k: number): Vector {
    const value = this.#values[k];
    if (value === undefined) throw new RangeError(`operation ${k} is used before it is computed`);
    return value;
  }

  /** Computes all operations of `rate`, whose coordinate, if it has one, is `coordinate`. */
  #compute(rate: Rate, coordinate: Vector, call = this.#apart): void {
    this.program.operations.forEach((operation, k) => {
      if (operation.rate === rate) this.#values[k] = this.#write(operation, coordinate, call);
    });
  }

  #write(operation: TapeOperation, coordinate: Vector, call: Call): Vector {
    const { scope } = this;
    switch (operation.kind) {
      case 'constant':
        return scope.number(operation.value);
      case 'parameter':
        return (body) => body.i32(0).loadSplat(F64_BYTES * operation.index);
      case 'coordinate':
        return scope.keep(coordinate);
      case 'select':
      case 'call':
        return writeOperation(scope, operation, (k) => this.#value(k), call);
      default:
        return operation satisfies never;
    }
  }
}
