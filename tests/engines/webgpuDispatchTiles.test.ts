import { describe, expect, test } from 'vitest';
import { DispatchBudget, estimateOperations, tilesOf } from '../../src/engines/webgpu/dispatchTiles';

describe('tilesOf', () => {
  test.each([
    { columns: 4, rows: 6, most: 1000, count: 1 },
    { columns: 4, rows: 6, most: 9, count: 3 },
    { columns: 4, rows: 6, most: 4, count: 6 },
    { columns: 7, rows: 2, most: 3, count: 6 },
    { columns: 3, rows: 2, most: 0.001, count: 6 },
  ])(
    'cuts $columns × $rows workgroups, at most $most together, into $count',
    ({ columns, rows, most, count }) => {
      const tiles = tilesOf(columns, rows, most);
      expect(tiles).toHaveLength(count);
      const covered = new Uint8Array(columns * rows);
      for (const tile of tiles) {
        expect(tile.columns * tile.rows).toBeLessThanOrEqual(Math.max(1, most));
        for (let row = tile.row; row < tile.row + tile.rows; row++) {
          for (let column = tile.column; column < tile.column + tile.columns; column++) {
            const workgroup = row * columns + column;
            covered[workgroup] = (covered[workgroup] ?? 0) + 1;
          }
        }
      }
      expect([...covered]).toEqual(Array(columns * rows).fill(1));
    },
  );
});

describe('DispatchBudget', () => {
  test('grows on a fast device and shrinks on a slow one, by a factor of four at most each time', () => {
    const budget = new DispatchBudget();
    const start = budget.operations;
    budget.learn(start, 0);
    expect(budget.operations).toBe(4 * start);
    budget.learn(start, 10);
    expect(budget.operations).toBe(2 * start);
    budget.learn(1, 1e6);
    expect(budget.operations).toBe(start / 2);
    for (let i = 0; i < 20; i++) budget.learn(1, 1e6);
    expect(budget.operations).toBe(2 ** 20);
    for (let i = 0; i < 20; i++) budget.learn(1e15, 1);
    expect(budget.operations).toBe(1e10);
  });
});

test('an elementary function counts as many operations', () => {
  const operations = (code: string) => estimateOperations({ code, libraries: [] });
  expect(operations('let a = gs_sin(x);') - operations('let a = my_sin(x);')).toBe(20);
});
