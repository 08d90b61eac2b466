/** Columns as numbers around 0 of size 1: a network's first weights suit such, whatever the units of a file. */
import { columnNamed, type DataTable } from '../../fields/dataTable';

/** v is (v − mean) / deviation deviations from the mean. The deviation is above 0. */
export interface Standard {
  readonly mean: number;
  readonly deviation: number;
}

/** What a column is that is taken as it is. */
export const AS_IT_IS: Standard = { mean: 0, deviation: 1 };

/** Mean and deviation of `values`; a column that never changes has the deviation 1. */
export function standardOf(values: Float64Array): Standard {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

export function standardized(value: number, { mean, deviation }: Standard): number {
  return (value - mean) / deviation;
}

/** What `standardized` makes `value` of. */
export function restored(value: number, { mean, deviation }: Standard): number {
  return mean + deviation * value;
}

/** The table with the columns `names` standardised, and how. */
export function standardizedTable(
  table: DataTable,
  names: readonly string[],
): { readonly table: DataTable; readonly standards: ReadonlyMap<string, Standard> } {
  const standards = new Map(names.map((name) => [name, standardOf(columnNamed(table, name).values)]));
  const columns = table.columns.map((column) => {
    const standard = standards.get(column.name);
    return standard === undefined
      ? column
      : { ...column, values: column.values.map((value) => standardized(value, standard)) };
  });
  return { table: { rows: table.rows, columns }, standards };
}
