/** The loss of a model on data as what the page shows, and the values of the model's parameters in the state. */
import type { LossModel } from '../../models/lossModel';
import type { AppState } from '../../state/appState';
import { createFieldModel, type FieldModel } from '../shown/fieldModel';

/** `axes`: the model's variables, or the one it has and a name that has no effect. */
export function lossField(
  model: LossModel,
  axes: readonly [string, string] = [model.variables[0] ?? '', model.variables[1] ?? ''],
): FieldModel {
  const { builder, loss, parameters, data, tex } = model;
  return createFieldModel({ name: 'L', tex, builder, root: loss, axes, parameters, data, loss: model });
}

/** The values of all parameters, in the order of the loss model's names: two of the point, the others of their sliders. */
export function weightsOf(model: FieldModel, state: AppState): readonly number[] {
  const held = model.parameterValues(state);
  const values = new Map<string, number>([
    ...model.sliders.map((name, index) => [name, held[index] ?? Number.NaN] as const),
    ...model.axes.map((name, axis) => [name, state.point[axis] ?? Number.NaN] as const),
  ]);
  return (model.loss?.names ?? []).map((name) => values.get(name) ?? Number.NaN);
}
