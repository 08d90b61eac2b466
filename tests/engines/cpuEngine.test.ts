import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { INLINE_RUNNER, type TaskRunner } from '../../src/engines/cpu/taskRunner';
import { compileExpression, parseExpression } from '../../src/expression';
import { EngineError } from '../../src/fields/engineError';
import type { Grid } from '../../src/fields/grid';
import { type GridRequest, type Texels, VALIDITY } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { digestOf } from '../support/answerDigest';

const THREE: Grid = { nx: 3, ny: 3, x: [-1, 1], y: [-1, 1] };

function fieldOf(text: string): ScalarField {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return { graph: builder.graph, value: root, variables, parameters };
}

function requestOf(text: string, overrides: Partial<GridRequest> = {}): GridRequest {
  const derivative = { method: 'exact', step: 1e-3 } as const;
  return { target: 'test', field: fieldOf(text), parameters: [], grid: THREE, derivative, ...overrides };
}

function dataOf(texels: Texels): Float32Array {
  if (texels.kind !== 'memory') throw new Error('the CPU engine answers in memory');
  return texels.data;
}

/** The inline runner, as if it were `parallel` workers, which share memory or send messages. */
function dividedBy(parallel: number, sharesMemory: boolean): TaskRunner {
  return { ...INLINE_RUNNER, parallel, sharesMemory };
}

describe('the CPU engine', () => {
  it('samples f and both partials, x fastest', async () => {
    const answer = await createCpuEngine().grid(requestOf('x^2 + 10*y'));
    expect([...dataOf((answer ?? expect.fail()).texels)]).toEqual([
      ...[-9, -2, 10, 2, -10, 0, 10, 2, -9, 2, 10, 2],
      ...[1, -2, 10, 2, 0, 0, 10, 2, 1, 2, 10, 2],
      ...[11, -2, 10, 2, 10, 0, 10, 2, 11, 2, 10, 2],
    ]);
    expect(answer?.summary).toEqual({
      minimum: -10,
      maximum: 11,
      steepest: Math.sqrt(2 ** 2 + 10 ** 2),
      defined: 1,
    });
    expect(answer).not.toHaveProperty('difference');
  });

  it('marks holes, and values without a gradient', async () => {
    const answer = await createCpuEngine().grid(requestOf('sqrt(x) + y'));
    const data = dataOf((answer ?? expect.fail()).texels);
    const validity = [3, 7, 11].map((index) => data[index]);
    expect(validity).toEqual([VALIDITY.hole, VALIDITY.value, VALIDITY.gradient]);
    expect([...data.subarray(0, 8)]).toEqual([0, 0, 0, 0, -1, 0, 0, 1]);
    expect(answer?.summary).toMatchObject({ minimum: -1, maximum: 2, defined: 2 / 3 });
  });

  it('takes what f32 cannot hold for undefined', async () => {
    const answer = await createCpuEngine().grid(requestOf('1e39*x'));
    expect(answer?.summary).toMatchObject({ minimum: 0, maximum: 0, defined: 1 / 3, steepest: 0 });
    expect([...dataOf((answer ?? expect.fail()).texels).subarray(4, 8)]).toEqual([0, 0, 0, VALIDITY.value]);
  });

  it('has no extremes where nothing is defined', async () => {
    const answer = await createCpuEngine().grid(requestOf('log(-1 - x^2)'));
    expect(answer?.summary).toEqual({ minimum: Number.NaN, maximum: Number.NaN, steepest: 0, defined: 0 });
  });

  it.each(['exact', 'central'] as const)(
    'gives the same in parts as in one, shared or sent, by the method %s',
    async (method) => {
      const grid: Grid = { nx: 301, ny: 173, x: [-2, 3], y: [-1, 2] };
      const request = requestOf('sqrt(x)*sin(y) + 1/(x - y)', { grid, derivative: { method, step: 0.01 } });
      const whole = digestOf(await createCpuEngine().grid(request));
      for (const sharesMemory of [false, true]) {
        for (const workers of [2, 3, 50]) {
          const engine = createCpuEngine(dividedBy(workers, sharesMemory));
          // Memory that the grid before has left full is no different.
          await engine.grid(requestOf('7', { grid, derivative: request.derivative }));
          expect(digestOf(await engine.grid(request))).toEqual(whole);
        }
      }
    },
  );

  it('reports the difference of each sample, the largest, and the mean of the middle two as median', async () => {
    const grid: Grid = { nx: 2, ny: 2, x: [1, 2], y: [0, 1] };
    const derivative = { method: 'forward', step: 0.5 } as const;
    const answer = await createCpuEngine().grid(requestOf('x^2 + y^2*x', { grid, derivative }));
    // ∂x: off by h = 0.5. ∂y: off by x·h, 0.5 at x = 1 and 1 at x = 2.
    const [near, far] = [Math.fround(Math.hypot(0.5, 0.5)), Math.fround(Math.hypot(0.5, 1))];
    expect([...dataOf(answer?.difference ?? expect.fail())]).toEqual([near, far, near, far]);
    expect(answer?.summary.difference).toEqual({ largest: far, median: (near + far) / 2 });
  });

  it('gives no answer to a request that a newer one of the same target has replaced', async () => {
    const engine = createCpuEngine();
    const first = engine.grid(requestOf('x', { target: 'a' }));
    const other = engine.grid(requestOf('x', { target: 'b' }));
    const second = engine.grid(requestOf('y', { target: 'a' }));
    expect(await first).toBeNull();
    expect((await other)?.target).toBe('b');
    expect((await second)?.target).toBe('a');
  });

  it('does not mix its fields with those of another engine in the same thread', async () => {
    const [one, other] = [createCpuEngine(), createCpuEngine()];
    const [first, second] = [await one.grid(requestOf('x + 5')), await other.grid(requestOf('x - 5'))];
    expect([first?.summary.maximum, second?.summary.maximum]).toEqual([6, -4]);
  });

  it('answers the same field with other parameters', async () => {
    const engine = createCpuEngine();
    const field = fieldOf('a*x');
    for (const a of [2, -3]) {
      const answer = await engine.grid(requestOf('x', { field, parameters: [a] }));
      expect(answer?.summary.maximum).toBe(Math.abs(a));
    }
  });

  it.each<[string, Partial<Grid>]>([
    ['nx', { nx: 1 }],
    ['ny', { ny: 2.5 }],
    ['x', { x: [1, 1] }],
    ['y', { y: [0, Infinity] }],
  ])('refuses a grid of impossible %s by name', async (name, part) => {
    await expect(createCpuEngine().grid(requestOf('x', { grid: { ...THREE, ...part } }))).rejects.toThrow(
      new RegExp(`^${name} = `),
    );
  });

  it('says what went wrong in a band', async () => {
    const failing = {
      ...INLINE_RUNNER,
      run: () => Promise.resolve([{ kind: 'failed', message: 'no room' } as const]),
    };
    await expect(createCpuEngine(failing).grid(requestOf('x'))).rejects.toThrow(EngineError);
    await expect(createCpuEngine(failing).grid(requestOf('x'))).rejects.toThrow(/no room/);
  });

  it('does nothing more once disposed of', async () => {
    const engine = createCpuEngine();
    engine.dispose();
    await expect(engine.grid(requestOf('x'))).rejects.toThrow(EngineError);
  });
});
