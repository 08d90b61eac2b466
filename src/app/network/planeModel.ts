/** A network's loss over a plane through its weights as what the page shows, evaluated by layers. */
import { PlaneEvaluator } from '../../engines/cpu/layers/planeEvaluator';
import { FAULTS } from '../../expression';
import type { LayeredPlane } from '../../fields/layeredLoss';
import type { NetworkModel } from '../../models/network';
import type { NetworkPlane } from '../../models/plane/networkPlane';
import type { FieldModel } from '../shown/fieldModel';
import type { PointValue } from '../shown/shownPlane';

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
  /** The last point asked for: the page asks for it several times a change. */
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
  const heightIn = (of: LayeredPlane['of'], parameters: readonly number[], x: number, y: number): number => {
    const found = at(parameters);
    if (of === 'loss') return finiteOr(found.value(x, y));
    return finiteOr(found.slopes(x, y)[of === 'alongU' ? 1 : 2]);
  };
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
    height: (x, y) => heightIn('loss', held, x, y),
    heightOf(field, parameters) {
      const of = field.plane?.of ?? 'loss';
      return (x, y) => heightIn(of, parameters, x, y);
    },
    at(x, y): PointValue {
      if (last?.x === x && last.y === y && last.of === held) return last.found;
      const found = pointValue(at(held).slopes(x, y));
      last = { x, y, of: held, found };
      return found;
    },
    secondAt(x, y, parameters) {
      const found = at(parameters);
      const [xx, xy] = found.curvatures(x, y, 0);
      const [, yy] = found.curvatures(x, y, 1);
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
