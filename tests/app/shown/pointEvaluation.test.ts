// Fields over data at single points: the compiled program against the walk, and why something is undefined.

import { describe, expect, it } from 'vitest';
import { holdOwnData } from '../../../src/app/data/ownData';
import { OPENING } from '../../../src/app/subject/openSubject';
import { typedFieldModel } from '../../../src/app/subject/typedSubject';
import { Walk } from '../../../src/engines/cpu/walk';
import { FAULTS } from '../../../src/expression';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';

const stateWith = (patch: StatePatch): AppState => ({ ...DEFAULT_STATE, ...OPENING.typed, ...patch });

describe('a loss over data at a point', () => {
  it('is what the walk finds, for its value and its gradient', () => {
    const state = stateWith({ expression: 'a*sin(w*x) + b*x^2', dataRows: 333 });
    const model = typedFieldModel(state);
    model.setParameters([0.7]);
    const [dx, dy] = model.partials;
    const walk = Walk.of(model.field, [model.field.value, dx.value, dy.value]);
    walk.setParameters([0.7]);
    for (const [a, w] of [
      [1, 1],
      [-1.3, 2.2],
      [0, -3],
    ] as const) {
      walk.evaluate(a, w);
      const { value, gradient, faults } = model.at(a, w);
      expect(faults).toBe(0);
      expect(value / walk.value(0)).toBeCloseTo(1, 13);
      expect(model.height(a, w)).toBe(value);
      gradient.forEach((slope, axis) => {
        expect(Math.abs(slope - walk.value(1 + axis))).toBeLessThan(1e-13 * (1 + Math.abs(slope)));
      });
    }
  });

  it('says why it is undefined', () => {
    const table = { rows: 1, columns: ['x', 'y'].map((name) => ({ name, values: Float64Array.of(1) })) };
    const ownData = holdOwnData({ kind: 'table', file: 'one', table });
    const model = typedFieldModel(stateWith({ expression: 'log(w*x) + c', dataset: 'own', ownData }));
    expect(model.at(0, 1).faults).toBe(0);
    expect(model.axes).toEqual(['c', 'w']);
    const { value, faults } = model.at(0, -1);
    expect(value).toBeNaN();
    expect(faults & FAULTS.logOfNonPositive.bit).not.toBe(0);
    expect(model.height(0, -1)).toBeNaN();
  });
});
