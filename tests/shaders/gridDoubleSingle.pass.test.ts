import { beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuGridEngine } from '../../src/engines/webgpu/webgpuGridEngine';
import {
  by,
  createTestEngine,
  type HandWrittenField,
  handWritten,
  present,
  requestOf,
} from '../engines/webgpuFields';
import { requestTestDevice } from '../support/gpuDevice';

let engine: WebGpuGridEngine;
beforeAll(async () => {
  engine = createTestEngine(await requestTestDevice());
});

/** f = x² + 2^20: h = 2^-15 over [-1, 1], where 2xh is less than an ulp of f in f32; and the difference has no h² in it. */
const LIFTED_PARABOLA: HandWrittenField = {
  value: 'x * x + 0x1p20',
  dx: '2.0 * x',
  dy: '0.0',
  words: 'dd_add(dd_multiply(x, x), wordOf(0x1p20))',
};

async function sample(field: HandWrittenField, method: 'central' | 'doubleSingle', step: number) {
  const answer = present(await engine.grid(requestOf(handWritten(field), undefined, by(method, step))));
  return {
    texels: await engine.read(answer.texels, answer.grid, 4),
    difference: await engine.read(present(answer.difference), answer.grid, 1),
    summary: answer.summary,
  };
}

describe('gridDoubleSingle', () => {
  test('sees slopes whose steps f32 rounds away, by a step of its own', async () => {
    const { texels, difference, summary } = await sample(LIFTED_PARABOLA, 'doubleSingle', 1e-30);
    const rows = [0, 1, 2].map((i) => [...texels.subarray(4 * i, 4 * i + 4)]);
    expect(rows.map(([f]) => f)).toEqual([2 ** 20 + 1, 2 ** 20, 2 ** 20 + 1]);
    // x² ± 2xh + h² + 2^20 has up to 51 bits, of which two words keep 48: the rounding of f, over 2h, is what remains.
    const remains = (2 ** 21 * 2 ** -48 * 4) / 2 ** -14;
    for (const [i, slope] of [-2, 0, 2].entries()) {
      expect(Math.abs((rows[i]?.[1] ?? Number.NaN) - slope)).toBeLessThanOrEqual(remains);
    }
    expect(rows.map(([, , dy, validity]) => [dy, validity])).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
    expect(Math.max(...difference)).toBeLessThanOrEqual(remains);
    expect(summary.difference?.largest).toBe(Math.max(...difference));
    const single = await sample(LIFTED_PARABOLA, 'central', 2 ** -15);
    expect(single.texels[1]).toBe(0);
  });

  test('has no gradient where the field has no value beside the sample', async () => {
    const field = { ...LIFTED_PARABOLA, words: 'wordOf(infinity())' };
    const { texels, difference } = await sample(field, 'doubleSingle', 1);
    expect([...texels.subarray(0, 4)]).toEqual([2 ** 20 + 1, 0, 0, 1]);
    expect(difference[0]).toBe(0);
  });
});
