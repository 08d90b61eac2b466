import { describe, expect, it } from 'vitest';
import type { GridOptions } from '../../src/io/gridSamples';
import { gridFromArray, gridFromArrays, gridFromText } from '../../src/io/lossGridFile';
import { readNpy } from '../../src/io/npy';
import { openNpz } from '../../src/io/npz';
import { separateText } from '../../src/io/separatedText';
import { archiveBytes, float64Npy } from './numpyFiles';

const AUTO: GridOptions = { form: 'auto' };

function fromText(text: string, options: GridOptions = AUTO) {
  return gridFromText(separateText('g.csv', text), options);
}

/** 4 × 3 samples of 10 j + i. */
const MATRIX = [
  [0, 1, 2, 3],
  [10, 11, 12, 13],
  [20, 21, 22, 23],
];
const VALUES = Float64Array.from(MATRIX.flat());

describe('a loss grid', () => {
  it('is read from a matrix, over the ranges given', () => {
    const text = MATRIX.map((row) => row.join(',')).join('\n');
    expect(fromText(text, { form: 'auto', x: [-1, 2], y: [5, 6] })).toEqual({
      form: 'matrix',
      names: { x: 'x', y: 'y', loss: 'loss' },
      holes: 0,
      grid: { nx: 4, ny: 3, x: [-1, 2], y: [5, 6], values: VALUES },
    });
  });

  it('runs over the numbers of its columns and rows where no ranges are given', () => {
    const { grid } = gridFromArray('g.npy', readNpy('g.npy', float64Npy([3, 4], MATRIX.flat())), AUTO);
    expect(grid).toEqual({ nx: 4, ny: 3, x: [0, 3], y: [0, 2], values: VALUES });
  });

  it('is read from a matrix with coordinates along its edges, falling ones included', () => {
    const text = `y\\x,0,1,2,3\n${[2, 1, 0].map((y) => [y, ...(MATRIX[y] ?? [])].join(',')).join('\n')}`;
    const { form, grid } = fromText(text);
    expect(form).toBe('edges');
    expect(grid).toEqual({ nx: 4, ny: 3, x: [0, 3], y: [0, 2], values: VALUES });
  });

  it('is read from points in any order, names from the header', () => {
    const points = MATRIX.flatMap((row, j) => row.map((value, i) => `${i / 10},${j},${value}`));
    const shuffled = points.map((_, k) => points[(5 * k + 3) % points.length]);
    expect(fromText(`w,b,mse\n${shuffled.join('\n')}`)).toEqual({
      form: 'points',
      names: { x: 'w', y: 'b', loss: 'mse' },
      holes: 0,
      grid: { nx: 4, ny: 3, x: [0, 0.3], y: [0, 2], values: VALUES },
    });
  });

  it('is read from points whose coordinates carry rounding noise', () => {
    const points = MATRIX.flatMap((row, j) =>
      row.map((value, i) => `${i * 0.1 + (j === 1 ? 1e-9 : 0)},${Math.fround(j * 0.7)},${value}`),
    );
    const { grid } = fromText(points.join('\n'));
    expect([grid.nx, grid.ny, ...grid.values]).toEqual([4, 3, ...VALUES]);
  });

  it('has a hole where a loss is missing, NaN or infinite', () => {
    const { grid, holes } = fromText('1,nan,3,1\n4,5,inf,2\n7,8,,3');
    expect(holes).toBe(3);
    expect(Number.isFinite(grid.values[1])).toBe(false);
    expect(grid.values[4]).toBe(4);
  });

  it('is turned where rows run along x', () => {
    const { grid } = fromText('1,2,3\n4,5,6\n7,8,9\n10,11,12', { form: 'matrix', transposed: true });
    expect([grid.nx, grid.ny, ...grid.values]).toEqual([4, 3, 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]);
  });

  it.each([
    ['grid with axes', 'x', 'y', 'loss'],
    ['grid with meshgrid', 'X', 'Y', 'Z'],
  ] as const)('is read from the arrays of an archive: %s', (name, x, y, loss) => {
    const archive = openNpz('g.npz', archiveBytes(name));
    const { grid } = gridFromArrays('g.npz', archive.read(x), archive.read(y), archive.read(loss));
    expect([grid.nx, grid.ny, grid.x, grid.y]).toEqual([5, 4, [-1, 1], [0, 3]]);
    // Sample (1, 2): x = -0.5, y = 2.
    expect(grid.values[2 * 5 + 1]).toBe(2.25);
  });
});
