/** A written module, compiled and instantiated: its functions and its memory, with constants in place. */
import { primitiveNamed } from '../../../expression';
import { EXPORTED_MEMORY, IMPORT_MODULE } from './encoder';
import { F64_BYTES, wholePairs } from './vector';
import type { WrittenModule } from './writeModule';

const PAGE_BYTES = 2 ** 16;

export type Exported = (...addresses: readonly number[]) => void;

export class WasmInstance {
  /** Where what the caller lays out may begin: behind parameters and constants. */
  readonly freeAt: number;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: WebAssembly.Exports;

  /**
   * Compiles in this thread and at once: modules have a few kB. Throws what WebAssembly throws where it, or its SIMD, is not to be
   * had.
   */
  constructor({ bytes, imports, parameterCount, constants }: WrittenModule) {
    const rows = Object.fromEntries(imports.map((name) => [name, primitiveNamed(name).evaluate]));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { [IMPORT_MODULE]: rows });
    this.#exports = exports;
    this.#memory = exports[EXPORTED_MEMORY] as WebAssembly.Memory;
    const lanes = constants.flatMap((pattern) => [pattern, pattern]);
    const constantsAt = wholePairs(F64_BYTES * parameterCount);
    new BigUint64Array(this.#memory.buffer, constantsAt).set(lanes);
    this.freeAt = constantsAt + F64_BYTES * lanes.length;
  }

  /** The exported function called `name`. Throws RangeError where there is none. */
  exported(name: string): Exported {
    const found = this.#exports[name];
    if (typeof found !== 'function') throw new RangeError(`the module exports no function ${name}`);
    return found as Exported;
  }

  /** The memory, with at least `bytes` bytes. What was returned before may be void. */
  reserve(bytes: number): ArrayBuffer {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    return this.#memory.buffer;
  }
}
