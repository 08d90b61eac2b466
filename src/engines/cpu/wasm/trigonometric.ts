/**
 * Trigonometric functions on pairs of f64.
 *
 * |x| = k·π/2 + r with |r| ≤ π/4 (Cody and Waite, Software Manual for the Elementary Functions, 1980): π/2 in parts of 33
 * bits, whose products with k are exact below 2^20, and what the last subtraction rounds away is carried along.
 */

import type { FunctionScope, Vector } from './vector';
import * as v from './vector';

/** 1.5·2^52: added, it leaves the nearest whole number in the low bits. */
const ROUNDING = 1.5 * 2 ** 52;
/** π/2 in parts of 33, 33 and 53 bits (Sun's fdlibm, e_rem_pio2.c, 1993). */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;
/** What f64 leaves of π/2. */
const HALF_PI_REST = 6.123233995736766e-17;
/** Up to here k is below 2^20; beyond, lanes are left to the table's function. */
const LARGEST_REDUCED = 1.5e6;
/** Up to here 2x is small enough to be rounded by adding 1.5·2^52. */
const LARGEST_HALVES = 2 ** 49;
/** On |r| ≤ 0.787, in r²: (sin r - r)/r³, error 2^-57.9 relative; (cos r - 1 + r²/2)/r⁴, error 2^-64 (float64.sollya). */
const SIN = [
  -0.1666666666666663, 0.008333333333321853, -0.00019841269829374406, 2.755731354556225e-6,
  -2.5050735680256857e-8, 1.5895517001023236e-10,
];
const COS = [
  0.041666666666666595, -0.0013888888888873405, 2.4801587289058004e-5, -2.755731423466115e-7,
  2.0875707742037687e-9, -1.1358860834167524e-11,
];
/** From bit 1 to the sign bit. */
const BIT_1_TO_SIGN = 62;
const BIT_0_TO_SIGN = 63;

interface Reduced {
  /** Its low bits are k. */
  readonly quarter: Vector;
  readonly sin: Vector;
  readonly cos: Vector;
}

/** Sine and cosine of r + low, where |low| is at most half a unit in the last place of r. */
function sineAndCosine(f: FunctionScope, r: Vector, low: Vector): { sin: Vector; cos: Vector } {
  const z = f.keep(v.multiply(r, r));
  const sin = v.add(r, v.add(v.multiply(v.multiply(z, r), f.polynomial(z, SIN)), low));
  // 1 - z/2 rounded, and what that rounding left; sin' = cos and cos' = -sin carry the low part of r.
  const half = f.keep(v.multiply(f.number(0.5), z));
  const head = f.keep(v.subtract(f.number(1), half));
  const left = v.subtract(v.subtract(f.number(1), head), half);
  const tail = v.subtract(v.multiply(v.multiply(z, z), f.polynomial(z, COS)), v.multiply(r, low));
  return { sin: f.keep(sin), cos: f.keep(v.add(head, v.add(left, tail))) };
}

/** Of |x|. */
function reduced(f: FunctionScope, name: string): Reduced {
  const a = f.keep(v.abs(f.operand(0)));
  f.returnWhereAny(v.greater(a, f.number(LARGEST_REDUCED)), () => f.applyToLanes(name, f.operand(0)));
  const quarter = f.keep(v.add(v.multiply(a, f.number(2 / Math.PI)), f.number(ROUNDING)));
  const k = f.keep(v.subtract(quarter, f.number(ROUNDING)));
  const high = f.keep(v.subtract(a, v.multiply(k, f.number(HALF_PI_HIGH))));
  const middle = f.keep(v.multiply(k, f.number(HALF_PI_MIDDLE)));
  const near = f.keep(v.subtract(high, middle));
  const rest = f.keep(
    v.subtract(v.subtract(v.subtract(high, near), middle), v.multiply(k, f.number(HALF_PI_LOW))),
  );
  // The sum of the two, rounded, and what that rounding left.
  const r = f.keep(v.add(near, rest));
  const low = f.keep(v.add(v.subtract(near, r), rest));
  return { quarter, ...sineAndCosine(f, r, low) };
}

/** Of πx: the distance of x to the nearest half is exact, and its sign remains, as the table has it for zeros. */
function reducedHalfTurns(f: FunctionScope, name: string): Reduced {
  const x = f.operand(0);
  f.returnWhereAny(v.greater(v.abs(x), f.number(LARGEST_HALVES)), () => f.applyToLanes(name, x));
  const quarter = f.keep(v.add(v.multiply(x, f.number(2)), f.number(ROUNDING)));
  const nearest = v.multiply(f.number(0.5), v.subtract(quarter, f.number(ROUNDING)));
  const distance = f.keep(v.subtract(x, nearest));
  const r = f.keep(v.multiply(distance, f.number(Math.PI)));
  const low = f.keep(v.multiply(distance, f.number(2 * HALF_PI_REST)));
  return { quarter, ...sineAndCosine(f, r, low) };
}

/** All ones in the lanes where bit 0 is set. */
function oddMask(f: FunctionScope, quarter: Vector): Vector {
  return (body) => {
    v.and(quarter, f.bits(1n))(body);
    body.simd('i64x2Negate');
  };
}

/** Bit 1 of `quarter` as sign bit. */
function signOf(f: FunctionScope, quarter: Vector): Vector {
  return v.shiftLeft(v.and(quarter, f.bits(2n)), BIT_1_TO_SIGN);
}

function writeSin(f: FunctionScope): Vector {
  const { quarter, sin, cos } = reduced(f, 'sin');
  const value = v.choose(oddMask(f, quarter), cos, sin);
  return v.xor(v.xor(value, signOf(f, quarter)), f.signOf(f.operand(0)));
}

/** cos(x) = sin(x + π/2): one quarter further. */
function writeCos(f: FunctionScope): Vector {
  const { quarter, sin, cos } = reduced(f, 'cos');
  const next = f.keep(v.addIntegers(quarter, f.bits(1n)));
  return v.xor(v.choose(oddMask(f, next), cos, sin), signOf(f, next));
}

function writeSinpi(f: FunctionScope): Vector {
  const { quarter, sin, cos } = reducedHalfTurns(f, 'sinpi');
  return v.xor(v.choose(oddMask(f, quarter), cos, sin), signOf(f, quarter));
}

function writeCospi(f: FunctionScope): Vector {
  const { quarter, sin, cos } = reducedHalfTurns(f, 'cospi');
  const next = f.keep(v.addIntegers(quarter, f.bits(1n)));
  return v.xor(v.choose(oddMask(f, next), cos, sin), signOf(f, next));
}

/** sin/cos in even quarters, -cos/sin in odd ones. */
function writeTan(f: FunctionScope): Vector {
  const { quarter, sin, cos } = reduced(f, 'tan');
  const odd = f.keep(oddMask(f, quarter));
  const quotient = v.divide(v.choose(odd, cos, sin), v.choose(odd, sin, cos));
  const sign = v.xor(v.shiftLeft(quarter, BIT_0_TO_SIGN), f.signOf(f.operand(0)));
  return v.xor(quotient, sign);
}

/** tan(π/8) and tan(3π/8), where the reductions of atan change. */
const TAN_PI_8 = Math.SQRT2 - 1;
const TAN_3_PI_8 = Math.SQRT2 + 1;
/** (atan t - t)/t³ in t² on |t| ≤ 0.4143; error 2^-59 relative (scripts/coefficients/float64.sollya). */
const ATAN = [
  -0.3333333333333319, 0.19999999999952464, -0.14285714280100356, 0.11111110779265575, -0.09090897650883031,
  0.07692058512737507, -0.06663086574826639, 0.058477737070794386, -0.05038828677180339, 0.0380534630569376,
  -0.01789602320034504,
];

/** atan a = atan t, π/4 + atan t with t = (a - 1)/(a + 1), or π/2 + atan t with t = -1/a. */
function writeAtan(f: FunctionScope): Vector {
  const x = f.operand(0);
  const a = f.keep(v.abs(x));
  const one = f.number(1);
  const middle = f.keep(v.greater(a, f.number(TAN_PI_8)));
  const large = f.keep(v.greater(a, f.number(TAN_3_PI_8)));
  const numerator = v.choose(large, f.number(-1), v.choose(middle, v.subtract(a, one), a));
  const denominator = v.choose(large, a, v.choose(middle, v.add(a, one), one));
  const t = f.keep(v.divide(numerator, denominator));
  const z = f.keep(v.multiply(t, t));
  const start = v.choose(large, f.number(Math.PI / 2), v.and(middle, f.number(Math.PI / 4)));
  const rest = v.choose(large, f.number(HALF_PI_REST), v.and(middle, f.number(HALF_PI_REST / 2)));
  const curve = v.multiply(v.multiply(t, z), f.polynomial(z, ATAN));
  return v.or(v.add(start, v.add(t, v.add(curve, rest))), f.signOf(x));
}

export const TRIGONOMETRIC = {
  sin: writeSin,
  cos: writeCos,
  sinpi: writeSinpi,
  cospi: writeCospi,
  tan: writeTan,
  atan: writeAtan,
} as const;
