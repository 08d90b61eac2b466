/** What one row of the data adds to the loss and to its gradient, read off the same graph as the whole. */
import { Walk } from '../../engines/cpu/walk';
import { columnNamed, type DataTable, selectRows } from '../../fields/dataTable';
import { predictionField } from '../../models/prediction';
import type { AppState } from '../../state/appState';
import type { FieldModel } from '../shown/fieldModel';
import { weightsOf } from '../subject/lossField';

export interface Contribution {
  /** What the model predicts for the row: a number, or the probability of class 1. */
  readonly predicted: number;
  /** The row's own loss; the mean of these is the loss. */
  readonly loss: number;
  /** Its share of the gradient: the gradient of its own loss over the number of rows. */
  readonly gradient: readonly [number, number];
  /** The row's numbers, by column. */
  readonly values: readonly { readonly name: string; readonly value: number }[];
}

export function contributionOf(model: FieldModel, state: AppState, row: number): Contribution | null {
  const { data } = model.field;
  if (data === undefined || row >= data.rows) return null;
  const alone = { ...model.field, data: selectRows(data, [row]) };
  const [dx, dy] = model.partials;
  const walk = Walk.of(alone, [model.field.value, dx.value, dy.value]);
  walk.setParameters(model.parameterValues(state));
  walk.evaluate(...state.point);
  return {
    predicted: predictionAt(model, state, data, row),
    loss: walk.value(0),
    gradient: [walk.value(1) / data.rows, walk.value(2) / data.rows],
    values: data.columns.map(({ name }) => ({
      name,
      value: columnNamed(data, name).values[row] ?? Number.NaN,
    })),
  };
}

function predictionAt(model: FieldModel, state: AppState, { columns }: DataTable, row: number): number {
  if (model.loss === undefined) return Number.NaN;
  const names = columns.map(({ name }) => name);
  const field = predictionField(model.loss, names);
  const walk = Walk.of(field, [field.value]);
  walk.setParameters(weightsOf(model, state));
  walk.evaluate(...columns.map(({ values }) => values[row] ?? Number.NaN));
  return walk.value(0);
}
