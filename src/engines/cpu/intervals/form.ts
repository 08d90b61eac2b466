/**
 * What an elementary function does to intervals: the shape of a form, its findings, and rounding outwards.
 */

/** Bounds of all nodes: node k lies in [low[k], high[k]]. */
export interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Findings over a box, as bits. None set: certainly defined and continuous.
 * MAY_BREAK speaks of the function on its domain and at the edge of it: √a has no break at 0, log(a) has.
 */
export const MAY_BREAK = 1;
export const MAY_BE_UNDEFINED = 2;
export const NOWHERE_DEFINED = 4;

/**
 * Writes bounds of f(a, b) to number `out` and returns f's own findings. `a` and `b` are node numbers, so
 * that a product of a node with itself can be told; unary forms ignore `b`. Where it finds NOWHERE_DEFINED
 * the bounds mean nothing.
 */
export type IntervalForm = (bounds: Bounds, out: number, a: number, b: number) => number;

/** Sums, products, quotients and roots are rounded correctly: half an ulp, and |v|·2⁻⁵² is at least one. */
export const ARITHMETIC_ERROR = 2 ** -52;
/** Math.* and the rows composed of two or three of its functions stay below 4 ulp; twice that. */
export const FUNCTION_ERROR = 2 ** -49;

/**
 * A number below v·(1 ± error). What overflowed is still above the largest number; NaN (∞ - ∞) bounds
 * nothing.
 */
export function roundDown(v: number, error: number): number {
  const lower = v - Math.abs(v) * error - Number.MIN_VALUE;
  if (!Number.isNaN(lower)) return lower;
  return v > 0 ? Number.MAX_VALUE : Number.NEGATIVE_INFINITY;
}

/** A number above v·(1 ± error). */
export function roundUp(v: number, error: number): number {
  const upper = v + Math.abs(v) * error + Number.MIN_VALUE;
  if (!Number.isNaN(upper)) return upper;
  return v < 0 ? -Number.MAX_VALUE : Number.POSITIVE_INFINITY;
}
