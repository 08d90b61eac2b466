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
import { primitiveNamed } from '../../../expression';
import type { KernelOperation } from '../kernels';
import type { Rate, TapeOperation, TapeProgram } from '../tape';
import { INLINE, select, writeHypot } from './arithmetic';
import { type DefinedFunction, encodeModule, type ImportedFunction } from './encoder';
import { EXPONENTIAL } from './exponential';
import { LOGARITHMIC } from './logarithmic';
import { writePow } from './power';
import type { ResultFormat } from './resultFormat';
import { TRIGONOMETRIC } from './trigonometric';
import { F64_BYTES, FunctionScope, type ModuleContext, PAIR_BYTES, type Vector } from './vector';

/** Rows with a form on pairs of their own; every other row applies its function of the table to each lane. */
export const VECTOR_FUNCTIONS: Readonly<Record<string, (f: FunctionScope) => Vector>> = {
  ...EXPONENTIAL,
  ...LOGARITHMIC,
  ...TRIGONOMETRIC,
  pow: writePow,
  hypot: writeHypot,
};

/** Expressions with more operations are left to the tape: compilers take more than linear time over one long body. */
export const MAX_OPERATIONS = 5000;

/** Calls at every sample that are written out in place. Each takes some 300 bytes, and compilers their time over them. */
export const MAX_INLINED = 24;

export interface WrittenModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of rows of the function table, to be imported. */
  readonly imports: readonly string[];
  /** How many parameters stand at address 0. */
  readonly parameterCount: number;
  /** What is to stand behind them. */
  readonly constants: readonly number[];
}

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

const PAGE_BYTES = 2 ** 16;

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

/** The name of the exported function of a module that has one. */
export const RUN = 'run';

/** A module whose functions `write` writes, with `parameterCount` numbers at address 0 and its constants behind them. */
export function writeModule(
  parameterCount: number,
  write: (context: ModuleContext) => Readonly<Record<string, FunctionScope>>,
): WrittenModule {
  // Imported functions come first in the numbering: a first pass finds out which there are.
  const trial = new ModuleEmitter(parameterCount, []);
  write(trial);
  const module = new ModuleEmitter(parameterCount, trial.imports);
  return module.encode(write(module));
}

class ModuleEmitter implements ModuleContext {
  readonly imports: string[];
  readonly #functions: DefinedFunction[] = [];
  readonly #vectorFunctions = new Map<string, number>();
  readonly #constants: number[] = [];
  readonly #addresses = new Map<string, number>();

  constructor(
    private readonly parameterCount: number,
    imports: readonly string[],
  ) {
    this.imports = [...imports];
  }

  /** The module that exports the functions written in `scopes`, by their names. */
  encode(scopes: Readonly<Record<string, FunctionScope>>): WrittenModule {
    const exported = Object.fromEntries(
      Object.entries(scopes).map(([name, { body }]) => {
        const count = this.#functions.push({ parameters: body.parameters, results: [], body });
        return [name, this.imports.length + count - 1];
      }),
    );
    const imports = this.imports.map((name): ImportedFunction => {
      const parameters = Array.from({ length: primitiveNamed(name).arity }, () => 'f64' as const);
      return { name, parameters, results: ['f64'] };
    });
    const fixedBytes = F64_BYTES * (this.parameterCount + this.#constants.length);
    const pages = Math.ceil(Math.max(1, fixedBytes) / PAGE_BYTES);
    return {
      bytes: encodeModule({ imports, functions: this.#functions, exported, pages }),
      imports: this.imports,
      parameterCount: this.parameterCount,
      constants: this.#constants,
    };
  }

  constantAddress(value: number): number {
    const key = Object.is(value, -0) ? '-0' : String(value);
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const address = F64_BYTES * (this.parameterCount + this.#constants.push(value) - 1);
    this.#addresses.set(key, address);
    return address;
  }

  scalarFunction(name: string): number {
    const known = this.imports.indexOf(name);
    return known >= 0 ? known : this.imports.push(name) - 1;
  }

  vectorFunction(name: string): number {
    const known = this.#vectorFunctions.get(name);
    if (known !== undefined) return known;
    const parameters = Array.from({ length: primitiveNamed(name).arity }, () => 'v128' as const);
    const scope = FunctionScope.ofFunction(this, parameters);
    // Known before its body is written, as that may call it.
    const slot = this.#functions.push({ parameters, results: ['v128'], body: scope.body }) - 1;
    const index = this.imports.length + slot;
    this.#vectorFunctions.set(name, index);
    const write = VECTOR_FUNCTIONS[name];
    const operands = parameters.map((_, operand) => scope.operand(operand));
    const result = write ? write(scope) : scope.applyToLanes(name, ...operands);
    result(scope.body);
    return index;
  }
}

/** Writes the exported function. */
class RunEmitter {
  readonly scope: FunctionScope;
  /** Columns that a pair's record keeps, in order. */
  readonly #recorded: readonly number[];
  readonly #values: Vector[] = [];
  #inlined = 0;

  constructor(
    private readonly program: TapeProgram,
    private readonly format: ResultFormat,
    context: ModuleContext,
  ) {
    this.scope = FunctionScope.ofFunction(
      context,
      Array.from({ length: RUN_PARAMETERS }, () => 'i32' as const),
    );
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
    const [y, offset, rowEnd] = [body.local('i32'), body.local('i32'), body.local('i32')];
    const { roots } = this.program;
    const place = { results: RESULTS, offset, planeBytes: PLANE_BYTES };
    const results = this.format.open(this.scope, place, roots.length);
    body.get(YS).set(y);
    body.repeat(() => {
      this.#compute('row', () => body.get(y).loadSplat(0));
      body.get(RECORDS).set(record).get(offset).get(ROW_BYTES).op('i32Add').set(rowEnd);
      body.repeat(() => {
        this.#compute('block', () => undefined);
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
  #compute(rate: Rate, coordinate: Vector): void {
    this.program.operations.forEach((operation, k) => {
      if (operation.rate === rate) this.#values[k] = this.#write(operation, coordinate);
    });
  }

  #write(operation: TapeOperation, coordinate: Vector): Vector {
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
        return writeOperation(
          scope,
          operation,
          (k) => this.#value(k),
          () => operation.rate === 'block' && this.#inlined++ < MAX_INLINED,
        );
      default:
        return operation satisfies never;
    }
  }
}

/** Computes `operation` of what `value` has for its operands; a function is written in place where `mayInline` lets it. */
export function writeOperation(
  scope: FunctionScope,
  operation: KernelOperation,
  value: (k: number) => Vector,
  mayInline: () => boolean,
): Vector {
  if (operation.kind === 'select') {
    const [condition, whenTrue, whenFalse] = operation.operands;
    return scope.keep(select(scope, value(condition), value(whenTrue), value(whenFalse)));
  }
  const operands = operation.operands.map(value);
  const inline = INLINE[operation.name];
  const [a, b = a] = operands;
  if (inline && a && b) return scope.keep(inline(scope, a, b));
  const write = VECTOR_FUNCTIONS[operation.name];
  if (write && mayInline()) return scope.inline(write, operands);
  return scope.keep(scope.apply(operation.name, ...operands));
}
