/** Data that a field takes means over: a table of numbers, complete in every row. */
export interface DataTable {
  readonly rows: number;
  readonly columns: readonly DataColumn[];
}

export interface DataColumn {
  /** As the field's graph names it. */
  readonly name: string;
  /** One number a row. */
  readonly values: Float64Array;
}

/** The column called `name`. Throws RangeError where the table has none. */
export function columnNamed(table: DataTable, name: string): DataColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) {
    const names = table.columns.map((candidate) => candidate.name).join(', ');
    throw new RangeError(`the data has no column ${name}; its columns are ${names || 'none'}`);
  }
  return column;
}

/** The table with only the rows whose numbers are `rows`, in that order; a row may stand in it more than once. */
export function selectRows(table: DataTable, rows: readonly number[]): DataTable {
  return {
    rows: rows.length,
    columns: table.columns.map(({ name, values }) => ({
      name,
      values: Float64Array.from(rows, (row) => values[row] ?? Number.NaN),
    })),
  };
}
