/** A module over grids, with its memory laid out for each: parameters · constants · x · records · y · results. */
import type { TapeProgram } from '../tape';
import { type EmittedModule, emitModule } from './emitGrid';
import { type Exported, WasmInstance } from './instance';
import type { ResultFormat } from './resultFormat';
import { F64_BYTES, PAIR_BYTES, wholePairs } from './vector';
import { RUN } from './writeModule';

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmGrid {
  readonly #instance: WasmInstance;
  readonly #run: Exported;
  /** What the records in memory were computed of. */
  #recorded: { readonly parameters: readonly number[]; readonly xs: Float64Array } | null = null;

  private constructor(private readonly emitted: EmittedModule) {
    this.#instance = new WasmInstance(emitted);
    this.#run = this.#instance.exported(RUN);
  }

  /** Compiles `program`. Returns null where it is too large, and throws what WasmInstance throws. */
  static compile(program: TapeProgram, format: ResultFormat): WasmGrid | null {
    const emitted = emitModule(program, format);
    return emitted === null ? null : new WasmGrid(emitted);
  }

  /**
   * Runs over at least one sample. Returns the memory and the address in it where `resultBytes` bytes of results stand until the
   * next run; planes of roots are `planeBytes` apart. What depends on x alone is not computed again where `parameters` and `xs` are
   * the very ones of the last run.
   */
  run(
    parameters: readonly number[],
    xs: Float64Array,
    ys: Float64Array,
    { resultBytes, planeBytes }: { readonly resultBytes: number; readonly planeBytes: number },
  ): { readonly buffer: ArrayBuffer; readonly resultsAt: number } {
    const { parameterCount, recordBytes, pairBytes } = this.emitted;
    const pairs = Math.ceil(xs.length / 2);
    const xsAt = this.#instance.freeAt;
    const recordsAt = xsAt + PAIR_BYTES * pairs;
    const ysAt = recordsAt + recordBytes * pairs;
    const resultsAt = wholePairs(ysAt + ys.byteLength);
    const buffer = this.#instance.reserve(resultsAt + resultBytes);
    const numbers = new Float64Array(buffer);
    const known = this.#recorded?.xs === xs && this.#recorded.parameters === parameters;
    if (!known) {
      for (let index = 0; index < parameterCount; index++) numbers[index] = parameters[index] ?? Number.NaN;
      numbers.set(xs, xsAt / F64_BYTES);
      // The second lane of an odd row's last pair computes the first once more.
      if (xs.length % 2 === 1) numbers[xsAt / F64_BYTES + xs.length] = xs[xs.length - 1] ?? Number.NaN;
      this.#recorded = { parameters, xs };
    }
    numbers.set(ys, ysAt / F64_BYTES);
    const rowBytes = (xs.length * pairBytes) / 2;
    this.#run(
      xsAt,
      xsAt + xs.byteLength,
      ysAt,
      ysAt + ys.byteLength,
      recordsAt,
      known ? 1 : 0,
      resultsAt,
      rowBytes,
      planeBytes,
    );
    return { buffer, resultsAt };
  }
}
