// Networks by matrices against the graph that declares them: losses, gradients, Hessians, predictions, numbers of units; by plain
// loops and by machine code, over rows that fill blocks, do not, and are many.

import { describe, expect, it } from 'vitest';
import { type CreateLayerMachine, createLayerMachine } from '../../src/engines/cpu/layers/createLayerMachine';
import { LayeredNetwork } from '../../src/engines/cpu/layers/layeredNetwork';
import { PlainLayers } from '../../src/engines/cpu/layers/plainLayers';
import { Walk } from '../../src/engines/cpu/walk';
import { WasmLayers } from '../../src/engines/cpu/wasm/wasmLayers';
import { gradient, type NodeId } from '../../src/expression';
import { type DataTable, selectRows } from '../../src/fields/dataTable';
import { Random } from '../../src/fields/random';
import { finished, type Steps } from '../../src/fields/steps';
import {
  ACTIVATIONS,
  NETWORK_LOSSES,
  type NetworkModel,
  type NetworkSpec,
  network,
} from '../../src/models/network';
import { predictionField } from '../../src/models/prediction';
import { hessianProduct } from '../support/hessianProduct';

/** Both add the same products in other orders. */
const EPSILON = 1e-12;
const CLASSES = 3;

const MACHINES: readonly { readonly name: string; readonly create: CreateLayerMachine }[] = [
  { name: 'plain loops', create: (maps, numbers, longest) => new PlainLayers(maps, numbers, longest) },
  { name: 'machine code', create: (maps, numbers) => new WasmLayers(maps, numbers) },
];

function tableOf(rows: number, features: number): DataTable {
  const random = new Random(rows);
  const names = [...Array.from({ length: features }, (_, k) => `x${k + 1}`), 'y'];
  const columns = names.map((name) => ({
    name,
    values: Float64Array.from({ length: rows }, (_, row) => (name === 'y' ? row % 2 : random.normal())),
  }));
  return { rows, columns };
}

function modelOf(rows: number, spec: NetworkSpec, features = 2): NetworkModel {
  const data = tableOf(rows, features);
  const names = data.columns.map(({ name }) => name);
  return network(spec, data, { features: names.slice(0, -1), target: 'y' });
}

function randomVector(length: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length }, () => 0.6 * random.normal());
}

function layeredOf({ layered, data }: NetworkModel, create: CreateLayerMachine = createLayerMachine) {
  const found = new LayeredNetwork(layered, create);
  found.setData(data);
  return found;
}

function walked(
  { builder, variables, parameters, data }: NetworkModel,
  roots: readonly NodeId[],
  theta: Float64Array,
  held: readonly (readonly [string, number])[] = [],
  rows: DataTable = data,
): number[] {
  const names = [...parameters, ...held.map(([name]) => name)];
  const walk = new Walk(builder.graph, roots, variables, names);
  walk.setParameters(held.map(([, value]) => value));
  walk.setData(rows);
  walk.evaluate(...theta);
  return roots.map((_, root) => walk.value(root));
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  const scale = Math.max(1, ...Array.from(wanted, Math.abs));
  for (let k = 0; k < wanted.length; k++)
    expect(Math.abs((found[k] ?? Number.NaN) - (wanted[k] ?? Number.NaN))).toBeLessThanOrEqual(
      EPSILON * scale,
    );
}

const CASES = MACHINES.flatMap((machine) =>
  ACTIVATIONS.flatMap((activation) => NETWORK_LOSSES.map((loss) => ({ ...machine, activation, loss }))),
);

describe('a network by layers', () => {
  it.each(CASES)(
    'has by $name the loss, gradient and Hessian of its graph: $activation, $loss',
    ({ create, activation, loss }) => {
      const model = modelOf(7, { hidden: [5, 3], activation, loss, classes: CLASSES });
      const layered = layeredOf(model, create);
      const theta = randomVector(model.variables.length, 3);
      const found = new Float64Array(theta.length);
      const wanted = walked(
        model,
        [model.loss, ...gradient(model.builder, model.loss, model.variables)],
        theta,
      );
      expectClose([finished(layered.lossAndGradient(theta, found)), ...found], wanted);
      const score = finished(layered.score(theta));
      expectClose([score.loss], wanted.slice(0, 1));
      if (model.accuracy === null) expect(score.accuracy).toBeNull();
      else expect(score.accuracy).toBeCloseTo(walked(model, [model.accuracy], theta)[0] ?? Number.NaN, 14);

      const along = randomVector(theta.length, 4);
      const { products, direction } = hessianProduct(model);
      const held = direction.map((name, index) => [name, along[index] ?? 0] as const);
      finished(layered.hessianProduct(theta, along, found));
      expectClose(found, walked(model, products, theta, held));
    },
  );

  it.each(MACHINES)('adds any number of rows by $name, all or chosen ones', ({ create }) => {
    for (const rows of [1, 2, 5, 127, 128, 129, 300]) {
      const model = modelOf(rows, { hidden: [3], activation: 'tanh', loss: 'binaryCrossEntropy' }, 3);
      const layered = layeredOf(model, create);
      const theta = randomVector(model.variables.length, rows);
      const found = new Float64Array(theta.length);
      const roots = [model.loss, ...gradient(model.builder, model.loss, model.variables)];
      const chosen = Uint32Array.from({ length: Math.ceil(rows / 2) }, (_, k) => (7 * k) % rows);
      // Blocks of one length after those of another.
      for (const some of [undefined, chosen, undefined]) {
        const value = finished(layered.lossAndGradient(theta, found, some));
        const table = some ? selectRows(model.data, [...some]) : model.data;
        expectClose([value, ...found], walked(model, roots, theta, [], table));
      }
    }
  });

  it('predicts what its graph predicts, and keeps its data', () => {
    const model = modelOf(9, {
      hidden: [6],
      activation: 'gelu',
      loss: 'softmaxCrossEntropy',
      classes: CLASSES,
    });
    const layered = layeredOf(model);
    const theta = randomVector(model.variables.length, 8);
    const before = finished(layered.score(theta));
    const points = tableOf(150, 2);
    const found = layered.predict(
      theta,
      points.columns.slice(0, 2).map(({ values }) => values),
    );
    model.layers.at(-1)?.outputs.forEach((output, index) => {
      const field = predictionField(model, ['x1', 'x2'], output);
      const walk = Walk.of(field, [field.value]);
      walk.setParameters([...theta]);
      const wanted = Array.from({ length: points.rows }, (_, row) => {
        walk.evaluate(...points.columns.slice(0, 2).map(({ values }) => values[row] ?? Number.NaN));
        return walk.value(0);
      });
      expectClose(found[index] ?? [], wanted);
    });
    expect(finished(layered.score(theta))).toEqual(before);
  });

  it('stops between blocks and goes on as if it had not', () => {
    const model = modelOf(1000, { hidden: [4], activation: 'sigmoid', loss: 'squared' });
    const [whole, portions] = [layeredOf(model), layeredOf(model)];
    const theta = randomVector(model.variables.length, 2);
    const [one, other] = [new Float64Array(theta.length), new Float64Array(theta.length)];
    finished(whole.lossAndGradient(theta, one));
    const steps = portions.lossAndGradient(theta, other);
    let stops = 0;
    while (!steps.next().done) stops++;
    expect(stops).toBe(7);
    expect(other).toEqual(one);
  });

  it('goes on as if nothing had come between, whatever else was begun, ended and dropped meanwhile', () => {
    const model = modelOf(1000, { hidden: [4], activation: 'sigmoid', loss: 'squared' });
    const layered = layeredOf(model);
    const [theta, elsewhere, v] = [1, 2, 3].map((seed) => randomVector(model.variables.length, seed)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const vector = () => new Float64Array(theta.length);
    const kinds = {
      gradient: (at: Float64Array, into: Float64Array, network: LayeredNetwork) =>
        network.lossAndGradient(at, into),
      some: (at: Float64Array, into: Float64Array, network: LayeredNetwork) =>
        network.lossAndGradient(
          at,
          into,
          Uint32Array.from({ length: 300 }, (_, k) => 3 * k),
        ),
      hessian: (at: Float64Array, into: Float64Array, network: LayeredNetwork) =>
        network.hessianProduct(at, v, into),
      score: (at: Float64Array, _into: Float64Array, network: LayeredNetwork) => network.score(at),
    };
    const alone = Object.values(kinds).flatMap((kind) =>
      [theta, elsewhere].map((at) => {
        const into = vector();
        return [finished<unknown>(kind(at, into, layeredOf(model))), into];
      }),
    );
    const begun = Object.values(kinds).flatMap((kind) =>
      [theta, elsewhere].map((at) => {
        const into = vector();
        return { steps: kind(at, into, layered) as Steps<unknown>, into, found: undefined as unknown };
      }),
    );
    layered.lossAndGradient(elsewhere, vector()).next();
    const open = new Set(begun);
    while (open.size > 0) {
      for (const one of open) {
        const { done, value } = one.steps.next();
        if (!done) continue;
        one.found = value;
        open.delete(one);
      }
      layered.predict(v, [Float64Array.of(1), Float64Array.of(2)]);
    }
    expect(begun.map(({ found, into }) => [found, into])).toEqual(alone);
  });

  it('is undefined where a row is, and where there are none', () => {
    const model = modelOf(5, { hidden: [2], activation: 'tanh', loss: 'squared' });
    const layered = layeredOf(model);
    const theta = randomVector(model.variables.length, 2);
    const found = new Float64Array(theta.length);
    const broken = selectRows(model.data, [0, 1, 9]);
    layered.setData(broken);
    expect(finished(layered.lossAndGradient(theta, found))).toBeNaN();
    layered.setData({ ...broken, rows: 0 });
    expect(finished(layered.lossAndGradient(theta, found))).toBeNaN();
    expect(found[0]).toBeNaN();
    expect(() => finished(layered.lossAndGradient(theta, found, Uint32Array.of(3)))).toThrow('no row 3');
  });

  it('has three layers of 64 units at once', () => {
    const model = modelOf(32, { hidden: [64, 64, 64], activation: 'tanh', loss: 'binaryCrossEntropy' });
    const layered = layeredOf(model);
    const theta = randomVector(model.variables.length, 5).map((weight) => weight / 4);
    expect(theta.length).toBe(8577);
    const found = new Float64Array(theta.length);
    const loss = finished(layered.lossAndGradient(theta, found));
    expectClose([loss], walked(model, [model.loss], theta));
    // A central difference along the gradient itself: h = 1e-5 leaves some ten digits.
    const length = Math.hypot(...found);
    const at = (step: number) =>
      finished(layered.score(theta.map((weight, k) => weight + (step * (found[k] ?? 0)) / length))).loss;
    expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(length, 8);
  });
});
