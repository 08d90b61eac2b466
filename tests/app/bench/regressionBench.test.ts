// What the bench of the regressions computes: contributions of rows, edits, pictures, own tables.

import { describe, expect, it } from 'vitest';
import { contributionOf } from '../../../src/app/bench/contribution';
import { withNewRow, withoutRow, withRow } from '../../../src/app/bench/editData';
import { linearPicture, logisticPicture } from '../../../src/app/bench/regressionPicture';
import { BENCH_SETS, type DataSubject, dataFor, datasetPatch } from '../../../src/app/data/datasets';
import { holdOwnData } from '../../../src/app/data/ownData';
import { fittingModel, ownTablePatch } from '../../../src/app/ownData/ownTable';
import type { FieldModel } from '../../../src/app/shown/fieldModel';
import { OPENING } from '../../../src/app/subject/openSubject';
import { axesPatch, withAxis } from '../../../src/app/subject/planeAxes';
import { linearModel, linearOptima, logisticModel } from '../../../src/app/subject/regressionModels';
import { SUBJECTS } from '../../../src/app/subject/subjects';
import type { DataTable } from '../../../src/fields/dataTable';
import { generate } from '../../../src/models/datasets';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';
import notebook from '../../golden/notebook.json';
import { table } from '../../support/dataTable';

const LOOK = { theme: 'light', selected: null } as const;

const stateWith = (...patches: readonly StatePatch[]): AppState =>
  Object.assign({}, DEFAULT_STATE, ...patches);

function held(model: FieldModel, state: AppState): FieldModel {
  model.setParameters(model.parameterValues(state));
  return model;
}

describe('the contribution of a row', () => {
  it.each([
    ['linear', linearModel],
    ['logistic', logisticModel],
  ] as const)('to %s regression sums up to the whole loss and gradient', (name, build) => {
    const state = stateWith(OPENING[name]);
    const model = held(build(state), state);
    const rows = dataFor(name, state).table.rows;
    let [loss, dx, dy] = [0, 0, 0];
    for (let row = 0; row < rows; row++) {
      const found = contributionOf(model, state, row);
      loss += (found?.loss ?? Number.NaN) / rows;
      dx += found?.gradient[0] ?? Number.NaN;
      dy += found?.gradient[1] ?? Number.NaN;
    }
    const whole = model.at(...state.point);
    expect(loss).toBeCloseTo(whole.value, 10);
    expect(dx).toBeCloseTo(whole.gradient[0], 10);
    expect(dy).toBeCloseTo(whole.gradient[1], 10);
  });

  it('is that of one point by hand: (w·x + b − y)² and 2(w·x + b − y)·x / n', () => {
    const ownData = holdOwnData({ kind: 'table', file: 'by hand', table: table({ x: [2, 3], y: [1, 0] }) });
    const state = stateWith(OPENING.linear, { dataset: 'own', ownData, point: [1, 1] });
    const found = contributionOf(linearModel(state), state, 0);
    expect(found?.loss).toBe(4);
    expect(found?.gradient).toEqual([4, 2]);
    expect(contributionOf(linearModel(state), state, 2)).toBeNull();
  });
});

describe('an edit of a table', () => {
  const before = table({ x: [1, 2], y: [3, 4] });
  const columns = (edited: DataTable) => edited.columns.map(({ values }) => [...values]);

  it('moves, adds and deletes rows and leaves the table before it alone', () => {
    expect(columns(withRow(before, 1, { y: 9 }))).toEqual([
      [1, 2],
      [3, 9],
    ]);
    expect(columns(withNewRow(before, { x: 5 }))).toEqual([
      [1, 2, 5],
      [3, 4, 3.5],
    ]);
    expect(columns(withoutRow(before, 0))).toEqual([[2], [4]]);
    expect(columns(before)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('keeps the last row', () => {
    const last = withoutRow(before, 0);
    expect(withoutRow(last, 0)).toBe(last);
  });
});

describe('the picture of the data', () => {
  it("has the notebook's line, and its optima from 12 digits on", () => {
    const state = stateWith(OPENING.linear);
    const { best, truth } = linearOptima(state);
    const { w, b } = notebook.linear_regression.least_squares;
    expect(best?.[0]).toBeCloseTo(w, 12);
    expect(best?.[1]).toBeCloseTo(b, 12);
    expect(truth).toEqual([2, 1]);
    const picture = linearPicture(state, LOOK);
    expect(picture.line).toEqual({ slope: state.point[0], intercept: state.point[1] });
    expect(picture.points.x).toHaveLength(50);
  });

  it('shades by the probability and draws the boundary where it is one half', () => {
    const state = stateWith(OPENING.logistic, { point: [1, 2] });
    const model = held(logisticModel(state), state);
    const picture = logisticPicture(model, state, model.at(...state.point).gradient, LOOK);
    const path = Array.from(picture.curves[0]?.path ?? []).filter((value) => !Number.isNaN(value));
    expect(path.length).toBeGreaterThan(0);
    // Linear interpolation of a sigmoid between samples: close to the line x₁ + 2·x₂ = 0, not on it.
    for (let k = 0; k < path.length; k += 2) {
      expect(Math.abs((path[k] ?? 0) + 2 * (path[k + 1] ?? 0))).toBeLessThan(0.05);
    }
  });

  it('points the arrow of descent against the gradient', () => {
    const state = stateWith(OPENING.logistic, { point: [-1, -1] });
    const model = held(logisticModel(state), state);
    const [arrow] = logisticPicture(model, state, model.at(...state.point).gradient, LOOK).arrows;
    const [dx, dy] = model.at(-1, -1).gradient;
    const [x, y] = [0, 1].map((axis) => (arrow?.to[axis] ?? 0) - (arrow?.from[axis] ?? 0));
    expect((x ?? 0) * dx + (y ?? 0) * dy).toBeLessThan(0);
    expect(Math.abs((x ?? 0) * dy - (y ?? 0) * dx)).toBeLessThan(1e-12);
  });
});

describe('own tables', () => {
  it('are classified where the last of three columns holds classes, and fitted by a line elsewhere', () => {
    expect(fittingModel(table({ a: [1, 2], b: [3, 4], c: [0, 1] }))).toBe('logistic');
    expect(fittingModel(table({ a: [1, 2], b: [0, 1] }))).toBe('linear');
    expect(fittingModel(table({ a: [1, 2], b: [3, 4], c: [0, 2] }))).toBe('linear');
  });

  it('open around their least squares, with a rate that goes down', () => {
    const own = table({ x: [0, 100, 200], y: [1, 301, 599] });
    const reference = holdOwnData({ kind: 'table', file: 'own.csv', table: own });
    const state = stateWith(ownTablePatch(reference, own));
    const { best } = linearOptima(state);
    expect(state.domainX[0]).toBeLessThan(best?.[0] ?? Number.NaN);
    expect(state.domainX[1]).toBeGreaterThan(best?.[0] ?? Number.NaN);
    const model = linearModel(state);
    const [w, b] = state.point;
    const { value, gradient } = model.at(w, b);
    const eta = state.hyperparameters.eta ?? Number.NaN;
    expect(model.height(w - eta * gradient[0], b - eta * gradient[1])).toBeLessThan(value);
  });

  it('that do not fit are refused by name', () => {
    const one = holdOwnData({ kind: 'table', file: 'one.csv', table: table({ x: [1] }) });
    expect(() => linearModel(stateWith(OPENING.linear, { dataset: 'own', ownData: one }))).toThrow(
      '2 columns or more',
    );
    const odd = holdOwnData({ kind: 'table', file: 'odd.csv', table: table({ a: [1], b: [2], y: [3] }) });
    expect(() => logisticModel(stateWith(OPENING.logistic, { dataset: 'own', ownData: odd }))).toThrow(
      'classes 0 and 1',
    );
  });
});

describe.each(Object.keys(BENCH_SETS) as DataSubject[])('the data sets of the %s model', (subject) => {
  const sets = BENCH_SETS[subject];

  it('are named once, begin with the data of the notebook, and are complete', () => {
    expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
    if (subject !== 'typed') expect(sets[0]?.kind).toBe('fixed');
    for (const { id } of sets) {
      const { table: data, columns } = dataFor(
        subject,
        stateWith(OPENING[subject], datasetPatch(subject, id)),
      );
      expect(columns.target).toBe('y');
      for (const { values } of data.columns) expect([...values].every(Number.isFinite)).toBe(true);
    }
  });

  it('that are drawn have the size, noise and seed of the state, and are one table while these stay', () => {
    const set = sets.find(({ kind }) => kind === 'drawn');
    if (set?.kind !== 'drawn') throw new Error('no set is drawn');
    const state = stateWith(OPENING[subject], datasetPatch(subject, set.id), { dataRows: 33, dataSeed: 7 });
    const { table: data } = dataFor(subject, state);
    expect(data).toEqual(generate(set.set, { rows: 33, noise: set.set.noise.initial, seed: 7 }));
    expect(dataFor(subject, { ...state, point: [9, 9] }).table).toBe(data);
    expect(dataFor(subject, { ...state, dataSeed: 8 }).table).not.toEqual(data);
  });

  it('take no more noise than they have room for', () => {
    const set = sets.find(({ kind }) => kind === 'drawn');
    if (set?.kind !== 'drawn') throw new Error('no set is drawn');
    const { max } = set.set.noise;
    const noisy = stateWith(OPENING[subject], datasetPatch(subject, set.id), { dataNoise: 10 });
    expect(dataFor(subject, noisy).table).toEqual(dataFor(subject, { ...noisy, dataNoise: max }).table);
  });
});

it('both optima of a line are marked, by different shapes and names', () => {
  const state = stateWith(OPENING.linear);
  const places = SUBJECTS.linear.minima(state, linearModel(state));
  expect(places.map(({ kind, label }) => [kind, label])).toEqual([
    ['minimum', 'least squares'],
    ['origin', 'drawn from'],
  ]);
  expect(places[1]?.at).toEqual([2, 1]);
});

describe('the axes of the picture', () => {
  const state = stateWith(OPENING.logistic, { point: [-1, 0.5] });
  const model = held(logisticModel(state), state);

  it('are exchanged with every parameter at its value, so that the loss stays', () => {
    const before = model.height(...state.point);
    const next = stateWith(state, axesPatch(model, state, ['w1', 'b']));
    expect(next.point).toEqual([-1, 0]);
    expect(next.parameters.w2).toEqual({ value: 0.5, min: -2, max: 4, step: 0.01 });
    expect([next.domainX, next.domainY]).toEqual([
      [-2, 4],
      [-5, 5],
    ]);
    const turned = held(logisticModel(next), next);
    expect(turned.axes).toEqual(['w1', 'b']);
    expect(turned.sliders).toEqual(['w2']);
    expect(turned.height(...next.point)).toBeCloseTo(before, 14);
  });

  it('change places where one is chosen for the other, and are two of the parameters', () => {
    expect(withAxis(['w1', 'w2'], 0, 'w2')).toEqual(['w2', 'w1']);
    expect(withAxis(['w1', 'w2'], 1, 'w1')).toEqual(['w2', 'w1']);
    expect(withAxis(['w1', 'w2'], 1, 'b')).toEqual(['w1', 'b']);
    expect(() => logisticModel({ ...state, planeAxes: 'w1,w9' })).toThrow('two of w1, w2, b');
  });
});
