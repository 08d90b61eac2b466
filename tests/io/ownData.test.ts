import { describe, expect, it } from 'vitest';
import { contentId, type OwnData, readOwnData, writeOwnData } from '../../src/io/ownData';

const GRID: OwnData = {
  kind: 'grid',
  file: '100%; a, b.npy',
  names: { x: 'w,1', y: 'b', loss: 'mse' },
  grid: {
    nx: 3,
    ny: 3,
    x: [-1, 1],
    y: [0, 0.1],
    values: Float64Array.of(0.1, 1 / 3, 5e-324, -2, Number.NaN, 1e300, 7, 8, 9),
  },
};

const TABLE: OwnData = {
  kind: 'table',
  file: 'a.csv',
  table: {
    rows: 2,
    columns: [
      { name: 'x, m', values: Float64Array.of(1.5, -2) },
      { name: 'y', values: Float64Array.of(0, 1e-7) },
    ],
  },
};

const CLASSES: OwnData = { ...TABLE, classes: ['no; never', 'yes, 100%'] };

describe('own data in an address', () => {
  it.each([
    ['a grid', GRID],
    ['a table', TABLE],
    ['a table with names of classes', CLASSES],
  ])('are read back to the last bit: %s', (_, data) => {
    expect(readOwnData(writeOwnData(data))).toEqual(data);
  });

  it('are legible', () => {
    expect(writeOwnData(TABLE)).toBe('table;a.csv;x%2C m,y;1.5,-2,0,1e-7');
  });

  it.each([
    '',
    'grid',
    'grid;f;x;y;l;3;3;0..1;0..1;1,2,3',
    'grid;f;x;y;l;3;3;1..0;0..1;1,2,3,4,5,6,7,8,9',
    'grid;f;x;y;l;1e9;1e9;0..1;0..1;1',
    'grid;f;x;y;l;2;2;0..1;0..1;1,2,3,4',
    'table;f;x,y;1,2,3',
    'table;f;x;one',
    'table;f;x;',
    'picture;f;1',
  ])('are refused where they are not whole: %j', (text) => {
    expect(() => readOwnData(text)).toThrow('the data in it is not understood; expected a whole link');
  });
});

describe('the name of a content', () => {
  it('is the same for equal data and another where a number or a name differs', () => {
    const copy = { ...GRID, grid: { ...GRID.grid, values: GRID.grid.values.slice() } } as const;
    const id = contentId(GRID);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(contentId(copy)).toBe(id);
    copy.grid.values[0] = 0.2;
    expect(contentId(copy)).not.toBe(id);
    expect(contentId({ ...GRID, file: 'other.npy' })).not.toBe(id);
    expect(contentId(TABLE)).not.toBe(id);
    expect(contentId(CLASSES)).not.toBe(contentId(TABLE));
  });
});
