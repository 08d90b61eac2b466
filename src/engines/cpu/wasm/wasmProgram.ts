/** A tape program as machine code, with f64 results. */
import type { Evaluator } from '../evaluator';
import type { TapeProgram } from '../tape';
import { PLANES } from './planes';
import { F64_BYTES, wholePairs } from './vector';
import { WasmGrid } from './wasmGrid';

/** Holds its memory, so one instance serves one caller at a time. */
export class WasmProgram implements Evaluator {
  private constructor(
    private readonly roots: number,
    private readonly grid: WasmGrid,
  ) {}

  /** Compiles `program`. Returns null where it is too large, and throws what WasmInstance throws. */
  static compile(program: TapeProgram): WasmProgram | null {
    const grid = WasmGrid.compile(program, PLANES);
    return grid === null ? null : new WasmProgram(program.roots.length, grid);
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const { roots } = this;
    const count = xs.length * ys.length;
    if (count === 0) return Array.from({ length: roots }, () => new Float64Array(0));
    // One number more: the last pair of an odd row writes beyond it.
    const planeBytes = wholePairs(F64_BYTES * (count + 1));
    const size = { resultBytes: planeBytes * roots, planeBytes };
    const { buffer, resultsAt } = this.grid.run(parameters, xs, ys, size);
    return Array.from(
      { length: roots },
      (_, root) => new Float64Array(buffer, resultsAt + planeBytes * root, count),
    );
  }
}
