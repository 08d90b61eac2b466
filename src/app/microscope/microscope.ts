/**
 * The gradient microscope: at one point, how far the gradient by finite differences is from the exact one, against the step
 * h, in f64 and in f32, and what theory expects of it. It draws nothing.
 */
import { differenceQuotient } from '../../engines/cpu/gridJob';
import { Walk } from '../../engines/cpu/walk';
import {
  type DerivativeMethod,
  isStepped,
  PRECISIONS,
  type Precision,
  STEPPED_METHODS,
  type SteppedMethod,
} from '../../fields/gridRequest';
import { weightCount } from '../../fields/layeredLoss';
import {
  curveOf,
  type MicroscopeCurve,
  type MicroscopeView,
  type StepError,
} from '../../fields/microscopeView';
import type { AppState, StatePatch } from '../../state/appState';
import { SCHEMA } from '../../state/schema';
import type { FieldModel } from '../shown/fieldModel';
import type { ShownModel } from '../subject/shownModel';
import { balance, bestStep, truncationCoefficient } from './microscopeTheory';

/** The step of the notebook's difference quotients. */
export const NOTEBOOK_STEP = 1e-8;
/** Decades below 1 and samples in each: powers of ten are among them, and a noisy stretch looks noisy. */
const DECADES = 12;
const SAMPLES_PER_DECADE = 8;
/** As many as the slider's. */
const STEP_DIGITS = 2;

/** Rising from 1e-12 to 1, rounded to two digits, since each may become the step of the picture, and people read it. */
export const MICROSCOPE_STEPS: Float64Array = Float64Array.from(
  { length: DECADES * SAMPLES_PER_DECADE + 1 },
  (_, i) => Number((10 ** (i / SAMPLES_PER_DECADE - DECADES)).toPrecision(STEP_DIGITS)),
);

/** Distance of 1 from the next number. */
const EPSILON: Readonly<Record<Precision, number>> = { f64: Number.EPSILON, f32: 2 ** -23 };

/** Truncation is c·h^order; `weight` is the sum of the formula's absolute weights, by which rounding errors of f grow. */
const METHODS: Readonly<Record<SteppedMethod, { readonly order: number; readonly weight: number }>> = {
  forward: { order: 1, weight: 2 },
  central: { order: 2, weight: 1 },
  fivePoint: { order: 4, weight: 3 / 2 },
};

/**
 * Looks at `model` with `parameters` (in the field's order) at `point`. The truncation coefficients are read off the f64
 * curves. A rounding error of eps is expected in f, and of eps·|x| in x, hence eps·|x·∂f/∂x| more in f:
 * the error of a quotient is at most weight·eps·(|f| + |x·∂f/∂x|) / h. Without the second part theory fails where f = 0.
 */
export function microscopeView(
  model: FieldModel,
  parameters: readonly number[],
  point: readonly [number, number],
): MicroscopeView {
  const [x, y] = point;
  const steps = MICROSCOPE_STEPS;
  const exact = exactValue(model, parameters, point);
  const approximations = {
    f64: approximationIn('f64', model, parameters, point),
    f32: approximationIn('f32', model, parameters, point),
  };
  const errorAt = (method: SteppedMethod, precision: Precision, step: number): number => {
    const [dx, dy] = approximations[precision](method, step);
    const error = Math.hypot(dx - exact.gradient[0], dy - exact.gradient[1]);
    return Number.isFinite(error) ? error : Number.NaN;
  };
  const size = Math.hypot(
    Math.abs(exact.value) + Math.abs(x * exact.gradient[0]),
    Math.abs(exact.value) + Math.abs(y * exact.gradient[1]),
  );
  const roundingOf = (method: SteppedMethod, precision: Precision): number =>
    METHODS[method].weight * EPSILON[precision] * size;

  const measured = PRECISIONS.flatMap((precision) =>
    STEPPED_METHODS.map((method) => {
      const errors = steps.map((step) => errorAt(method, precision, step));
      return { method, precision, errors, best: bestStep(steps, errors) };
    }),
  );
  const truncation = measured.flatMap(({ method, precision, errors }) => {
    if (precision !== 'f64') return [];
    const { order } = METHODS[method];
    const coefficient = truncationCoefficient(steps, errors, order, roundingOf(method, precision));
    return coefficient === null ? [] : [{ method, order, coefficient }];
  });
  const curves = measured.map((curve): MicroscopeCurve => {
    const seen = truncation.find(({ method }) => method === curve.method);
    const rounding = roundingOf(curve.method, curve.precision);
    return {
      ...curve,
      expected: seen && rounding > 0 ? balance(seen.order, seen.coefficient, rounding) : null,
    };
  });
  const rounding = PRECISIONS.map((precision) => ({
    precision,
    coefficient: roundingOf('central', precision),
  }));
  const steepness = Math.hypot(...exact.gradient);
  return { steepness, steps, curves, truncation, rounding, errorAt };
}

function exactValue(
  model: FieldModel,
  parameters: readonly number[],
  point: readonly [number, number],
): { readonly value: number; readonly gradient: readonly [number, number] } {
  const [dx, dy] = model.partials;
  const walk = Walk.of(model.field, [model.field.value, dx.value, dy.value]);
  walk.setParameters(parameters);
  walk.evaluate(...point);
  return { value: walk.value(0), gradient: [walk.value(1), walk.value(2)] };
}

/** Values of a look: of forward and central differences two along each axis, of the five-point formula four; in both precisions. */
const EVALUATIONS = MICROSCOPE_STEPS.length * (2 + 2 + 4) * 2 * 2;
/** Operations times rows of a value that a look may walk through: with all its evaluations, some tenths of a second. */
const MOST_OPERATIONS = 5000;
/** Nodes of the plane's graph for each weight of a network. */
const OPERATIONS_OF_WEIGHT = 9;

/** Why `model` is not looked at, in words; null where it is. */
export function microscopeObjection(model: ShownModel): string | null {
  if (model.kind === 'samples')
    return 'The picture shows samples from a file. Their differences have the spacing of the samples as their only step.';
  const { plane, data } = model.field;
  const rows = data?.rows ?? 1;
  const operations = plane
    ? OPERATIONS_OF_WEIGHT * weightCount(plane.loss)
    : model.field.graph.reachable([model.field.value]).length;
  if (data === undefined || operations * rows <= MOST_OPERATIONS) return null;
  return `The microscope evaluates the loss ${EVALUATIONS} times a point, operation by operation. For some ${operations} operations on each of ${rows} rows that takes too long; with fewer rows or weights it is shown.`;
}

type Quotient = (method: SteppedMethod, step: number, at: number, f: (at: number) => number) => number;

/** The gradient at `point` by a method and a step, with every operation rounded to `precision`. */
function approximationIn(
  precision: Precision,
  model: FieldModel,
  parameters: readonly number[],
  [x, y]: readonly [number, number],
): (method: SteppedMethod, step: number) => readonly [number, number] {
  const walk = Walk.of(model.field, [model.field.value], precision);
  walk.setParameters(parameters);
  const height = (atX: number, atY: number): number => {
    walk.evaluate(atX, atY);
    return walk.value(0);
  };
  const quotient: Quotient = precision === 'f32' ? quotientInSingle : differenceQuotient;
  return (method, step) => [
    quotient(method, step, x, (at) => height(at, y)),
    quotient(method, step, y, (at) => height(x, at)),
  ];
}

/** The formulae of the GPU engine, each operation rounded. `f` takes and gives numbers of single precision. */
function quotientInSingle(
  method: SteppedMethod,
  step: number,
  at: number,
  f: (at: number) => number,
): number {
  const round = Math.fround;
  const center = round(at);
  const h = round(step);
  const stepped = (steps: number): number => f(round(center + round(steps * h)));
  const across = (steps: number): number => round(stepped(steps) - stepped(-steps));
  switch (method) {
    case 'forward':
      return round(round(stepped(1) - f(center)) / h);
    case 'central':
      return round(across(1) / round(2 * h));
    case 'fivePoint':
      return round(round(round(8 * across(1)) - across(2)) / round(12 * h));
    default:
      return method satisfies never;
  }
}

/** The view of the state; looking again at the same function and point costs nothing, whatever h is. */
export class Microscope {
  #last: { model: FieldModel; state: AppState; view: MicroscopeView } | null = null;

  look(model: FieldModel, state: AppState): MicroscopeView {
    const last = this.#last;
    const same =
      last?.model === model && last.state.parameters === state.parameters && last.state.point === state.point;
    if (same) return last.view;
    const view = microscopeView(model, model.parameterValues(state), state.point);
    this.#last = { model, state, view };
    return view;
  }
}

/** The method whose step is looked at: the central difference where the chosen one has none. */
function steppedMethod(method: DerivativeMethod): SteppedMethod {
  return isStepped(method) ? method : 'central';
}

/** Sets h; a derivative by no step of choice becomes the central difference. */
export function stepPatch(state: AppState, step: number, method?: SteppedMethod): StatePatch {
  const { min = 0, max = 1 } = SCHEMA.derivativeStep.range ?? {};
  const current = steppedMethod(state.derivativeMethod);
  return { derivativeStep: Math.min(max, Math.max(min, step)), derivativeMethod: method ?? current };
}

/** A step as read off a place on the axis. */
export function pointedStep(step: number): number {
  return Number(step.toPrecision(STEP_DIGITS));
}

/** Colours the surface by the error of the derivative, or by f again. Exact derivatives have none: see `steppedMethod`. */
export function errorMapPatch(state: AppState, shown: boolean): StatePatch {
  if (!shown) return { surfaceColor: 'value' };
  return { ...stepPatch(state, state.derivativeStep), surfaceColor: 'difference' };
}

/** The best step of the method chosen, or of the central difference while none is. */
export function bestOf(
  view: MicroscopeView,
  chosen: DerivativeMethod,
  precision: Precision,
): StepError | undefined {
  return curveOf(view, steppedMethod(chosen), precision)?.best ?? undefined;
}
