// The whole way, from typed text to samples: elementary functions, parameters, faults.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { compileExpression } from '../../src/expression/lower';
import { parseExpression } from '../../src/expression/parse';
import type { Grid } from '../../src/fields/grid';
import type { GridEngine } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { requestTestDevice } from '../support/gpuDevice';
import { present, requestOf } from './webgpuFields';

/** A handful of roundings in f32, each of 6e-8. */
const TOLERANCE = 2e-6;

const GRID: Grid = { nx: 23, ny: 19, x: [-2, 2.4], y: [-1.5, 2.1] };

let engine: GridEngine;

beforeAll(async () => {
  engine = createWebGpuEngine({ device: await requestTestDevice(), description: 'software' });
});
afterAll(() => engine.dispose());

function fieldOf(text: string, parameters: readonly string[] = []): ScalarField {
  const { builder, root } = compileExpression(parseExpression(text));
  return { graph: builder.graph, value: root, variables: ['x', 'y'], parameters };
}

interface Case {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, number>>;
  /** (f, ∂f/∂x, ∂f/∂y), NaN where undefined. */
  readonly expected: (x: number, y: number) => readonly [number, number, number];
}

const { sin, cos, exp, log, sqrt, tanh } = Math;

describe('the engine over typed functions', () => {
  test('tells what it runs on', () => {
    expect([engine.name, engine.description]).toEqual(['webgpu', 'software']);
  });

  test.each<Case>([
    {
      text: 'sin(x) * cos(y)',
      expected: (x, y) => [sin(x) * cos(y), cos(x) * cos(y), -sin(x) * sin(y)],
    },
    {
      text: 'a * exp(-(x^2 + y^2)) + b * x',
      parameters: { a: 1.5, b: -0.25 },
      expected: (x, y) => {
        const bell = 1.5 * exp(-(x * x + y * y));
        return [bell - 0.25 * x, -2 * x * bell - 0.25, -2 * y * bell];
      },
    },
    {
      text: 'log(x) + sqrt(y)',
      expected: (x, y) => [log(x) + sqrt(y), x > 0 && y > 0 ? 1 / x : Number.NaN, 0.5 / sqrt(y)],
    },
    {
      text: 'tanh(x * y)',
      expected: (x, y) => {
        const slope = 1 - tanh(x * y) ** 2;
        return [tanh(x * y), y * slope, x * slope];
      },
    },
  ])('$text', async ({ text, parameters = {}, expected }) => {
    const field = fieldOf(text, Object.keys(parameters));
    const request = requestOf(field, GRID, { parameters: Object.values(parameters) });
    const answer = present(await engine.grid(request));
    const data = await engine.read(answer.texels, GRID, 4);
    for (let j = 0; j < GRID.ny; j++) {
      for (let i = 0; i < GRID.nx; i++) {
        const x = Math.fround(GRID.x[0] + (i * 4.4) / 22);
        const y = Math.fround(GRID.y[0] + (j * 3.6) / 18);
        const [f, dx, dy] = expected(x, y);
        const at = 4 * (j * GRID.nx + i);
        const hasGradient = Number.isFinite(dx) && Number.isFinite(dy);
        const validity = Number.isFinite(f) ? (hasGradient ? 2 : 1) : 0;
        expect(data[at + 3], `validity at (${x}, ${y})`).toBe(validity);
        for (const [component, value] of [f, dx, dy].entries()) {
          const wanted = validity > (component === 0 ? 0 : 1) ? value : 0;
          const error = Math.abs((data[at + component] ?? Number.NaN) - wanted);
          expect(error, `component ${component} at (${x}, ${y})`).toBeLessThanOrEqual(
            TOLERANCE * (1 + Math.abs(wanted)),
          );
        }
      }
    }
  });
});
