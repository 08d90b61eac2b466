/** What computes a tape program over dense grids: machine code where the browser lets us write some, else the tape. */
import type { Extent } from './extent';
import { PackedTexels } from './packing';
import { Tape, type TapeProgram } from './tape';
import { WasmProgram } from './wasm/wasmProgram';
import { WasmTexels } from './wasm/wasmTexels';

export interface Evaluator {
  /**
   * Evaluates every root at all (xs[i], ys[j]). Returns one Float64Array of xs.length·ys.length a root, row-major with x
   * fastest; NaN or ±Infinity where undefined. They hold until the next run of the same evaluator, which may take the very
   * `parameters` and `xs` of the last one for unchanged.
   */
  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[];
}

export interface TexelEvaluator {
  /**
   * Writes f, ∂f/∂x, ∂f/∂y and validity at all (xs[i], ys[j]) to `texels`, four numbers a sample, row-major with x fastest. The
   * very `parameters` and `xs` of the last run may be taken for unchanged.
   */
  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array, texels: Float32Array): Extent;
}

export function createEvaluator(program: TapeProgram): Evaluator {
  return machineCode(() => WasmProgram.compile(program)) ?? new Tape(program);
}

/** Of a program whose roots are f, ∂f/∂x and ∂f/∂y. */
export function createTexelEvaluator(program: TapeProgram): TexelEvaluator {
  return machineCode(() => WasmTexels.compile(program)) ?? new PackedTexels(new Tape(program));
}

/** Null where there is no WebAssembly, no SIMD in it, or a Content-Security-Policy without 'wasm-unsafe-eval'. */
function machineCode<Code>(compile: () => Code | null): Code | null {
  try {
    return compile();
  } catch {
    return null;
  }
}
