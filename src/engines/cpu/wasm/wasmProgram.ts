/** A tape program as machine code: compiles the emitted module, lays its memory out for each grid, and runs it. */
import type { Evaluator } from '../evaluator';
import type { TapeProgram } from '../tape';
import { type EmittedModule, emitModule, F64_BYTES, PAIR_BYTES, RUN } from './emit';
import { type Exported, WasmInstance, wholePairs } from './instance';

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmProgram implements Evaluator {
  readonly #instance: WasmInstance;
  readonly #run: Exported;

  private constructor(
    private readonly program: TapeProgram,
    private readonly emitted: EmittedModule,
  ) {
    this.#instance = new WasmInstance(emitted);
    this.#run = this.#instance.exported(RUN);
  }

  /** Compiles `program`. Returns null where it is too large, and throws what WasmInstance throws. */
  static compile(program: TapeProgram): WasmProgram | null {
    const emitted = emitModule(program);
    return emitted === null ? null : new WasmProgram(program, emitted);
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const { roots } = this.program;
    const { parameterCount, recordBytes } = this.emitted;
    const count = xs.length * ys.length;
    if (count === 0) return roots.map(() => new Float64Array(0));
    const pairs = Math.ceil(xs.length / 2);
    const xsAt = this.#instance.freeAt;
    const ysAt = xsAt + PAIR_BYTES * pairs;
    const recordsAt = wholePairs(ysAt + ys.byteLength);
    const resultsAt = recordsAt + recordBytes * pairs;
    // One number more: the last pair of an odd row writes beyond it.
    const planeBytes = wholePairs(F64_BYTES * (count + 1));
    const buffer = this.#instance.reserve(resultsAt + planeBytes * roots.length);
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
}
