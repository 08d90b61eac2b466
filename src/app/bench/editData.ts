/** A table with one row changed, added or taken away: tables never change, so each edit makes a new one. */
import type { DataTable } from '../../fields/dataTable';
import { selectRows } from '../../fields/dataTable';
import { meanOf } from '../data/columns';

/** Numbers by column. */
export type RowValues = Readonly<Record<string, number>>;

export function withRow(table: DataTable, row: number, values: RowValues): DataTable {
  return {
    rows: table.rows,
    columns: table.columns.map((column) => {
      const value = values[column.name];
      return value === undefined ? column : { ...column, values: column.values.with(row, value) };
    }),
  };
}

/** Columns that `values` does not name have their mean in the new row. */
export function withNewRow(table: DataTable, values: RowValues): DataTable {
  return {
    rows: table.rows + 1,
    columns: table.columns.map((column) => ({
      ...column,
      values: Float64Array.from([...column.values, values[column.name] ?? meanOf(table, column.name)]),
    })),
  };
}

/** A table keeps its last row: there is no mean over none. */
export function withoutRow(table: DataTable, row: number): DataTable {
  if (table.rows <= 1) return table;
  return selectRows(
    table,
    Array.from({ length: table.rows }, (_, index) => index).filter((index) => index !== row),
  );
}
