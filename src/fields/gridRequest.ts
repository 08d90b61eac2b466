/** The contract of the engines: what may be asked of a field over a grid, and what comes back. */
import type { Grid, Interval } from './grid';
import type { ScalarField } from './scalarField';

/**
 * 'doubleSingle' is the central difference without noticeable error: in double-single on the GPU engine and in f64, which is
 * more, on the CPU's, by a step of its own.
 */
export const DERIVATIVE_METHODS = ['exact', 'central', 'forward', 'fivePoint', 'doubleSingle'] as const;
export type DerivativeMethod = (typeof DERIVATIVE_METHODS)[number];
export type DifferenceMethod = Exclude<DerivativeMethod, 'exact'>;
/** The methods whose step is chosen. */
export const STEPPED_METHODS = ['forward', 'central', 'fivePoint'] as const satisfies DerivativeMethod[];
export type SteppedMethod = (typeof STEPPED_METHODS)[number];

export function isStepped(method: DerivativeMethod): method is SteppedMethod {
  return method !== 'exact' && method !== 'doubleSingle';
}

/** The numbers that an engine computes in: 53 bits, or 24. */
export const PRECISIONS = ['f64', 'f32'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** How partial derivatives are obtained. `step` is h in units of the coordinate; only methods with `isStepped` heed it. */
export interface Derivative {
  readonly method: DerivativeMethod;
  readonly step: number;
}

/**
 * A function whose lengths are about L has a truncation error of (h/L)²/6 and, in double-single, a rounding error of some
 * 2^-46·L/h, alike near h = 2^-15·L. L is not known: the geometric mean of the interval and 8 stands for 4·L, which serves
 * functions that have many features in the interval, and intervals that are small parts of one feature.
 */
const [STEP_EXPONENT, USUAL_EXPONENT] = [-17, 3];

/** The step of 'doubleSingle' along an axis: a power of two, so that nothing is lost where it divides. */
function doubleSingleStep([low, high]: Interval): number {
  return 2 ** (STEP_EXPONENT + Math.round((USUAL_EXPONENT + Math.log2(high - low)) / 2));
}

/** The steps along x and y. */
export function differenceSteps(
  { method, step }: Derivative,
  { x, y }: Pick<Grid, 'x' | 'y'>,
): readonly [number, number] {
  return method === 'doubleSingle' ? [doubleSingleStep(x), doubleSingleStep(y)] : [step, step];
}

/** Fourth component of a texel: how much of the sample is defined. Ordered: more is better. */
export const VALIDITY = { hole: 0, value: 1, gradient: 2 } as const;

/**
 * Asks for a field of two variables over a grid.
 * `target` names the place the answer is kept in: a later request for the same target may overwrite its storage.
 */
export interface GridRequest {
  readonly target: string;
  readonly field: ScalarField;
  /** Values of `field.parameters`, in order. */
  readonly parameters: readonly number[];
  readonly grid: Grid;
  readonly derivative: Derivative;
  /** Ends the work once it is aborted, where the engine can; the request then resolves with null. */
  readonly signal?: AbortSignal;
}

/**
 * Samples of a grid: nx·ny texels of four f32 (f, ∂f/∂x, ∂f/∂y, validity), row-major, x fastest; where validity is less
 * than VALIDITY.gradient the partials are 0, and where it is VALIDITY.hole f is 0 too.
 */
export type Texels =
  | {
      readonly kind: 'memory';
      /** May be shared memory. It changes no more, unless it is released. */
      readonly data: Float32Array;
      /** Lets the engine write to `data` again: for whoever holds it, and knows of no other who does. */
      readonly release?: () => void;
    }
  | { readonly kind: 'texture'; readonly texture: GPUTexture };

/** Statistics of |finite-difference gradient − exact gradient| (Euclidean) over samples where both are defined. */
export interface DifferenceSummary {
  readonly largest: number;
  /** Exact on the CPU engine; within 1 % on the GPU engine (histogram). */
  readonly median: number;
}

export interface GridSummary {
  /** Smallest and largest defined value; both NaN where there is none. */
  readonly minimum: number;
  readonly maximum: number;
  /** Largest |∇f| (by the requested method) over samples where it is defined; 0 where there is none. */
  readonly steepest: number;
  /** Share of samples whose value is defined, 0 to 1. */
  readonly defined: number;
  /** Present where the derivative's method is not 'exact'. */
  readonly difference?: DifferenceSummary;
}

export interface GridAnswer {
  readonly target: string;
  readonly grid: Grid;
  readonly texels: Texels;
  /** One f32 a sample: |finite-difference gradient − exact gradient|, NaN-free (0 where undefined). Absent for 'exact'. */
  readonly difference?: Texels;
  readonly summary: GridSummary;
}

/** Evaluates dense grids. Both engines implement this, and one parity suite runs over both. */
export interface GridEngine {
  readonly name: 'webgpu' | 'cpu';
  /** What a person may know it by, such as the adapter's description. */
  readonly description: string;
  /** Resolves with null where a newer request for the same target has replaced this one. Throws EngineError. */
  grid(request: GridRequest): Promise<GridAnswer | null>;
  /** Texels in memory, copied there if need be: four f32 a sample for `texels`, one for `difference`. */
  read(texels: Texels, grid: Grid, components: 1 | 4): Promise<Float32Array>;
  /** Writes samples into the texels of an answer that is not shown yet, with all of VALIDITY.gradient. */
  amend(texels: Texels, grid: Grid, samples: readonly ContinuedSample[]): void;
  dispose(): void;
}

/** A sample at which a field has no value, but goes on through it: sin(x)/x at 0. */
export interface ContinuedSample {
  /** Its number, row-major. */
  readonly sample: number;
  /** What f, ∂f/∂x and ∂f/∂y come to there. */
  readonly values: readonly [f: number, alongX: number, alongY: number];
}

/** Where a field is not what its samples on a grid suggest. */
export interface Breaks {
  readonly nx: number;
  readonly ny: number;
  /** Which cells a jump or a pole crosses: (nx − 1)·(ny − 1) bytes, row-major, 1 = cut. */
  readonly cells: Uint8Array<ArrayBuffer>;
  readonly continued: readonly ContinuedSample[];
}
