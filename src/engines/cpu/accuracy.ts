/**
 * How exact the functions of the CPU engine are: the largest errors over some 120,000 arguments against 113-bit arithmetic, as
 * docs/accuracy.md has them, with what was measured and how.
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
  { functions: 'sin', relative: 1.4e-16, ulp: 0.84 },
  { functions: 'cos', relative: 1.4e-16, ulp: 0.88 },
  { functions: 'tan', relative: 2.8e-16, ulp: 1.97 },
  { functions: 'sinpi', relative: 2.1e-16, ulp: 1.44 },
  { functions: 'cospi', relative: 2.1e-16, ulp: 1.49 },
  { functions: 'atan', relative: 2.3e-16, ulp: 1.65 },
  { functions: 'exp', relative: 1.5e-16, ulp: 0.96 },
  { functions: 'expm1', relative: 2.8e-16, ulp: 2.17 },
  { functions: 'sinh', relative: 3.3e-16, ulp: 2.2 },
  { functions: 'cosh', relative: 3e-16, ulp: 2.03 },
  { functions: 'tanh', relative: 3.2e-16, ulp: 2.31 },
  { functions: 'sech²', relative: 4.9e-16, ulp: 3.63 },
  { functions: 'sigmoid', relative: 3.1e-16, ulp: 2.09 },
  { functions: 'softplus', relative: 2.4e-16, ulp: 1.46 },
  { functions: 'log', relative: 1.4e-16, ulp: 0.76 },
  { functions: 'log2', relative: 2.6e-16, ulp: 1.66 },
  { functions: 'log10', relative: 2.4e-16, ulp: 1.72 },
  { functions: 'log1p', relative: 1.4e-16, ulp: 0.78 },
  { functions: 'pow', relative: 1.7e-16, ulp: 1.13 },
  { functions: 'hypot', relative: 2.2e-16, ulp: 1.39 },
];
