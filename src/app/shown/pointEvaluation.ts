/**
 * A field at single points in f64. A formula is walked, which is the reference; a mean over data is compiled, which is some
 * hundred times as fast over many rows, and walked only where it is undefined, to say why.
 */
import { compilePoint } from '../../engines/cpu/pointProgram';
import { Walk } from '../../engines/cpu/walk';
import type { ScalarField } from '../../fields/scalarField';
import type { PointValue } from './shownPlane';

export interface PointHeights {
  setParameters(values: readonly number[]): void;
  /** NaN where undefined. */
  height(x: number, y: number): number;
}

export interface PointEvaluation {
  setParameters(values: readonly number[]): void;
  at(x: number, y: number): PointValue;
}

export function pointHeights(field: ScalarField): PointHeights {
  if (field.data !== undefined) {
    const program = compilePoint(field, [field.value]);
    let held: readonly number[] = [];
    return {
      setParameters: (values) => {
        held = values;
      },
      height: (x, y) => program.evaluate([x, y], held)[0] ?? Number.NaN,
    };
  }
  const walk = Walk.of(field, [field.value]);
  return {
    setParameters: (values) => walk.setParameters(values),
    height(x, y) {
      walk.evaluate(x, y);
      return walk.value(0);
    },
  };
}

/** The value of `field` and its partials, nodes of the same graph. */
export function pointEvaluation(
  field: ScalarField,
  partials: readonly [ScalarField, ScalarField],
): PointEvaluation {
  const roots = [field.value, partials[0].value, partials[1].value];
  if (field.data === undefined) {
    const walk = Walk.of(field, roots);
    return { setParameters: (values) => walk.setParameters(values), at: (x, y) => walked(walk, x, y) };
  }
  const program = compilePoint(field, roots);
  let held: readonly number[] = [];
  /** The last point asked for: the page asks for it several times a change. */
  let last: { readonly x: number; readonly y: number; readonly found: PointValue } | null = null;
  const evaluate = (x: number, y: number): PointValue => {
    const [value = Number.NaN, dx = Number.NaN, dy = Number.NaN] = program.evaluate([x, y], held);
    if (Number.isFinite(value) && Number.isFinite(dx) && Number.isFinite(dy))
      return { value, gradient: [dx, dy], faults: 0 };
    const walk = Walk.of(field, roots);
    walk.setParameters(held);
    return walked(walk, x, y);
  };
  return {
    setParameters: (values) => {
      held = values;
      last = null;
    },
    at(x, y) {
      if (last?.x !== x || last.y !== y) last = { x, y, found: evaluate(x, y) };
      return last.found;
    },
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
