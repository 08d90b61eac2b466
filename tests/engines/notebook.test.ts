// Every number of the derivatives notebook about functions given as formulae.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { compileExpression, gradient, parseExpression } from '../../src/expression';
import { type GridEngine, VALIDITY } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { requestTestDevice } from '../support/gpuDevice';

interface Notebook {
  readonly tangent: { f: string; x0: number; value: number; slope: number; line: string };
  readonly rules: readonly {
    f: string;
    derivative: string;
    x: readonly number[];
    value: readonly number[];
  }[];
  readonly common_functions: readonly { f: string; derivative: string; domain: readonly [number, number] }[];
  readonly partials: readonly {
    f: string;
    at: readonly number[];
    value: number;
    gradient: readonly number[];
  }[];
  readonly gradients: readonly { f: string; at: readonly number[]; gradient: readonly number[] }[];
  readonly exercises: readonly {
    f: string;
    variables: readonly string[];
    derivatives: readonly string[];
    at?: readonly number[];
    gradient?: readonly number[];
  }[];
}

const NOTEBOOK = JSON.parse(readFileSync('tests/golden/notebook.json', 'utf8')) as Notebook;

/** The golden numbers are themselves rounded to f64, after a handful of operations. */
const DOUBLE_TOLERANCE = 1e-12;
/**
 * f32: some ten operations of at most 4·2^-23 each (shaders/math promises 1.5 ulp, WGSL 2.5 for a quotient), without
 * cancellation in these formulae beyond a factor of 4.
 */
const SINGLE_TOLERANCE = 10 * 4 * 4 * 2 ** -23;

const ALL_VARIABLES = ['a', 'b', 'c', 'd', 'x', 'y', 'z'];

interface Evaluated {
  readonly value: number;
  readonly gradient: readonly number[];
}

function variablesOf(text: string): readonly string[] {
  const { parameters } = parseExpression(text, { variables: [] });
  return ALL_VARIABLES.filter((name) => parameters.includes(name));
}

function evaluate(text: string, variables: readonly string[], point: readonly number[]): Evaluated {
  const { builder, root, parameters } = compileExpression(parseExpression(text, { variables }));
  expect(parameters).toEqual([]);
  const walk = new Walk(builder.graph, [root, ...gradient(builder, root, variables)], variables, []);
  walk.evaluate(...point);
  return { value: walk.value(0), gradient: variables.map((_, index) => walk.value(index + 1)) };
}

function expectNear(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected), `${found}, expected ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );
}

function samplesOf([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: 41 }, (_, i) => low + (i * (high - low)) / 40);
}

describe('in f64', () => {
  it('the tangent of x² touches at its point with its slope', () => {
    const { f, x0, value, slope, line } = NOTEBOOK.tangent;
    const found = evaluate(f, ['x'], [x0]);
    expect(found).toEqual({ value, gradient: [slope] });
    expect(evaluate(line, ['x'], [x0])).toEqual({ value, gradient: [slope] });
  });

  it.each(NOTEBOOK.rules)('the derivative of $f is $derivative', ({ f, derivative, x, value }) => {
    expect(x.length).toBe(value.length);
    x.forEach((at, k) => {
      expectNear(
        evaluate(f, ['x'], [at]).gradient[0] ?? Number.NaN,
        value[k] ?? Number.NaN,
        DOUBLE_TOLERANCE,
      );
      expectNear(evaluate(derivative, ['x'], [at]).value, value[k] ?? Number.NaN, DOUBLE_TOLERANCE);
    });
  });

  it.each(NOTEBOOK.common_functions)(
    'the derivative of $f over its domain is $derivative',
    ({ f, derivative, domain }) => {
      for (const at of samplesOf(domain)) {
        const expected = evaluate(derivative, ['x'], [at]).value;
        const found = evaluate(f, ['x'], [at]).gradient[0] ?? Number.NaN;
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expectNear(found, expected, DOUBLE_TOLERANCE);
      }
    },
  );

  it.each(NOTEBOOK.partials)(
    '$f at $at has the value $value and the partials $gradient',
    ({ f, at, value, gradient: expected }) => {
      const found = evaluate(f, variablesOf(f), at);
      expectNear(found.value, value, DOUBLE_TOLERANCE);
      expect(found.gradient).toHaveLength(expected.length);
      found.gradient.forEach((partial, k) => {
        expectNear(partial, expected[k] ?? Number.NaN, DOUBLE_TOLERANCE);
      });
    },
  );

  it.each(NOTEBOOK.gradients)('∇($f) at $at is $gradient', ({ f, at, gradient: expected }) => {
    const found = evaluate(f, variablesOf(f), at).gradient;
    expect(found).toHaveLength(expected.length);
    found.forEach((partial, k) => {
      expectNear(partial, expected[k] ?? Number.NaN, DOUBLE_TOLERANCE);
    });
  });

  it.each(NOTEBOOK.exercises.filter(({ f }) => !f.includes('mean')))(
    'the exercise $f has the partials $derivatives',
    ({ f, variables, derivatives, at, gradient: expected }) => {
      for (const point of [at ?? variables.map(() => 1.5), variables.map((_, k) => -0.7 - k / 3)]) {
        const found = evaluate(f, variables, point).gradient;
        derivatives.forEach((derivative, k) => {
          expectNear(found[k] ?? Number.NaN, evaluate(derivative, variables, point).value, DOUBLE_TOLERANCE);
        });
        if (point === at) {
          expected?.forEach((partial, k) => {
            expectNear(found[k] ?? Number.NaN, partial, DOUBLE_TOLERANCE);
          });
        }
      }
    },
  );
});

describe('on the GPU in f32', () => {
  let engine: GridEngine;
  beforeAll(async () => {
    engine = createWebGpuEngine({ device: await requestTestDevice(), description: 'test' });
  });

  /** (f, ∂f/∂u, ∂f/∂v) at a node in the middle of a grid; further variables are held as parameters. */
  async function evaluateOnGpu(
    text: string,
    variables: readonly string[],
    point: readonly number[],
  ): Promise<number[]> {
    const [u = 'x', v = u === 'y' ? 'x' : 'y'] = variables;
    const axes = [u, v];
    const { builder, root, parameters } = compileExpression(parseExpression(text, { variables: axes }));
    const field: ScalarField = { graph: builder.graph, value: root, variables: axes, parameters };
    const held = parameters.map((name) => point[variables.indexOf(name)] ?? Number.NaN);
    const [a = 0, b = 0] = point;
    // Sample (2, 1) of 5 × 3 lies in the middle.
    const grid = { nx: 5, ny: 3, x: [a - 0.0625, a + 0.0625], y: [b - 0.0625, b + 0.0625] } as const;
    const derivative = { method: 'exact', step: 1 } as const;
    const answer = await engine.grid({ target: 'notebook', field, parameters: held, grid, derivative });
    const texels = await engine.read((answer ?? expect.fail()).texels, grid, 4);
    const middle = [...texels.subarray(4 * 7, 4 * 7 + 4)];
    expect(middle.pop()).toBe(VALIDITY.gradient);
    return middle;
  }

  it('the tangent of x² has its value and slope', async () => {
    const { f, x0, value, slope } = NOTEBOOK.tangent;
    expect(await evaluateOnGpu(f, ['x'], [x0])).toEqual([value, slope, 0]);
  });

  it.each(NOTEBOOK.rules)('the derivative of $f is $derivative', async ({ f, x, value }) => {
    for (const [k, at] of x.entries()) {
      const [, slope = Number.NaN, across] = await evaluateOnGpu(f, ['x'], [at]);
      expectNear(slope, value[k] ?? Number.NaN, SINGLE_TOLERANCE);
      expect(across).toBe(0);
    }
  });

  it.each(NOTEBOOK.common_functions)(
    'the derivative of $f is $derivative',
    async ({ f, derivative, domain }) => {
      for (const at of [domain[0] + 0.125, 0.75, domain[1]]) {
        const [value = Number.NaN, slope = Number.NaN] = await evaluateOnGpu(f, ['x'], [at]);
        expectNear(value, evaluate(f, ['x'], [at]).value, SINGLE_TOLERANCE);
        expectNear(slope, evaluate(derivative, ['x'], [at]).value, SINGLE_TOLERANCE);
      }
    },
  );

  it.each([...NOTEBOOK.partials, ...NOTEBOOK.gradients])(
    '∇($f) at $at is $gradient',
    async ({ f, at, gradient: expected }) => {
      const variables = variablesOf(f);
      const [value = Number.NaN, ...partials] = await evaluateOnGpu(f, variables, at);
      expectNear(value, evaluate(f, variables, at).value, SINGLE_TOLERANCE);
      partials.forEach((partial, k) => {
        expectNear(partial, expected[k] ?? Number.NaN, SINGLE_TOLERANCE);
      });
    },
  );
});
