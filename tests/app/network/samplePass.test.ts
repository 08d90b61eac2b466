// The passes of a network in numbers, against the notebook's, and as the drawing shows them.

import { describe, expect, it } from 'vitest';
import { networkLandscape } from '../../../src/app/network/landscape';
import { networkDrawing } from '../../../src/app/network/networkDrawing';
import { gradientTables, passNumbers } from '../../../src/app/network/samplePass';
import { OPENING } from '../../../src/app/subject/openSubject';
import type { AppState } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';
import notebook from '../../golden/notebook.json';

const STATE: AppState = { ...DEFAULT_STATE, ...OPENING.network };

function opened() {
  const { scene } = networkLandscape(STATE, null);
  if (scene === undefined) throw new Error('expected a scene');
  return scene;
}

const points = notebook.xor_network.at.map(({ parameters: { W1, b1, W2, b2 }, ...expected }) => ({
  theta: Float64Array.from([...W1.flat(), ...b1, ...W2.flat(), ...b2]),
  weights: { W1, b1, W2, b2 },
  ...expected,
}));

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  const scale = Math.max(...wanted.map(Math.abs));
  // Sums of four rows that nearly cancel: 1e-12 of the loss, and ten digits of the gradient itself.
  found.forEach((value, index) => {
    expect(Math.abs(value - (wanted[index] ?? Number.NaN))).toBeLessThanOrEqual(
      Math.min(1e-12, 1e-10 * scale),
    );
  });
}

describe("the passes of the notebook's network", () => {
  const { model } = opened();

  it.each(points)(
    'are tables of dW1, db1, dW2, db2 with their shapes, equal to the notebook’s where the loss is $loss',
    ({ theta, gradient }) => {
      const tables = gradientTables(passNumbers(model, theta, null));
      expect(tables.map(({ name, shape }) => `${name} ${shape}`)).toEqual([
        'dW1 (4, 2)',
        'db1 (4,)',
        'dW2 (1, 4)',
        'db2 (1,)',
      ]);
      const wanted = [gradient.dW1, [gradient.db1], gradient.dW2, [gradient.db2]];
      tables.forEach(({ rows }, index) => {
        expectClose(rows.flat(), wanted[index]?.flat() ?? []);
      });
    },
  );

  it.each(points)(
    'have the prediction of every row as last output, and gradients that are means of the rows’ own',
    ({ theta, predictions, gradient }) => {
      const own = predictions.map((prediction, row) => {
        const [first, second] = passNumbers(model, theta, row);
        expect(Math.abs((second?.row?.outputs[0] ?? Number.NaN) - prediction)).toBeLessThan(1e-12);
        expect(second?.row?.deltas[0]).toBeCloseTo(prediction - (notebook.xor_network.y[row] ?? 0), 12);
        return first?.row?.weightGradients.flat() ?? [];
      });
      const mean = (own[0] ?? []).map(
        (_, index) => own.reduce((sum, values) => sum + (values[index] ?? Number.NaN), 0) / own.length,
      );
      mean.forEach((value, index) => {
        expect(Math.abs(value - (gradient.dW1.flat()[index] ?? Number.NaN))).toBeLessThan(1e-12);
      });
    },
  );

  it('have weights and biases where the notebook has them, and z = W·x + b', () => {
    const [, point] = points;
    if (!point) throw new Error('expected a second point');
    const row = 1;
    const [first, second] = passNumbers(model, point.theta, row);
    expect(first?.weights).toEqual(point.weights.W1);
    expect(first?.biases).toEqual(point.weights.b1);
    expect(second?.weights).toEqual(point.weights.W2);
    expect(second?.biases).toEqual(point.weights.b2);
    const x = notebook.xor_network.x[row] ?? [];
    point.weights.W1.forEach((weights, unit) => {
      const z = weights.reduce(
        (sum, weight, input) => sum + weight * (x[input] ?? 0),
        point.weights.b1[unit] ?? 0,
      );
      expect(first?.row?.sums[unit]).toBeCloseTo(z, 12);
      expect(first?.row?.outputs[unit]).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
      expect(first?.row?.weightGradients[unit]?.[1]).toBeCloseTo(
        (first?.row?.deltas[unit] ?? 0) * (x[1] ?? 0),
        12,
      );
    });
  });
});

describe('the passes of a wide network', () => {
  it('say what range their gradients have where nobody could read them', () => {
    const { scene } = networkLandscape({ ...STATE, layers: '32,32', initialWeights: 'glorot' }, null);
    if (scene === undefined) throw new Error('expected a scene');
    const tables = gradientTables(passNumbers(scene.model, scene.trainer.theta, null));
    expect(tables.map(({ name, shape }) => `${name} ${shape}`)).toContain('dW2 (32, 32)');
    for (const { name, rows, summary } of tables) {
      if (name === 'dW2')
        expect([rows, summary]).toEqual([[], expect.stringMatching(/^1024 numbers from −.* of length /)]);
      else expect(summary).toBeNull();
    }
  });
});

describe('the drawing', () => {
  const scene = opened();
  const theta = points[0]?.theta ?? new Float64Array(17);

  it('has a unit for every input and unit, an edge for every weight, and no numbers before a row is chosen', () => {
    const { columns, edges } = networkDrawing(scene, passNumbers(scene.model, theta, null), null);
    expect(columns.map(({ length }) => length)).toEqual([2, 4, 1]);
    expect(edges).toHaveLength(12);
    expect(edges[1]).toMatchObject({ layer: 0, from: 1, to: 0, weight: theta[1] });
    expect(columns.flat().flatMap(({ lines }) => lines)).toEqual([]);
    expect(columns.flat().map(({ bias }) => bias)).toEqual([null, null, 0, 0, 0, 0, 0]);
  });

  it('says z, a and δ of the row chosen, and what was wanted', () => {
    const { columns, edges } = networkDrawing(scene, passNumbers(scene.model, theta, 1), 1);
    expect(columns[0]?.map(({ lines }) => lines)).toEqual([['0'], ['1']]);
    expect(columns[2]?.[0]?.lines).toEqual(['z −0.00426', 'a 0.499', 'δ −0.501']);
    expect(columns[2]?.[0]?.detail).toContain('wanted 1');
    expect(edges[0]?.detail).toMatch(/^W1\[1, 1\] = 0\.0049671, dW over all rows = .*, of this row δ·a = 0$/);
  });
});
