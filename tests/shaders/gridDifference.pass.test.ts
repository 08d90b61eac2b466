import { beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuGridEngine } from '../../src/engines/webgpu/webgpuGridEngine';
import type { Grid } from '../../src/fields/grid';
import { type DerivativeMethod, STEPPED_METHODS } from '../../src/fields/gridRequest';
import {
  by,
  CUBIC,
  createTestEngine,
  GRID_3X3,
  type HandWrittenField,
  handWritten,
  present,
  ROOT,
  requestOf,
} from '../engines/webgpuFields';
import { requestTestDevice } from '../support/gpuDevice';

let engine: WebGpuGridEngine;

beforeAll(async () => {
  engine = createTestEngine(await requestTestDevice());
});

async function sample(
  field: HandWrittenField,
  method: DerivativeMethod,
  step: number,
  grid: Grid = GRID_3X3,
) {
  const answer = present(await engine.grid(requestOf(handWritten(field), grid, by(method, step))));
  return {
    texels: await engine.read(answer.texels, grid, 4),
    difference: await engine.read(present(answer.difference), grid, 1),
    summary: answer.summary,
  };
}

/** Component `component` of the three texels of the first row. */
function firstRow(texels: Float32Array, component: number): number[] {
  return [0, 1, 2].map((i) => texels[4 * i + component] ?? Number.NaN);
}

describe('gridDifference', () => {
  // All of these numbers are exact in f32: x³ at multiples of 1/4 with h = 1/2.
  test.each([
    { method: 'forward', partials: [1.75, 0.25, 4.75], errors: [1.25, 0.25, 1.75] },
    { method: 'central', partials: [3.25, 0.25, 3.25], errors: [0.25, 0.25, 0.25] },
    { method: 'fivePoint', partials: [3, 0, 3], errors: [0, 0, 0] },
  ] as const)('$method follows the textbook for x³ + y', async ({ method, partials, errors }) => {
    const { texels, difference, summary } = await sample(CUBIC, method, 0.5);
    expect(firstRow(texels, 0)).toEqual([-1, 0, 1]);
    expect(firstRow(texels, 1)).toEqual(partials);
    expect(firstRow(texels, 2)).toEqual([1, 1, 1]);
    expect(firstRow(texels, 3)).toEqual([2, 2, 2]);
    expect([...difference]).toEqual([...errors, ...errors, ...errors]);
    expect(summary.difference?.largest).toBe(Math.max(...errors));
    const middle = [...errors].sort((a, b) => a - b)[1] ?? Number.NaN;
    expect(Math.abs((summary.difference?.median ?? Number.NaN) - middle)).toBeLessThanOrEqual(middle / 100);
    expect(summary.steepest).toBeCloseTo(Math.hypot(Math.max(...partials), 1), 5);
  });

  test('a step below the spacing of f32 gives exactly 0, as arithmetic does', async () => {
    const grid = { nx: 2, ny: 2, x: [2, 3], y: [2, 3] } as const;
    const { texels, difference } = await sample({ value: 'x', dx: '1.0', dy: '0.0' }, 'central', 1e-8, grid);
    expect([...texels.subarray(0, 4)]).toEqual([2, 0, 0, 2]);
    expect(difference[0]).toBe(1);
  });

  test('x+h is rounded before it is used, so the quotient of f = x is not 1', async () => {
    const grid = { nx: 2, ny: 2, x: [1, 2], y: [1, 2] } as const;
    const h = Math.fround(1e-7);
    const { texels } = await sample({ value: 'x', dx: '1.0', dy: '0.0' }, 'forward', h, grid);
    const stepped = Math.fround(1 + h) - 1;
    expect(texels[1]).toBeCloseTo(stepped / h, 5);
    expect(texels[1]).not.toBeCloseTo(1, 2);
  });

  test('one undefined point of the stencil leaves the value and takes the partials', async () => {
    const { texels, difference, summary } = await sample(ROOT, 'central', 0.25);
    expect([...texels.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...texels.subarray(8, 12)]).toEqual([
      1,
      expect.closeTo((Math.sqrt(1.25) - Math.sqrt(0.75)) / 0.5, 5),
      0,
      2,
    ]);
    expect([difference[0], difference[1]]).toEqual([0, 0]);
    expect(difference[2]).toBeCloseTo((Math.sqrt(1.25) - Math.sqrt(0.75)) / 0.5 - 0.5, 5);
    expect(summary.defined).toBeCloseTo(2 / 3, 12);
  });

  test('without an exact gradient there is a quotient but no difference, and none is counted', async () => {
    const { texels, difference, summary } = await sample(ROOT, 'forward', 0.25);
    expect([...texels.subarray(4, 8)]).toEqual([0, 2, 0, 2]);
    expect(difference[1]).toBe(0);
    // Only the column x = 1 counts: had the zeros of the others been counted, the median would be 0.
    expect(summary.difference?.largest).toBe(difference[2]);
    expect(summary.difference?.median).toBeGreaterThan(0.99 * (difference[2] ?? 0));
  });

  test('values too far apart for f32 give no partials, and nothing infinite', async () => {
    const steep: HandWrittenField = { value: 'x * 3e38', dx: '3e38', dy: '0.0', hole: 'abs(x) > 1.1' };
    const { texels, difference, summary } = await sample(steep, 'central', 1);
    // At x = 0: (3e38 - -3e38) overflows; at the ends one point of the stencil is a hole.
    expect(firstRow(texels, 1)).toEqual([0, 0, 0]);
    expect(firstRow(texels, 3)).toEqual([1, 1, 1]);
    expect([...difference]).toEqual(Array(9).fill(0));
    expect(summary.difference).toEqual({ largest: 0, median: 0 });
  });

  test('the median is within 1 % of the sorted one', async () => {
    const grid = { nx: 61, ny: 47, x: [-2, 2.3], y: [-1, 1.7] } as const;
    const quartic: HandWrittenField = {
      value: 'x*x*x*x*y + y*y*y',
      dx: '4.0*x*x*x*y',
      dy: 'x*x*x*x + 3.0*y*y',
    };
    for (const method of STEPPED_METHODS) {
      const { difference, summary } = await sample(quartic, method, 0.01, grid);
      const sorted = [...difference].sort((a, b) => a - b);
      const median = sorted[(sorted.length - 1) / 2] ?? Number.NaN;
      expect(summary.difference?.largest).toBe(sorted.at(-1));
      expect(median).toBeGreaterThan(0);
      expect(Math.abs((summary.difference?.median ?? 0) / median - 1)).toBeLessThan(0.01);
    }
  });
});
