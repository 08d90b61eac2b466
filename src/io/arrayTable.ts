/** NumPy arrays as a table: rows are the first axis, and every column of every chosen array becomes one column. */
import type { DataColumn, DataTable } from '../fields/dataTable';
import { counted, DataFileError } from './dataFileError';
import { MAX_COLUMNS, MAX_ROWS } from './limits';
import { describeShape, elementName, type NumberArray } from './npy';
import { distinctNames } from './textTable';

/** Archives of data are named so by convention, inputs before targets; the first pair whose names are all there is taken. */
const USUAL_NAMES: readonly (readonly string[])[] = [
  ['x_train', 'y_train'],
  ['x', 'y'],
  ['features', 'labels'],
  ['features', 'targets'],
  ['inputs', 'targets'],
  ['data', 'target'],
  ['data', 'labels'],
];

/** The arrays of an archive to begin with: the usual pair, else the only array, else the first. */
export function usualArrays(names: readonly string[]): readonly string[] {
  const find = (usual: string) => names.find((name) => name.toLowerCase() === usual);
  for (const usual of USUAL_NAMES) {
    const found = usual.flatMap((name) => find(name) ?? []);
    if (found.length === usual.length) return found;
  }
  return names.slice(0, 1);
}

export interface ArrayTable {
  readonly table: DataTable;
  /** Rows left out because a value in them is NaN. */
  readonly dropped: number;
}

/**
 * The table of `arrays`, which must be equally long. Columns are named after their array: `y`, and `X1`, `X2`, … where it has
 * several. Throws DataFileError on too many rows or columns, infinities, and more than half of the rows with NaN.
 */
export function arraysToTable(file: string, arrays: readonly NumberArray[]): ArrayTable {
  const [first] = arrays;
  if (first === undefined) throw new DataFileError(file, {}, 'no array is chosen', 'expected at least one');
  const rows = first.shape[0];
  for (const array of arrays) checkArray(file, array, first);
  const width = arrays.reduce((sum, { shape }) => sum + (shape[1] ?? 1), 0);
  if (width > MAX_COLUMNS)
    throw new DataFileError(
      file,
      {},
      `the arrays have ${counted(width, 'column')} together`,
      `expected at most ${MAX_COLUMNS}`,
    );
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    arrays.every((array) => isComplete(array, row)),
  );
  const dropped = rows - kept.length;
  if (2 * dropped > rows)
    throw new DataFileError(
      file,
      {},
      `NaN stands in ${counted(dropped, 'row')} of ${rows.toLocaleString('en-US')}`,
      'expected it in at most half',
    );
  const columns = arrays.flatMap((array) => columnsOf(array, kept));
  const names = distinctNames(columns.map(({ name }) => name));
  return {
    dropped,
    table: {
      rows: kept.length,
      columns: columns.map(({ values }, index) => ({ name: names[index] ?? '', values })),
    },
  };
}

function checkArray(file: string, array: NumberArray, first: NumberArray): void {
  const { name, shape, values } = array;
  const place = name === '' ? {} : { entry: name };
  const [rows] = shape;
  if (rows !== first.shape[0])
    throw new DataFileError(
      file,
      place,
      `the array has ${counted(rows, 'row')}, ${describeShape(shape)}`,
      `expected ${first.shape[0].toLocaleString('en-US')} as in ${first.name}`,
    );
  if (rows > MAX_ROWS)
    throw new DataFileError(
      file,
      place,
      `the array has ${counted(rows, 'row')}`,
      `expected at most ${counted(MAX_ROWS, 'row')}; save a part of it, such as a[:100000]`,
    );
  const infinite = values.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite >= 0)
    throw new DataFileError(
      file,
      { entry: elementName(name, infinite, shape) },
      'the number is infinite',
      'expected finite numbers, or NaN for a missing one',
    );
}

function isComplete({ shape, values }: NumberArray, row: number): boolean {
  const width = shape[1] ?? 1;
  for (let column = 0; column < width; column++) if (Number.isNaN(values[row * width + column])) return false;
  return true;
}

/** A matrix of a .npy file has columns x1, x2, … and a list is x. */
const NAMELESS = 'x';

function columnsOf({ name, shape, values }: NumberArray, kept: readonly number[]): readonly DataColumn[] {
  const width = shape[1] ?? 1;
  const stem = name === '' ? NAMELESS : name;
  return Array.from({ length: width }, (_, column) => ({
    name: width === 1 ? stem : `${stem}${column + 1}`,
    values: Float64Array.from(kept, (row) => values[row * width + column] ?? Number.NaN),
  }));
}
