import { afterEach, describe, expect, it, vi } from 'vitest';
import { DerivedValues } from '../../src/app/derivedValues';
import { descentFrom } from '../../src/app/descent/descentView';
import { slicesThrough } from '../../src/app/point/pointPicture';
import { shownPoint } from '../../src/app/point/pointRun';
import { compileFunction } from '../../src/app/subject/functionModel';
import { OPENING } from '../../src/app/subject/openSubject';
import { linearModel } from '../../src/app/subject/regressionModels';
import type { AppState, StateKey } from '../../src/state/appState';
import { DEFAULT_STATE } from '../../src/state/schema';

const BOWL: AppState = { ...DEFAULT_STATE, expression: 'x^2 + y^2', point: [1, 2], descentSteps: 20 };

describe('what follows from a formula', () => {
  const model = compileFunction(BOWL.expression);

  it('is there at once', () => {
    const { point, slices, descent } = new DerivedValues(model, BOWL, () => undefined);
    expect(point).toMatchObject({ value: 5, gradient: [2, 4], pending: false });
    expect(slices.alongX.every(Number.isFinite)).toBe(true);
    expect(descent.outcome).toEqual({ kind: 'finished', step: 20 });
  });

  it.each<{ key: StateKey; shown: { point: boolean; path: boolean } }>([
    { key: 'point', shown: { point: true, path: true } },
    { key: 'optimizer', shown: { point: false, path: true } },
    { key: 'derivativeStep', shown: { point: true, path: false } },
    { key: 'chartsOpen', shown: { point: true, path: false } },
    { key: 'theme', shown: { point: false, path: false } },
  ])('is computed anew only where a change of $key touches it', ({ key, shown }) => {
    const derived = new DerivedValues(model, BOWL, () => undefined);
    const { point, descent } = derived;
    expect(derived.update(model, BOWL, (keys) => keys.includes(key))).toEqual(shown);
    expect(derived.descent === descent).toBe(!shown.path);
    expect(derived.point === point).toBe(key !== 'point' && key !== 'derivativeStep');
  });
});

describe('what follows from a loss over many rows', () => {
  const state: AppState = {
    ...DEFAULT_STATE,
    ...OPENING.linear,
    dataRows: 5000,
    descentSteps: 40,
    slicesVisible: true,
  };
  const model = linearModel(state);

  afterEach(() => vi.restoreAllMocks());

  it('grows, and in the end is what it would have been at once', async () => {
    // Every look at the clock takes a millisecond, so that a portion is a few steps on any machine.
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => ++clock);
    const whole = {
      point: shownPoint(model, state),
      slices: slicesThrough(model, state),
      descent: descentFrom(model, state),
    };
    const grown = new Set<string>();
    const derived = new DerivedValues(model, state, (shown) => grown.add(shown));
    expect(derived.point.pending || derived.descent.outcome.kind === 'underway').toBe(true);
    expect(derived.slices).not.toEqual(whole.slices);
    await expect.poll(() => derived.slices, { timeout: 60_000 }).toEqual(whole.slices);
    await expect.poll(() => derived.descent, { timeout: 60_000 }).toEqual(whole.descent);
    expect(derived.point).toEqual(whole.point);
    expect([...grown].sort()).toEqual(['path', 'point']);
  });

  it('leaves out slices that nobody sees', () => {
    const unseen = { ...state, slicesVisible: false, chartsOpen: false };
    const { slices } = new DerivedValues(model, unseen, () => undefined);
    expect(slices.alongX.every(Number.isNaN)).toBe(true);
  });
});
