// Tables written as their columns.

import type { DataTable } from '../../src/fields/dataTable';

/** The table of `columns` by name; it has as many rows as the first of them. */
export function table(columns: Readonly<Record<string, ArrayLike<number>>>): DataTable {
  const all = Object.entries(columns).map(([name, values]) => ({ name, values: Float64Array.from(values) }));
  return { rows: all[0]?.values.length ?? 0, columns: all };
}
