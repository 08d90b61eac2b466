/** Which columns of a table a model reads: those that the state names as far as they are there, else the usual ones. */
import { columnNamed, type DataTable } from '../../fields/dataTable';
import type { Columns } from '../../models/lossModel';
import { MAX_WIDTH } from '../../models/network';
import type { AppState } from '../../state/appState';
import { StateError } from '../../state/stateError';
import type { TableModel } from '../../ui/ownDataView';

export type ColumnChoice = Pick<AppState, 'targetColumn' | 'featureColumns'>;

const NOTHING_CHOSEN: ColumnChoice = { targetColumn: '', featureColumns: '' };

/** How many features each model is made of. */
export const FEATURE_COUNTS: Readonly<Record<TableModel, { readonly least: number; readonly most: number }>> =
  {
    linear: { least: 1, most: 1 },
    logistic: { least: 2, most: 2 },
    typed: { least: 1, most: Number.POSITIVE_INFINITY },
    network: { least: 1, most: MAX_WIDTH },
  };

/**
 * The column that is learned, the last unless another is chosen, and those that it is learned from, in the table's order: the
 * first that the model has room for unless others are chosen. Throws StateError where the table has too few columns.
 */
export function columnsOf(
  model: TableModel,
  table: DataTable,
  { targetColumn, featureColumns }: ColumnChoice = NOTHING_CHOSEN,
): Columns {
  const names = table.columns.map((column) => column.name);
  const { least, most } = FEATURE_COUNTS[model];
  if (names.length <= least)
    throw new StateError('own data', `${names.length} columns`, `a table of ${least + 1} columns or more`);
  const target = names.includes(targetColumn) ? targetColumn : (names.at(-1) ?? '');
  const others = names.filter((name) => name !== target);
  const wanted = new Set(featureColumns.split(','));
  const chosen = others.filter((name) => wanted.has(name));
  return { features: (chosen.length >= least ? chosen : others).slice(0, most), target };
}

/** The choice that names `columns`. */
export function choiceOf({ features, target }: Columns): ColumnChoice {
  return { targetColumn: target, featureColumns: features.join(',') };
}

/**
 * The features after `name` was pressed: it comes in or goes out. Where there is no room for one more, the first gives way; where
 * the last ones are needed, they stay.
 */
export function withFeature(model: TableModel, features: readonly string[], name: string): readonly string[] {
  const { least, most } = FEATURE_COUNTS[model];
  if (!features.includes(name)) return [...features.slice(features.length < most ? 0 : 1), name];
  return features.length > least ? features.filter((feature) => feature !== name) : features;
}

/** The table of `columns` alone. */
export function onlyColumns(table: DataTable, { features, target }: Columns): DataTable {
  return { rows: table.rows, columns: [...features, target].map((name) => columnNamed(table, name)) };
}

export function meanOf(table: DataTable, name: string): number {
  return columnNamed(table, name).values.reduce((sum, value) => sum + value, 0) / table.rows;
}
