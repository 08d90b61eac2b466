/** What computes a row program at single points: machine code where the browser lets us write some, else the tape. */
import type { DataTable } from '../../fields/dataTable';
import type { RowProgram } from './rowProgram';
import { RowTape } from './rowTape';
import { WasmRows } from './wasm/wasmRows';

export interface RowEvaluator {
  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void;
  /**
   * Every root for `inputs`, coordinates then parameters, with means over the rows `rows` of the data or all of them; NaN or
   * ±Infinity where undefined. The answer holds until the next evaluation. Throws RangeError for a row that is not there.
   */
  evaluate(inputs: Float64Array, rows?: Uint32Array): Float64Array;
}

export function createRowEvaluator(program: RowProgram): RowEvaluator {
  try {
    return WasmRows.compile(program) ?? new RowTape(program);
  } catch {
    // As for grids: no WebAssembly, no SIMD in it, or a policy that forbids it.
    return new RowTape(program);
  }
}
