// Linear and logistic regression against the notebook's numbers, in f64.

import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { gradient } from '../../src/expression';
import type { DataTable } from '../../src/fields/dataTable';
import { NOTEBOOK_CLASSES, NOTEBOOK_LINE } from '../../src/models/datasets/notebook';
import { leastSquares, linearRegression } from '../../src/models/linearRegression';
import { logisticRegression } from '../../src/models/logisticRegression';
import type { LossModel } from '../../src/models/lossModel';
import notebook from '../golden/notebook.json';

const LINE = { features: ['x'], target: 'y' };
const CLASSES = { features: ['x1', 'x2'], target: 'y' };
const EPSILON = 1e-12;

function evaluate(model: LossModel, at: readonly number[], held: readonly number[] = []): number[] {
  const { builder, loss, variables, parameters, data } = model;
  const roots = [loss, ...gradient(builder, loss, variables)];
  const walk = new Walk(builder.graph, roots, variables, parameters);
  walk.setData(data);
  walk.setParameters(held);
  walk.evaluate(...at);
  return roots.map((_, index) => walk.value(index));
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((wanted, index) => {
    expect(Math.abs((found[index] ?? Number.NaN) - wanted)).toBeLessThan(EPSILON * scale);
  });
}

describe('linear regression', () => {
  it.each(notebook.linear_regression.at)("has the notebook's loss and gradient at w = $w, b = $b", (at) => {
    expectClose(evaluate(linearRegression(NOTEBOOK_LINE, LINE), [at.w, at.b]), [at.loss, ...at.gradient]);
  });

  it('has its least squares in closed form, where the gradient is nothing', () => {
    const { w, b, loss } = notebook.linear_regression.least_squares;
    const found = leastSquares(NOTEBOOK_LINE, LINE);
    expectClose(found ?? [], [w, b]);
    expectClose(evaluate(linearRegression(NOTEBOOK_LINE, LINE), found ?? []), [loss, 0, 0]);
  });

  it('has no single least squares where all x are equal', () => {
    const column = (name: string, values: readonly number[]) => ({ name, values: Float64Array.from(values) });
    const data: DataTable = { rows: 2, columns: [column('x', [1, 1]), column('y', [0, 2])] };
    expect(leastSquares(data, LINE)).toBeNull();
  });
});

describe('logistic regression', () => {
  it.each(notebook.logistic_regression.at)("has the notebook's loss and gradient at $parameters", (at) => {
    const [w1 = 0, w2 = 0, b = 0] = at.parameters;
    const [d1 = 0, d2 = 0, db = 0] = at.gradient;
    const seen = (variables: readonly string[]) => logisticRegression(NOTEBOOK_CLASSES, CLASSES, variables);
    expectClose(evaluate(seen(['w1', 'w2']), [w1, w2], [b]), [at.loss, d1, d2]);
    expectClose(evaluate(seen(['w1', 'b']), [w1, b], [w2]), [at.loss, d1, db]);
    expectClose(evaluate(seen(['w2', 'b']), [w2, b], [w1]), [at.loss, d2, db]);
  });

  it("equals the form that clips the probability, as the notebook's does, wherever nothing is clipped", () => {
    const { x, y, at } = notebook.logistic_regression;
    for (const { parameters } of at) {
      const [w1 = 0, w2 = 0, b = 0] = parameters;
      const terms = x.map(([a = 0, c = 0], row) => {
        const p = Math.min(1 - 1e-15, Math.max(1e-15, 1 / (1 + Math.exp(-(w1 * a + w2 * c + b)))));
        return -((y[row] ?? 0) * Math.log(p) + (1 - (y[row] ?? 0)) * Math.log(1 - p));
      });
      const clipped = terms.reduce((sum, term) => sum + term, 0) / terms.length;
      const [loss = 0] = evaluate(logisticRegression(NOTEBOOK_CLASSES, CLASSES, ['w1', 'w2']), [w1, w2], [b]);
      // ln(1 − p) of a p near 1 loses the digits that p's rounding does.
      expect(Math.abs(loss - clipped)).toBeLessThan(1e-12);
    }
  });

  it('neither overflows nor breaks at logits that exp cannot hold', () => {
    const [loss = Number.NaN] = evaluate(
      logisticRegression(NOTEBOOK_CLASSES, CLASSES, ['w1', 'w2']),
      [-1e6, 0],
      [0],
    );
    expect(loss).toBeGreaterThan(1e6);
    expect(Number.isFinite(loss)).toBe(true);
  });
});
