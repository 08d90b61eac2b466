/**
 * exp and what follows from it, on pairs of f64.
 *
 * x = k·ln 2 + r with |r| ≤ ln(2)/2, and exp(x) = 2^k·exp(r). 1.5·2^52 added to a number below 2^51 leaves its nearest whole
 * number in the low bits, so that k needs no conversion; with 1023 added too those bits are the biased exponent of 2^k.
 */

import type { FunctionScope, Vector } from './vector';
import * as v from './vector';

export const ROUNDED_EXPONENT = 1.5 * 2 ** 52 + 1023;
const EXPONENT_POSITION = 52;
/** ln 2 in two parts, the first of 32 bits: k·HIGH is exact for k below 2^21 (the split of Sun's fdlibm, e_exp.c, 1993). */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** (exp(r) - 1 - r)/r² on |r| ≤ 0.3472; error 2^-55 relative to exp(r) - 1 (scripts/coefficients/float64.sollya). */
const EXPM1 = [
  0.5, 0.16666666666666546, 0.041666666666617745, 0.008333333333425367, 0.0013888888921450712,
  0.0001984126962783229, 2.4801515119346794e-5, 2.7557498252673384e-6, 2.762273288597201e-7,
  2.502280099169727e-8,
];
/** Up to here 2^k and the result are normal numbers. */
const NORMAL_LIMIT = 708;
/** exp is 0 below the one and overflows above the other. */
const EXP_IS_ZERO = -746;
const EXP_OVERFLOWS = 710;
/** expm1 rounds to -1 below, as exp(-40) is less than half of 2^-53. */
const EXPM1_IS_MINUS_ONE = -40;
/** tanh rounds to 1 above: 2·exp(-40) < 2^-54. */
const TANH_IS_ONE = 20;

/** exp(r) - 1 where |r| ≤ 0.3472. */
function expm1OfRemainder(f: FunctionScope, r: Vector): Vector {
  return v.add(r, v.multiply(v.multiply(r, r), f.polynomial(r, EXPM1)));
}

/** exp(r)·2^k where |r| ≤ 0.3472, and k was rounded by adding ROUNDED_EXPONENT. */
export function exponentialOfRemainder(f: FunctionScope, r: Vector, shifted: Vector): Vector {
  const power = v.shiftLeft(shifted, EXPONENT_POSITION);
  return v.multiply(v.add(f.number(1), expm1OfRemainder(f, r)), power);
}

/** k, k + ROUNDED_EXPONENT and r of `x`. */
function reduced(f: FunctionScope, x: Vector): { k: Vector; shifted: Vector; r: Vector } {
  const shift = f.number(ROUNDED_EXPONENT);
  const shifted = f.keep(v.add(v.multiply(x, f.number(Math.LOG2E)), shift));
  const k = f.keep(v.subtract(shifted, shift));
  const high = v.subtract(x, v.multiply(k, f.number(LN2_HIGH)));
  const r = f.keep(v.subtract(high, v.multiply(k, f.number(LN2_LOW))));
  return { k, shifted, r };
}

function writeExp(f: FunctionScope): Vector {
  const x = f.operand(0);
  f.returnWhereAny(v.greater(v.abs(x), f.number(NORMAL_LIMIT)), () => {
    const within = v.pseudoMax(v.pseudoMin(x, f.number(EXP_OVERFLOWS)), f.number(EXP_IS_ZERO));
    const { k, r } = reduced(f, f.keep(within));
    const value = f.keep(v.add(f.number(1), expm1OfRemainder(f, r)));
    // 2^k in two factors: the first leaves a normal number, the second rounds once, to a subnormal one or to infinity.
    const shift = f.number(ROUNDED_EXPONENT);
    const half = f.keep(v.add(v.multiply(k, f.number(0.5)), shift));
    const rest = v.add(v.subtract(k, v.subtract(half, shift)), shift);
    const first = v.multiply(value, v.shiftLeft(half, EXPONENT_POSITION));
    return v.multiply(first, v.shiftLeft(rest, EXPONENT_POSITION));
  });
  const { r, shifted } = reduced(f, x);
  return exponentialOfRemainder(f, r, shifted);
}

/** exp(x) - 1 = 2^k·(exp(r) - 1) + (2^k - 1), where |x| ≤ NORMAL_LIMIT: at most 2 ulp, at k = ±1. */
function expm1Of(f: FunctionScope, x: Vector): Vector {
  const { r, shifted } = reduced(f, x);
  const scale = f.keep(v.shiftLeft(shifted, EXPONENT_POSITION));
  return v.add(v.multiply(scale, expm1OfRemainder(f, r)), v.subtract(scale, f.number(1)));
}

function writeExpm1(f: FunctionScope): Vector {
  const x = f.operand(0);
  f.returnWhereAny(v.greater(x, f.number(NORMAL_LIMIT)), () => f.applyToLanes('expm1', x));
  const value = expm1Of(f, f.keep(v.pseudoMax(x, f.number(EXPM1_IS_MINUS_ONE))));
  // -0 stays what it is.
  return v.choose(v.equal(x, f.number(0)), x, value);
}

/** sinh x = (e + e/(e + 1))/2 with e = exp|x| - 1, which keeps the digits of small x. */
function writeSinh(f: FunctionScope): Vector {
  const x = f.operand(0);
  const a = f.keep(v.abs(x));
  f.returnWhereAny(v.greater(a, f.number(NORMAL_LIMIT)), () => f.applyToLanes('sinh', x));
  const e = f.keep(expm1Of(f, a));
  const sum = v.add(e, v.divide(e, v.add(e, f.number(1))));
  return v.or(v.multiply(f.number(0.5), sum), f.signOf(x));
}

function writeCosh(f: FunctionScope): Vector {
  const x = f.operand(0);
  const a = f.keep(v.abs(x));
  f.returnWhereAny(v.greater(a, f.number(NORMAL_LIMIT)), () => f.applyToLanes('cosh', x));
  const { r, shifted } = reduced(f, a);
  const e = f.keep(exponentialOfRemainder(f, r, shifted));
  return v.multiply(f.number(0.5), v.add(e, v.divide(f.number(1), e)));
}

/** tanh x = e/(e + 2) with e = exp(2|x|) - 1. */
function writeTanh(f: FunctionScope): Vector {
  const x = f.operand(0);
  const a = v.pseudoMin(v.abs(x), f.number(TANH_IS_ONE));
  const e = f.keep(expm1Of(f, f.keep(v.multiply(f.number(2), a))));
  return v.or(v.divide(e, v.add(e, f.number(2))), f.signOf(x));
}

/** 4e/(1 + e)² with e = exp(-2|x|). */
function writeSech2(f: FunctionScope): Vector {
  const e = f.keep(f.apply('exp', v.multiply(f.number(-2), v.abs(f.operand(0)))));
  const d = f.keep(v.add(f.number(1), e));
  return v.divide(v.multiply(f.number(4), e), v.multiply(d, d));
}

/** 1/(1 + e) for x ≥ 0, e/(1 + e) below, with e = exp(-|x|). */
function writeSigmoid(f: FunctionScope): Vector {
  const x = f.operand(0);
  const e = f.keep(f.apply('exp', v.negate(v.abs(x))));
  const numerator = v.choose(v.greaterOrEqual(x, f.number(0)), f.number(1), e);
  return v.divide(numerator, v.add(f.number(1), e));
}

/** max(x, 0) + log1p(exp(-|x|)). */
function writeSoftplus(f: FunctionScope): Vector {
  const x = f.operand(0);
  const tail = f.apply('log1p', f.apply('exp', v.negate(v.abs(x))));
  return v.add(v.pseudoMax(x, f.number(0)), tail);
}

/** log(exp(a) + exp(b)) = max(a, b) + log1p(exp(-|a - b|)). */
function writeLogsumexp(f: FunctionScope): Vector {
  const [a, b] = [f.operand(0), f.operand(1)];
  const tail = f.apply('log1p', f.apply('exp', v.negate(v.abs(v.subtract(a, b)))));
  return v.add(v.max(a, b), tail);
}

export const EXPONENTIAL = {
  exp: writeExp,
  expm1: writeExpm1,
  sinh: writeSinh,
  cosh: writeCosh,
  tanh: writeTanh,
  sech2: writeSech2,
  sigmoid: writeSigmoid,
  softplus: writeSoftplus,
  logsumexp: writeLogsumexp,
} as const;
