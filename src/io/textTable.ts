/**
 * A text's columns as numbers: plain ones, dates as times since the first, and few distinct words as classes 0 to k − 1. Any other is refused
 * with its reason and hinders no other; a table is made of the columns chosen.
 */
import type { DataTable } from '../fields/dataTable';
import { counted, DataFileError } from './dataFileError';
import { readDate, timesSince } from './dateText';
import { MAX_COLUMNS, MAX_ROWS } from './limits';
import { describeText, isDate, isMissing, readNumber } from './numberText';
import { quoteCell, type SeparatedText } from './separatedText';

/** A column ready for use. Missing values are NaN, and nothing else is. */
export interface ReadColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly missing: number;
  /** What the numbers of a column of words stand for: class k is `classes[k]`, in alphabetical order. */
  readonly classes?: readonly string[];
  /** What the numbers of a column of dates are: "days since 2024-01-31". */
  readonly unit?: string;
}

export interface RefusedColumn {
  readonly name: string;
  readonly reason: DataFileError;
  /** Whether it is of numbers, and only some cell of it is not. */
  readonly isMistaken: boolean;
}

export interface TextColumns {
  readonly file: string;
  readonly rows: number;
  readonly usable: readonly ReadColumn[];
  readonly refused: readonly RefusedColumn[];
}

/** Words with more distinct values are names or remarks rather than classes. */
const MAX_CLASSES = 20;
/** A column is of numbers, some of them mistaken, from this share of numbers on; below, it is of words. */
const NUMBERS_SHARE = 0.5;
/** Where more rows than this share lack a value, what is left says little of the whole. */
const MAX_DROPPED_SHARE = 0.5;
const MAX_NAME = 60;

/** Reads every column of `text`. Throws DataFileError where there are too many rows or columns, or none is usable. */
export function readColumns(text: SeparatedText): TextColumns {
  const { file, rows, width } = text;
  if (rows.length > MAX_ROWS)
    throw new DataFileError(
      file,
      {},
      `the table has ${counted(rows.length, 'row')}`,
      `expected at most ${counted(MAX_ROWS, 'row')}; thin it out first`,
    );
  if (width > MAX_COLUMNS)
    throw new DataFileError(
      file,
      {},
      `the table has ${counted(width, 'column')}`,
      `expected at most ${MAX_COLUMNS}; leave out what is not needed`,
    );
  const usable: ReadColumn[] = [];
  const refused: RefusedColumn[] = [];
  columnNames(text).forEach((name, index) => {
    try {
      usable.push(readColumn(text, index, name));
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      refused.push({ name, reason: error, isMistaken: isMostlyNumbers(text, index) });
    }
  });
  const [first] = refused;
  if (usable.length === 0 && first !== undefined) throw first.reason;
  return { file, rows: rows.length, usable, refused };
}

export interface CompleteTable {
  readonly table: DataTable;
  /** Rows left out because a chosen column has no value in them. */
  readonly dropped: number;
}

/**
 * The table of the columns called `names`, in that order, and of the rows in which all of them have values. Throws
 * DataFileError where a name is unknown or its column refused, and where more than half of the rows would be dropped.
 */
export function completeTable(columns: TextColumns, names: readonly string[]): CompleteTable {
  const chosen = names.map((name) => columnNamed(columns, name));
  const kept: number[] = [];
  for (let row = 0; row < columns.rows; row++) {
    if (chosen.every(({ values }) => !Number.isNaN(values[row]))) kept.push(row);
  }
  const dropped = columns.rows - kept.length;
  if (dropped > MAX_DROPPED_SHARE * columns.rows) {
    const worst = chosen.reduce((a, b) => (b.missing > a.missing ? b : a));
    throw new DataFileError(
      columns.file,
      { column: worst.name },
      `values are missing in ${counted(dropped, 'row')} of ${columns.rows.toLocaleString('en-US')}`,
      'expected at most half; leave out the columns with gaps',
    );
  }
  const table = {
    rows: kept.length,
    columns: chosen.map(({ name, values }) => ({
      name,
      values: Float64Array.from(kept, (row) => values[row] ?? Number.NaN),
    })),
  };
  return { table, dropped };
}

function columnNamed({ file, usable, refused }: TextColumns, name: string): ReadColumn {
  const found = usable.find((column) => column.name === name);
  if (found !== undefined) return found;
  const reason = refused.find((column) => column.name === name)?.reason;
  throw (
    reason ??
    new DataFileError(
      file,
      { column: name },
      'there is no such column',
      `expected one of ${usable.map((column) => column.name).join(', ')}`,
    )
  );
}

/** Names of the header, made distinct; `x1`, `x2`, … where it has none. */
function columnNames({ header, width }: SeparatedText): readonly string[] {
  return distinctNames(
    Array.from({ length: width }, (_, index) => header?.[index]?.slice(0, MAX_NAME) || `x${index + 1}`),
  );
}

/** The names, with ` (2)` and so on behind those that have been before. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let copy = 2; seen.has(distinct) || (distinct !== name && taken.has(distinct)); copy++)
      distinct = `${name} (${copy})`;
    seen.add(distinct);
    return distinct;
  });
}

function readColumn(text: SeparatedText, index: number, name: string): ReadColumn {
  const { file, rows, decimal } = text;
  const values = new Float64Array(rows.length).fill(Number.NaN);
  let missing = 0;
  let numbers = 0;
  let dates = 0;
  let odd: { readonly line: number; readonly cell: string } | undefined;
  let date: typeof odd;
  for (const [row, { line, cells }] of rows.entries()) {
    const cell = cells[index] ?? '';
    if (isMissing(cell)) {
      missing += 1;
      continue;
    }
    const value = readNumber(cell, decimal);
    if (value === undefined) {
      odd ??= { line, cell };
      if (date === undefined && isDate(cell)) date = { line, cell };
      const seconds = readDate(cell);
      if (seconds !== undefined) {
        values[row] = seconds;
        dates += 1;
      }
    } else if (Number.isFinite(value)) {
      values[row] = value;
      numbers += 1;
    } else {
      throw new DataFileError(
        file,
        { line, column: name },
        `${quoteCell(cell)} is infinite or exceeds what 64 bits hold`,
        'expected finite numbers, or an empty cell for a missing one',
      );
    }
  }
  const present = rows.length - missing;
  if (present === 0)
    throw new DataFileError(file, { column: name }, 'the column has no values', 'expected numbers');
  if (odd === undefined) return { name, values, missing };
  if (dates === present) return { name, missing, ...timesSince(values) };
  const mayBeClasses = date === undefined && numbers < NUMBERS_SHARE * present;
  if (!mayBeClasses) throw notNumbers(file, name, date ?? odd);
  return { name, missing, ...asClasses(text, index, name, present) };
}

function isMostlyNumbers({ rows, decimal }: SeparatedText, index: number): boolean {
  const cells = rows.map((row) => row.cells[index] ?? '').filter((cell) => !isMissing(cell));
  const numbers = cells.filter((cell) => readNumber(cell, decimal) !== undefined).length;
  return cells.length > 0 && numbers >= NUMBERS_SHARE * cells.length;
}

function notNumbers(
  file: string,
  column: string,
  { line, cell }: { readonly line: number; readonly cell: string },
): DataFileError {
  const { what, expected } = describeText(cell);
  return new DataFileError(file, { line, column }, `${quoteCell(cell)} is ${what}`, expected);
}

/** Words that repeat, as classes; `present` is how many cells have one. */
function asClasses(
  { file, rows }: SeparatedText,
  index: number,
  column: string,
  present: number,
): { readonly values: Float64Array; readonly classes: readonly string[] } {
  const cells = rows.map((row) => row.cells[index] ?? '');
  const classes = [...new Set(cells.filter((cell) => !isMissing(cell)))].sort();
  // Each class has two members on average: else the column names its rows.
  if (classes.length > MAX_CLASSES || 2 * classes.length > present) {
    const first = cells.findIndex((cell) => !isMissing(cell));
    const line = rows[first]?.line ?? 1;
    throw new DataFileError(
      file,
      { line, column },
      `${quoteCell(cells[first] ?? '')} is text, and the column has ${counted(classes.length, 'different text')} in ${counted(present, 'row')}`,
      `expected numbers, or at most ${MAX_CLASSES} texts that repeat, which become classes`,
    );
  }
  const numbers = new Map(classes.map((name, number) => [name, number]));
  return { classes, values: Float64Array.from(cells, (cell) => numbers.get(cell) ?? Number.NaN) };
}
