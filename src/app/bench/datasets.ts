/** The data that each kind of model can be shown on: what comes with the page, and the person's own. */
import { type DataTable, selectRows } from '../../fields/dataTable';
import { NOTEBOOK_CLASSES, NOTEBOOK_LINE } from '../../models/datasets/notebook';
import type { Columns } from '../../models/lossModel';
import type { AppState } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { ownDataOf } from '../ownData';

export type RegressionName = 'linear' | 'logistic';

export interface Dataset {
  readonly id: string;
  readonly label: string;
  readonly table: DataTable;
  /** The parameters it was drawn with, where that is known. */
  readonly truth?: readonly number[];
}

export interface ModelData {
  readonly table: DataTable;
  readonly columns: Columns;
  readonly truth: readonly number[] | null;
}

/** The value of `dataset` that stands for the person's own. */
export const OWN = 'own';

/** A table with half of the first class moved over: no line separates it. */
function overlapping(): DataTable {
  const { rows, columns } = NOTEBOOK_CLASSES;
  const half = rows / 2;
  return {
    rows,
    columns: columns.map(({ name, values }) => ({
      name,
      values: name === 'y' ? values : values.map((value, row) => value + (row < half ? -OVERLAP : OVERLAP)),
    })),
  };
}
const OVERLAP = 1.4;

function withOutlier(): DataTable {
  const { rows, columns } = selectRows(
    NOTEBOOK_LINE,
    Array.from({ length: NOTEBOOK_LINE.rows }, (_, row) => row),
  );
  for (const { name, values } of columns) if (name === 'y') values[rows - 2] = -15;
  return { rows, columns };
}

export const DATASETS: Readonly<Record<RegressionName, readonly Dataset[]>> = {
  linear: [
    { id: 'line', label: 'y = 2x + 1 with noise', table: NOTEBOOK_LINE, truth: [2, 1] },
    { id: 'outlier', label: 'The same with an outlier', table: withOutlier(), truth: [2, 1] },
  ],
  logistic: [
    { id: 'two-groups', label: 'Two groups apart', table: NOTEBOOK_CLASSES },
    { id: 'overlapping', label: 'Two groups that overlap', table: overlapping() },
  ],
};

const FEATURES: Readonly<Record<RegressionName, number>> = { linear: 1, logistic: 2 };

/** What `state` shows a model of kind `name` on. Throws StateError where its own data do not fit the model. */
export function dataFor(name: RegressionName, state: AppState): ModelData {
  if (state.dataset !== OWN) {
    const sets = DATASETS[name];
    const { table, truth = null } = sets.find(({ id }) => id === state.dataset) ?? need(sets[0]);
    return { table, columns: columnsOf(name, table), truth };
  }
  const own = ownDataOf(state.ownData);
  if (own.kind !== 'table') throw new StateError('own data', own.file, 'a table with columns to learn from');
  const columns = columnsOf(name, own.table);
  checkTarget(name, own.table, columns);
  return { table: own.table, columns, truth: null };
}

/** The last column is what is learned, the first ones what it is learned from. */
export function columnsOf(name: RegressionName, table: DataTable): Columns {
  const names = table.columns.map((column) => column.name);
  const features = names.slice(0, FEATURES[name]);
  const target = names.at(-1) ?? '';
  if (names.length <= FEATURES[name])
    throw new StateError(
      'own data',
      `${names.length} columns`,
      `a table of ${FEATURES[name] + 1} columns or more`,
    );
  return { features, target };
}

function checkTarget(name: RegressionName, table: DataTable, { target }: Columns): void {
  if (table.rows === 0) throw new StateError('own data', 'no rows', 'at least one row');
  if (name !== 'logistic') return;
  const values = table.columns.find((column) => column.name === target)?.values ?? new Float64Array(0);
  const odd = values.find((value) => value !== 0 && value !== 1);
  if (odd !== undefined)
    throw new StateError('own data', `${target} = ${odd}`, 'classes 0 and 1 in the last column');
}

function need(dataset: Dataset | undefined): Dataset {
  if (dataset === undefined) throw new RangeError('there are no data');
  return dataset;
}
