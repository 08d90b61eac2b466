/** The rows that need no approximation, written in place on pairs of f64, with the table's NaN for what is undefined. */

import type { FunctionScope, Vector } from './vector';
import * as v from './vector';

export type InlineRow = (f: FunctionScope, a: Vector, b: Vector) => Vector;

/** All ones, which are a NaN, where `mask` is set. */
const undefinedWhere = (mask: Vector, value: Vector): Vector => v.or(value, mask);

function comparison(compare: (a: Vector, b: Vector) => Vector): InlineRow {
  return (f, a, b) => {
    const unordered = v.or(v.notEqual(a, a), v.notEqual(b, b));
    return undefinedWhere(unordered, v.and(compare(a, b), f.number(1)));
  };
}

/** sign(a) with the table's zeros: a itself where it is ±0 or NaN. */
const sign: InlineRow = (f, a) => {
  const signed = v.or(f.number(1), f.signOf(a));
  return v.choose(v.greater(v.abs(a), f.number(0)), signed, a);
};

export const INLINE: Readonly<Record<string, InlineRow>> = {
  add: (_, a, b) => v.add(a, b),
  subtract: (_, a, b) => v.subtract(a, b),
  negate: (_, a) => v.negate(a),
  multiply: (_, a, b) => v.multiply(a, b),
  divide: (f, a, b) => undefinedWhere(v.equal(b, f.number(0)), v.divide(a, b)),
  less: comparison(v.less),
  lessOrEqual: comparison(v.lessOrEqual),
  greater: comparison(v.greater),
  greaterOrEqual: comparison(v.greaterOrEqual),
  equal: comparison(v.equal),
  notEqual: comparison(v.notEqual),
  min: (_, a, b) => v.min(a, b),
  max: (_, a, b) => v.max(a, b),
  abs: (_, a) => v.abs(a),
  sign,
  floor: (_, a) => v.floor(a),
  ceil: (_, a) => v.ceil(a),
  sqrt: (_, a) => v.sqrt(a),
};

/** condition ≠ 0 ? whenTrue : whenFalse, NaN where the condition is. */
export function select(f: FunctionScope, condition: Vector, whenTrue: Vector, whenFalse: Vector): Vector {
  const chosen = v.choose(v.notEqual(condition, f.number(0)), whenTrue, whenFalse);
  return undefinedWhere(v.notEqual(condition, condition), chosen);
}

/** Sums of squares between these neither overflow nor lose digits to subnormal numbers. */
const SMALLEST_SQUARES = 2 ** -900;
const LARGEST_SQUARES = 2 ** 1000;

export function writeHypot(f: FunctionScope): Vector {
  const [a, b] = [f.operand(0), f.operand(1)];
  const squares = f.keep(v.add(v.multiply(a, a), v.multiply(b, b)));
  const outside = f.outside(squares, SMALLEST_SQUARES, LARGEST_SQUARES);
  f.returnWhereAny(outside, () => f.applyToLanes('hypot', a, b));
  return v.sqrt(squares);
}
