/**
 * How exact the functions of the CPU engine are: the largest errors over 100,000 arguments against 120-bit arithmetic, as
 * docs/performance.md has them, with what was measured and how.
 */
export interface MeasuredAccuracy {
  readonly functions: string;
  readonly relative: number;
  /** In units in the last place of f64; null where that was not measured. */
  readonly ulp: number | null;
}

/** Bound of these functions, relative: what the tests hold them to. */
export const CPU_RELATIVE_BOUND = 1e-15;

export const CPU_ACCURACY: readonly MeasuredAccuracy[] = [
  { functions: 'sin, cos', relative: 1.4e-16, ulp: 0.86 },
  { functions: 'tan', relative: 2.8e-16, ulp: 1.9 },
  { functions: 'sinpi, cospi', relative: 2.1e-16, ulp: 1.53 },
  { functions: 'atan', relative: 2.2e-16, ulp: 1.59 },
  { functions: 'exp', relative: 1.5e-16, ulp: 1.05 },
  { functions: 'expm1', relative: 2.7e-16, ulp: 2.03 },
  { functions: 'sinh, cosh', relative: 3.3e-16, ulp: 2.17 },
  { functions: 'tanh', relative: 3.2e-16, ulp: 2.22 },
  { functions: 'sech²', relative: 4.2e-16, ulp: 3.31 },
  { functions: 'sigmoid', relative: 2.7e-16, ulp: 2.12 },
  { functions: 'softplus', relative: 2.5e-16, ulp: 1.58 },
  { functions: 'log', relative: 1.4e-16, ulp: 0.77 },
  { functions: 'log2', relative: 2.7e-16, ulp: 1.53 },
  { functions: 'log10', relative: 2.4e-16, ulp: 1.67 },
  { functions: 'log1p', relative: 1.4e-16, ulp: 0.76 },
  { functions: 'pow', relative: 2.1e-16, ulp: null },
];
