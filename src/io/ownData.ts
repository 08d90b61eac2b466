/**
 * A person's own data as the page keeps it: a table or a loss grid, named by its content. Small ones are written into the
 * address whole; of others the address holds the name alone.
 */
import type { DataTable } from '../fields/dataTable';
import type { LossGrid } from '../fields/lossGrid';
import { DataFileError } from './dataFileError';

export interface OwnGrid {
  readonly kind: 'grid';
  /** Name of the file it came from. */
  readonly file: string;
  /** What coordinates and loss are called. */
  readonly names: { readonly x: string; readonly y: string; readonly loss: string };
  readonly grid: LossGrid;
}

export interface OwnTable {
  readonly kind: 'table';
  readonly file: string;
  readonly table: DataTable;
  /** What the numbers of the last column stand for, where they are classes: class k is `classes[k]`. */
  readonly classes?: readonly string[];
}

export type OwnData = OwnGrid | OwnTable;

/** More would make addresses that no one can read or send. */
export const MAX_NUMBERS_IN_ADDRESS = 200;

export function countNumbers(data: OwnData): number {
  return data.kind === 'grid' ? data.grid.values.length : data.table.rows * data.table.columns.length;
}

/** Parts separated by semicolons, lists by commas: `grid;a.npy;w;b;loss;3;3;-1..1;0..2;1,2,…`, `table;a.csv;x,y;1,2,…`, with names of classes behind where there are any. */
export function writeOwnData(data: OwnData): string {
  const parts =
    data.kind === 'grid'
      ? [
          data.file,
          data.names.x,
          data.names.y,
          data.names.loss,
          String(data.grid.nx),
          String(data.grid.ny),
          data.grid.x.join('..'),
          data.grid.y.join('..'),
        ].map(escapeName)
      : [escapeName(data.file), data.table.columns.map(({ name }) => escapeName(name)).join(',')];
  const numbers =
    data.kind === 'grid' ? data.grid.values : data.table.columns.flatMap(({ values }) => [...values]);
  const classes = data.kind === 'table' && data.classes ? [data.classes.map(escapeName).join(',')] : [];
  return [data.kind, ...parts, Array.from(numbers, writeNumber).join(','), ...classes].join(';');
}

/** The data that `text` writes. Throws DataFileError where it writes none. */
export function readOwnData(text: string): OwnData {
  const [kind, ...parts] = text.split(';');
  const data = kind === 'grid' ? readGrid(parts) : kind === 'table' ? readTable(parts) : undefined;
  if (data === undefined)
    throw new DataFileError('address', {}, 'the data in it is not understood', 'expected a whole link');
  return data;
}

function readGrid(parts: readonly string[]): OwnGrid | undefined {
  const [file = '', nameX = '', nameY = '', loss = '', columns, rows, rangeX, rangeY, list] = parts;
  const nx = Number(columns);
  const ny = Number(rows);
  const x = readInterval(rangeX);
  const y = readInterval(rangeY);
  const values = readNumbers(list);
  const isGrid = Number.isInteger(nx) && Number.isInteger(ny) && nx >= 3 && ny >= 3;
  if (!isGrid || values.length !== nx * ny || x === undefined || y === undefined) return undefined;
  const names = { x: unescapeName(nameX), y: unescapeName(nameY), loss: unescapeName(loss) };
  return { kind: 'grid', file: unescapeName(file), names, grid: { nx, ny, x, y, values } };
}

function readTable([file = '', list = '', numbers, legend]: readonly string[]): OwnTable | undefined {
  const names = list.split(',').map(unescapeName);
  const all = readNumbers(numbers);
  const rows = all.length / names.length;
  if (!Number.isInteger(rows) || rows < 1 || !all.every(Number.isFinite)) return undefined;
  const columns = names.map((name, index) => ({ name, values: all.slice(index * rows, (index + 1) * rows) }));
  const classes = legend?.split(',').map(unescapeName);
  return { kind: 'table', file: unescapeName(file), table: { rows, columns }, ...(classes && { classes }) };
}

function readInterval(text = ''): readonly [number, number] | undefined {
  const [low = Number.NaN, high = Number.NaN, ...more] = text.split('..').map(Number);
  return more.length === 0 && low < high && Number.isFinite(high - low) ? [low, high] : undefined;
}

/** Holes of a grid are NaN, whatever they were in the file. */
function writeNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : 'nan';
}

function readNumbers(text = ''): Float64Array {
  return Float64Array.from(text.split(','), (part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

/** Names may hold the separators. */
function escapeName(name: string): string {
  return name.toWellFormed().replace(/[;,%]/g, encodeURIComponent);
}

function unescapeName(text: string): string {
  return text.replace(/%(3B|2C|25)/g, (part) => decodeURIComponent(part));
}

/**
 * A name for the content: 16 hexadecimal digits of two FNV-1a hashes (Fowler, Noll and Vo), the second begun elsewhere. It
 * tells one person's files apart and is no protection against forgery.
 */
export function contentId(data: OwnData): string {
  const head = writeOwnData(withoutNumbers(data));
  const lists = data.kind === 'grid' ? [data.grid.values] : data.table.columns.map(({ values }) => values);
  const chunks = [
    new TextEncoder().encode(head),
    ...lists.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  ];
  return HASH_STARTS.map((start) => chunks.reduce(fnv1a, start))
    .map((hash) => (hash >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

/** FNV's offset basis, and the same with its halves exchanged. */
const HASH_STARTS = [0x811c9dc5, 0x9dc5811c] as const;

function fnv1a(hash: number, bytes: Uint8Array): number {
  let mixed = hash;
  for (let at = 0; at < bytes.length; at++) mixed = Math.imul(mixed ^ (bytes[at] as number), 0x01000193);
  return mixed;
}

function withoutNumbers(data: OwnData): OwnData {
  const none = new Float64Array(0);
  if (data.kind === 'grid') return { ...data, grid: { ...data.grid, values: none } };
  const { rows, columns } = data.table;
  return { ...data, table: { rows, columns: columns.map(({ name }) => ({ name, values: none })) } };
}
