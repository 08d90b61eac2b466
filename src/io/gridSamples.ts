/**
 * A matrix or a list of points as a regular grid: the samples put in rising order of both coordinates. What is no complete
 * regular grid is refused, naming the place.
 */
import type { Interval } from '../fields/grid';
import type { LossGrid } from '../fields/lossGrid';
import { counted, DataFileError } from './dataFileError';
import { type Axis, checkCoordinates, evenAxis, type Locate, levels } from './gridAxis';
import { MAX_GRID_SIDE, MIN_GRID_SIDE } from './limits';

/** How the numbers of a text or an array lie: see the room's docs in docs/data.md. */
export const GRID_FORMS = ['matrix', 'edges', 'points'] as const;
export type GridForm = (typeof GRID_FORMS)[number];

export interface GridOptions {
  readonly form: GridForm | 'auto';
  /** Ranges of the coordinates of a matrix without any; they run over the numbers of columns and rows where none are given. */
  readonly x?: Interval;
  readonly y?: Interval;
  /** Rows run along x instead of y, as of numpy.meshgrid with indexing='ij'. */
  readonly transposed?: boolean;
}

export interface ReadGrid {
  readonly grid: LossGrid;
  readonly form: GridForm;
  /** Names of the two coordinates and of the loss, where the file has any. */
  readonly names: { readonly x: string; readonly y: string; readonly loss: string };
  /** Samples without a finite value: gaps in the surface. */
  readonly holes: number;
}

/** What coordinates and loss are called where the file names none. */
export const NAMES = { x: 'x', y: 'y', loss: 'loss' } as const;

export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly locate: Locate;
}

export function gridOfMatrix(file: string, matrix: Matrix, options: GridOptions): ReadGrid {
  const { values, rows, columns } = options.transposed ? transpose(matrix) : matrix;
  const axis = (length: number, range: Interval | undefined): Axis => ({
    range: range ?? [0, Math.max(1, length - 1)],
    order: Array.from({ length }, (_, index) => index),
  });
  return assemble(file, values, axis(columns, options.x), axis(rows, options.y), NAMES, 'matrix');
}

export function gridWithEdges(file: string, matrix: Matrix, options: GridOptions): ReadGrid {
  const { values, rows, columns, locate } = options.transposed ? transpose(matrix) : matrix;
  checkSides(file, columns - 1, rows - 1);
  const alongX = values.slice(1, columns);
  const alongY = Float64Array.from({ length: rows - 1 }, (_, row) => values[(row + 1) * columns] ?? 0);
  const x = evenAxis(file, NAMES.x, alongX, (index) => locate(index + 1));
  const y = evenAxis(file, NAMES.y, alongY, (index) => locate((index + 1) * columns));
  const inner = new Float64Array(alongX.length * alongY.length);
  for (let row = 1; row < rows; row++)
    inner.set(values.subarray(row * columns + 1, (row + 1) * columns), (row - 1) * (columns - 1));
  return assemble(file, inner, x, y, NAMES, 'edges');
}

function transpose({ values, rows, columns, locate }: Matrix): Matrix {
  const source = (index: number) => (index % rows) * columns + Math.floor(index / rows);
  return {
    values: values.map((_, index) => values[source(index)] ?? Number.NaN),
    rows: columns,
    columns: rows,
    locate: (index) => locate(source(index)),
  };
}

/** Puts samples into rising order of both coordinates. */
export function assemble(
  file: string,
  values: Float64Array,
  x: Axis,
  y: Axis,
  names: ReadGrid['names'],
  form: GridForm,
): ReadGrid {
  const nx = x.order.length;
  const ny = y.order.length;
  checkSides(file, nx, ny);
  const sorted = new Float64Array(nx * ny);
  y.order.forEach((row, j) => {
    x.order.forEach((column, i) => {
      sorted[j * nx + i] = values[row * nx + column] ?? Number.NaN;
    });
  });
  const holes = sorted.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
  if (holes === sorted.length)
    throw new DataFileError(
      file,
      {},
      'no value of the grid is a finite number',
      'expected a loss at most samples',
    );
  return { grid: { nx, ny, x: x.range, y: y.range, values: sorted }, form, names, holes };
}

function checkSides(file: string, nx: number, ny: number): void {
  if (Math.min(nx, ny) < MIN_GRID_SIDE)
    throw new DataFileError(
      file,
      {},
      `the grid has ${nx} × ${ny} samples`,
      `expected at least ${MIN_GRID_SIDE} along each side, which second-order differences need`,
    );
  if (Math.max(nx, ny) > MAX_GRID_SIDE)
    throw new DataFileError(
      file,
      {},
      `the grid has ${nx} × ${ny} samples`,
      `expected at most ${MAX_GRID_SIDE} along each side; thin it out first, such as a[::2, ::2]`,
    );
}

/** Points in any order. Throws DataFileError where they are no complete regular grid, naming the place. */
export function gridOfPoints(
  file: string,
  [xs, ys, values]: readonly [Float64Array, Float64Array, Float64Array],
  locate: Locate,
  names: ReadGrid['names'],
): ReadGrid {
  checkCoordinates(file, names.x, xs, locate);
  checkCoordinates(file, names.y, ys, locate);
  const x = levels(xs);
  const y = levels(ys);
  const nx = x.values.length;
  const ny = y.values.length;
  const scattered = nx * ny > 2 * values.length + MIN_GRID_SIDE ** 2;
  if (scattered)
    throw new DataFileError(
      file,
      {},
      `the ${counted(values.length, 'point')} have ${nx} different ${names.x} and ${ny} different ${names.y}, so they are no grid`,
      `expected every ${names.x} with every ${names.y}`,
    );
  checkSides(file, nx, ny);
  const axisX = evenAxis(file, names.x, x.values, (index) => locate(x.numberOf.indexOf(index)));
  const axisY = evenAxis(file, names.y, y.values, (index) => locate(y.numberOf.indexOf(index)));
  const sorted = new Float64Array(nx * ny);
  const from = new Int32Array(nx * ny).fill(-1);
  for (let point = 0; point < values.length; point++) {
    const i = x.numberOf[point] ?? 0;
    const j = y.numberOf[point] ?? 0;
    if ((from[j * nx + i] ?? -1) >= 0)
      throw new DataFileError(
        file,
        locate(point),
        `the place ${names.x} = ${xs[point]}, ${names.y} = ${ys[point]} has been given before`,
        'expected every place once',
      );
    from[j * nx + i] = point;
    sorted[j * nx + i] = values[point] ?? Number.NaN;
  }
  const hole = from.indexOf(-1);
  if (hole >= 0)
    throw new DataFileError(
      file,
      {},
      `the grid of ${nx} × ${ny} samples has no point at ${names.x} = ${x.values[hole % nx]}, ${names.y} = ${y.values[Math.floor(hole / nx)]}`,
      `expected ${counted(nx * ny, 'point')}, and ${values.length.toLocaleString('en-US')} are there; write nan where there is no loss`,
    );
  return assemble(file, sorted, axisX, axisY, names, 'points');
}
