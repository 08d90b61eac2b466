// A typed model on data: its field, its axes, its loss, its picture.

import { describe, expect, it } from 'vitest';
import { contributionOf } from '../../../src/app/bench/contribution';
import { typedPicture } from '../../../src/app/bench/typedPicture';
import { dataFor } from '../../../src/app/data/datasets';
import { holdOwnData } from '../../../src/app/data/ownData';
import type { FieldModel } from '../../../src/app/shown/fieldModel';
import { weightsOf } from '../../../src/app/subject/lossField';
import { OPENING } from '../../../src/app/subject/openSubject';
import { axesOf, typedDatasetPatch, typedFieldModel } from '../../../src/app/subject/typedSubject';
import { ExpressionError } from '../../../src/expression';
import { columnNamed } from '../../../src/fields/dataTable';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';
import { table } from '../../support/dataTable';

const LOOK = { theme: 'light', selected: null } as const;

const stateWith = (...patches: readonly StatePatch[]): AppState =>
  Object.assign({}, DEFAULT_STATE, OPENING.typed, ...patches);

function built(state: AppState): FieldModel {
  const model = typedFieldModel(state);
  model.setParameters(model.parameterValues(state));
  return model;
}

const own = (columns: Readonly<Record<string, readonly number[]>>): StatePatch => ({
  dataset: 'own',
  ownData: holdOwnData({ kind: 'table', file: 'own.csv', table: table(columns) }),
});

describe('a typed model', () => {
  it('is the mean loss over its axes, the other symbols held by sliders', () => {
    const b = { value: 0.25, min: -5, max: 5, step: 0.01 };
    const state = stateWith({ point: [1.5, 0.5], parameters: { b } });
    const model = built(state);
    expect(model.axes).toEqual(['a', 'w']);
    expect(model.sliders).toEqual(['b']);
    const { table: data } = dataFor('typed', state);
    const [xs, ys] = [columnNamed(data, 'x').values, columnNamed(data, 'y').values];
    let sum = 0;
    xs.forEach((x, row) => {
      sum += (1.5 * Math.sin(0.5 * x) + 0.25 - (ys[row] ?? Number.NaN)) ** 2;
    });
    expect(model.height(...state.point)).toBeCloseTo(sum / data.rows, 12);
    expect(weightsOf(model, state)).toEqual([1.5, 0.5, 0.25]);
  });

  it.each([
    ['squared', { loss: 'squared' }, [9, 1]],
    ['absolute', { loss: 'absolute' }, [3, 1]],
    ['Huber', { loss: 'huber', lossDelta: 2 }, [4, 0.5]],
    ['typed', { loss: 'typed', lossText: '(p - y)^4' }, [81, 1]],
  ] as const)('has the %s loss of each row by hand', (_, patch, [first, second]) => {
    // Predictions 5 and 1 against 2 and 2: residuals 3 and −1.
    const data = own({ x: [5, 1], y: [2, 2] });
    const model = built(stateWith(data, patch, { expression: 'w*x' }));
    expect(model.height(1, 0)).toBeCloseTo((first + second) / 2, 12);
    expect(model.ofOne).toBe(true);
  });

  it('with cross-entropy is refused where the target is no probability', () => {
    const patch = { loss: 'crossEntropy', expression: 'sigmoid(w*x)' } as const;
    expect(() => typedFieldModel(stateWith(own({ x: [1], y: [2] }), patch))).toThrow('y is 2 in some row');
    expect(built(stateWith(own({ x: [0], y: [1] }), patch)).height(1, 0)).toBeCloseTo(Math.LN2, 14);
  });

  it('says where it is wrong', () => {
    expect(() => typedFieldModel(stateWith({ expression: 'a*sin(' }))).toThrow(ExpressionError);
    expect(() => typedFieldModel(stateWith({ expression: 'a*y' }))).toThrow(
      'y is what the model is to predict',
    );
    expect(() => typedFieldModel(stateWith({ expression: 'sin(x)' }))).toThrow('nothing to fit');
  });
});

describe('the axes of a typed model', () => {
  it('stay at their places as long as the model has them, and are filled from the others', () => {
    expect(axesOf({ planeAxes: 'a,w' }, ['w', 'a', 'b'])).toEqual(['a', 'w']);
    expect(axesOf({ planeAxes: 'a,w' }, ['k', 'w', 'b'])).toEqual(['k', 'w']);
    expect(axesOf({ planeAxes: 'a,w' }, ['k', 'm'])).toEqual(['k', 'm']);
    expect(axesOf({ planeAxes: 'a,a' }, ['a', 'm'])).toEqual(['a', 'm']);
  });

  it('of one parameter have a second without effect', () => {
    expect(axesOf({ planeAxes: 'a,w' }, ['w'])).toEqual(['w', 'b']);
    expect(axesOf({ planeAxes: 'a,w' }, ['b'])).toEqual(['b', 'c']);
  });
});

describe('the data of a typed model', () => {
  it('bring a model of their features, and leave one that fits alone', () => {
    const state = stateWith({ expression: 'k*x' });
    expect(typedDatasetPatch(state, 'cubic').expression).toBeUndefined();
    const moons = stateWith(state, typedDatasetPatch(state, 'moons'));
    expect(moons.expression).toContain('x2');
    expect(moons.loss).toBe('crossEntropy');
    const model = built(moons);
    expect([model.axes, model.sliders]).toEqual([['w1', 'w2'], ['b']]);
    expect(typedDatasetPatch(moons, 'sine').loss).toBe('squared');
  });
});

describe('the picture of a typed model', () => {
  it('over one feature is the curve of the prediction, with residuals from each point', () => {
    const state = stateWith(own({ x: [0, 1, 2], y: [1, 1, 1] }), {
      expression: 'w*x + c',
      planeAxes: 'w,c',
      point: [2, -1],
    });
    const picture = typedPicture(built(state), state, LOOK);
    const [residual, model] = picture.curves;
    expect(Array.from(residual?.path ?? []).slice(6, 10)).toEqual([1, 1, 1, 1]);
    const path = Array.from(model?.path ?? []);
    expect(path.slice(-1)[0]).toBeCloseTo(2 * (path.at(-2) ?? Number.NaN) - 1, 12);
    expect(picture.shading).toBeNull();
    expect(picture.editable).toBe(true);
  });

  it('over two features is shading, with the classes as groups and the line at one half', () => {
    const data = own({ u: [-1, 1, 0], v: [0, 0, 1], t: [0, 1, 1] });
    const state = stateWith(data, {
      expression: 'sigmoid(w1*u + w2*v)',
      loss: 'crossEntropy',
      planeAxes: 'w1,w2',
      point: [4, 0],
    });
    const picture = typedPicture(built(state), state, LOOK);
    expect(Array.from(picture.points.groups ?? [])).toEqual([0, 1, 1]);
    const path = Array.from(picture.curves[0]?.path ?? []).filter((_, k) => k % 2 === 0);
    for (const u of path) if (!Number.isNaN(u)) expect(Math.abs(u)).toBeLessThan(0.02);
    expect(path.length).toBeGreaterThan(0);
  });

  it('over more features holds the others at their means, and takes edits of its points', () => {
    const data = own({ u: [0, 1], v: [0, 1], s: [2, 4], t: [0, 10] });
    const state = stateWith(data, { expression: 'a*u + b*v + s', planeAxes: 'a,b', point: [0, 0] });
    const picture = typedPicture(built(state), state, LOOK);
    expect(picture.editable).toBe(true);
    // The prediction is 3 everywhere: between the targets 0 and 10 that is 0.3.
    for (const value of Array.from(picture.shading?.values ?? [])) expect(value).toBeCloseTo(0.3, 12);
  });

  it('tells what the model predicts for a row', () => {
    const state = stateWith(own({ x: [3], y: [1] }), {
      expression: 'w*x + c',
      planeAxes: 'w,c',
      point: [2, 1],
    });
    const found = contributionOf(built(state), state, 0);
    expect(found?.predicted).toBe(7);
    expect(found?.loss).toBe(36);
  });
});
