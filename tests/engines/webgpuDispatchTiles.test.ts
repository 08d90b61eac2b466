import { describe, expect, test } from 'vitest';
import {
  DispatchBudget,
  dispatchesOf,
  estimateOperations,
  tilesOf,
} from '../../src/engines/webgpu/dispatchTiles';

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

describe('dispatchesOf', () => {
  test.each([
    { dataRows: 5, budget: 1e9, count: 1 },
    { dataRows: 1000, budget: 1e9, count: 1 },
    { dataRows: 1000, budget: 6 * 64 * 10, count: 16 },
    { dataRows: 1000, budget: 1, count: 6 * 63 },
  ])('takes all $dataRows rows of all tiles within $budget in $count', ({ dataRows, budget, count }) => {
    const dispatches = [...dispatchesOf(3, 2, { once: 0, perRow: 10, dataRows }, () => budget)];
    expect(dispatches).toHaveLength(count);
    const taken = new Uint32Array(6);
    for (const {
      tile,
      rows: [first, end],
      operations,
    } of dispatches) {
      expect(operations).toBeLessThanOrEqual(Math.max(budget, 16 * 10));
      expect(first % 16).toBe(0);
      for (let row = tile.row; row < tile.row + tile.rows; row++) {
        for (let column = tile.column; column < tile.column + tile.columns; column++) {
          const workgroup = row * 3 + column;
          // Rows follow each other without a gap.
          expect(taken[workgroup]).toBe(first);
          taken[workgroup] = end;
        }
      }
    }
    expect([...taken]).toEqual(Array(6).fill(dataRows));
  });

  test('has no tile of more workgroups than sums are kept of', () => {
    const work = { once: 1, perRow: 1, dataRows: 1000 };
    const sizes = [...dispatchesOf(100, 100, work, () => 1e10)].map(({ tile }) => tile.columns * tile.rows);
    expect(Math.max(...sizes)).toBe(1000);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(10_000);
  });

  test('heeds what the budget has become', () => {
    let budget = 16 * 10;
    const work = { once: 0, perRow: 10, dataRows: 160 };
    const [first, second] = Array.from(
      dispatchesOf(1, 1, work, () => budget),
      ({ rows }) => {
        budget = 1e6;
        return rows;
      },
    );
    expect([first, second]).toEqual([
      [0, 16],
      [16, 160],
    ]);
  });
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
  const operations = (code: string) => estimateOperations({ code });
  expect(operations('let a = gs_sin(x);') - operations('let a = my_sin(x);')).toBe(20);
});
