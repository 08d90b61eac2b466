// The functions whose derivatives in f32 are measured, and how far such derivatives are from those in f64.
import { readFileSync } from 'node:fs';
import type { Interval } from '../../src/fields/grid';
import { VALIDITY } from '../../src/fields/gridRequest';

export interface Sampled {
  readonly name: string;
  readonly f: string;
  readonly domain: readonly [Interval, Interval];
}

export const LANDSCAPES = JSON.parse(
  readFileSync('tests/golden/landscapes.json', 'utf8'),
) as readonly Sampled[];

const square = (reach: number): readonly [Interval, Interval] => [
  [-reach, reach],
  [-reach, reach],
];

/** Those of the ten functions the method was chosen with that are no landscapes. */
export const OTHERS: readonly Sampled[] = [
  { name: 'quadratic', f: '3*x^2+2*x*y+y^2-x+0.5*y', domain: square(3) },
  { name: 'waves and a bell', f: 'sin(3*x)*cos(3*y)+exp(-(x^2+y^2))', domain: square(3) },
  { name: 'product and exponential', f: 'x^2*y+exp(x*y)', domain: square(2) },
  { name: 'logarithm of a sum', f: 'log(1+x^2+y^2)', domain: square(3) },
  {
    name: 'tanh network',
    f: '1.3*tanh(0.8*x-1.1*y+0.2)-0.7*tanh(1.7*x+0.4*y-0.5)+0.9*tanh(-0.6*x+1.4*y+0.1)-0.4*tanh(x+y)',
    domain: square(3),
  },
];

/** Nowhere defined in f32: exp(100) is beyond its range. The CPU engine has it. */
export const BEYOND_SINGLE = 'Cross-in-tray';

/** Rounding to nearest in f32. */
export const EPSILON = 2 ** -24;

/** Of the derivatives at a sample as one vector, by its length. */
export interface Bounds {
  /** Of |error|/|exact|, in EPSILON. */
  readonly median: number;
  /** Of |error|, in EPSILON·max|exact|. */
  readonly largest: number;
}

export interface Measured extends Bounds {
  readonly compared: number;
}

/** Samples along a side, at coordinates that f32 has. */
export function coordinates([low, high]: Interval, side: number): Float64Array {
  return Float64Array.from({ length: side }, (_, i) =>
    Math.fround(i === side - 1 ? high : low + (i * (high - low)) / (side - 1)),
  );
}

/** One channel of texels of value and gradient; NaN where the engine found no gradient. */
export function componentOf(texels: Float32Array, channel: number): Float32Array {
  return Float32Array.from({ length: texels.length / 4 }, (_, k) =>
    texels[4 * k + 3] === VALIDITY.gradient ? (texels[4 * k + channel] ?? Number.NaN) : Number.NaN,
  );
}

/** Component by component, over the samples at which both have all; the median over those at which not all are 0. */
export function errorsBetween(exact: readonly Float64Array[], found: readonly Float32Array[]): Measured {
  const relative: number[] = [];
  let [largest, longest, compared] = [0, 0, 0];
  for (let k = 0; k < (exact[0]?.length ?? 0); k++) {
    const wanted = exact.map((component) => component[k] ?? Number.NaN);
    const length = Math.hypot(...wanted);
    const error = Math.hypot(...wanted.map((value, i) => (found[i]?.[k] ?? Number.NaN) - value));
    if (!Number.isFinite(length) || !Number.isFinite(error)) continue;
    compared += 1;
    longest = Math.max(longest, length);
    largest = Math.max(largest, error);
    if (length > 0) relative.push(error / length);
  }
  relative.sort((a, b) => a - b);
  return {
    // Of derivatives that are 0 everywhere, nothing is relative.
    median: (relative[relative.length >> 1] ?? (largest === 0 ? 0 : Number.NaN)) / EPSILON,
    largest: longest === 0 ? largest / EPSILON : largest / longest / EPSILON,
    compared,
  };
}
