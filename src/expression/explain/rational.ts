/** Exact fractions of whole numbers of any length: the coefficients and exponents of simplification. */

export interface Rational {
  /** Carries the sign. */
  readonly numerator: bigint;
  /** Positive, without a common factor with the numerator. */
  readonly denominator: bigint;
  /** Whether a decimal point stood in what it comes from, so that it is written with one too. */
  readonly decimal: boolean;
}

/** Thrown where simplifying would yield numbers or sums that nobody reads. */
export class SimplificationLimit extends Error {
  override readonly name = 'SimplificationLimit';
}

/** Longest number that is written out. */
const MOST_DIGITS = 24;
const LARGEST = 10n ** BigInt(MOST_DIGITS);
/** Exponents that are multiplied out exactly. */
const LARGEST_EXPONENT = 64;

export const ZERO = whole(0);
export const ONE = whole(1);

export function whole(value: number | bigint): Rational {
  return { numerator: BigInt(value), denominator: 1n, decimal: false };
}

/** In lowest terms. Throws SimplificationLimit past MOST_DIGITS, RangeError for a denominator of 0. */
export function rational(numerator: bigint, denominator: bigint, decimal = false): Rational {
  if (denominator === 0n) throw new RangeError('division by zero');
  const sign = denominator < 0n ? -1n : 1n;
  const common = greatestCommonDivisor(numerator, denominator) * sign;
  const reduced = { numerator: numerator / common, denominator: denominator / common, decimal };
  if (size(reduced.numerator) > LARGEST || reduced.denominator > LARGEST) {
    throw new SimplificationLimit(`a number has more than ${MOST_DIGITS} digits`);
  }
  return reduced;
}

const DECIMAL = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** The exact value of a number as typed, such as 12, .5 or 1e-3. */
export function readRational(text: string): Rational {
  const [, before = '', after = '', power = '0'] = DECIMAL.exec(text) ?? [];
  const shift = Number(power) - after.length;
  if (Math.abs(shift) > MOST_DIGITS) throw new SimplificationLimit(`${text} has too many digits`);
  const digits = BigInt(`${before}${after}` || '0');
  const scale = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? rational(digits * scale, 1n) : rational(digits, scale, after !== '');
}

export function addRational(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
    a.decimal || b.decimal,
  );
}

export function multiplyRational(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator, a.decimal || b.decimal);
}

/** Throws RangeError for 0. */
export function reciprocal(a: Rational): Rational {
  return rational(a.denominator, a.numerator, a.decimal);
}

export function negative(a: Rational): Rational {
  return { ...a, numerator: -a.numerator };
}

/** a^exponent for a whole exponent. Throws RangeError for 0 to a negative power. */
export function powerOfRational(a: Rational, exponent: bigint): Rational {
  if (exponent < 0n) return powerOfRational(reciprocal(a), -exponent);
  const small = size(a.numerator) <= 1n && a.denominator === 1n;
  if (exponent > LARGEST_EXPONENT && !small) throw new SimplificationLimit('the exponent is too large');
  const sign = exponent % 2n === 0n ? 1n : a.numerator;
  return small && exponent > 0n
    ? whole(a.numerator === 0n ? 0n : sign)
    : rational(a.numerator ** exponent, a.denominator ** exponent, a.decimal);
}

/** The exact root of a positive fraction, or undefined where there is none. */
export function exactRoot(a: Rational, degree: bigint): Rational | undefined {
  const root = (n: bigint): bigint | undefined => {
    const guess = BigInt(Math.round(Number(n) ** (1 / Number(degree))));
    return guess ** degree === n ? guess : undefined;
  };
  if (a.numerator <= 0n || degree > LARGEST_EXPONENT) return undefined;
  const [numerator, denominator] = [root(a.numerator), root(a.denominator)];
  return numerator === undefined || denominator === undefined
    ? undefined
    : rational(numerator, denominator, a.decimal);
}

export function absolute(a: Rational): Rational {
  return isNegative(a) ? negative(a) : a;
}

export function isZero(a: Rational): boolean {
  return a.numerator === 0n;
}

export function isOne(a: Rational): boolean {
  return a.numerator === 1n && a.denominator === 1n;
}

export function isWhole(a: Rational): boolean {
  return a.denominator === 1n;
}

export function isNegative(a: Rational): boolean {
  return a.numerator < 0n;
}

/** The nearest f64. */
export function toNumber(a: Rational): number {
  return Number(a.numerator) / Number(a.denominator);
}

/** `a` as a finite decimal such as 0.125, or undefined where it has none. */
export function decimalText(a: Rational): string | undefined {
  let places = 0;
  let scaled = size(a.numerator);
  while (scaled % a.denominator !== 0n) {
    if (places === MOST_DIGITS) return undefined;
    scaled *= 10n;
    places++;
  }
  const digits = (scaled / a.denominator).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return isNegative(a) ? `-${text}` : text;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [size(a), size(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

function size(a: bigint): bigint {
  return a < 0n ? -a : a;
}
