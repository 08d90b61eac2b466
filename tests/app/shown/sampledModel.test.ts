import { describe, expect, it } from 'vitest';
import { descentFrom } from '../../../src/app/descent/descentView';
import { approximateGradient, faultText, slicesThrough } from '../../../src/app/point/pointPicture';
import { createSampledModel } from '../../../src/app/shown/sampledModel';
import { VALIDITY } from '../../../src/fields/gridRequest';
import { sampleGrid } from '../../../src/fields/sampleGrid';
import { finished } from '../../../src/fields/steps';
import { DEFAULT_STATE } from '../../../src/state/schema';

/** 13 × 9 samples of a bowl over [-3, 3] × [-2, 2], with a hole at (-3, -2). */
const GRID = {
  nx: 13,
  ny: 9,
  x: [-3, 3],
  y: [-2, 2],
  values: Float64Array.from({ length: 13 * 9 }, (_, index) => {
    const x = -3 + (index % 13) / 2;
    const y = -2 + Math.floor(index / 13) / 2;
    return index === 0 ? Number.NaN : x * x + 2 * y * y;
  }),
} as const;

const MODEL = createSampledModel({ name: 'L', tex: '', axes: ['w', 'b'], grid: GRID });

describe('a model of samples', () => {
  it('has the value and the gradient of the samples, also in between', () => {
    const { value, gradient, faults } = MODEL.at(0.8, -1.1);
    expect(faults).toBe(0);
    expect([value, ...gradient].map((number) => Number(number.toFixed(9)))).toEqual([3.06, 1.6, -4.4]);
  });

  it('says why there is nothing outside and in a hole', () => {
    expect(faultText(MODEL.at(3.1, 0))).toBe('undefined: outside of the samples');
    expect(faultText(MODEL.at(-3, -2))).toBe('undefined: a sample here is missing or not finite');
    expect(faultText(MODEL.at(1, 1))).toBeUndefined();
  });

  it('fills a grid with texels, holes among them', () => {
    const { texels, summary } = sampleGrid('value', MODEL.surface, GRID);
    const data = texels.kind === 'memory' ? texels.data : new Float32Array(0);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, VALIDITY.hole]);
    // Sample (12, 8): (3, 2).
    expect([...data.subarray(-4)]).toEqual([17, 6, 8, VALIDITY.gradient]);
    expect(summary.minimum).toBe(0);
    expect(summary.maximum).toBe(17);
    expect(summary.steepest).toBeCloseTo(10, 6);
    expect(summary.defined).toBe(116 / 117);
  });

  it('has partials that are surfaces of their own', () => {
    const { value, dx, dy } = MODEL.partials[0].at(1.25, 0.25);
    expect([value, dx, dy].map((number) => Number(number.toFixed(9)))).toEqual([2.5, 2, 0]);
  });

  it('can be descended to its minimum', () => {
    const state = { ...DEFAULT_STATE, point: [2, -1.5], hyperparameters: { eta: 0.1 } } as const;
    const { path, outcome } = descentFrom(MODEL, state);
    expect(outcome.kind).toBe('converged');
    expect(Math.hypot(path.at(-1) ?? 1, path.at(-2) ?? 1)).toBeLessThan(1e-6);
  });

  it('has slices with gaps where there are no samples, and differences of its own only', () => {
    const { alongX } = slicesThrough(MODEL, { ...DEFAULT_STATE, domainX: [-4, 4], point: [0, 1] });
    expect([alongX[0], alongX[200], alongX[400]]).toEqual([Number.NaN, 2, Number.NaN]);
    expect(
      finished(approximateGradient(MODEL, { ...DEFAULT_STATE, derivativeMethod: 'central' })),
    ).toBeUndefined();
  });
});
