// Networks against the notebook's numbers and against central differences, in f64.

import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { gradient, type NodeId } from '../../src/expression';
import { type DataTable, selectRows } from '../../src/fields/dataTable';
import { Random } from '../../src/fields/random';
import { XOR } from '../../src/models/datasets/notebook';
import { initialWeights, NOTEBOOK_XOR_WEIGHTS } from '../../src/models/initialWeights';
import type { LossModel } from '../../src/models/lossModel';
import { ACTIVATIONS, NETWORK_LOSSES, type NetworkSpec, network } from '../../src/models/network';
import { predictionField } from '../../src/models/prediction';
import notebook from '../golden/notebook.json';
import { backwardPass } from '../support/backwardPass';

const EPSILON = 1e-12;
const COLUMNS = { features: ['x1', 'x2'], target: 'y' };
const NOTEBOOK_SPEC: NetworkSpec = { hidden: [4], activation: 'sigmoid', loss: 'binaryCrossEntropy' };

function evaluateNodes(
  { builder, variables, parameters, data }: LossModel,
  roots: readonly NodeId[],
  at: ArrayLike<number>,
  rows: DataTable = data,
): number[] {
  const walk = new Walk(builder.graph, roots, variables, parameters);
  walk.setData(rows);
  walk.evaluate(...Array.from(at));
  return roots.map((_, index) => walk.value(index));
}

function expectClose(found: readonly number[], expected: readonly number[], bound = EPSILON): void {
  expect(found).toHaveLength(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((wanted, index) => {
    expect(Math.abs((found[index] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(bound * scale);
  });
}

describe("the notebook's network on exclusive or", () => {
  const model = network(NOTEBOOK_SPEC, XOR, COLUMNS);
  const points = notebook.xor_network.at.map(({ parameters: { W1, b1, W2, b2 }, ...expected }) => ({
    theta: [...W1.flat(), ...b1, ...W2.flat(), ...b2],
    ...expected,
  }));

  it('starts at its weights', () => {
    expect(model.names.slice(0, 3)).toEqual(['W1_1_1', 'W1_1_2', 'W1_2_1']);
    expect(NOTEBOOK_XOR_WEIGHTS).toEqual(points[0]?.theta);
  });

  it.each(points)('has its loss and predictions: $loss', ({ theta, loss, predictions }) => {
    expectClose(evaluateNodes(model, [model.loss], theta), [loss]);
    const field = predictionField(model, COLUMNS.features);
    const walk = Walk.of(field, [field.value]);
    walk.setParameters(theta);
    const found = notebook.xor_network.x.map((features) => {
      walk.evaluate(...features);
      return walk.value(0);
    });
    expectClose(found, predictions);
  });

  it.each(points)('has its dW1, db1, dW2, db2 where the loss is $loss', ({ theta, gradient: expected }) => {
    const [first, second] = backwardPass(model);
    if (!first || !second) throw new Error('expected two layers');
    const values = (nodes: readonly NodeId[]): number[] => evaluateNodes(model, nodes, theta);
    // Relative to each array's own size: the first gradients are around 1e-6.
    const close = (nodes: readonly NodeId[], wanted: readonly number[]): void => {
      const scale = Math.max(...wanted.map(Math.abs));
      expectClose(
        values(nodes).map((value) => value / scale),
        wanted.map((value) => value / scale),
        1e-10,
      );
      expectClose(values(nodes), wanted);
    };
    close(first.weightGradients.flat(), expected.dW1.flat());
    close(first.biasGradients, expected.db1);
    close(second.weightGradients.flat(), expected.dW2.flat());
    close(second.biasGradients, expected.db2);
  });

  it('has δ = a − y in the last layer and δ = (Wᵀδ)·a·(1 − a) below it, row by row', () => {
    const [, point] = points;
    const [first, second] = backwardPass(model);
    if (!point || !first || !second) throw new Error('expected two points and two layers');
    for (let row = 0; row < XOR.rows; row++) {
      const rows = selectRows(XOR, [row]);
      const of = (nodes: readonly NodeId[]): number[] =>
        evaluateNodes(
          model,
          nodes.map((node) => model.builder.mean(node)),
          point.theta,
          rows,
        );
      const [delta = Number.NaN] = of(second.deltas);
      expectClose([delta], [(of(second.outputs)[0] ?? Number.NaN) - (notebook.xor_network.y[row] ?? 0)]);
      const weights = point.theta.slice(12, 16);
      expectClose(
        of(first.deltas),
        of(first.outputs).map((a, unit) => delta * (weights[unit] ?? 0) * a * (1 - a)),
      );
    }
  });
});

const CASES = ACTIVATIONS.flatMap((activation) => NETWORK_LOSSES.map((loss) => ({ activation, loss })));

describe('a network of any activation and loss', () => {
  const random = new Random(11);
  const classes = 3;
  const data: DataTable = {
    rows: 6,
    columns: ['x1', 'x2', 'y'].map((name) => ({
      name,
      values: Float64Array.from({ length: 6 }, (_, row) => (name === 'y' ? row % 2 : random.normal())),
    })),
  };

  it.each(CASES)('has the gradient of central differences: $activation, $loss', ({ activation, loss }) => {
    const model = network({ hidden: [3, 2], activation, loss, classes }, data, COLUMNS);
    const theta = Array.from(initialWeights(model, 'glorot', 5), (weight) => weight + 0.1 * random.normal());
    const exact = evaluateNodes(model, gradient(model.builder, model.loss, model.variables), theta);
    // cbrt(2^-52): truncation and cancellation of a central difference are then both about 4e-11.
    const h = 6e-6;
    const central = theta.map((_, index) => {
      const at = (shift: number): number => {
        const moved = theta.map((weight, other) => (other === index ? weight + shift : weight));
        return evaluateNodes(model, [model.loss], moved)[0] ?? Number.NaN;
      };
      return (at(h) - at(-h)) / (2 * h);
    });
    expectClose(exact, central, 2e-9);
  });

  it.each(NETWORK_LOSSES)('stays finite at logits of a million: %s', (loss) => {
    const model = network({ hidden: [2], activation: 'tanh', loss, classes }, data, COLUMNS);
    const theta = model.names.map((_, index) => 1e6 * (index % 2 === 0 ? 1 : -1));
    const roots = [model.loss, ...gradient(model.builder, model.loss, model.variables)];
    for (const value of evaluateNodes(model, roots, theta)) expect(value).not.toBeNaN();
  });

  it('predicts probabilities of all classes that sum to 1', () => {
    const spec: NetworkSpec = { hidden: [2], activation: 'tanh', loss: 'softmaxCrossEntropy', classes };
    const model = network(spec, data, COLUMNS);
    const outputs = model.layers.at(-1)?.outputs ?? [];
    const probabilities = evaluateNodes(
      model,
      outputs.map((node) => model.builder.mean(node)),
      model.names.map((_, index) => Math.sin(index)),
    );
    expectClose([probabilities.reduce((sum, p) => sum + p, 0)], [1]);
  });

  it('refuses widths out of range and a softmax without classes', () => {
    expect(() => network({ ...NOTEBOOK_SPEC, hidden: [65] }, XOR, COLUMNS)).toThrow('1 to 64 units, not 65');
    expect(() => network({ ...NOTEBOOK_SPEC, loss: 'softmaxCrossEntropy' }, XOR, COLUMNS)).toThrow(
      'needs 2 classes or more',
    );
  });
});
