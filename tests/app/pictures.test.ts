// What is derived of a function before it is drawn: its model, its slices, the range shown, where a descent starts.

import { describe, expect, it } from 'vitest';
import { descentFrom, descentStatus } from '../../src/app/descent/descentView';
import { startingPoint, startingRate } from '../../src/app/descent/startingPoint';
import { approximateGradient, faultText, slicesThrough } from '../../src/app/point/pointPicture';
import { parameterValues, slidersFor } from '../../src/app/shown/fieldModel';
import { compileFunction } from '../../src/app/subject/functionModel';
import { valueRange } from '../../src/app/valueRange';
import { finished } from '../../src/fields/steps';
import { LANDSCAPES } from '../../src/presets';
import type { AppState } from '../../src/state/appState';
import { DEFAULT_STATE } from '../../src/state/schema';

function stateWith(patch: Partial<AppState>): AppState {
  return { ...DEFAULT_STATE, ...patch };
}

describe('the model of a function', () => {
  it('turns free symbols into sliders and keeps those it knows', () => {
    const { field } = compileFunction('a*x^2 + b*y');
    const known = {
      a: { value: 2, min: 0, max: 3, step: 0.5 },
      unused: { value: 1, min: 0, max: 2, step: 1 },
    };
    const sliders = slidersFor(field.parameters, known);
    expect(Object.keys(sliders)).toEqual(['a', 'b']);
    expect(sliders.a).toEqual(known.a);
    expect(parameterValues(field, { parameters: sliders })).toEqual([2, 1]);
  });

  it('is not misled by names that every object has', () => {
    const { field } = compileFunction('constructor*x + toString*y');
    expect(parameterValues(field, { parameters: {} })).toEqual([1, 1]);
  });

  it('sees functions of one variable over a plane, and holds the third and fourth by sliders', () => {
    expect(compileFunction('f(t) = t^2').axes).toEqual(['t', 'y']);
    expect(compileFunction('f(y) = y^2').axes).toEqual(['y', 'v']);
    const model = compileFunction('f(x, y, z, w) = xz + w^2');
    expect(model.axes).toEqual(['x', 'y']);
    expect(model.field.parameters).toEqual(['z', 'w']);
    model.setParameters([3, 5]);
    expect(model.at(2, 0)).toEqual({ value: 31, gradient: [3, 0], faults: 0 });
  });

  it('says where a value is undefined and where only the gradient is', () => {
    const model = compileFunction('sqrt(x)');
    expect(faultText(model.at(-1, 0))).toBe('undefined: square root of a negative number');
    expect(faultText(model.at(0, 0))).toBe('no gradient: division by zero');
    expect(faultText(model.at(4, 0))).toBeUndefined();
  });
});

describe('slices through the point', () => {
  it('are cut at jumps and poles, and nowhere else', () => {
    const cuts = (expression: string): number => {
      const model = compileFunction(expression);
      return slicesThrough(model, stateWith({ domainX: [-3, 2.9] })).alongX.filter(Number.isNaN).length;
    };
    expect(cuts('1/x')).toBe(1);
    expect(cuts('tan(x)')).toBe(2);
    expect(cuts('floor(x)')).toBe(5);
    expect(cuts('exp(9*x)/(1 + exp(9*x))')).toBe(0);
    expect(cuts('sin(x)/x')).toBe(0);
    expect(cuts('x^3')).toBe(0);
  });
});

describe('the range shown', () => {
  const domain = [-2, 2] as const;
  const summary = { steepest: 1, defined: 1 };

  it('is all of an ordinary function, however steep', () => {
    const range = valueRange({ ...summary, minimum: 0, maximum: 1e6 }, false, domain, domain, (x) =>
      Math.exp(6 * x),
    );
    expect(range).toEqual({ low: 0, high: 1e6 });
  });

  it('leaves out what shoots off at a pole', () => {
    const { low, high } = valueRange(
      { ...summary, minimum: -1e6, maximum: 1e6 },
      true,
      domain,
      domain,
      (x) => 1 / x,
    );
    expect(low).toBeGreaterThan(-50);
    expect(high).toBeLessThan(50);
    expect(high).toBeGreaterThan(2);
  });

  it('has some height for a constant and for a function that is defined nowhere', () => {
    expect(valueRange({ ...summary, minimum: 5, maximum: 5 }, false, domain, domain, () => 5)).toEqual({
      low: 4,
      high: 6,
    });
    const nowhere = { ...summary, minimum: Number.NaN, maximum: Number.NaN };
    expect(valueRange(nowhere, false, domain, domain, () => Number.NaN)).toEqual({ low: -1, high: 1 });
  });
});

describe('a descent as the page shows it', () => {
  it('says how it ended where that is worth saying', () => {
    const status = (expression: string, patch: Partial<AppState>) =>
      descentStatus(descentFrom(compileFunction(expression), stateWith(patch)))?.text;
    expect(status('x^2+y^2', { point: [1, 1], hyperparameters: { eta: 0.1 } })).toBeUndefined();
    expect(status('x^2+y^2', { point: [0, 0] })).toBe('the gradient is zero here');
    expect(status('x^2+y^2', { point: [1, 1], hyperparameters: { eta: 0.5 } })).toBe('converged at step 1');
    expect(status('x^2+y^2', { point: [1, 1], hyperparameters: { eta: 1.5 } })).toMatch(
      /^diverged at step \d+/,
    );
    expect(status('log(x)', { point: [-1, 1] })).toBe('f or its gradient is undefined at the start');
    expect(status('log(x)', { point: [0.1, 1], hyperparameters: { eta: 0.05 } })).toMatch(
      /^step 1 leads to where/,
    );
  });

  it.each(LANDSCAPES.map((landscape) => [landscape.name, landscape] as const))(
    'starts on %s inside the domain, where it is defined, with a first step that is seen',
    (_, landscape) => {
      const model = compileFunction(landscape.expression);
      const point = startingPoint(landscape);
      const [[x0, x1], [y0, y1]] = [landscape.domainX, landscape.domainY];
      expect(point[0] > x0 && point[0] < x1 && point[1] > y0 && point[1] < y1).toBe(true);
      const { gradient, faults } = model.at(...point);
      expect(faults).toBe(0);
      const step = startingRate(model, landscape, point) * Math.hypot(...gradient);
      expect(step).toBeLessThan(0.05 * (x1 - x0));
    },
  );
});

it('approximates the gradient at the point by the chosen formula, with its error', () => {
  const model = compileFunction('x^3 + y');
  const state = stateWith({ point: [1, 0], derivativeMethod: 'forward', derivativeStep: 0.5 });
  // ((1 + h)³ − 1)/h = 3 + 3h + h²
  expect(finished(approximateGradient(model, state))?.[0]).toBeCloseTo(4.75, 12);
  expect(
    finished(approximateGradient(model, stateWith({ ...state, derivativeMethod: 'central' })))?.[0],
  ).toBeCloseTo(3.25, 12);
  expect(
    finished(approximateGradient(model, stateWith({ ...state, derivativeMethod: 'fivePoint' })))?.[0],
  ).toBeCloseTo(3, 12);
  expect(
    finished(approximateGradient(model, stateWith({ ...state, derivativeMethod: 'exact' }))),
  ).toBeUndefined();
});
