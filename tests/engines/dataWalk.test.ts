// Means over data by the plain walk: hand-computed values, gradients against the notebook's, compensation, faults.

import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { Builder, FAULTS, gradient, hessian, type NodeId, rowStages } from '../../src/expression';
import type { DataTable } from '../../src/fields/dataTable';
import notebook from '../golden/notebook.json';
import { table } from '../support/dataTable';

/** mean((w·x + b - y)²). */
function squaredError(b: Builder): NodeId {
  const predicted = b.add(b.multiply(b.variable('w'), b.column('x')), b.variable('b'));
  const residual = b.subtract(predicted, b.column('y'));
  return b.mean(b.multiply(residual, residual));
}

function evaluate(b: Builder, roots: readonly NodeId[], data: DataTable, at: readonly number[]): number[] {
  const walk = new Walk(b.graph, roots, ['w', 'b'], []);
  walk.setData(data);
  walk.evaluate(...at);
  return roots.map((_, index) => walk.value(index));
}

describe('a mean over rows', () => {
  it('is the arithmetic mean', () => {
    const b = new Builder();
    const data = table({ x: [1, 2, 6] });
    expect(evaluate(b, [b.mean(b.column('x'))], data, [0, 0])).toEqual([3]);
  });

  it('of what is the same in every row is that itself', () => {
    const b = new Builder();
    expect(b.mean(b.variable('w'))).toBe(b.variable('w'));
    const mean = b.mean(b.column('x'));
    expect(b.mean(b.multiply(mean, b.variable('w')))).toBe(b.multiply(mean, b.variable('w')));
  });

  it('may be made of other means: a variance', () => {
    const b = new Builder();
    const deviation = b.subtract(b.column('x'), b.mean(b.column('x')));
    const variance = b.mean(b.multiply(deviation, deviation));
    expect(rowStages(b.graph, [variance]).map(({ means }) => means.length)).toEqual([1, 1, 0]);
    expect(evaluate(b, [variance], table({ x: [1, 2, 6] }), [0, 0])[0]).toBeCloseTo(14 / 3, 14);
  });

  it('loses no small terms among large ones', () => {
    const b = new Builder();
    const x = [1e16, ...Array.from({ length: 1000 }, () => 1), -1e16];
    expect(evaluate(b, [b.mean(b.column('x'))], table({ x }), [0, 0])[0]).toBe(1000 / 1002);
  });

  it('is undefined where one row is, and says why', () => {
    const b = new Builder();
    const root = b.mean(b.call('log', b.column('x')));
    const walk = new Walk(b.graph, [root], [], []);
    walk.setData(table({ x: [1, -1, 2] }));
    walk.evaluate();
    expect(walk.value(0)).toBeNaN();
    expect(walk.faults(0) & FAULTS.logOfNonPositive.bit).not.toBe(0);
    walk.setData(table({ x: [1, 1, 1] }));
    walk.evaluate();
    expect(walk.value(0)).toBe(0);
  });

  it('refuses a root that differs from row to row, and data without the column', () => {
    const b = new Builder();
    expect(() => new Walk(b.graph, [b.column('x')], [], [])).toThrow('differs from row to row');
    const walk = new Walk(b.graph, [b.mean(b.column('x'))], [], []);
    expect(() => walk.setData(table({ z: [1] }))).toThrow('the data has no column x; its columns are z');
  });
});

describe('derivatives of a mean', () => {
  const { x, y, at } = notebook.linear_regression;

  it("are those of the notebook's linear regression to 1e-12", () => {
    const b = new Builder();
    const loss = squaredError(b);
    const roots = [loss, ...gradient(b, loss, ['w', 'b'])];
    for (const expected of at) {
      const [value, ...partials] = evaluate(b, roots, table({ x, y }), [expected.w, expected.b]);
      const scale = Math.max(1, Math.abs(expected.loss));
      expect(Math.abs((value ?? 0) - expected.loss)).toBeLessThan(1e-12 * scale);
      partials.forEach((partial, index) => {
        const wanted = expected.gradient[index] ?? Number.NaN;
        expect(Math.abs(partial - wanted)).toBeLessThan(1e-12 * Math.max(1, Math.abs(wanted)));
      });
    }
  });

  it('are twice differentiable: the Hessian of least squares is 2·[mean x², mean x; mean x, 1]', () => {
    const b = new Builder();
    const nodes = hessian(b, squaredError(b), ['w', 'b']).flat();
    expect(evaluate(b, nodes, table({ x: [1, 2, 6], y: [0, 0, 0] }), [3, 4])).toEqual([82 / 3, 6, 6, 2]);
  });
});
