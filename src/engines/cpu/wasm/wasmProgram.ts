/** A tape program as machine code: compiles the emitted module, lays its memory out for each grid, and runs it. */
import { primitiveNamed } from '../../../expression';
import type { Evaluator } from '../evaluator';
import type { TapeProgram } from '../tape';
import { type EmittedModule, emitModule, F64_BYTES, PAIR_BYTES } from './emit';
import { EXPORTED_FUNCTION, EXPORTED_MEMORY, IMPORT_MODULE } from './encoder';

const PAGE_BYTES = 2 ** 16;

type Run = (...addresses: readonly number[]) => void;

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmProgram implements Evaluator {
  readonly #memory: WebAssembly.Memory;
  readonly #run: Run;

  private constructor(
    private readonly program: TapeProgram,
    private readonly emitted: EmittedModule,
    { exports }: WebAssembly.Instance,
  ) {
    this.#memory = exports[EXPORTED_MEMORY] as WebAssembly.Memory;
    this.#run = exports[EXPORTED_FUNCTION] as Run;
    new Float64Array(this.#memory.buffer).set(emitted.constants, emitted.parameterCount);
  }

  /**
   * Compiles `program`, in this thread and at once: modules have a few kB. Returns null where it is too large, and throws
   * what WebAssembly throws where it, or its SIMD, is not to be had.
   */
  static compile(program: TapeProgram): WasmProgram | null {
    const emitted = emitModule(program);
    if (emitted === null) return null;
    const rows = Object.fromEntries(emitted.imports.map((name) => [name, primitiveNamed(name).evaluate]));
    const module = new WebAssembly.Module(emitted.bytes);
    return new WasmProgram(program, emitted, new WebAssembly.Instance(module, { [IMPORT_MODULE]: rows }));
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const { roots } = this.program;
    const { parameterCount, constants, recordBytes } = this.emitted;
    const count = xs.length * ys.length;
    if (count === 0) return roots.map(() => new Float64Array(0));
    const pairs = Math.ceil(xs.length / 2);
    const xsAt = wholePairs(F64_BYTES * (parameterCount + constants.length));
    const ysAt = xsAt + PAIR_BYTES * pairs;
    const recordsAt = wholePairs(ysAt + ys.byteLength);
    const resultsAt = recordsAt + recordBytes * pairs;
    // One number more: the last pair of an odd row writes beyond it.
    const planeBytes = wholePairs(F64_BYTES * (count + 1));
    this.#reserve(resultsAt + planeBytes * roots.length);
    const { buffer } = this.#memory;
    const numbers = new Float64Array(buffer);
    for (let index = 0; index < parameterCount; index++) numbers[index] = parameters[index] ?? Number.NaN;
    numbers.set(xs, xsAt / F64_BYTES);
    // The second lane of an odd row's last pair computes the first once more.
    if (xs.length % 2 === 1) numbers[xsAt / F64_BYTES + xs.length] = xs[xs.length - 1] ?? Number.NaN;
    numbers.set(ys, ysAt / F64_BYTES);
    const xsEnd = xsAt + xs.byteLength;
    this.#run(xsAt, xsEnd, ysAt, ysAt + ys.byteLength, recordsAt, resultsAt, xs.byteLength, planeBytes);
    return roots.map((_, index) => new Float64Array(buffer, resultsAt + planeBytes * index, count));
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
  }
}

function wholePairs(bytes: number): number {
  return PAIR_BYTES * Math.ceil(bytes / PAIR_BYTES);
}
