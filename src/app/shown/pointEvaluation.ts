/**
 * A field at single points in f64. A formula is walked, which is the reference; a mean over data is compiled, which is some
 * hundred times as fast over many rows, and walked only where it is undefined, to say why.
 */
import { compilePoint } from '../../engines/cpu/pointProgram';
import { Walk } from '../../engines/cpu/walk';
import type { ScalarField } from '../../fields/scalarField';
import type { Steps } from '../../fields/steps';
import { evaluationAtOnce, evaluationInSteps, type PlaneEvaluation, type PointValue } from './shownPlane';

export interface PointEvaluation extends PlaneEvaluation {
  setParameters(values: readonly number[]): void;
}

/** The value of `field` and its partials, nodes of the same graph. */
export function pointEvaluation(
  field: ScalarField,
  partials: readonly [ScalarField, ScalarField],
): PointEvaluation {
  return field.data === undefined ? walkedEvaluation(field, partials) : compiledEvaluation(field, partials);
}

/** The value of `field` alone, with its parameters at `held`. */
export function pointHeight(field: ScalarField, held: readonly number[]): (x: number, y: number) => number {
  if (field.data !== undefined) {
    const program = compilePoint(field, [field.value]);
    return (x, y) => program.evaluate([x, y], held)[0] ?? Number.NaN;
  }
  const walk = Walk.of(field, [field.value]);
  walk.setParameters(held);
  return (x, y) => {
    walk.evaluate(x, y);
    return walk.value(0);
  };
}

function rootsOf(field: ScalarField, [dx, dy]: readonly [ScalarField, ScalarField]) {
  return [field.value, dx.value, dy.value];
}

function walkedEvaluation(
  field: ScalarField,
  partials: readonly [ScalarField, ScalarField],
): PointEvaluation {
  const heights = Walk.of(field, [field.value]);
  const all = Walk.of(field, rootsOf(field, partials));
  return {
    setParameters(values) {
      heights.setParameters(values);
      all.setParameters(values);
    },
    ...evaluationAtOnce({
      at: (x, y) => walked(all, x, y),
      height(x, y) {
        heights.evaluate(x, y);
        return heights.value(0);
      },
    }),
  };
}

function compiledEvaluation(
  field: ScalarField,
  partials: readonly [ScalarField, ScalarField],
): PointEvaluation {
  const roots = rootsOf(field, partials);
  const heights = compilePoint(field, [field.value]);
  const all = compilePoint(field, roots);
  let held: readonly number[] = [];
  /** The last point asked for: a descent begins where the point is. */
  let last: { readonly x: number; readonly y: number; readonly found: PointValue } | null = null;
  function* evaluate(x: number, y: number): Steps<PointValue> {
    const parameters = held;
    const [value = Number.NaN, dx = Number.NaN, dy = Number.NaN] = yield* all.steps([x, y], parameters);
    if (Number.isFinite(value) && Number.isFinite(dx) && Number.isFinite(dy))
      return { value, gradient: [dx, dy], faults: 0 };
    const walk = Walk.of(field, roots);
    walk.setParameters(parameters);
    return walked(walk, x, y);
  }
  return {
    setParameters(values) {
      held = values;
      last = null;
    },
    ...evaluationInSteps({
      *atSteps(x, y) {
        if (last?.x === x && last.y === y) return last.found;
        const at = held;
        const found = yield* evaluate(x, y);
        if (at === held) last = { x, y, found };
        return found;
      },
      *heightSteps(x, y) {
        const [value = Number.NaN] = yield* heights.steps([x, y], held);
        return value;
      },
    }),
  };
}

function walked(walk: Walk, x: number, y: number): PointValue {
  walk.evaluate(x, y);
  const valueFaults = walk.faults(0);
  // A derivative's formula may have a value where the function itself has none.
  if (valueFaults !== 0)
    return { value: Number.NaN, gradient: [Number.NaN, Number.NaN], faults: valueFaults };
  return {
    value: walk.value(0),
    gradient: [walk.value(1), walk.value(2)],
    faults: walk.faults(1) | walk.faults(2),
  };
}
