/** A module with its constants, its functions on pairs, and the functions of the table that it imports. */
import { primitiveNamed } from '../../../expression';
import { type DefinedFunction, encodeModule, type ImportedFunction } from './encoder';
import { F64_BYTES, FunctionScope, type ModuleContext, PAIR_BYTES, wholePairs } from './vector';
import { VECTOR_FUNCTIONS } from './vectorFunctions';

const PAGE_BYTES = 2 ** 16;

export interface WrittenModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of rows of the function table, to be imported. */
  readonly imports: readonly string[];
  /** How many parameters stand at address 0. */
  readonly parameterCount: number;
  /** What is to stand behind them, from the next whole pair on: patterns of 64 bits, each in both lanes of a pair. */
  readonly constants: readonly bigint[];
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
  readonly #constants: bigint[] = [];
  readonly #addresses = new Map<bigint, number>();

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
    const fixedBytes = this.#constantsAt + PAIR_BYTES * this.#constants.length;
    const pages = Math.ceil(Math.max(1, fixedBytes) / PAGE_BYTES);
    return {
      bytes: encodeModule({ imports, functions: this.#functions, exported, pages }),
      imports: this.imports,
      parameterCount: this.parameterCount,
      constants: this.#constants,
    };
  }

  constantAddress(pattern: bigint): number {
    const known = this.#addresses.get(pattern);
    if (known !== undefined) return known;
    const address = this.#constantsAt + PAIR_BYTES * (this.#constants.push(pattern) - 1);
    this.#addresses.set(pattern, address);
    return address;
  }

  get #constantsAt(): number {
    return wholePairs(F64_BYTES * this.parameterCount);
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
