// A network as a subject of the page: its landscape, its training and replay, and how honest the picture of its path is.

import { describe, expect, it } from 'vitest';
import { networkPicture } from '../../../src/app/bench/networkPicture';
import { holdOwnData } from '../../../src/app/data/ownData';
import {
  type NetworkLandscape,
  type NetworkScene,
  networkLandscape,
  PLANE_AXES,
} from '../../../src/app/network/landscape';
import { layersOf } from '../../../src/app/network/layers';
import { hasOwnTable, networkData } from '../../../src/app/network/networkData';
import { networkPatch, networkSpec } from '../../../src/app/network/networkSpec';
import { recordAt } from '../../../src/app/network/training';
import { stepsDue, trainingStatus } from '../../../src/app/network/trainingLoop';
import { findPath, pathHonesty, pathPicture, pathRadius } from '../../../src/app/network/trainingPath';
import { resolutionsFor } from '../../../src/app/picture';
import { OPENING } from '../../../src/app/subject/openSubject';
import { functionsOf } from '../../../src/app/subject/shownModel';
import { finished } from '../../../src/fields/steps';
import { NOTEBOOK_XOR_WEIGHTS } from '../../../src/models/initialWeights';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';
import { StateError } from '../../../src/state/stateError';
import notebook from '../../golden/notebook.json';
import { table } from '../../support/dataTable';

const stateWith = (...patches: readonly StatePatch[]): AppState =>
  Object.assign({}, DEFAULT_STATE, OPENING.network, ...patches);

function build(state: AppState, previous: NetworkLandscape | null = null): NetworkLandscape {
  const model = networkLandscape(state, previous?.scene ?? null);
  model.setParameters(model.parameterValues(state));
  return model;
}

const own = (columns: Readonly<Record<string, readonly number[]>>): StatePatch => ({
  dataset: 'own',
  ownData: holdOwnData({ kind: 'table', file: 'by hand', table: table(columns) }),
});

const lossAt = ({ evaluator }: NetworkScene, theta: Float64Array): number =>
  finished(evaluator.scoreSteps(theta)).loss;

describe("the opening: the notebook's network on exclusive or", () => {
  const [first] = notebook.xor_network.at;

  it("starts at the notebook's weights and has its loss in the middle of the landscape", () => {
    const model = build(stateWith());
    expect([...recordAt(model.scene.trainer, 0).theta]).toEqual(NOTEBOOK_XOR_WEIGHTS);
    expect(model.axes).toEqual(PLANE_AXES);
    expect(Math.abs(model.height(0, 0) - (first?.loss ?? 0))).toBeLessThan(1e-12);
  });

  it('has the partial derivatives of its two weights as gradient, and the loss with both moved beside the middle', () => {
    const model = build(stateWith());
    const { value, gradient, faults } = model.at(0, 0);
    expect(faults).toBe(0);
    expect(Math.abs(value - (first?.loss ?? 0))).toBeLessThan(1e-12);
    expect(Math.abs(gradient[0] - (first?.gradient.dW2[0]?.[0] ?? 0))).toBeLessThan(1e-12);
    expect(Math.abs(gradient[1] - (first?.gradient.db2[0] ?? 0))).toBeLessThan(1e-12);
    const moved = Float64Array.from(NOTEBOOK_XOR_WEIGHTS);
    const { variables } = model.scene.model;
    moved[variables.indexOf('W2_1_1')] = (moved[variables.indexOf('W2_1_1')] ?? 0) + 1.5;
    moved[variables.indexOf('b2_1')] = (moved[variables.indexOf('b2_1')] ?? 0) - 0.5;
    expect(Math.abs(model.height(1.5, -0.5) - lossAt(model.scene, moved))).toBeLessThan(1e-12);
  });

  it('predicts what the notebook predicts', () => {
    const { scene } = build(stateWith());
    const features = [0, 1].map((k) => Float64Array.from(notebook.xor_network.x, (row) => row[k] ?? 0));
    const [found] = layersOf(scene.model).predict(Float64Array.from(NOTEBOOK_XOR_WEIGHTS), features);
    expect(found).toHaveLength(4);
    first?.predictions.forEach((wanted, row) => {
      expect(Math.abs((found?.[row] ?? Number.NaN) - wanted)).toBeLessThan(1e-12);
    });
  });
});

describe('training', () => {
  const trained = stateWith({ dataset: 'moons', dataRows: 40, initialWeights: 'glorot', batchSize: 8 });

  it('reaches the same weights in one go and in portions, and others from another seed', () => {
    const [whole, portions, other] = [
      build(trained),
      build(trained),
      build({ ...trained, trainingSeed: 2 }),
    ].map(({ scene }) => scene.trainer);
    whole?.advance(60);
    for (let k = 0; k < 20; k++) portions?.advance(3);
    other?.advance(60);
    expect(portions?.theta).toEqual(whole?.theta);
    expect(other?.theta).not.toEqual(whole?.theta);
  });

  it('goes on where only the landscape changes, and starts anew where the training does', () => {
    const before = build(trained);
    before.scene.trainer.advance(5);
    const turned = build({ ...trained, landscapeDirections: 'random', landscapeSeed: 4 }, before);
    expect(turned.scene.trainer).toBe(before.scene.trainer);
    expect(turned.scene.model).toBe(before.scene.model);
    const slower = build({ ...trained, hyperparameters: { eta: 0.01 } }, before);
    expect(slower.scene.trainer.step).toBe(0);
    expect(slower.scene.model).toBe(before.scene.model);
  });

  it('gives a link its plane: the middle is the step asked for once it is reached', () => {
    const link = { ...trained, descentPosition: 30, landscapeStep: 20, landscapeDirections: 'path' } as const;
    const early = build(link);
    expect(early.scene.centreStep).toBe(0);
    expect(early.scene.plane.problem).not.toBeNull();
    expect(stepsDue(early.scene, link)).toBe(20);
    early.scene.trainer.advance(20);
    const late = build(link, early);
    expect(late.scene.centreStep).toBe(20);
    expect(late.scene.plane.problem).toBeNull();
    expect(late.scene.plane.origin).toEqual(recordAt(late.scene.trainer, 20).theta);
    expect(stepsDue(late.scene, link)).toBe(10);
    expect(trainingStatus(late.scene, link)?.text).toContain('step 20 of 30');
  });

  it('says where it diverges', () => {
    const state = stateWith(own({ x: [1e3, -1e3], y: [5, 2.5] }), {
      layers: '',
      initialWeights: 'glorot',
      optimizer: 'gradientDescent',
      hyperparameters: { eta: 1 },
    });
    const { scene } = build(state);
    scene.trainer.advance(100);
    expect(trainingStatus(scene, state)).toEqual({
      kind: 'warning',
      text: `diverged at step ${scene.trainer.step}: try a smaller learning rate`,
    });
    expect(stepsDue(scene, { ...state, descentPosition: 300 })).toBe(0);
  });

  it('shows a step that was kept while it looks back', () => {
    const { scene } = build(trained);
    scene.trainer.advance(1100);
    const { step } = recordAt(scene.trainer, 601);
    expect(step).toBeLessThanOrEqual(601);
    expect(step).toBeGreaterThan(590);
    expect(recordAt(scene.trainer, 5000).step).toBe(1100);
  });
});

describe('the path on the landscape', () => {
  // No hidden layer: z = w1·x1 + w2·x2 + b, of which the plane moves w1 and w2 and not b.
  const state = stateWith(own({ x1: [1, 3], x2: [2, 0], y: [1, 0] }), {
    layers: '',
    networkLoss: 'squared',
    initialWeights: 'glorot',
    optimizer: 'gradientDescent',
    hyperparameters: { eta: 0.02 },
    planeAxes: 'W1_1_1,W1_1_2',
  });

  it('lies where the two weights have gone, on the surface below the true path', () => {
    const { scene } = build(state);
    scene.trainer.advance(3);
    const start = recordAt(scene.trainer, 0).theta;
    expect(pathPicture(scene, 2).points).toHaveLength(0);
    finished(findPath(scene, 2));
    const { points, position } = pathPicture(scene, 2);
    expect(points).toHaveLength(12);
    expect(position).toBe(2);
    scene.trainer.history.forEach(({ theta }, index) => {
      const [w1 = 0, w2 = 0] = theta;
      expect(points[3 * index]).toBeCloseTo(w1 - (start[0] ?? 0), 12);
      expect(points[3 * index + 1]).toBeCloseTo(w2 - (start[1] ?? 0), 12);
      const below = Float64Array.of(w1, w2, start[2] ?? 0);
      expect(points[3 * index + 2]).toBeCloseTo(lossAt(scene, below), 12);
    });
  });

  it('is as honest as its share of the variance and its largest gap, worked out by hand', () => {
    const { scene } = build(state);
    expect(pathHonesty(scene, 0)).toBeNull();
    scene.trainer.advance(2);
    const path = scene.trainer.history.map(({ theta }) => theta);
    const variance = (index: number): number => {
      const values = path.map((theta) => theta[index] ?? 0);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const [w1, w2, b] = [variance(0), variance(1), variance(2)];
    const gaps = path.map((theta) => {
      const below = Float64Array.of(theta[0] ?? 0, theta[1] ?? 0, path[0]?.[2] ?? 0);
      return Math.abs(lossAt(scene, theta) - lossAt(scene, below));
    });
    expect(pathHonesty(scene, 2)).toBeNull();
    finished(findPath(scene, 2));
    const found = pathHonesty(scene, 2);
    expect(found?.explained).toBeCloseTo((w1 + w2) / (w1 + w2 + b), 10);
    expect(found?.largestGap).toBeCloseTo(Math.max(...gaps), 12);
    expect(found?.step).toBe(gaps.indexOf(Math.max(...gaps)));
    expect(found?.explained).toBeLessThan(0.999);
  });

  it('fits into the radius that is offered', () => {
    const { scene } = build(state);
    scene.trainer.advance(20);
    const radius = pathRadius(scene, 20);
    finished(findPath(scene, 20));
    const { points } = pathPicture(scene, 20);
    const reach = points
      .filter((_, index) => index % 3 !== 2)
      .reduce((most, at) => Math.max(most, Math.abs(at)), 0);
    expect(radius).toBeGreaterThan(reach);
    expect(radius).toBeLessThan(2 * reach);
  });
});

describe('every choice of directions', () => {
  it.each(['random', 'weights', 'path', 'curvature'] as const)(
    '%s: the middle has the loss of its step',
    (landscapeDirections) => {
      const state = stateWith({ landscapeDirections, landscapeStep: 12, initialWeights: 'glorot' });
      const before = build(state);
      before.scene.trainer.advance(12);
      const { scene, height } = build(state, before);
      expect(scene.centreStep).toBe(12);
      expect(scene.plane.problem).toBeNull();
      expect(height(0, 0)).toBeCloseTo(recordAt(scene.trainer, 12).loss, 12);
    },
  );
});

describe('data and layers', () => {
  it('take a class from 0, 1, … in the last column, and a number otherwise', () => {
    const data = (columns: Readonly<Record<string, readonly number[]>>) =>
      networkData(stateWith(own(columns)));
    expect(data({ a: [1, 2], b: [3, 4], c: [0, 1] })).toMatchObject({
      classes: 2,
      columns: { features: ['a', 'b'], target: 'c' },
    });
    expect(data({ a: [1, 2, 3], b: [3, 4, 5], c: [0, 1, 2] }).classes).toBe(3);
    expect(data({ a: [1, 2], b: [3, 4], c: [0.5, 1] })).toMatchObject({
      classes: 0,
      columns: { features: ['a', 'b'] },
    });
    expect(data({ a: [1, 2], c: [0, 2] }).classes).toBe(0);
    expect(() => data({ a: [1, 2] })).toThrow(StateError);
  });

  it('offer own data where there is a table of them', () => {
    expect(hasOwnTable(stateWith(own({ a: [1, 2], c: [0, 1] }), { dataset: 'xor' }))).toBe(true);
    expect(hasOwnTable(stateWith())).toBe(false);
    expect(hasOwnTable(stateWith({ ownData: 'id:0000000000000000' }))).toBe(false);
  });

  it('get the loss that suits them, and are refused another that does not fit', () => {
    const spec = (patch: StatePatch) => networkSpec(stateWith(patch), networkData(stateWith(patch)));
    expect(spec({ dataset: 'sine' }).loss).toBe('squared');
    expect(spec({ dataset: 'moons' }).loss).toBe('binaryCrossEntropy');
    expect(spec({ dataset: 'blobs' })).toMatchObject({ loss: 'softmaxCrossEntropy', classes: 3 });
    expect(() => spec({ dataset: 'sine', networkLoss: 'binaryCrossEntropy' })).toThrow(/a loss for a number/);
    expect(() => spec({ layers: '65' })).toThrow(/1 to 64 units/);
  });

  it('may be three of 64 units: loss, gradient, curvature, path and training, without a graph of the plane', () => {
    const wide = {
      layers: '64,64,64',
      activation: 'tanh',
      initialWeights: 'glorot',
      dataset: 'moons',
      dataRows: 60,
    } as const;
    const state = stateWith(wide, { optimizer: 'adam', hyperparameters: { eta: 0.002 }, batchSize: 32 });
    const before = build(state);
    expect(before.scene.model.variables).toHaveLength(8577);
    before.scene.trainer.advance(30);
    const first = recordAt(before.scene.trainer, 0);
    const record = recordAt(before.scene.trainer, 30);
    expect(record.loss).toBeLessThan(first.loss / 2);
    for (const landscapeDirections of ['random', 'weights', 'path', 'curvature'] as const) {
      const next = { ...state, landscapeDirections, landscapeStep: 30 };
      const early = build(next, before);
      const { pending } = early.scene.plane;
      if (pending) {
        expect(landscapeDirections).toBe('curvature');
        expect(early.scene.plane.problem).toMatch(/are being found/);
        while (!pending.next().done);
      }
      const model = pending ? build(next, early) : early;
      expect(model.scene.plane.problem).toBeNull();
      expect(model.scene.plane.pending).toBeUndefined();
      const { value, gradient } = model.at(0, 0);
      expect(value).toBeCloseTo(record.loss, 12);
      // h = 1e-4: central differences are off by some 1e-8 of third derivatives.
      const slope = (model.height(1e-4, 0) - model.height(-1e-4, 0)) / 2e-4;
      expect(Math.abs(slope - gradient[0])).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
      finished(findPath(model.scene, 30));
      const honesty = pathHonesty(model.scene, 30);
      expect(honesty?.explained).toBeGreaterThan(0);
      expect(honesty?.explained).toBeLessThanOrEqual(1);
    }
    expect(() => before.field.graph).toThrow(/more than 50000 operations/);
    const widest = build({ ...state, layers: '64,64,64,64,64,64' });
    expect(widest.scene.model.variables).toHaveLength(21_057);
    widest.scene.trainer.advance(2);
    expect(widest.at(0, 0).value).toBeCloseTo(recordAt(widest.scene.trainer, 0).loss, 12);
    expect(() => widest.scene.model.loss).toThrow(/more than 50000 operations/);
    expect(functionsOf(before)).toContain('tanh');
    expect(resolutionsFor(before, 257)).toEqual([17, 33, 97, 257]);
  });

  it('bring along what has to change with them', () => {
    const state = stateWith();
    expect(networkPatch(state, { layers: '16,16' })).toMatchObject({ initialWeights: 'glorot' });
    expect(networkPatch(state, { layers: '8', activation: 'relu' })).toMatchObject({ initialWeights: 'he' });
    expect(networkPatch(state, { dataset: 'sine' })).toMatchObject({ dataRows: 80, dataNoise: 0.15 });
    expect(networkPatch(state, { batchSize: 2 })).toEqual({ batchSize: 2 });
  });
});

describe('the picture of the data', () => {
  const look = { theme: 'light', selected: null } as const;

  it('shades two features by the class that is more likely, and draws a curve over one', () => {
    const { scene } = build(stateWith({ dataset: 'blobs', initialWeights: 'glorot' }));
    const theta = recordAt(scene.trainer, 0).theta;
    const { shading, groupNames } = networkPicture(scene, theta, look);
    expect(groupNames).toEqual(['y = 0', 'y = 1', 'y = 2']);
    expect(new Set(Array.from(shading?.groups ?? []))).not.toContain(-1);
    expect(Array.from(shading?.values ?? []).every((certainty) => certainty >= 0 && certainty <= 1)).toBe(
      true,
    );
    const { scene: sine } = build(stateWith({ dataset: 'sine', initialWeights: 'glorot' }));
    const { curves, shading: none } = networkPicture(sine, recordAt(sine.trainer, 0).theta, look);
    expect(none).toBeNull();
    const [x = 0, y = 0] = Array.from(curves[0]?.path ?? []);
    const [found] = layersOf(sine.model).predict(recordAt(sine.trainer, 0).theta, [Float64Array.of(x)]);
    expect(found?.[0]).toBeCloseTo(y, 12);
  });
});
