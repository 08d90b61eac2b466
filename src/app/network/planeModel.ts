/** A network's loss over a plane through its weights as what the page shows, evaluated by layers. */
import { PlaneEvaluator } from '../../engines/cpu/layers/planeEvaluator';
import { FAULTS } from '../../expression';
import type { LayeredPlane } from '../../fields/layeredLoss';
import { finished, type Steps } from '../../fields/steps';
import type { NetworkModel } from '../../models/network';
import type { NetworkPlane } from '../../models/plane/networkPlane';
import type { FieldModel } from '../shown/fieldModel';
import { evaluationInSteps, type PointValue } from '../shown/shownPlane';

/** `axes` name the coordinates of the plane. */
export function planeModel(
  { tex, layered, data }: NetworkModel,
  { loss, partials }: NetworkPlane,
  axes: readonly [string, string],
): FieldModel {
  const evaluator = new PlaneEvaluator(layered);
  evaluator.setData(data);
  /** The plane that the evaluator is at: `parameterValues` gives the same array for the same plane. */
  let current: readonly number[] | null = null;
  let held: readonly number[] = [];
  /** The last point asked for: a descent begins where the point is. */
  let last: {
    readonly x: number;
    readonly y: number;
    readonly of: readonly number[];
    readonly found: PointValue;
  } | null = null;
  const at = (parameters: readonly number[]): PlaneEvaluator => {
    if (parameters !== current) evaluator.setPlane(parameters);
    current = parameters;
    return evaluator;
  };
  function* heightIn(
    of: LayeredPlane['of'],
    parameters: readonly number[],
    x: number,
    y: number,
  ): Steps<number> {
    const found = at(parameters);
    if (of === 'loss') return finiteOr(yield* found.value(x, y));
    const slopes = yield* found.slopes(x, y);
    return finiteOr(slopes[of === 'alongU' ? 1 : 2]);
  }
  return {
    kind: 'formula',
    name: 'L',
    tex,
    axes,
    ofOne: false,
    // Its functions are continuous everywhere, kinks at most: no surface to cut.
    singular: false,
    sliders: [],
    parameterValues: () => [],
    field: loss,
    partials,
    setParameters(parameters) {
      held = parameters;
    },
    heightOf(field, parameters) {
      const of = field.plane?.of ?? 'loss';
      return (x, y) => finished(heightIn(of, parameters, x, y));
    },
    ...evaluationInSteps({
      *atSteps(x, y) {
        if (last?.x === x && last.y === y && last.of === held) return last.found;
        const of = held;
        const found = pointValue(yield* at(of).slopes(x, y));
        last = { x, y, of, found };
        return found;
      },
      heightSteps: (x, y) => heightIn('loss', held, x, y),
    }),
    *secondSteps(x, y, parameters) {
      const [xx, xy] = yield* at(parameters).curvatures(x, y, 0);
      const [, yy] = yield* at(parameters).curvatures(x, y, 1);
      return { xx, xy, yy };
    },
  };
}

function pointValue([value, alongX, alongY]: readonly [number, number, number]): PointValue {
  if (Number.isFinite(value + alongX + alongY)) return { value, gradient: [alongX, alongY], faults: 0 };
  return { value: Number.NaN, gradient: [Number.NaN, Number.NaN], faults: FAULTS.notFinite.bit };
}

function finiteOr(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
