/**
 * a^b = 2^(b·log2 a) on pairs of f64, for positive a.
 *
 * An error of log2 a is multiplied by up to 1024, so it is carried in two parts, and each part's leading half word alone
 * enters products, which are then exact (the way of Sun's fdlibm, e_pow.c, 1993): with m as in logarithmic.ts and
 * s = (m - 1)/(m + 1), log2 m = 2/(3·ln 2)·s·(3 + s² + s⁴·P(s²)).
 */
import { exponentialOfRemainder, ROUNDED_EXPONENT } from './exponential';
import { isNotPositiveNormal, isPositiveNormal, splitExponent } from './logarithmic';
import type { FunctionScope, Vector } from './vector';
import * as v from './vector';

/** (3·atanh(s)/s - 3 - s²)/s⁴ in s² on |s| ≤ 0.1716; error 2^-50 relative (scripts/coefficients/float64.sollya). */
const ATANH_REST = [
  0.6000000000000021, 0.42857142856871655, 0.333333334410517, 0.2727270852359164, 0.23078574600403046,
  0.19923261428609693, 0.19429027306990096,
];
/** 2/(3·ln 2), and in two parts, the first of 24 bits. */
const SCALE = 0.9617966939259756;
const SCALE_HIGH = 0.9617967009544373;
const SCALE_LOW = -7.028461650952758e-9;
/** 2^±1020 and what is between are normal numbers. */
const NORMAL_EXPONENTS = 1020;
/** Sign, exponent and 20 bits of the fraction. */
const UPPER_WORD = 0xffffffff00000000n;

/** log2(a) in two parts, the first of 21 bits. */
function log2InParts(f: FunctionScope, a: Vector): { high: Vector; low: Vector } {
  const leading = (value: Vector): Vector => f.keep(v.and(value, f.bits(UPPER_WORD)));
  const { k, m } = splitExponent(f, a);
  const [one, three] = [f.number(1), f.number(3)];
  // s and its rest: m - 1 is exact, and m - (leading(m + 1) - 1) is what the leading part of m + 1 lacks.
  const numerator = f.keep(v.subtract(m, one));
  const denominator = f.keep(v.add(m, one));
  const inverse = f.keep(v.divide(one, denominator));
  const s = f.keep(v.multiply(numerator, inverse));
  const sHigh = leading(s);
  const dHigh = leading(denominator);
  const dLow = v.subtract(m, v.subtract(dHigh, one));
  const remainder = v.subtract(v.subtract(numerator, v.multiply(sHigh, dHigh)), v.multiply(sHigh, dLow));
  const sLow = f.keep(v.multiply(inverse, remainder));
  // 3 + s² + s⁴·P(s²), where s² = sHigh² + sLow·(sHigh + s).
  const z = f.keep(v.multiply(s, s));
  const curve = v.multiply(v.multiply(z, z), f.polynomial(z, ATANH_REST));
  const rest = f.keep(v.add(curve, v.multiply(sLow, v.add(sHigh, s))));
  const square = f.keep(v.multiply(sHigh, sHigh));
  const sumHigh = leading(v.add(v.add(three, square), rest));
  const sumLow = v.subtract(rest, v.subtract(v.subtract(sumHigh, three), square));
  // Times s.
  const product = f.keep(v.multiply(sHigh, sumHigh));
  const small = f.keep(v.add(v.multiply(sLow, sumHigh), v.multiply(sumLow, s)));
  const pHigh = leading(v.add(product, small));
  const pLow = v.subtract(small, v.subtract(pHigh, product));
  // Times 2/(3·ln 2), plus k.
  const scaled = f.keep(v.multiply(f.number(SCALE_HIGH), pHigh));
  const scaledLow = f.keep(v.add(v.multiply(f.number(SCALE_LOW), pHigh), v.multiply(pLow, f.number(SCALE))));
  const high = leading(v.add(v.add(scaled, scaledLow), k));
  const low = f.keep(v.subtract(scaledLow, v.subtract(v.subtract(high, k), scaled)));
  return { high, low };
}

export function writePow(f: FunctionScope): Vector {
  const [a, b] = [f.operand(0), f.operand(1)];
  const { high, low } = log2InParts(f, a);
  const bHigh = f.keep(v.and(b, f.bits(UPPER_WORD)));
  const exponentLow = f.keep(v.add(v.multiply(v.subtract(b, bHigh), high), v.multiply(b, low)));
  const exponentHigh = f.keep(v.multiply(bHigh, high));
  const exponent = f.keep(v.add(exponentHigh, exponentLow));
  const size = f.keep(v.abs(exponent));
  // As integers, the bits of NaN are greater than those of any number.
  const tooLarge = v.subtractIntegers(f.number(NORMAL_EXPONENTS), size);
  f.returnWhereAny(v.or(isNotPositiveNormal(f, a), tooLarge), () => {
    const inRange = v.lessOrEqual(size, f.number(NORMAL_EXPONENTS));
    const usual = f.keep(v.and(isPositiveNormal(f, a), inRange));
    const unordered = v.or(v.notEqual(a, a), v.notEqual(b, b));
    const ofNegative = v.and(v.less(a, f.number(0)), v.notEqual(b, v.floor(b)));
    const outside = f.keep(v.or(unordered, ofNegative));
    f.returnWhereAny(v.not(v.or(usual, outside)), () => f.applyToLanes('pow', a, b));
    const one = f.number(1);
    return v.or(f.apply('pow', v.choose(usual, a, one), v.choose(usual, b, one)), v.not(usual));
  });
  const shift = f.number(ROUNDED_EXPONENT);
  const shifted = f.keep(v.add(exponent, shift));
  const whole = v.subtract(shifted, shift);
  const fraction = v.add(v.subtract(exponentHigh, whole), exponentLow);
  return exponentialOfRemainder(f, f.keep(v.multiply(fraction, f.number(Math.LN2))), shifted);
}
