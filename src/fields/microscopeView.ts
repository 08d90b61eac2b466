/** What the gradient microscope sees at a point: the errors of difference formulas against their step. */
import type { Precision, SteppedMethod } from './gridRequest';

/** A step and the error there. */
export interface StepError {
  readonly step: number;
  readonly error: number;
}

export interface MicroscopeCurve {
  readonly method: SteppedMethod;
  readonly precision: Precision;
  /** |difference quotients − exact gradient| (Euclidean) at each of the steps; NaN where something is undefined. */
  readonly errors: Float64Array;
  /** The best step as measured; null where no error is defined. */
  readonly best: StepError | null;
  /** The best step by theory; null where the derivative that makes the truncation error vanishes. */
  readonly expected: StepError | null;
}

export interface MicroscopeView {
  /** |∇f|, exact; an error of this size is a gradient of nothing. */
  readonly steepness: number;
  /** Rising. */
  readonly steps: Float64Array;
  /** All methods in f64, then all in f32. */
  readonly curves: readonly MicroscopeCurve[];
  /** The truncation errors c·h^order that could be seen. */
  readonly truncation: readonly {
    readonly method: SteppedMethod;
    readonly order: number;
    readonly coefficient: number;
  }[];
  /** The rounding errors r/h of the central difference. */
  readonly rounding: readonly { readonly precision: Precision; readonly coefficient: number }[];
  readonly errorAt: (method: SteppedMethod, precision: Precision, step: number) => number;
}

export function curveOf(
  { curves }: MicroscopeView,
  method: SteppedMethod,
  precision: Precision,
): MicroscopeCurve | undefined {
  return curves.find((curve) => curve.method === method && curve.precision === precision);
}
