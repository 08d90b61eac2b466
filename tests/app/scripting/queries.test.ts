// What other programs ask through the scripting door and headless.ts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHeadless, EngineError, ExpressionError, type Headless } from '../../../src/headless';
import { requestTestDevice } from '../../support/gpuDevice';

/** Values that f32 rounds once or a few times. */
const F32_TOLERANCE = 2e-6;

let gradscape: Headless;
beforeAll(async () => {
  gradscape = createHeadless({ device: await requestTestDevice() });
});
afterAll(() => gradscape.dispose());

describe('evaluate', () => {
  it('answers value, gradient and Hessian of functions of any number of variables', async () => {
    const [answer] = await gradscape.evaluate({
      f: 'x^2*y*z + sin(x*y) + z^3',
      variables: ['x', 'y', 'z'],
      points: [[1, 2, 3]],
      want: ['value', 'gradient', 'hessian'],
      engine: 'cpu',
    });
    expect(answer?.value).toBeCloseTo(33.90929742682568, 12);
    expect(answer?.gradient).toHaveLength(3);
    expect(answer?.gradient?.[0]).toBeCloseTo(11.167706326905716, 12);
    expect(answer?.hessian?.[2]?.[2]).toBe(18);
    expect(answer?.hessian?.[0]?.[1]).toBeCloseTo(answer?.hessian?.[1]?.[0] ?? 0, 12);
  });

  it('says why a value is undefined, and gives no derivative there', async () => {
    const query = { f: 'log(x) + y', points: [[-1, 2]], engine: 'cpu' } as const;
    expect(await gradscape.evaluate(query)).toEqual([
      {
        value: Number.NaN,
        gradient: [Number.NaN, Number.NaN],
        fault: 'log of a number that is not positive',
      },
    ]);
  });

  it('answers points on the GPU in f32', async () => {
    const points = [
      [0.5, -1],
      [-2, 3],
    ];
    const query = { f: 'sin(x)*exp(y/4)', points } as const;
    const exact = await gradscape.evaluate({ ...query, engine: 'cpu' });
    const approximate = await gradscape.evaluate({ ...query, engine: 'webgpu' });
    approximate.forEach(({ value, gradient }, index) => {
      expect(Math.abs((value ?? 0) - (exact[index]?.value ?? 1))).toBeLessThan(F32_TOLERANCE);
      gradient?.forEach((partial, k) => {
        expect(Math.abs(partial - (exact[index]?.gradient?.[k] ?? 1))).toBeLessThan(F32_TOLERANCE);
      });
    });
  });

  it('answers Hessians on the GPU, in f32 and undefined where the function is', async () => {
    const query = {
      f: 'x^3*y + y*log(y)',
      points: [
        [2, 1],
        [-1, 4],
        [3, -1],
      ],
      engine: 'webgpu',
    } as const;
    const answers = await gradscape.evaluate({ ...query, want: ['hessian'] });
    // ((6xy, 3x²), (3x², 1/y)), where y > 0.
    const undefinedRow = [Number.NaN, Number.NaN];
    expect(answers).toEqual([
      {
        hessian: [
          [12, 12],
          [12, 1],
        ],
      },
      {
        hessian: [
          [-24, 3],
          [3, 0.25],
        ],
      },
      { hessian: [undefinedRow, undefinedRow] },
    ]);
    const [all] = await gradscape.evaluate({ ...query, want: ['value', 'gradient', 'hessian'] });
    expect(all).toEqual({
      value: 8,
      gradient: [12, 9],
      hessian: [
        [12, 12],
        [12, 1],
      ],
    });
  });

  it('refuses points of the wrong dimension, on the GPU of other than two, and unknown symbols', async () => {
    const three = { f: 'x*y*z', variables: ['x', 'y', 'z'], points: [[1, 2, 3]], engine: 'webgpu' } as const;
    await expect(gradscape.evaluate(three)).rejects.toThrow('two coordinates only');
    await expect(gradscape.evaluate({ f: 'x+y', points: [[1]] })).rejects.toThrow(
      '1 coordinates, expected 2',
    );
    await expect(gradscape.evaluate({ f: 'a*x', points: [[1, 2]] })).rejects.toThrow(
      'no value for the symbol a',
    );
    await expect(gradscape.evaluate({ f: 'x+', points: [[1, 2]] })).rejects.toThrow(ExpressionError);
  });
});

describe('grid', () => {
  const square = { nx: 3, ny: 3, x: [-1, 1], y: [-1, 1] } as const;

  it.each(['cpu', 'webgpu'] as const)(
    'gives samples row by row, NaN where undefined, on %s',
    async (engine) => {
      const { value, dx, minimum, maximum } = await gradscape.grid({ f: 'sqrt(x) + 2*y', ...square, engine });
      expect([...value]).toEqual([Number.NaN, -2, -1, Number.NaN, 0, 1, Number.NaN, 2, 3]);
      // At x = 0 the slope of the root does not exist.
      expect([...dx].slice(0, 3)).toEqual([Number.NaN, Number.NaN, 0.5]);
      expect([minimum, maximum]).toEqual([-2, 3]);
    },
  );

  it.each(['cpu', 'webgpu'] as const)(
    'brings the Hessian of every sample where asked, on %s',
    async (engine) => {
      const query = { f: 'x^3*y + log(y)', nx: 3, ny: 3, x: [-1, 1], y: [-1, 1], engine } as const;
      const { hessian, dx } = await gradscape.grid({ ...query, want: ['hessian'] });
      // fxx = 6xy, fxy = 3x², fyy = -1/y², where y > 0.
      const nothing = new Array(6).fill(Number.NaN);
      expect([...(hessian?.xx ?? [])]).toEqual([...nothing, -6, 0, 6]);
      expect([...(hessian?.xy ?? [])]).toEqual([...nothing, 3, 0, 3]);
      expect([...(hessian?.yy ?? [])]).toEqual([...nothing, -1, -1, -1]);
      expect([...dx]).toEqual([...nothing, 3, 0, 3]);
      expect((await gradscape.grid(query)).hessian).toBeUndefined();
    },
  );

  it('holds free symbols at the values given and needs two coordinates', async () => {
    const { value } = await gradscape.grid({ f: 'a*x', parameters: { a: 3 }, ...square, engine: 'cpu' });
    expect(value[2]).toBe(3);
    await expect(gradscape.grid({ f: 'f(x,y,z)=x*y*z', ...square })).rejects.toThrow('two coordinates');
  });
});

describe('descend', () => {
  it('contracts a parabola by 1 − 2η a step', async () => {
    const { path, values, outcome } = await gradscape.descend({
      f: 'x^2 + y^2',
      start: [1, -2],
      steps: 10,
      hyperparameters: { eta: 0.25 },
    });
    expect(path.length).toBe(22);
    expect(path[20]).toBeCloseTo(0.5 ** 10, 15);
    expect(values[1]).toBeCloseTo(5 / 4, 15);
    expect(outcome).toEqual({ kind: 'finished', step: 10 });
  });

  it('accumulates velocity with momentum', async () => {
    const { path } = await gradscape.descend({
      f: 'x',
      start: [0, 0],
      steps: 3,
      optimizer: 'momentum',
      hyperparameters: { eta: 1, beta: 0.5 },
    });
    // Velocities 1, 1.5, 1.75 under a constant gradient of 1.
    expect([path[2], path[4], path[6]]).toEqual([-1, -2.5, -4.25]);
  });

  it.each([
    ['converged', { f: 'x^2 + y^2', start: [0, 0] }],
    ['diverged', { f: 'x^2 + y^2', start: [1, 1], steps: 200, hyperparameters: { eta: 1.9 } }],
    ['undefined', { f: 'log(x) + y', start: [0.1, 0], hyperparameters: { eta: 0.05 } }],
  ] as const)('says that a descent has %s', async (kind, query) => {
    expect((await gradscape.descend(query)).outcome.kind).toBe(kind);
  });

  it('names the optimizers there are where it is asked for another', async () => {
    const query = { f: 'x', start: [0, 0], optimizer: 'hope' };
    await expect(gradscape.descend(query)).rejects.toThrow('there are gradientDescent, momentum');
  });

  it('refuses an engine that runs no descents', async () => {
    await expect(gradscape.descend({ f: 'x', start: [0, 0], engine: 'webgpu' })).rejects.toThrow(EngineError);
  });
});
