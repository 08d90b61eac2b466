/**
 * Logarithms on pairs of f64.
 *
 * x = 2^k·m with m in [√½, √2), and with f = m - 1, s = f/(2 + f): log m = 2·atanh(s) = 2s + s·R(s²), summed as
 * f - (f²/2 - s·(f²/2 + R)), whose first term is exact (Sun's fdlibm, e_log.c, 1993).
 */
import { LN2_HIGH, LN2_LOW } from './exponential';
import type { FunctionScope, Vector } from './vector';
import * as v from './vector';

/** (2·atanh(s) - 2s)/s³ in s² on |s| ≤ 0.1716; error 2^-59 relative to 2·atanh(s) (scripts/coefficients/float64.sollya). */
const ATANH = [
  0.6666666666666736, 0.3999999999940509, 0.28571428744208216, 0.22222198406542348, 0.1818357227281316,
  0.1531386030667969, 0.14797756417918886,
];
const SMALLEST_NORMAL = 2 ** -1022;
/** The f64 whose bits are those of √½. */
const BITS_OF_ROOT_HALF = 0x3fe6a09e667f3bcdn;
const EXPONENT_POSITION = 52;
const FRACTION_BITS = 0x000fffffffffffffn;
/** Keeps exponents positive, so that an unsigned shift will do. */
const OFFSET = 1024;
const OFFSET_BITS = BigInt(OFFSET) << 52n;
/** Or-ed with a whole number below 2^52, these bits are 2^52 plus that number. */
const BITS_OF_2_52 = 0x4330000000000000n;

/** log10(2) in two parts, the first of 40 bits (fdlibm, e_log10.c). */
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

interface Parts {
  /** The exponent as f64. */
  readonly k: Vector;
  /** log m = f - rest, where f is exact. */
  readonly f: Vector;
  readonly halfSquare: Vector;
  /** s·(f²/2 + R) */
  readonly product: Vector;
}

/** Whether `x` is a positive normal number. */
export function isPositiveNormal(scope: FunctionScope, x: Vector): Vector {
  return v.and(
    v.greaterOrEqual(x, scope.number(SMALLEST_NORMAL)),
    v.lessOrEqual(x, scope.number(Number.MAX_VALUE)),
  );
}

/** The sign bits of lanes where `x` is none. */
export function isNotPositiveNormal(scope: FunctionScope, x: Vector): Vector {
  return scope.outside(x, SMALLEST_NORMAL, Number.MAX_VALUE);
}

/** k and m of a positive normal `x`. */
export function splitExponent(scope: FunctionScope, x: Vector): { k: Vector; m: Vector } {
  const shifted = scope.keep(v.addIntegers(x, scope.bits(OFFSET_BITS - BITS_OF_ROOT_HALF)));
  const fraction = v.and(shifted, scope.bits(FRACTION_BITS));
  const m = scope.keep(v.addIntegers(fraction, scope.bits(BITS_OF_ROOT_HALF)));
  const whole = v.or(v.shiftRight(shifted, EXPONENT_POSITION), scope.bits(BITS_OF_2_52));
  const k = scope.keep(v.subtract(whole, scope.number(2 ** 52 + OFFSET)));
  return { k, m };
}

/** Of a positive normal `x`. */
function partsOf(scope: FunctionScope, x: Vector): Parts {
  const { k, m } = splitExponent(scope, x);
  const f = scope.keep(v.subtract(m, scope.number(1)));
  const s = scope.keep(v.divide(f, v.add(m, scope.number(1))));
  const z = scope.keep(v.multiply(s, s));
  const halfSquare = scope.keep(v.multiply(scope.number(0.5), v.multiply(f, f)));
  const r = v.multiply(z, scope.polynomial(z, ATANH));
  const product = v.multiply(s, v.add(halfSquare, r));
  return { k, f, halfSquare, product };
}

/** Guards `x` > 0: NaN elsewhere, and lanes that are no normal numbers by the table's function. */
function guardPositive(scope: FunctionScope, name: string): Vector {
  const x = scope.operand(0);
  scope.returnWhereAny(isNotPositiveNormal(scope, x), () => {
    const usual = scope.keep(isPositiveNormal(scope, x));
    return unusual(scope, name, usual, v.greater(x, scope.number(0)));
  });
  return x;
}

/** Of lanes that are not all `usual`, those in the `domain` by the table, the rest NaN. */
function unusual(scope: FunctionScope, name: string, usual: Vector, domain: Vector): Vector {
  const x = scope.operand(0);
  scope.returnWhereAny(v.andNot(domain, usual), () => scope.applyToLanes(name, x));
  // All ones are a NaN.
  return v.or(scope.apply(name, v.choose(usual, x, scope.number(1))), v.not(usual));
}

function sum(scope: FunctionScope, { k, f, halfSquare, product }: Parts, correction?: Vector): Vector {
  const low = v.multiply(k, scope.number(LN2_LOW));
  const small = v.add(product, correction ? v.add(low, correction) : low);
  return v.subtract(v.multiply(k, scope.number(LN2_HIGH)), v.subtract(v.subtract(halfSquare, small), f));
}

function writeLog(scope: FunctionScope): Vector {
  return sum(scope, partsOf(scope, guardPositive(scope, 'log')));
}

function logOfMantissa({ f, halfSquare, product }: Parts): Vector {
  return v.subtract(f, v.subtract(halfSquare, product));
}

/** k + log(m)/ln 2: powers of two come out exactly. */
function writeLog2(scope: FunctionScope): Vector {
  const parts = partsOf(scope, guardPositive(scope, 'log2'));
  return v.add(parts.k, v.multiply(logOfMantissa(parts), scope.number(Math.LOG2E)));
}

function writeLog10(scope: FunctionScope): Vector {
  const parts = partsOf(scope, guardPositive(scope, 'log10'));
  const mantissa = v.multiply(logOfMantissa(parts), scope.number(Math.LOG10E));
  const low = v.add(v.multiply(parts.k, scope.number(LOG10_2_LOW)), mantissa);
  return v.add(v.multiply(parts.k, scope.number(LOG10_2_HIGH)), low);
}

/** log(1 + x) = log(u) + c/u, where u is the rounded 1 + x and c = x - (u - 1) what the rounding took. */
function writeLog1p(scope: FunctionScope): Vector {
  const x = scope.operand(0);
  const u = scope.keep(v.add(scope.number(1), x));
  scope.returnWhereAny(isNotPositiveNormal(scope, u), () => {
    const domain = scope.keep(v.greater(x, scope.number(-1)));
    const usual = scope.keep(v.and(domain, v.lessOrEqual(x, scope.number(Number.MAX_VALUE))));
    return unusual(scope, 'log1p', usual, domain);
  });
  const lost = v.subtract(x, v.subtract(u, scope.number(1)));
  const value = sum(scope, partsOf(scope, u), v.divide(lost, u));
  // The result has the sign of x, -0 too.
  return v.or(value, scope.signOf(x));
}

export const LOGARITHMIC = { log: writeLog, log2: writeLog2, log10: writeLog10, log1p: writeLog1p } as const;
