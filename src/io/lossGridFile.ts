/**
 * A loss computed elsewhere, as the grid it was computed on: a matrix, with or without coordinates along its edges, or
 * points (x, y, loss) that together are a complete regular grid.
 */
import { counted, DataFileError, type FilePlace } from './dataFileError';
import { evenAxis, type Locate } from './gridAxis';
import {
  assemble,
  type GridForm,
  type GridOptions,
  gridOfMatrix,
  gridOfPoints,
  gridWithEdges,
  NAMES,
  type ReadGrid,
} from './gridSamples';
import { describeShape, elementName, type NumberArray } from './npy';
import { describeText, isMissing, readNumber } from './numberText';
import { quoteCell, type SeparatedText } from './separatedText';

/** Reads a grid from a text. Throws DataFileError. */
export function gridFromText(text: SeparatedText, options: GridOptions): ReadGrid {
  const form = options.form === 'auto' ? formOfText(text) : options.form;
  if (form === 'points') return pointsOfText(text);
  // A header over a matrix of numbers says nothing that the grid could use but in messages.
  const { file, header, rows, width } = text;
  const columnName = (column: number) => header?.[column] || `${column + 1}`;
  const numbers = new Float64Array(rows.length * width);
  for (const [row, { line, cells }] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const corner = form === 'edges' && row === 0 && column === 0;
      numbers[row * width + column] = corner
        ? Number.NaN
        : gridNumber(text, cell, { line, column: columnName(column) });
    }
  }
  const locate: Locate = (index) => ({
    line: rows[Math.floor(index / width)]?.line ?? 1,
    column: columnName(index % width),
  });
  const matrix = { values: numbers, rows: rows.length, columns: width, locate };
  return form === 'edges' ? gridWithEdges(file, matrix, options) : gridOfMatrix(file, matrix, options);
}

/** Reads a grid from one array: a matrix, or three columns of points where that is told. Throws DataFileError. */
export function gridFromArray(file: string, array: NumberArray, options: GridOptions): ReadGrid {
  const { name, shape, values } = array;
  const [rows, columns] = shape;
  const locate: Locate = (index) => ({ entry: elementName(name, index, shape) });
  if (columns === undefined)
    throw new DataFileError(
      file,
      name === '' ? {} : { entry: name },
      `the array has one dimension, ${describeShape(shape)}`,
      'expected two, rows along y and columns along x',
    );
  const loss = name === '' ? NAMES.loss : name;
  const matrix = { values, rows, columns, locate };
  if (options.form === 'points') {
    if (columns !== 3)
      throw new DataFileError(
        file,
        name === '' ? {} : { entry: name },
        `the array has ${counted(columns, 'column')}, ${describeShape(shape)}`,
        'expected 3: x, y and the loss',
      );
    const column = (k: number) => Float64Array.from({ length: rows }, (_, row) => values[3 * row + k] ?? 0);
    const places: Locate = (row) => locate(3 * row);
    return gridOfPoints(file, [column(0), column(1), column(2)], places, { ...NAMES, loss });
  }
  const read =
    options.form === 'edges' ? gridWithEdges(file, matrix, options) : gridOfMatrix(file, matrix, options);
  return { ...read, names: { ...read.names, loss } };
}

/**
 * Reads a grid from arrays of an archive: `loss` has two dimensions; `x` and `y` are the coordinates of its columns and rows,
 * or of each of its elements, as numpy.meshgrid makes them. Throws DataFileError.
 */
export function gridFromArrays(file: string, x: NumberArray, y: NumberArray, loss: NumberArray): ReadGrid {
  const [rows, columns] = loss.shape;
  const names = { x: x.name, y: y.name, loss: loss.name };
  const locate: Locate = (index) => ({ entry: elementName(loss.name, index, loss.shape) });
  if (x.shape.length === loss.shape.length && y.shape.length === loss.shape.length) {
    for (const array of [x, y]) {
      if (array.values.length !== loss.values.length)
        throw new DataFileError(
          file,
          { entry: array.name },
          `the array has the shape ${describeShape(array.shape)}`,
          `expected ${describeShape(loss.shape)} as of ${loss.name}`,
        );
    }
    return gridOfPoints(file, [x.values, y.values, loss.values], locate, names);
  }
  if (columns === undefined)
    throw new DataFileError(
      file,
      { entry: loss.name },
      `the array has one dimension, ${describeShape(loss.shape)}`,
      'expected two, rows along y and columns along x',
    );
  const axis = (array: NumberArray, length: number, along: string) => {
    if (array.values.length !== length)
      throw new DataFileError(
        file,
        { entry: array.name },
        `the array has ${counted(array.values.length, 'number')}`,
        `expected ${length}, one for each of the ${along} of ${loss.name}`,
      );
    return evenAxis(file, array.name, array.values, (index) => ({
      entry: elementName(array.name, index, array.shape),
    }));
  };
  return assemble(file, loss.values, axis(x, columns, 'columns'), axis(y, rows, 'rows'), names, 'edges');
}

/** Three columns are points; a matrix whose corner holds no number has coordinates along its edges. */
function formOfText({ header, rows, width, decimal }: SeparatedText): GridForm {
  if (width === 3 && rows.length > 3) return 'points';
  const corner = (header ?? rows[0]?.cells)?.[0] ?? '';
  const rest = (header ?? rows[0]?.cells)?.slice(1) ?? [];
  const edges =
    readNumber(corner, decimal) === undefined &&
    rest.length > 0 &&
    rest.every((cell) => readNumber(cell, decimal) !== undefined);
  return edges ? 'edges' : 'matrix';
}

/** NaN where the value is missing or infinite: a hole. */
function gridNumber({ file, decimal }: SeparatedText, cell: string, place: FilePlace): number {
  if (isMissing(cell)) return Number.NaN;
  const value = readNumber(cell, decimal);
  if (value !== undefined) return value;
  const { what, expected } = describeText(cell);
  throw new DataFileError(file, place, `${quoteCell(cell)} is ${what}`, expected);
}

function pointsOfText(text: SeparatedText): ReadGrid {
  const { file, header, rows, width } = text;
  const first = rows[0]?.line ?? 1;
  if (width !== 3)
    throw new DataFileError(
      file,
      { line: first },
      `the rows have ${counted(width, 'cell')}`,
      'expected 3: x, y and the loss',
    );
  const names = { x: header?.[0] || NAMES.x, y: header?.[1] || NAMES.y, loss: header?.[2] || NAMES.loss };
  const column = (index: number, name: string) =>
    Float64Array.from(rows, ({ line, cells }) =>
      gridNumber(text, cells[index] ?? '', { line, column: name }),
    );
  return gridOfPoints(
    file,
    [column(0, names.x), column(1, names.y), column(2, names.loss)],
    (row) => ({ line: rows[row]?.line ?? first }),
    names,
  );
}
