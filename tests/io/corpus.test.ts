import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arraysToTable } from '../../src/io/arrayTable';
import { openDataFile } from '../../src/io/dataFile';
import { DataFileError } from '../../src/io/dataFileError';
import { gridFromArray, gridFromArrays, gridFromText } from '../../src/io/lossGridFile';
import { AUTO_TEXT, separateText } from '../../src/io/separatedText';
import { completeTable, readColumns } from '../../src/io/textTable';
import { archiveBytes, arrayBytes, float64Npy, npyBytes, refusedBytes } from './numpyFiles';

type Content = string | Uint8Array;

/** Reads a file as a table of all of its columns, refusing where one is refused. */
function readTable(content: Content): void {
  const opened = open(content);
  if (opened.kind === 'text') {
    const columns = readColumns(separateText(opened.file, opened.text));
    completeTable(
      columns,
      [...columns.usable, ...columns.refused].map(({ name }) => name),
    );
  } else if (opened.kind === 'array') {
    arraysToTable(opened.file, [opened.array]);
  } else {
    arraysToTable(opened.file, opened.archive.names.map(opened.archive.read));
  }
}

function readGrid(content: Content): void {
  const opened = open(content);
  if (opened.kind === 'text') {
    gridFromText(separateText(opened.file, opened.text, AUTO_TEXT), { form: 'auto' });
  } else if (opened.kind === 'array') {
    gridFromArray(opened.file, opened.array, { form: 'auto' });
  } else {
    const [x, y, loss] = ['x', 'y', 'loss'].map(opened.archive.read);
    if (x && y && loss) gridFromArrays(opened.file, x, y, loss);
  }
}

function open(content: Content) {
  return openDataFile('f', typeof content === 'string' ? strToU8(content) : content);
}

function messageOf(read: (content: Content) => void, content: Content): string {
  try {
    read(content);
  } catch (error) {
    if (error instanceof DataFileError) return error.message;
    throw error;
  }
  return 'read without complaint';
}

const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

/** `bytes` with the one at `at` changed; a negative `at` counts from the end. */
function damaged(bytes: Uint8Array, at: number, by = 0xff): Uint8Array {
  const copy = bytes.slice();
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ by;
  return copy;
}

const HEADER = `{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n`;
const TWO = new Uint8Array(16);

/** The first place of a local or central header of a zip archive, by its last two signature bytes. */
function headerAt(bytes: Uint8Array, third: number): number {
  return bytes.findIndex(
    (byte, at) =>
      byte === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === third && bytes[at + 3] === third + 1,
  );
}

/** An archive whose directory says that its one entry has other sizes, flags or method than it has. */
function withCentral(bytes: Uint8Array, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer), headerAt(copy, 1));
  return copy;
}

const ARCHIVE = zipSync({ 'a.npy': float64Npy([400], Array(400).fill(1)) });
const STORED = zipSync({ 'a.npy': float64Npy([4], [1, 2, 3, 4]) }, { level: 0 });

type Case = readonly [what: string, content: Content, message: string];

const TEXT_CASES: readonly Case[] = [
  ['nothing', '', 'f: the file is empty; expected CSV text, .npy or .npz'],
  ['blanks only', ' \n\n\t\n', 'f: the file is empty; expected rows of numbers'],
  ['comments only', '# a\n# b\n', 'f: the file has no rows; expected rows of numbers'],
  ['a header only', 'x,y\n', 'f, line 1, column x1: "x" is text'],
  ['separators only', ',,\n,,\n', 'f, column x1: the column has no values; expected numbers'],
  [
    'a short row',
    'x,y\n1,2\n3\n',
    'f, line 3: the row has 1 cell separated by comma; expected 2 as in the first row',
  ],
  ['a long row', 'x,y\n1,2\n3,4,5\n', 'f, line 3: the row has 3 cells separated by comma; expected 2'],
  ['a short row behind gaps', '# c\n\n1,2\n\n3,4\n5\n', 'f, line 6: the row has 1 cell'],
  [
    'an open quote',
    'x,y\n1,"2\n3,4\n',
    'f, line 2: a quote is opened and never closed; expected "…" around the cell',
  ],
  [
    'a quote within quotes',
    'x,y\n1,"2"3"\n',
    'f, line 2: a quote stands inside of a quoted cell; expected "…"',
  ],
  [
    'a date that there is not',
    'day,y\n2024-01-31,1\n2024-02-30,2\n',
    'f, line 2, column day: "2024-01-31" is a date; expected dates such as 2024-01-31 throughout, or numbers',
  ],
  ['American dates', 'day,y\n1/31/2024,1\n', 'f, line 2, column day: "1/31/2024" is a date'],
  ['dates in words', 'day,y\n31 January 2024,1\n', 'f, line 2, column day: "31 January 2024" is a date'],
  ['times of day', 'at,y\n12:30,1\n', 'f, line 2, column at: "12:30" is a date'],
  [
    'few distinct dates in words',
    `day,y\n${rows(8, (i) => `${1 + (i % 2)} January 2024,${i}`)}`,
    'f, line 2, column day: "1 January 2024" is a date',
  ],
  ['a date among numbers', 'x,y\n1,2\n2,3\n2024-01-01,4\n', 'f, line 4, column x: "2024-01-01" is a date'],
  [
    'a word among numbers',
    'x,y\n1,2\n2,3\nthree,4\n',
    'f, line 4, column x: "three" is text; expected numbers',
  ],
  [
    'units',
    'x,y\n1,2 kg\n2,3 kg\n3,5 kg\n',
    'f, line 2, column y: "2 kg" is text, and the column has 3 different texts',
  ],
  [
    'a unit among numbers',
    'x,y\n1,2\n2,3\n3,5kg\n',
    'f, line 4, column y: "5kg" is a number with a unit; expected plain numbers',
  ],
  [
    'percentages among numbers',
    'x,y\n1,2\n2,3\n3,5%\n',
    'f, line 4, column y: "5%" is a percentage; expected plain numbers',
  ],
  [
    'signs of thousands',
    'x;y\n1;2.5\n2;3.5\n3;"1,234.5"\n',
    'f, line 4, column y: "1,234.5" is a number with signs of thousands',
  ],
  [
    'a decimal comma among points',
    'x;y\n1;2.5\n2;3.5\n3;4,75\n',
    'f, line 4, column y: "4,75" is a number with a decimal comma; choose the comma',
  ],
  [
    'names',
    `name,y\n${rows(30, (i) => `person ${i},${i}`)}`,
    'f, line 2, column name: "person 0" is text, and the column has 30 different texts in 30 rows',
  ],
  [
    'too many classes',
    `kind,y\n${rows(90, (i) => `k${i % 30},${i}`)}`,
    'column has 30 different texts in 90 rows; expected numbers, or at most 20 texts',
  ],
  ['infinity', 'x,y\n1,2\n2,-inf\n', 'f, line 3, column y: "-inf" is infinite'],
  [
    'a number beyond f64',
    'x,y\n1,2\n2,1e999\n',
    'f, line 3, column y: "1e999" is infinite or exceeds what 64 bits hold',
  ],
  ['a column without values', 'x,y\n1,\n2,NA\n', 'f, column y: the column has no values'],
  [
    'mostly missing values',
    'x,y\n1,\n2,\n3,NA\n4,5\n',
    'f, column y: values are missing in 3 rows of 4; expected at most half',
  ],
  ['too many rows', rows(100_001, String), 'f: the table has 100,001 rows; expected at most 100,000 rows'],
  [
    'too many columns',
    rows(2, () => Array(257).fill('1').join(',')),
    'f: the table has 257 columns; expected at most 256',
  ],
  [
    'far too many columns',
    ','.repeat(100_000),
    'f, line 1: the row has 100,000 cells; expected at most 256 columns',
  ],
  [
    'control characters',
    'x,y\n1,\u00012\n',
    'f, line 2: the file holds the control character U+0001, so it is no text',
  ],
  ['zero bytes', 'x,y\n\u0000', 'f, line 2: the file holds the control character U+0000'],
  [
    'Latin-1',
    Uint8Array.of(0x78, 0x2c, 0xe4, 0x0a, 0x31, 0x2c, 0x32),
    'f: the bytes are not UTF-8 text; expected CSV text saved as UTF-8',
  ],
  ['an odd UTF-16', Uint8Array.of(0xff, 0xfe, 0x31), 'f: the bytes are not UTF-16LE text'],
  [
    'JSON',
    '{"x": [1, 2],\n "y": [3, 4]}',
    'f: this looks like JSON or a list of Python; expected rows of numbers',
  ],
  [
    'a web page',
    '<!doctype html>\n<html lang="en">\n<body>\n',
    'f: this looks like a web page or XML; expected CSV text',
  ],
];

const BINARY_CASES: readonly Case[] = [
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'f: this is a gzip archive; unpack it first'],
  ['HDF5', Uint8Array.of(0x89, 0x48, 0x44, 0x46), 'f: this is an HDF5 file; expected CSV text, .npy or .npz'],
  ['Parquet', strToU8('PAR1....'), 'f: this is a Parquet file'],
  ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'f: this is a PNG picture'],
  ['a pickle', Uint8Array.of(0x80, 0x04, 0x95), 'f: this is a Python pickle'],
  [
    'an Excel workbook',
    zipSync({ 'xl/workbook.xml': strToU8('x') }),
    'f: this is an Excel workbook; save the sheet as CSV first',
  ],
  ['an old Excel workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'f: this is an old Excel workbook'],
  [
    'a torch file',
    zipSync({ 'archive/data.pkl': strToU8('x') }),
    'f: this is a file of torch.save; save arrays with numpy.savez',
  ],
  ['an archive of something else', zipSync({ 'a.txt': strToU8('x') }), 'f: the archive holds no .npy files'],
  [
    'a file that is too large',
    new Uint8Array(128 * 2 ** 20 + 1),
    'f: the file has 128 MiB; expected at most 128 MiB',
  ],
  [
    'a text that is too large',
    new Uint8Array(33 * 2 ** 20).fill(0x31),
    'f: the text has 33 MiB; expected at most 32 MiB',
  ],
  [
    'no more than the magic',
    arrayBytes('list').subarray(0, 6),
    'f: the file is of version 0 of the format; expected version 1, 2 or 3',
  ],
  ['a half header', arrayBytes('list').subarray(0, 40), 'f: the file ends within its header'],
  [
    'nine bytes',
    arrayBytes('list').subarray(0, 9),
    'f: the file ends within its header; expected a whole file',
  ],
  ['a version that is not', damaged(arrayBytes('list'), 6, 8), 'f: the file is of version 9 of the format'],
  [
    'a long header',
    npyBytes(' '.repeat(20_000), TWO, 2),
    'f: the header has 20,000 bytes; expected at most 10,000 bytes',
  ],
  [
    'a header of nonsense',
    npyBytes('hello', TWO),
    'f: the header "hello" is not understood; expected what numpy.save writes',
  ],
  ['a header of code', npyBytes('__import__("os").abort()', TWO), 'is not understood'],
  [
    'a header without a type',
    npyBytes(`{'fortran_order': False, 'shape': (2,)}`, TWO),
    `f: the header names no type of elements; expected a 'descr'`,
  ],
  [
    'a header without an order',
    npyBytes(`{'descr': '<f8', 'shape': (2,)}`, TWO),
    'f: the header does not say in which order elements stand',
  ],
  [
    'a header without a shape',
    npyBytes(`{'descr': '<f8', 'fortran_order': False}`, TWO),
    'f: the header names no shape',
  ],
  [
    'a negative shape',
    npyBytes(HEADER.replace('(2,)', '(-2,)'), TWO),
    'f: the header names no shape; expected',
  ],
  ['a shape of texts', npyBytes(HEADER.replace('(2,)', `('2',)`), TWO), 'f: the header names no shape'],
  [
    'a type that is not',
    npyBytes(HEADER.replace('<f8', '<q8'), TWO),
    'f: the array holds of a type that is not known here ("<q8")',
  ],
  [
    '2^40 numbers',
    npyBytes(HEADER.replace('(2,)', '(1099511627776,)'), TWO),
    'has 1,099,511,627,776 numbers; expected at most 33,554,432 numbers',
  ],
  [
    'numbers beyond counting',
    npyBytes(HEADER.replace('(2,)', '(9007199254740991, 9007199254740991)'), TWO),
    'expected at most 33,554,432 numbers',
  ],
  [
    'too few bytes',
    npyBytes(HEADER, new Uint8Array(15)),
    'f: the array, (2,) of float64, takes 16 bytes, and 15 bytes follow the header; expected a whole file',
  ],
  [
    'too many bytes',
    npyBytes(HEADER, new Uint8Array(17)),
    'and 17 bytes follow the header; expected one array and nothing after it',
  ],
  [
    'complex numbers',
    refusedBytes('complex'),
    'f: the array holds complex numbers ("<c16"); expected real ones',
  ],
  [
    'fields',
    refusedBytes('structured'),
    'f: the array is a structured one, with fields in every element; expected plain numbers',
  ],
  [
    'objects',
    refusedBytes('object'),
    'f: the array holds Python objects ("|O"); expected numbers; convert with astype(float)',
  ],
  ['dates', refusedBytes('dates'), 'f: the array holds dates ("<M8[D]"); expected numbers, such as days'],
  ['time spans', refusedBytes('spans'), 'f: the array holds time spans'],
  [
    'texts',
    refusedBytes('texts'),
    'f: the array holds texts ("<U2"); expected numbers; save classes as 0, 1, 2',
  ],
  ['bytes', refusedBytes('bytes'), 'f: the array holds texts ("|S2")'],
  ['long doubles', refusedBytes('long double'), 'f: the array holds floats wider than 64 bits ("<f16")'],
  [
    'three dimensions',
    refusedBytes('three dimensions'),
    'f: the array has 3 dimensions, (2, 3, 4); expected one or two; reshape it',
  ],
  ['no dimension', refusedBytes('scalar'), 'f: the array is a single number; expected one or two dimensions'],
  ['no rows', refusedBytes('empty'), 'f: the array is empty, (0, 3)'],
  [
    'a large integer',
    refusedBytes('large integer'),
    'f, array[1, 1]: the integer 1,152,921,504,606,847,000 is one',
  ],
  [
    'an infinite number',
    float64Npy([2, 2], [1, 2, Infinity, 4]),
    'f, array[1, 0]: the number is infinite; expected finite numbers, or NaN',
  ],
  [
    'mostly NaN',
    float64Npy([3], [Number.NaN, Number.NaN, 1]),
    'f: NaN stands in 2 rows of 3; expected it in at most half',
  ],
  [
    'too many rows',
    float64Npy([100_001], Array(100_001).fill(0)),
    'f: the array has 100,001 rows; expected at most 100,000 rows',
  ],
  [
    'too many columns',
    float64Npy([1, 257], Array(257).fill(0)),
    'f: the arrays have 257 columns together; expected at most 256',
  ],
];

const ARCHIVE_CASES: readonly Case[] = [
  [
    'without its end',
    ARCHIVE.subarray(0, ARCHIVE.length - 30),
    'f: the directory at the end of the archive is not there; expected a whole zip archive',
  ],
  ['whose names are longer than it is', damaged(damaged(ARCHIVE, 26), 28), 'f, a.npy: '],
  [
    'whose directory is broken',
    damaged(ARCHIVE, headerAt(ARCHIVE, 1)),
    'f: entry 1 of the directory is broken',
  ],
  [
    'whose directory is too long',
    withCentral(ARCHIVE, (view, at) => view.setUint16(at + 28, 60_000, true)),
    'f: entry 1 of the directory is broken',
  ],
  [
    'that is encrypted',
    withCentral(ARCHIVE, (view, at) => view.setUint16(at + 8, 1, true)),
    'f, a.npy: the entry is encrypted',
  ],
  [
    'packed in another way',
    withCentral(ARCHIVE, (view, at) => view.setUint16(at + 10, 14, true)),
    'f, a.npy: the entry is packed by method 14; expected stored or deflated',
  ],
  [
    'of more than it says',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 24, 100, true)),
    'f, a.npy: the entry unpacks to more than the 100 bytes announced',
  ],
  [
    'of less than it says',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 24, 9999, true)),
    'f, a.npy: the entry has 3,270 bytes, and 9,999 bytes are announced',
  ],
  [
    'of more than fits',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 24, 2 ** 31, true)),
    'f: the arrays unpack to 2,048 MiB together; expected at most 256 MiB; save fewer in one file',
  ],
  [
    'of 4 GiB',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 20, 0xffffffff, true)),
    'f, a.npy: the entry takes 4 GiB or more',
  ],
  [
    'whose entry reaches out',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 20, 99_999, true)),
    'f, a.npy: the entry reaches beyond the end of the archive',
  ],
  [
    'whose entry is elsewhere',
    withCentral(ARCHIVE, (view, at) => view.setUint32(at + 42, 5, true)),
    'f, a.npy: the entry does not begin where the directory says',
  ],
  [
    'with a changed number',
    damaged(STORED, headerAt(STORED, 1) - 1),
    'f, a.npy: the checksum of "a.npy" differs; expected a file that is not damaged',
  ],
  ['with damaged packing', damaged(ARCHIVE, 36), 'expected a file that is not damaged'],
  [
    'of arrays of different lengths',
    zipSync({ 'X.npy': float64Npy([3], [1, 2, 3]), 'y.npy': float64Npy([2], [1, 2]) }),
    'f, y: the array has 2 rows, (2,); expected 3 as in X',
  ],
  [
    'with a broken array',
    zipSync({ 'X.npy': strToU8('nothing') }),
    'f, X: the file does not begin as .npy files do',
  ],
];

const matrixOf = (count: number) =>
  rows(count, (j) => Array.from({ length: count }, (_, i) => i + j).join(','));

const GRID_CASES: readonly Case[] = [
  [
    'a hole',
    '0,0,1\n1,0,2\n2,0,3\n0,1,4\n2,1,6\n0,2,7\n1,2,8\n2,2,9',
    'f: the grid of 3 × 3 samples has no point at x = 1, y = 1; expected 9 points, and 8 are there',
  ],
  [
    'a place twice',
    `${rows(9, (k) => `${k % 3},${Math.floor(k / 3)},1`)}\n1,2,5`,
    'f, line 10: the place x = 1, y = 2 has been given before',
  ],
  [
    'uneven coordinates',
    rows(12, (k) => `${[0, 1, 2, 10][k % 4]},${Math.floor(k / 4)},1`),
    'the coordinate x goes from 2 to 10; expected even steps of about 1',
  ],
  [
    'a logarithmic axis',
    rows(9, (k) => `${k % 3},${10 ** Math.floor(k / 3)},1`),
    'f, line 7: the coordinate y goes from 10 to 100; expected even steps',
  ],
  [
    'scattered points',
    rows(30, (k) => `${Math.sin(k)},${Math.cos(7 * k)},1`),
    'so they are no grid; expected every x with every y',
  ],
  [
    'a line of points',
    rows(9, (k) => `${k},0,1`),
    'f: the grid has 9 × 1 samples; expected at least 3 along each side',
  ],
  [
    'a coordinate that is missing',
    rows(9, (k) => `${k === 4 ? '' : k % 3},${Math.floor(k / 3)},1`),
    'f, line 5: the coordinate x is no finite number',
  ],
  [
    'a word for a loss',
    rows(9, (k) => `${k % 3},${Math.floor(k / 3)},${k === 7 ? 'big' : k}`),
    'f, line 8, column loss: "big" is text; expected numbers',
  ],
  ['two samples along a side', '1,2,3,4\n5,6,7,8', 'f: the grid has 4 × 2 samples; expected at least 3'],
  [
    'a long side',
    rows(3, () => Array(2050).fill(1).join(',')),
    'f: the grid has 2050 × 3 samples; expected at most 2049 along each side',
  ],
  ['no loss anywhere', rows(4, () => 'nan,nan,nan,nan'), 'f: no value of the grid is a finite number'],
  ['a word in a matrix', matrixOf(5).replace('4', 'four'), 'f, line 1, column 5: "four" is text'],
  [
    'uneven edges',
    'y\\x,0,1,2,4,5,6\n0,1,1,1,1,1,1\n1,1,1,1,1,1,1\n2,1,1,1,1,1,1',
    'f, line 1, column 5: the coordinate x goes from 2 to 4; expected even steps of about 1',
  ],
  [
    'a list of numbers',
    float64Npy([9], Array(9).fill(1)),
    'f: the array has one dimension, (9,); expected two',
  ],
  [
    'coordinates that do not fit',
    zipSync({
      'x.npy': float64Npy([4], [0, 1, 2, 3]),
      'y.npy': float64Npy([3], [0, 1, 2]),
      'loss.npy': float64Npy([3, 3], Array(9).fill(1)),
    }),
    'f, x: the array has 4 numbers; expected 3, one for each of the columns of loss',
  ],
  [
    'a list for a loss',
    zipSync({
      'x.npy': float64Npy([3, 1], [0, 1, 2]),
      'y.npy': float64Npy([3], [0, 1, 2]),
      'loss.npy': float64Npy([9], Array(9).fill(1)),
    }),
    'f, loss: the array has one dimension',
  ],
  ['a missing array', archiveBytes('stored'), 'f, x: there is no such array; expected one of X, y'],
];

describe('every malformed file is answered with what is wrong, where, and what was expected', () => {
  it.each(TEXT_CASES)('a text: %s', (_, content, message) => {
    expect(messageOf(readTable, content)).toContain(message);
  });
  it.each(BINARY_CASES)('bytes: %s', (_, content, message) => {
    expect(messageOf(readTable, content)).toContain(message);
  });
  it.each(ARCHIVE_CASES)('an archive %s', (_, content, message) => {
    expect(messageOf(readTable, content)).toContain(message);
  });
  it.each(GRID_CASES)('a loss grid: %s', (_, content, message) => {
    expect(messageOf(readGrid, content)).toContain(message);
  });
});
