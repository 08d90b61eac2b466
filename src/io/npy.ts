/**
 * NumPy's .npy: versions 1 to 3, one or two dimensions of real numbers, either byte order, C or Fortran order.
 * Format: numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { counted, DataFileError, quote } from './dataFileError';
import { describeBytes, MAX_UNPACKED_BYTES } from './limits';
import { describeType, type NpyType } from './npyType';
import { readPythonLiteral } from './pythonLiteral';

/** An array of numbers, row-major. `shape` has one or two lengths. */
export interface NumberArray {
  /** Empty for the array of a .npy file. */
  readonly name: string;
  /** As NumPy calls it: `float64`. */
  readonly type: string;
  readonly shape: readonly [number] | readonly [number, number];
  readonly values: Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** NumPy itself reads no longer header unless told to trust it (_MAX_HEADER_SIZE). */
const MAX_HEADER = 10_000;
/** Integers beyond this are not all doubles. */
const LARGEST_INTEGER = Number.MAX_SAFE_INTEGER;

/** Reads one array; `name` tells it from others of an archive. Throws DataFileError. */
export function readNpy(file: string, bytes: Uint8Array, name = ''): NumberArray {
  const place = name === '' ? {} : { entry: name };
  const fail = (problem: string, expected: string) => new DataFileError(file, place, problem, expected);
  if (!isNpy(bytes))
    throw fail('the file does not begin as .npy files do', 'expected what numpy.save writes');
  const { text, end } = headerText(bytes, fail);
  const { descr, fortran, shape } = headerFields(text, fail);
  const described = describeType(descr);
  if (described.kind === 'refused')
    throw fail(`the array holds ${described.what} (${quote(descr)})`, described.expected);
  const { type, little } = described;
  const [rows, columns] = dimensions(shape, fail);
  checkSize(shape, type, bytes.length - end, fail);
  const order = fortran && shape.length === 2 ? 'columns' : 'rows';
  const view = new DataView(bytes.buffer, bytes.byteOffset + end);
  const values = new Float64Array(rows * columns);
  for (let index = 0; index < values.length; index++) {
    const from = order === 'rows' ? index : (index % columns) * rows + Math.floor(index / columns);
    values[index] = type.read(view, from * type.bytes, little);
  }
  if (type.bytes === 8 && type.name !== 'float64') checkIntegers(file, name, values, shape);
  return {
    name,
    type: type.name,
    shape: shape.length === 2 ? [rows, columns] : [rows],
    values,
  };
}

type Fail = (problem: string, expected: string) => DataFileError;

function headerText(bytes: Uint8Array, fail: Fail): { readonly text: string; readonly end: number } {
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3)
    throw fail(`the file is of version ${version} of the format`, 'expected version 1, 2 or 3');
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw fail('the file ends within its header', 'expected a whole file');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER)
    throw fail(`the header has ${describeBytes(length)}`, `expected at most ${describeBytes(MAX_HEADER)}`);
  const end = start + length;
  if (bytes.length < end)
    throw fail(
      `the file ends within its header: ${describeBytes(length)} are announced, ${describeBytes(bytes.length - start)} are there`,
      'expected a whole file',
    );
  const text = new TextDecoder(version < 3 ? 'latin1' : 'utf-8').decode(bytes.subarray(start, end));
  return { text, end };
}

function headerFields(
  text: string,
  fail: Fail,
): { readonly descr: string; readonly fortran: boolean; readonly shape: readonly number[] } {
  const header = readPythonLiteral(text.trim());
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw fail(`the header ${quote(text)} is not understood`, 'expected what numpy.save writes');
  const { descr, fortran_order: fortran, shape } = header as Readonly<Record<string, unknown>>;
  if (Array.isArray(descr))
    throw fail(
      'the array is a structured one, with fields in every element',
      'expected plain numbers; save every field as an array of its own',
    );
  if (typeof descr !== 'string')
    throw fail('the header names no type of elements', "expected a 'descr' such as '<f8'");
  if (typeof fortran !== 'boolean')
    throw fail(
      'the header does not say in which order elements stand',
      "expected 'fortran_order': True or False",
    );
  if (!isShape(shape))
    throw fail('the header names no shape', "expected a 'shape' of whole numbers such as (100, 2)");
  return { descr, fortran, shape };
}

function isShape(shape: unknown): shape is readonly number[] {
  return (
    Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && (length as number) >= 0)
  );
}

function dimensions(shape: readonly number[], fail: Fail): readonly [rows: number, columns: number] {
  const [rows, columns = 1, ...more] = shape;
  const written = describeShape(shape);
  if (rows === undefined) throw fail('the array is a single number', 'expected one or two dimensions');
  if (more.length > 0)
    throw fail(
      `the array has ${shape.length} dimensions, ${written}`,
      'expected one or two; reshape it to rows of numbers, such as a.reshape(len(a), -1)',
    );
  if (rows === 0 || columns === 0)
    throw fail(`the array is empty, ${written}`, 'expected at least one number');
  return [rows, columns];
}

/** `(100, 2)`, as NumPy writes it. */
export function describeShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** Before anything is set aside for them: the header may claim any number of elements. */
function checkSize(shape: readonly number[], type: NpyType, present: number, fail: Fail): void {
  const elements = shape.reduce((product, length) => product * length, 1);
  const announced = elements * type.bytes;
  const what = `${describeShape(shape)} of ${type.name}`;
  if (elements * Float64Array.BYTES_PER_ELEMENT > MAX_UNPACKED_BYTES)
    throw fail(
      `the array, ${what}, has ${counted(elements, 'number')}`,
      `expected at most ${counted(MAX_UNPACKED_BYTES / Float64Array.BYTES_PER_ELEMENT, 'number')}`,
    );
  if (present !== announced)
    throw fail(
      `the array, ${what}, takes ${describeBytes(announced)}, and ${describeBytes(present)} follow the header`,
      present < announced ? 'expected a whole file' : 'expected one array and nothing after it',
    );
}

function checkIntegers(file: string, name: string, values: Float64Array, shape: readonly number[]): void {
  const index = values.findIndex((value) => Math.abs(value) > LARGEST_INTEGER);
  if (index < 0) return;
  throw new DataFileError(
    file,
    { entry: elementName(name, index, shape) },
    `the integer ${values[index]?.toLocaleString('en-US')} is one of those that 64-bit floats do not all hold`,
    `expected at most ±${LARGEST_INTEGER.toLocaleString('en-US')}; subtract a common start first`,
  );
}

/** The element at flat `index` as NumPy writes it: `X[3, 1]`, `array[7]`. */
export function elementName(name: string, index: number, shape: readonly number[]): string {
  const [, columns] = shape;
  const place = columns === undefined ? `${index}` : `${Math.floor(index / columns)}, ${index % columns}`;
  return `${name === '' ? 'array' : name}[${place}]`;
}
