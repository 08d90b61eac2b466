/** A tape program as machine code, with texels for results. */
import type { TexelEvaluator } from '../evaluator';
import { type Extent, NO_EXTENT } from '../extent';
import type { TapeProgram } from '../tape';
import { EXTENT_BYTES, readExtent, TEXELS } from './texels';
import { WasmGrid } from './wasmGrid';

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmTexels implements TexelEvaluator {
  private constructor(private readonly grid: WasmGrid) {}

  /**
   * Compiles `program`, whose roots are f, ∂f/∂x and ∂f/∂y. Returns null where it is too large, and throws what WasmInstance
   * throws.
   */
  static compile(program: TapeProgram): WasmTexels | null {
    const grid = WasmGrid.compile(program, TEXELS);
    return grid === null ? null : new WasmTexels(grid);
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array, texels: Float32Array): Extent {
    const count = xs.length * ys.length;
    if (count === 0) return NO_EXTENT;
    // One pair for one sample more: the last pair of an odd row writes beyond it.
    const size = { resultBytes: EXTENT_BYTES + (TEXELS.pairBytes / 2) * (count + 1), planeBytes: 0 };
    const { buffer, resultsAt } = this.grid.run(parameters, xs, ys, size);
    texels.set(new Float32Array(buffer, resultsAt + EXTENT_BYTES, 4 * count));
    return readExtent(buffer, resultsAt);
  }
}
