// The dialog of accuracy: what it says of a device, good and bad, and of a page without one.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accuracyView } from '../../../src/app/accuracy/accuracyView';
import { CPU_ACCURACY } from '../../../src/engines/cpu/accuracy';
import type { DeviceMeasurement, FunctionMeasurement } from '../../../src/engines/webgpu/webgpuEngine';

function made(
  name: string,
  own: number,
  native: number | null,
  wrongAt: readonly number[] = [],
  small = false,
) {
  return {
    name,
    small,
    bound: 1,
    own: { error: own, at: [1], wrongAt: [] },
    native: native === null ? null : { error: native, at: [1], wrongAt },
  } satisfies FunctionMeasurement;
}

function viewOf(functions: readonly FunctionMeasurement[], rest: Partial<DeviceMeasurement> = {}) {
  const measurement: DeviceMeasurement = {
    twoSum: { guarded: 0, unguarded: 0.864 },
    twoProduct: { guarded: 0.01, unguarded: 0 },
    fusedFma: 0,
    subnormals: { operands: 'kept', results: 'flushed' },
    functions,
    ...rest,
  };
  return accuracyView({
    kind: 'measured',
    adapter: 'GPU',
    measuredAt: Date.UTC(2026, 1, 3, 12),
    measurement,
  });
}

describe('of a device that was measured', () => {
  const view = viewOf([
    made('divide', 0.5, 2.5),
    made('sqrt', 0.5, 0.5),
    made('tanh', 9.25, 3e9, [Number.NaN]),
    made('pow', 0.9, 4000, [0, -Infinity]),
    made('sin', 0.8, 50),
    made('sin', 2, null, [], true),
    made('erf', 0.7, null),
  ]);
  const [functions, transforms] = view.tables;

  it('a row is errors, bound and choice', () => {
    expect(functions?.rows.map(({ cells }) => cells.join(' | '))).toEqual([
      'a / b | 2.5 | 0.5 | 1 | own',
      'sqrt | 0.5 | 0.5 | 1 | built‑in',
      'tanh | no digit right | 9.25 | 1 | CPU engine',
      'pow | 4×10³ | 0.9 | 1 | own',
      'sin | 50 | 0.8 | 1 | own',
      'sin | none | 2 | 1 | full range',
      'erf | none | 0.7 | 1 | own',
    ]);
    expect(functions?.rows.map(({ warns }) => warns)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(functions?.rows.map(({ notes }) => notes?.filter((note) => note !== '').join())).toEqual([
      '',
      '',
      'wrong at NaN',
      'wrong at (0, −∞)',
      '',
      'up to 6400',
      '',
    ]);
    for (const { cells } of functions?.rows ?? []) expect(cells).toHaveLength(functions?.head.length ?? 0);
  });

  it('the summary names what goes to the CPU, and what is good enough', () => {
    expect(view.summary).toContain('No form of tanh is exact enough');
    expect(view.summary).toContain('Of its built-in functions, sqrt is exact enough');
    expect(viewOf([made('sin', 0.8, 50)]).summary).toBe(
      'Every function of the language keeps its promised accuracy on this device. None of its built-in functions is exact enough; Gradscape’s own take the place of the others.',
    );
  });

  it('sums and products are exact or not, with barriers and without', () => {
    expect(transforms?.rows.map(({ cells, notes }) => [...cells, ...(notes ?? [])].join(' | '))).toEqual([
      'error-free sum (two_sum) | exact |  | without barriers: inexact in 86 %',
      'error-free product (two_prod) | inexact in 1 % |  | without barriers: exact',
      'a·b + c (fma) | rounds twice |  | either is fine: no result depends on it',
      'numbers below 2⁻¹²⁶ | operands kept, results flushed |  | ',
    ]);
    expect(transforms?.rows.map(({ warns }) => warns)).toEqual([false, true, false, false]);
  });

  it('stays the same object as long as the state does', () => {
    const state = { kind: 'measuring', adapter: 'GPU' } as const;
    expect(accuracyView(state)).toBe(accuracyView(state));
  });
});

it('says what is going on, and offers to measure where that makes sense', () => {
  expect(accuracyView({ kind: 'unmeasured', adapter: 'GPU' })).toMatchObject({
    action: 'Measure',
    busy: false,
  });
  expect(accuracyView({ kind: 'measuring', adapter: 'GPU' })).toMatchObject({
    action: 'Measuring…',
    busy: true,
  });
  const interrupted = accuracyView({ kind: 'interrupted', adapter: 'GPU', message: 'device lost' });
  expect(interrupted).toMatchObject({ action: 'Measure', busy: false });
  expect(interrupted.summary).toContain('device lost');
});

it('shows without a GPU what docs/accuracy.md has of the CPU engine', () => {
  const view = accuracyView({ kind: 'none' });
  expect(view.action).toBeNull();
  expect(view.tables[0]?.rows).toHaveLength(CPU_ACCURACY.length);
  const documented = new Map(
    [
      ...readFileSync('docs/accuracy.md', 'utf8').matchAll(
        /^\| `(\w+)` \| [\d,]+ \| ([\d.e-]+) \| ([\d.]+) \|/gm,
      ),
    ].map(([, name = '', relative, ulp]) => [
      name.replace('2', name === 'sech2' ? '²' : '2'),
      { relative: Number(relative), ulp: Number(ulp) },
    ]),
  );
  for (const { functions, ...errors } of CPU_ACCURACY)
    expect(documented.get(functions), functions).toEqual(errors);
});
