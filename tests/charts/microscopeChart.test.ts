import { describe, expect, it } from 'vitest';
import { errorRange, wordsFor } from '../../src/charts/microscope/microscopeChart';
import type { MicroscopeShown } from '../../src/charts/microscope/microscopeTable';
import type { MicroscopeCurve, MicroscopeView } from '../../src/fields/microscopeView';

const STEPS = Float64Array.of(1e-3, 1e-2, 1e-1, 1);

function curve(errors: readonly number[], best: MicroscopeCurve['best']): MicroscopeCurve {
  return {
    method: 'central',
    precision: 'f64',
    errors: Float64Array.from(errors),
    best,
    expected: null,
  };
}

function data(curves: readonly MicroscopeCurve[], errorAt = () => 2.5e-4): MicroscopeView {
  return { steepness: 5, steps: STEPS, curves, truncation: [], rounding: [], errorAt };
}

const SHOWN: MicroscopeShown = { method: 'central', step: 1e-8, precision: 'f32', theme: 'light' };

describe('the range of errors', () => {
  it('holds all of them in whole decades', () => {
    const errors = curve([3e-5, 2e-4, 2e-2, 2], { step: 1e-3, error: 3e-5 });
    expect(errorRange(data([errors]))).toEqual([expect.closeTo(1e-5, 12), 10]);
  });

  it('is not stretched by one lucky error, nor by none at all, nor by gaps', () => {
    const errors = curve([1e-18, 0, Number.NaN, 2], { step: 1e-3, error: 2e-4 });
    expect(errorRange(data([errors]))[0]).toBeCloseTo(1e-5, 12);
  });

  it('is some range where there is no error and where nothing is defined', () => {
    for (const value of [0, Number.NaN]) {
      const [low, high] = errorRange(data([curve([value, value, value, value], null)]));
      expect(low).toBeGreaterThan(0);
      expect(high).toBeGreaterThan(low);
    }
  });
});

describe('the words of the microscope', () => {
  const curves = [curve([1, 1, 1, 1], { step: 1e-2, error: 1 })];

  it('read off the errors at the step shown', () => {
    expect(wordsFor(data(curves), SHOWN).caption).toBe(
      'Error of ∇f against h · central, h = 10⁻⁸: 0.00025 in f64, 0.00025 in f32',
    );
  });

  it('say where the difference is nothing', () => {
    expect(
      wordsFor(
        data(curves, () => 5),
        SHOWN,
      ).caption,
    ).toContain('5 = |∇f| in f32');
  });

  it('say nothing of a step while the derivative is exact, and that there may be no gradient', () => {
    expect(wordsFor(data(curves), { ...SHOWN, method: 'exact' }).caption).toBe('Error of ∇f against h');
    const none = [curve([Number.NaN], null)];
    expect(wordsFor(data(none), SHOWN).caption).toContain('no gradient here');
  });
});
