import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arraysToTable, usualArrays } from '../../src/io/arrayTable';
import { readNpy } from '../../src/io/npy';
import { openNpz } from '../../src/io/npz';
import { readPythonLiteral } from '../../src/io/pythonLiteral';
import { ARRAYS, archiveBytes, arrayBytes, float64Npy } from './numpyFiles';

describe('.npy', () => {
  it.each(Object.keys(ARRAYS))('reads what NumPy wrote: %s', (name) => {
    const { type, shape, values } = ARRAYS[name] ?? { type: '', shape: [], values: [] };
    const array = readNpy('a.npy', arrayBytes(name));
    expect({ type: array.type, shape: array.shape, values: [...array.values] }).toEqual({
      type,
      shape,
      values,
    });
  });

  it('reads an array that does not begin at the start of its buffer', () => {
    const bytes = float64Npy([2], [3, 4]);
    const shifted = new Uint8Array(bytes.length + 5);
    shifted.set(bytes, 5);
    expect([...readNpy('a.npy', shifted.subarray(5)).values]).toEqual([3, 4]);
  });
});

describe('.npz', () => {
  it.each(['stored', 'deflated'] as const)('reads the arrays of a %s archive by name', (name) => {
    const archive = openNpz('d.npz', archiveBytes(name));
    expect(archive.names).toEqual(['X', 'y']);
    expect([...archive.read('X').values]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(archive.read('y').shape).toEqual([4]);
  });

  it('knows arrays that were given no name by the one NumPy gives them', () => {
    expect(openNpz('d.npz', archiveBytes('unnamed')).names).toEqual(['arr_0']);
  });

  it('leaves out what is no array', () => {
    const bytes = zipSync({ 'note.txt': new Uint8Array(3), 'a.npy': float64Npy([1], [7]) });
    expect(openNpz('d.npz', bytes).names).toEqual(['a']);
  });

  it('reads one array where another is broken', () => {
    const bytes = zipSync({ 'bad.npy': new Uint8Array(3), 'good.npy': float64Npy([1], [7]) });
    expect([...openNpz('d.npz', bytes).read('good').values]).toEqual([7]);
  });
});

describe('arrays as a table', () => {
  it('gives matrices numbered columns and lists one column', () => {
    const archive = openNpz('d.npz', archiveBytes('stored'));
    const { table, dropped } = arraysToTable('d.npz', [archive.read('X'), archive.read('y')]);
    expect(dropped).toBe(0);
    expect(table.rows).toBe(4);
    expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ['X1', 0, 2, 4, 6],
      ['X2', 1, 3, 5, 7],
      ['y', 0, 1, 1, 0],
    ]);
  });

  it('drops rows with NaN and counts them', () => {
    const array = readNpy('a.npy', float64Npy([3, 2], [1, 2, Number.NaN, 4, 5, 6]));
    const { table, dropped } = arraysToTable('a.npy', [array]);
    expect(dropped).toBe(1);
    expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ['x1', 1, 5],
      ['x2', 2, 6],
    ]);
  });

  it.each([
    [
      ['y_train', 'x_test', 'x_train', 'y_test'],
      ['x_train', 'y_train'],
    ],
    [
      ['y', 'X'],
      ['X', 'y'],
    ],
    [['weights', 'bias'], ['weights']],
    [
      ['data', 'target', 'names'],
      ['data', 'target'],
    ],
  ])('begins with the usual arrays of %j', (names, expected) => {
    expect(usualArrays(names)).toEqual(expected);
  });
});

describe("Python's literals", () => {
  it.each([
    [`{'a': (1, 2L,), "b": [True, None], }`, { a: [1, 2], b: [true, null] }],
    ['()', []],
    ['-5', -5],
    [`{'__proto__': 1}`, JSON.parse('{"__proto__": 1}')],
  ])('reads %s', (text, value) => {
    expect(readPythonLiteral(text)).toEqual(value);
  });

  it.each([
    '',
    '(1 2)',
    '{1: 2}',
    "{'a' 1}",
    '[1,,2]',
    '(1, 2',
    '1 2',
    'f()',
    `${'('.repeat(50)}${')'.repeat(50)}`,
  ])('does not read %j', (text) => {
    expect(readPythonLiteral(text)).toBeUndefined();
  });
});
