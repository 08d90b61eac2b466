import { erf as mathjsErf } from 'mathjs';
import { describe, expect, it } from 'vitest';
import {
  cospi,
  erf,
  logsumexp,
  sech2,
  sigmoid,
  sinpi,
  softplus,
} from '../../src/expression/functions/float64';

const EPSILON = 2 ** -52;
/** fdlibm promises less than 1 ulp, an ulp is at most EPSILON relative, and the series below adds about one more. */
const ERF_TOLERANCE = 2 * EPSILON;
/** A quotient of three roundings after an exp that is off by up to 1 ulp, and that squared. */
const SECH2_TOLERANCE = 6 * EPSILON;
/** One exp, one sum, one quotient. */
const SIGMOID_TOLERANCE = 3 * EPSILON;
/** mathjs follows W. J. Cody (1969) with 16 digits. */
const MATHJS_TOLERANCE = 4 * EPSILON;

function relativeError(value: number, reference: number): number {
  return Math.abs(value - reference) / Math.abs(reference);
}

/** erf by its Taylor series, 2/√π Σ (-1)^k x^(2k+1) / (k! (2k+1)): no cancellation to speak of for |x| <= 0.6. */
function erfBySeries(x: number): number {
  let [power, sum] = [x, x];
  for (let k = 1; k < 40; k++) {
    power *= -(x * x) / k;
    sum += power / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function range(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + (i * (to - from)) / (count - 1));
}

describe('erf', () => {
  // Abramowitz and Stegun, table 7.1, and mpmath to 17 digits.
  it.each([
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [2.8, 0.9999249868053346],
    [3, 0.9999779095030014],
    [4, 0.9999999845827421],
    [1e-10, 1.1283791670955126e-10],
  ])('of %f is %f, and odd', (x, value) => {
    expect(relativeError(erf(x), value)).toBeLessThanOrEqual(ERF_TOLERANCE);
    expect(erf(-x)).toBe(-erf(x));
  });

  it('agrees with its Taylor series near 0', () => {
    for (const x of range(0.01, 0.6, 200)) {
      expect(relativeError(erf(x), erfBySeries(x)), `x = ${x}`).toBeLessThanOrEqual(ERF_TOLERANCE);
    }
  });

  it('agrees with mathjs everywhere, across the seams of its intervals too', () => {
    const seams = [0.84375, 1.25, 1 / 0.35, 6].flatMap((x) => [x - 1e-12, x, x + 1e-12]);
    for (const x of [...range(-6.5, 6.5, 1999), ...seams]) {
      const reference = mathjsErf(x);
      if (reference === 0) expect(erf(x)).toBe(0);
      else expect(relativeError(erf(x), reference), `x = ${x}`).toBeLessThanOrEqual(MATHJS_TOLERANCE);
    }
  });

  it('is ±1 far out, keeps the sign of zero, and NaN', () => {
    expect([erf(7), erf(-7), erf(Infinity), erf(-Infinity)]).toEqual([1, -1, 1, -1]);
    expect([erf(0), erf(-0), erf(Number.NaN)]).toEqual([0, -0, Number.NaN]);
  });
});

describe('sech2', () => {
  it('is 1/cosh² where that neither overflows nor underflows', () => {
    for (const x of range(-300, 300, 1201)) {
      expect(relativeError(sech2(x), (1 / Math.cosh(x)) ** 2), `x = ${x}`).toBeLessThanOrEqual(
        SECH2_TOLERANCE,
      );
    }
  });

  it('is 1 at 0 and 0 far out', () => {
    expect([sech2(0), sech2(1000), sech2(-Infinity), sech2(Number.NaN)]).toEqual([1, 0, 0, Number.NaN]);
  });
});

describe('sigmoid', () => {
  it('keeps its digits for large negative arguments', () => {
    for (const x of range(-700, -40, 100)) {
      expect(relativeError(sigmoid(x), Math.exp(x)), `x = ${x}`).toBeLessThanOrEqual(SIGMOID_TOLERANCE);
    }
  });

  it('is 1/(1 + exp(-x)), and sigmoid(x) + sigmoid(-x) is 1', () => {
    for (const x of range(-30, 30, 601)) {
      expect(relativeError(sigmoid(x), 1 / (1 + Math.exp(-x)))).toBeLessThanOrEqual(SIGMOID_TOLERANCE);
      expect(Math.abs(sigmoid(x) + sigmoid(-x) - 1)).toBeLessThanOrEqual(EPSILON);
    }
    expect([sigmoid(0), sigmoid(1000), sigmoid(-1000)]).toEqual([0.5, 1, 0]);
  });
});

describe('softplus', () => {
  it('is log(1 + exp(x)) without overflow', () => {
    for (const x of range(-30, 30, 601)) {
      const reference = x > 20 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
      expect(relativeError(softplus(x), reference), `x = ${x}`).toBeLessThanOrEqual(SIGMOID_TOLERANCE);
    }
    expect([softplus(1000), softplus(-1000), softplus(0)]).toEqual([1000, 0, Math.LN2]);
  });
});

describe('sinpi and cospi', () => {
  /** One rounding of π·r each for π and the product, one of the sine; π·r is at most π/4, where neither steepens. */
  const tolerance = 3 * EPSILON;

  it('are sin(πx) and cos(πx) where π·x loses nothing', () => {
    for (const x of range(-0.25, 0.25, 401)) {
      expect(Math.abs(sinpi(x) - Math.sin(Math.PI * x))).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(cospi(x) - Math.cos(Math.PI * x))).toBeLessThanOrEqual(tolerance);
    }
  });

  it('repeat after 2, are opposite after 1, and are each other after 1/2, for multiples of 2^-30 up to 2^20', () => {
    for (const x of range(-1, 1, 257)) {
      for (const turns of [1, -3, 1000, 2 ** 19]) {
        expect(sinpi(x + 2 * turns)).toBeCloseTo(sinpi(x), 15);
        expect(cospi(x + 2 * turns + 1) + 0).toBeCloseTo(-cospi(x), 15);
        expect(cospi(x + 2 * turns - 0.5)).toBeCloseTo(sinpi(x), 15);
      }
    }
  });

  it('are 0 and ±1 exactly at halves, of whatever size, and NaN at infinity', () => {
    for (const n of [0, 2, -4, 2 ** 40, 2 ** 60, -1e300]) {
      expect([sinpi(n) + 0, cospi(n)]).toEqual([0, 1]);
    }
    expect([0.5, 1, 1.5, -0.5, -1, 2.5].map(sinpi).map((v) => v + 0)).toEqual([1, 0, -1, -1, 0, 1]);
    expect([0.5, 1, 1.5, -0.5, -1, 2.5].map(cospi).map((v) => v + 0)).toEqual([0, -1, 0, 0, -1, 0]);
    expect([sinpi(Infinity), cospi(-Infinity), sinpi(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('logsumexp', () => {
  it('is log(exp(a) + exp(b)) without overflow', () => {
    for (const a of range(-20, 20, 41)) {
      for (const b of range(-20, 20, 41)) {
        const reference = Math.log(Math.exp(a) + Math.exp(b));
        expect(Math.abs(logsumexp(a, b) - reference)).toBeLessThanOrEqual(
          4 * EPSILON * (1 + Math.max(a, b, -a, -b)),
        );
      }
    }
    expect([logsumexp(1000, 1000), logsumexp(-1000, 5), logsumexp(0, 0)]).toEqual([
      1000 + Math.LN2,
      5,
      Math.LN2,
    ]);
  });
});
