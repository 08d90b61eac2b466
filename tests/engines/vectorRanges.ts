// Where the functions on pairs of f64 are tried: by the tests, and by `npm run prove -- --float64`.
import { seededRandom } from '../support/randomExpressions';

const POINTS_PER_RANGE = 60_000;

export type Range = readonly [low: number, high: number];

/** Uniform in `range`, then of all sizes from 1e-300 to the range's ends, both signs where the range has them. */
export function points([low, high]: Range, seed: number): Float64Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float64Array.from({ length: POINTS_PER_RANGE }, (_, i) => {
    if (i % 3 > 0) return low + (high - low) * random();
    const end = i % 2 === 0 || low >= 0 ? high : low;
    return end * 10 ** (-300 * random() ** 3);
  });
}

const AROUND_ZERO = [-3, 3] as const;

/** By the function's name, for those of one operand. */
export const RANGES: Readonly<Record<string, readonly Range[]>> = {
  sin: [AROUND_ZERO, [-1.5e6, 1.5e6], [-1e12, 1e12]],
  cos: [AROUND_ZERO, [-1.5e6, 1.5e6], [-1e12, 1e12]],
  tan: [AROUND_ZERO, [-1.5e6, 1.5e6], [-1e12, 1e12]],
  sinpi: [AROUND_ZERO, [-1e6, 1e6]],
  cospi: [AROUND_ZERO, [-1e6, 1e6]],
  atan: [AROUND_ZERO, [-100, 100]],
  exp: [AROUND_ZERO, [-750, 712]],
  expm1: [AROUND_ZERO, [-50, 712]],
  sinh: [AROUND_ZERO, [-712, 712]],
  cosh: [AROUND_ZERO, [-712, 712]],
  tanh: [AROUND_ZERO, [-25, 25]],
  sech2: [AROUND_ZERO, [-360, 360]],
  sigmoid: [AROUND_ZERO, [-720, 60]],
  softplus: [AROUND_ZERO, [-720, 60]],
  log: [
    [0.5, 2],
    [0, 1e300],
  ],
  log2: [
    [0.5, 2],
    [0, 1e300],
  ],
  log10: [
    [0.5, 2],
    [0, 1e300],
  ],
  log1p: [
    [-1, 1],
    [-1, 1e300],
  ],
};

/** Operands of functions of two, one range each. */
export const PAIR_RANGES: readonly (readonly [name: string, first: Range, second: Range])[] = [
  ['pow', [0, 100], [-30, 30]],
  ['pow', [0.9, 1.1], [-7000, 7000]],
  ['pow', [-10, 10], [-10, 10]],
  ['hypot', [-1e3, 1e3], [-1e3, 1e3]],
  ['hypot', [-1e200, 1e200], [-1e-200, 1e-200]],
];
