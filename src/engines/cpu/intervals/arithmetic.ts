/** Interval forms of sums, products, quotients, powers, comparisons and of the steps. */
import {
  ARITHMETIC_ERROR,
  type Bounds,
  FUNCTION_ERROR,
  type IntervalForm,
  MAY_BE_UNDEFINED,
  MAY_BREAK,
  NOWHERE_DEFINED,
  roundDown,
  roundUp,
} from './form';

/*
 * Node numbers lie within bounds by construction; `as number` spares a branch per access that `?? 0` would
 * cost.
 */

/** What a + b lost by rounding, exactly (Knuth, 1969: TwoSum); NaN where something is not finite. */
function lostBySum(a: number, b: number, sum: number): number {
  const tail = sum - a;
  return a - (sum - tail) + (b - tail);
}

/** The exact sums stay exact, so that floor(x + y) meets its whole numbers on the samples that hold them. */
function sumDown(a: number, b: number): number {
  const sum = a + b;
  return lostBySum(a, b, sum) >= 0 ? sum : roundDown(sum, ARITHMETIC_ERROR);
}

function sumUp(a: number, b: number): number {
  const sum = a + b;
  return lostBySum(a, b, sum) <= 0 ? sum : roundUp(sum, ARITHMETIC_ERROR);
}

/**
 * 0·∞ stands for products of 0 with numbers that have no bound: 0. So does ∞/∞, whose range other corners
 * bound.
 */
function orZero(v: number): number {
  return Number.isNaN(v) ? 0 : v;
}

function least(p: number, q: number, r: number, s: number): number {
  const left = p < q ? p : q;
  const right = r < s ? r : s;
  return left < right ? left : right;
}

function largest(p: number, q: number, r: number, s: number): number {
  const left = p > q ? p : q;
  const right = r > s ? r : s;
  return left > right ? left : right;
}

/** Two f32 numbers have an f64 product without rounding: 24 bits each. */
function isExactProduct(a: number, b: number): boolean {
  return Math.fround(a) === a && Math.fround(b) === b;
}

/*
 * A corner that is exact stays exact, so that floor(2x) and mod(x, 2) meet their jumps on the samples that
 * hold them.
 */

function productDown(a: number, b: number): number {
  const product = orZero(a * b);
  return product === 0 || isExactProduct(a, b) ? product : roundDown(product, ARITHMETIC_ERROR);
}

function productUp(a: number, b: number): number {
  const product = orZero(a * b);
  return product === 0 || isExactProduct(a, b) ? product : roundUp(product, ARITHMETIC_ERROR);
}

function isExactQuotient(a: number, b: number, quotient: number): boolean {
  return quotient === 0 || (isExactProduct(quotient, b) && quotient * b === a);
}

function quotientDown(a: number, b: number): number {
  const quotient = orZero(a / b);
  return isExactQuotient(a, b, quotient) ? quotient : roundDown(quotient, ARITHMETIC_ERROR);
}

function quotientUp(a: number, b: number): number {
  const quotient = orZero(a / b);
  return isExactQuotient(a, b, quotient) ? quotient : roundUp(quotient, ARITHMETIC_ERROR);
}

const multiply: IntervalForm = ({ low, high }, out, a, b) => {
  const al = low[a] as number;
  const ah = high[a] as number;
  const bl = low[b] as number;
  const bh = high[b] as number;
  if (a === b) {
    const outer = ah > -al ? ah : al;
    const inner = al > 0 ? al : ah < 0 ? ah : 0;
    low[out] = productDown(inner, inner);
    high[out] = productUp(outer, outer);
    return 0;
  }
  const p = orZero(al * bl);
  const q = orZero(al * bh);
  const r = orZero(ah * bl);
  const s = orZero(ah * bh);
  const bottom = least(p, q, r, s);
  const top = largest(p, q, r, s);
  const bottomLeft = bottom === p || bottom === q;
  const topLeft = top === p || top === q;
  low[out] = productDown(bottomLeft ? al : ah, bottom === (bottomLeft ? p : r) ? bl : bh);
  high[out] = productUp(topLeft ? al : ah, top === (topLeft ? p : r) ? bl : bh);
  return 0;
};

/** Bounds of a/b where b keeps its sign. */
function writeQuotient(
  { low, high }: Bounds,
  out: number,
  al: number,
  ah: number,
  bl: number,
  bh: number,
): void {
  const p = orZero(al / bl);
  const q = orZero(al / bh);
  const r = orZero(ah / bl);
  const s = orZero(ah / bh);
  const bottom = least(p, q, r, s);
  const top = largest(p, q, r, s);
  const bottomLeft = bottom === p || bottom === q;
  const topLeft = top === p || top === q;
  low[out] = quotientDown(bottomLeft ? al : ah, bottom === (bottomLeft ? p : r) ? bl : bh);
  high[out] = quotientUp(topLeft ? al : ah, top === (topLeft ? p : r) ? bl : bh);
}

const divide: IntervalForm = (bounds, out, a, b) => {
  const { low, high } = bounds;
  const al = low[a] as number;
  const ah = high[a] as number;
  const bl = low[b] as number;
  const bh = high[b] as number;
  if (bl > 0 || bh < 0) {
    writeQuotient(bounds, out, al, ah, bl, bh);
    return 0;
  }
  if (bl === 0 && bh === 0) return NOWHERE_DEFINED;
  low[out] = Number.NEGATIVE_INFINITY;
  high[out] = Number.POSITIVE_INFINITY;
  // A divisor that only touches 0 leaves one side bounded: 1/x² stays positive.
  if (bl === 0) {
    if (al >= 0) low[out] = Math.max(0, roundDown(al / bh, ARITHMETIC_ERROR));
    if (ah <= 0) high[out] = Math.min(0, roundUp(ah / bh, ARITHMETIC_ERROR));
  } else if (bh === 0) {
    if (ah <= 0) low[out] = Math.max(0, roundDown(ah / bl, ARITHMETIC_ERROR));
    if (al >= 0) high[out] = Math.min(0, roundUp(al / bl, ARITHMETIC_ERROR));
  }
  return MAY_BREAK | MAY_BE_UNDEFINED;
};

/** a^b rises or falls with each operand alone where a > 0, so its extremes over a box lie in the corners. */
function writePositivePower(
  { low, high }: Bounds,
  out: number,
  al: number,
  ah: number,
  bl: number,
  bh: number,
) {
  const p = al ** bl;
  const q = al ** bh;
  const r = ah ** bl;
  const s = ah ** bh;
  low[out] = Math.max(0, roundDown(least(p, q, r, s), FUNCTION_ERROR));
  high[out] = roundUp(largest(p, q, r, s), FUNCTION_ERROR);
}

/** a^n, n whole, over an interval of any sign. */
function wholePower({ low, high }: Bounds, out: number, al: number, ah: number, n: number): number {
  const p = al ** n;
  const q = ah ** n;
  const even = n % 2 === 0;
  const acrossZero = al <= 0 && ah >= 0;
  if (n < 0 && acrossZero) {
    if (al === 0 && ah === 0) return NOWHERE_DEFINED;
    // Beyond the smaller of the two outer values there is everything up to the pole.
    low[out] = even ? Math.max(0, roundDown(Math.min(p, q), FUNCTION_ERROR)) : Number.NEGATIVE_INFINITY;
    high[out] = Number.POSITIVE_INFINITY;
    return MAY_BREAK | MAY_BE_UNDEFINED;
  }
  low[out] = n > 0 && even && acrossZero ? 0 : roundDown(Math.min(p, q), FUNCTION_ERROR);
  high[out] = roundUp(Math.max(p, q), FUNCTION_ERROR);
  return 0;
}

const pow: IntervalForm = (bounds, out, a, b) => {
  const { low, high } = bounds;
  const al = low[a] as number;
  const ah = high[a] as number;
  const bl = low[b] as number;
  const bh = high[b] as number;
  if (al > 0) {
    writePositivePower(bounds, out, al, ah, bl, bh);
    return 0;
  }
  if (bl === bh && Number.isInteger(bl)) return wholePower(bounds, out, al, ah, bl);
  const holdsWhole = Math.floor(bh) >= Math.ceil(bl);
  if (!holdsWhole) {
    // Defined for a >= 0 only, and at 0 only for positive exponents, where 0 continues it.
    if (ah < 0 || (ah === 0 && bh < 0)) return NOWHERE_DEFINED;
    const pole = bl < 0;
    writePositivePower(bounds, out, 0, ah, bl, bh);
    if (pole) high[out] = Number.POSITIVE_INFINITY;
    return pole ? MAY_BREAK | MAY_BE_UNDEFINED : al < 0 ? MAY_BE_UNDEFINED : 0;
  }
  if (al === 0 && bl > 0) {
    writePositivePower(bounds, out, 0, ah, bl, bh);
    return 0;
  }
  // Whole exponents are slices on which negative bases have powers; 0^0 = 1 meets 0^b = 0.
  low[out] = Number.NEGATIVE_INFINITY;
  high[out] = Number.POSITIVE_INFINITY;
  return MAY_BREAK | MAY_BE_UNDEFINED;
};

const mod: IntervalForm = (bounds, out, a, b) => {
  const { low, high } = bounds;
  const al = low[a] as number;
  const ah = high[a] as number;
  const bl = low[b] as number;
  const bh = high[b] as number;
  if (bl === 0 && bh === 0) return NOWHERE_DEFINED;
  const bottom = Math.min(bl, 0);
  const top = Math.max(bh, 0);
  const divides = bl > 0 || bh < 0;
  if (divides) writeQuotient(bounds, out, al, ah, bl, bh);
  const turns = divides ? Math.floor(low[out] as number) : Number.NaN;
  const sameTurn = turns === Math.floor(high[out] as number);
  low[out] = bottom;
  high[out] = top;
  if (!divides) return MAY_BREAK | MAY_BE_UNDEFINED;
  if (!sameTurn) return MAY_BREAK;
  // a - turns·b: two roundings, relative to |a| and to |turns·b|.
  const u = turns * bl;
  const v = turns * bh;
  const error = 2 * ARITHMETIC_ERROR * (Math.max(-al, ah) + Math.max(Math.abs(u), Math.abs(v)));
  low[out] = Math.max(bottom, al - Math.max(u, v) - error);
  high[out] = Math.min(top, ah - Math.min(u, v) + error);
  return 0;
};

function write({ low, high }: Bounds, out: number, bottom: number, top: number): void {
  low[out] = bottom;
  high[out] = top;
}

/** 1 where `certain`, 0 where `impossible`, else either. */
function decide(bounds: Bounds, out: number, certain: boolean, impossible: boolean): number {
  write(bounds, out, certain ? 1 : 0, impossible ? 0 : 1);
  return certain || impossible ? 0 : MAY_BREAK;
}

const less: IntervalForm = (bounds, out, a, b) => {
  const { low, high } = bounds;
  return decide(
    bounds,
    out,
    (high[a] as number) < (low[b] as number),
    (low[a] as number) >= (high[b] as number),
  );
};

const lessOrEqual: IntervalForm = (bounds, out, a, b) => {
  const { low, high } = bounds;
  return decide(
    bounds,
    out,
    (high[a] as number) <= (low[b] as number),
    (low[a] as number) > (high[b] as number),
  );
};

function apart({ low, high }: Bounds, a: number, b: number): boolean {
  return (high[a] as number) < (low[b] as number) || (low[a] as number) > (high[b] as number);
}

function samePoint({ low, high }: Bounds, a: number, b: number): boolean {
  return low[a] === high[b] && high[a] === low[b];
}

/** A function that is constant between its jumps and rises. */
function staircase(step: (v: number) => number): IntervalForm {
  return ({ low, high }, out, a) => {
    const bottom = step(low[a] as number);
    const top = step(high[a] as number);
    low[out] = bottom;
    high[out] = top;
    return bottom === top ? 0 : MAY_BREAK;
  };
}

export const ARITHMETIC_FORMS: Readonly<Record<string, IntervalForm>> = {
  add: ({ low, high }, out, a, b) => {
    low[out] = sumDown(low[a] as number, low[b] as number);
    high[out] = sumUp(high[a] as number, high[b] as number);
    return 0;
  },
  subtract: ({ low, high }, out, a, b) => {
    low[out] = sumDown(low[a] as number, -(high[b] as number));
    high[out] = sumUp(high[a] as number, -(low[b] as number));
    return 0;
  },
  negate: ({ low, high }, out, a) => {
    low[out] = -(high[a] as number);
    high[out] = -(low[a] as number);
    return 0;
  },
  multiply,
  divide,
  pow,
  mod,
  less,
  lessOrEqual,
  greater: (bounds, out, a, b) => less(bounds, out, b, a),
  greaterOrEqual: (bounds, out, a, b) => lessOrEqual(bounds, out, b, a),
  equal: (bounds, out, a, b) => decide(bounds, out, samePoint(bounds, a, b), apart(bounds, a, b)),
  notEqual: (bounds, out, a, b) => decide(bounds, out, apart(bounds, a, b), samePoint(bounds, a, b)),
  min: ({ low, high }, out, a, b) => {
    low[out] = Math.min(low[a] as number, low[b] as number);
    high[out] = Math.min(high[a] as number, high[b] as number);
    return 0;
  },
  max: ({ low, high }, out, a, b) => {
    low[out] = Math.max(low[a] as number, low[b] as number);
    high[out] = Math.max(high[a] as number, high[b] as number);
    return 0;
  },
  floor: staircase(Math.floor),
  ceil: staircase(Math.ceil),
  sign: staircase(Math.sign),
};
