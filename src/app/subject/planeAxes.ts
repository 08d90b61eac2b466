/** Which two parameters of a model span the picture, and what their exchange sets. */
import type { AppState, Parameter, StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import type { FieldModel } from '../shown/fieldModel';

const SLIDER_STEP = 0.01;

/** The two of `names` that the state has as axes. Throws StateError where it has others. */
export function strictAxes(
  { planeAxes }: Pick<AppState, 'planeAxes'>,
  names: readonly string[],
): readonly [string, string] {
  const [first = '', second = '', ...rest] = planeAxes.split(',');
  if (rest.length > 0 || first === second || !names.includes(first) || !names.includes(second))
    throw new StateError('axes', planeAxes, `two of ${names.join(', ')}`);
  return [first, second];
}

/**
 * Makes `axes`, two names of the model's parameters, the picture's. Every parameter keeps its value: what becomes an axis brings
 * its slider's range as the domain, and what gets a slider takes the domain as its range.
 */
export function axesPatch(model: FieldModel, state: AppState, axes: readonly [string, string]): StatePatch {
  const parameters: Record<string, Parameter> = { ...state.parameters };
  model.axes.forEach((name, axis) => {
    const [low, high] = axis === 0 ? state.domainX : state.domainY;
    const value = state.point[axis] ?? 0;
    parameters[name] = {
      value,
      min: Math.min(low, value),
      max: Math.max(high, value),
      step: SLIDER_STEP,
    };
  });
  const [x, y] = axes.map((name) => parameters[name] ?? { value: 0, min: -5, max: 5 });
  if (x === undefined || y === undefined) return {};
  return {
    planeAxes: axes.join(','),
    parameters,
    point: [x.value, y.value],
    domainX: [x.min, x.max],
    domainY: [y.min, y.max],
  };
}

/** The two axes after `name` was chosen for number `axis`: where it is the other one already, the two change places. */
export function withAxis(
  [first, second]: readonly [string, string],
  axis: 0 | 1,
  name: string,
): readonly [string, string] {
  if (axis === 0) return [name, name === second ? first : second];
  return [name === first ? second : first, name];
}
