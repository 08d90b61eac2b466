/** What programs are run by, whether as a tape or as machine code; which of the two is chosen elsewhere. */
import type { DataTable } from '../../fields/dataTable';
import type { Steps } from '../../fields/steps';
import type { Extent } from './extent';

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

/** Of a program over rows, at single points. */
export interface RowEvaluator {
  /**
   * Takes means over `data` from now on, with the inputs that its program holds as in `inputs`. Throws RangeError where it lacks a
   * column.
   */
  setData(data: DataTable, inputs?: Float64Array): void;
  /**
   * Every root for `inputs`, coordinates then parameters, with means over the rows `rows` of the data or all of them; NaN or
   * ±Infinity where undefined. The answer holds until the next evaluation. Throws RangeError for a row that is not there.
   */
  evaluate(inputs: Float64Array, rows?: Uint32Array): Float64Array;
  /** As `evaluate`, in steps over some rows each; the answer is the caller's. `inputs` must not change, nor data be set, meanwhile. */
  steps(inputs: Float64Array, rows?: Uint32Array): Steps<Float64Array>;
}
