/** What computes a tape program over dense grids: machine code where the browser lets us write some, else the tape. */
import { Tape, type TapeProgram } from './tape';
import { WasmProgram } from './wasm/wasmProgram';

export interface Evaluator {
  /**
   * Evaluates every root at all (xs[i], ys[j]). Returns one Float64Array of xs.length·ys.length a root, row-major with x
   * fastest; NaN or ±Infinity where undefined. They hold until the next run of the same evaluator.
   */
  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[];
}

export function createEvaluator(program: TapeProgram): Evaluator {
  try {
    return WasmProgram.compile(program) ?? new Tape(program);
  } catch {
    // No WebAssembly, no SIMD in it, or a Content-Security-Policy without 'wasm-unsafe-eval': the tape needs none of it.
    return new Tape(program);
  }
}
