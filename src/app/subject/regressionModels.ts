/** Linear and logistic regression as models that the page can show: the loss over two of their parameters. */
import type { DataTable } from '../../fields/dataTable';
import { leastSquares, linearRegression } from '../../models/linearRegression';
import { LOGISTIC_PARAMETERS, logisticRegression } from '../../models/logisticRegression';
import type { Columns } from '../../models/lossModel';
import type { AppState } from '../../state/appState';
import { dataFor } from '../data/datasets';
import type { FieldModel } from '../shown/fieldModel';
import { lossField } from './lossField';
import { strictAxes } from './planeAxes';

export function linearModel(state: AppState): FieldModel {
  const { table, columns } = dataFor('linear', state);
  return lossField(linearRegression(table, columns));
}

export function logisticModel(state: AppState): FieldModel {
  const { table, columns } = dataFor('logistic', state);
  return lossField(logisticRegression(table, columns, strictAxes(state, LOGISTIC_PARAMETERS)));
}

/** The least squares of the data shown, and the parameters they were drawn with. */
export function linearOptima(state: AppState): {
  readonly best: readonly [w: number, b: number] | null;
  readonly truth: readonly [w: number, b: number] | null;
} {
  const { table, columns, truth } = dataFor('linear', state);
  return { best: bestLine(table, columns), truth };
}

/** Least squares by table: tables never change, and their line is asked for at every move of the point. */
const known = new WeakMap<DataTable, ReturnType<typeof leastSquares>>();

function bestLine(table: DataTable, columns: Columns): ReturnType<typeof leastSquares> {
  const found = known.get(table);
  if (found !== undefined) return found;
  const best = leastSquares(table, columns);
  known.set(table, best);
  return best;
}
