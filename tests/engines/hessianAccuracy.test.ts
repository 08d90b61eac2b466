// How exact the Hessian on the GPU is: the exact gradients of both partials in f32, as `gradscape.grid` answers them,
// against the graph in f64, at the coordinates that f32 has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileTape, Tape } from '../../src/engines/cpu/tape';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { compileExpression, gradient, hessian, parseExpression } from '../../src/expression';
import type { Grid } from '../../src/fields/grid';
import type { GridEngine } from '../../src/fields/gridRequest';
import { requestTestDevice } from '../support/gpuDevice';
import {
  BEYOND_SINGLE,
  type Bounds,
  componentOf,
  coordinates,
  errorsBetween,
  LANDSCAPES,
  type Measured,
  OTHERS,
  type Sampled,
} from '../support/singlePrecision';

/** Samples a side; others by GRADSCAPE_SIDE. */
const SIDE = Number(process.env.GRADSCAPE_SIDE ?? 96);

/**
 * The sizes are Frobenius norms, ‖H‖, so that the median is of all entries together. Twice the median that is promised of
 * gradients, whose own rounded operands a second partial differentiates once more.
 */
const PROMISED: Bounds = { median: 3, largest: 16 };

/** What is measured at 96² and 192² and a quarter more, and why. */
const EXCEPTIONS: Readonly<Record<string, Partial<Bounds> & { readonly why: string }>> = {
  Easom: {
    median: 6.5,
    why: 'exp of arguments down to -20, which are rounded: relative error eps·|argument|',
  },
  'Schaffer 2': {
    median: 35,
    largest: 240,
    why: 'sin of x^2 - y^2, up to 100, each square rounded to eps·100',
  },
  'Bukin 6': {
    largest: Number.POSITIVE_INFINITY,
    why: '|u|^(-3/2) has no bound towards the valley, where the digits of u = y - 0.01 x^2 cancel',
  },
  Eggholder: {
    median: 6.3,
    largest: Number.POSITIVE_INFINITY,
    why: 'sin of arguments up to 33, each rounded; |u|^(-3/2) has no bound towards u = 0',
  },
  Peaks: {
    median: 4.7,
    why: 'exp of arguments down to -25, which are rounded: relative error eps·|argument|',
  },
};

let engine: GridEngine;
beforeAll(async () => {
  engine = createWebGpuEngine({ device: await requestTestDevice() });
});
afterAll(() => engine.dispose());

async function measure({ f, domain }: Sampled): Promise<Measured> {
  const { builder, root, variables } = compileExpression(parseExpression(f));
  const { graph } = builder;
  const partials = gradient(builder, root, variables);
  const second = hessian(builder, root, variables).flat();
  const [xs, ys] = [coordinates(domain[0], SIDE), coordinates(domain[1], SIDE)];
  const exact = new Tape(compileTape(graph, second, variables, [])).run([], xs, ys);
  const grid: Grid = { nx: SIDE, ny: SIDE, x: domain[0], y: domain[1] };
  const found: Float32Array[] = [];
  for (const value of partials) {
    const field = { graph, value, variables, parameters: [] };
    const derivative = { method: 'exact', step: 1 } as const;
    const answer = await engine.grid({ target: 'accuracy', field, parameters: [], grid, derivative });
    if (answer === null) throw new Error('the request was superseded');
    const texels = await engine.read(answer.texels, grid, 4);
    found.push(componentOf(texels, 1), componentOf(texels, 2));
  }
  return errorsBetween(exact, found);
}

describe('the Hessian on the GPU', () => {
  const known = [...LANDSCAPES, ...OTHERS].map((sampled) => [sampled.name, sampled] as const);

  it.each(known.filter(([name]) => name !== BEYOND_SINGLE))('of %s has its digits', async (name, sampled) => {
    const { why, ...own } = EXCEPTIONS[name] ?? { why: 'promised of every function' };
    const bounds: Bounds = { ...PROMISED, ...own };
    const { median, largest, compared } = await measure(sampled);
    if (process.env.GRADSCAPE_TABLE)
      console.log(`| ${name} | ${median.toFixed(2)} | ${largest.toFixed(2)} |`);
    expect(compared).toBeGreaterThan(0.99 * SIDE * SIDE);
    expect(median, `median, ${why}`).toBeLessThanOrEqual(bounds.median);
    expect(largest, `largest, ${why}`).toBeLessThanOrEqual(bounds.largest);
  });

  it.each(known.filter(([name]) => name === BEYOND_SINGLE))(
    'of %s is nowhere to be had',
    async (_, sampled) => {
      expect((await measure(sampled)).compared).toBe(0);
    },
  );

  it('has an exception for no function that is not measured', () => {
    const names = known.map(([name]) => name);
    expect(Object.keys(EXCEPTIONS).filter((name) => !names.includes(name))).toEqual([]);
  });
});
