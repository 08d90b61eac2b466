import { describe, expect, it } from 'vitest';
import {
  MICROSCOPE_STEPS,
  Microscope,
  microscopeObjection,
  microscopeView,
  NOTEBOOK_STEP,
  stepPatch,
} from '../../../src/app/microscope/microscope';
import {
  balance,
  bestStep,
  localSlope,
  truncationCoefficient,
} from '../../../src/app/microscope/microscopeTheory';
import { networkLandscape } from '../../../src/app/network/landscape';
import { compileFunction } from '../../../src/app/subject/functionModel';
import { OPENING } from '../../../src/app/subject/openSubject';
import { linearModel } from '../../../src/app/subject/regressionModels';
import { type Precision, STEPPED_METHODS, type SteppedMethod } from '../../../src/fields/gridRequest';
import type { MicroscopeCurve, MicroscopeView } from '../../../src/fields/microscopeView';
import { DEFAULT_STATE } from '../../../src/state/schema';

function look(expression: string, point: readonly [number, number]): MicroscopeView {
  return microscopeView(compileFunction(expression), [], point);
}

function curve(view: MicroscopeView, method: SteppedMethod, precision: Precision): MicroscopeCurve {
  const found = view.curves.find((each) => each.method === method && each.precision === precision);
  if (found === undefined) throw new Error(`no curve for ${method} in ${precision}`);
  return found;
}

/** Theory bounds the rounding error; where few numbers lie between two points, as in f32, it may be much smaller. */
const FACTOR = { f64: 5, f32: 8 } as const;
const EPS = { f64: 2 ** -52, f32: 2 ** -23 } as const;

describe('the steps of the microscope', () => {
  it('rise about evenly from 1e-12 to 1, with the step of the notebook among them', () => {
    expect(MICROSCOPE_STEPS).toHaveLength(97);
    expect(MICROSCOPE_STEPS[0]).toBe(1e-12);
    expect(MICROSCOPE_STEPS.at(-1)).toBe(1);
    expect(MICROSCOPE_STEPS).toContain(NOTEBOOK_STEP);
    for (let i = 1; i < MICROSCOPE_STEPS.length; i++) {
      const ratio = (MICROSCOPE_STEPS[i] ?? 0) / (MICROSCOPE_STEPS[i - 1] ?? 0);
      expect(Math.abs(Math.log10(ratio) * 8 - 1)).toBeLessThan(0.15);
    }
  });
});

describe('a loss over data', () => {
  const state = { ...DEFAULT_STATE, ...OPENING.linear };
  const line = linearModel(state);

  it('is looked at over all its rows: a parabola, to which central differences are exact', () => {
    expect(microscopeObjection(line)).toBeNull();
    const [w, b] = state.point;
    const view = microscopeView(line, [], [w, b]);
    expect(view.steepness).toBeCloseTo(Math.hypot(...line.at(w, b).gradient), 10);
    expect(view.errorAt('central', 'f64', 0.1)).toBeLessThan(1e-12 * view.steepness);
    // Off by h/2 of the second derivative along each coordinate, which are 2·mean(x²) and 2.
    const x = line.field.data?.columns.find(({ name }) => name === 'x')?.values ?? [];
    const square = Array.from(x).reduce((sum, value) => sum + value * value, 0) / x.length;
    expect(view.errorAt('forward', 'f64', 0.1)).toBeCloseTo(Math.hypot(0.1 * square, 0.1), 9);
  });

  it('is not where that takes too long, nor are samples, and it says so', () => {
    const network = networkLandscape(
      {
        ...DEFAULT_STATE,
        ...OPENING.network,
        dataset: 'moons',
        layers: '64,64,64',
        initialWeights: 'glorot',
      },
      null,
    );
    expect(microscopeObjection(network)).toMatch(/evaluates the loss 3104 times a point.* of \d+ rows/);
  });
});

describe('x^2', () => {
  const view = look('x^2', [3, 0]);

  it('has central and five-point differences that are exact up to rounding', () => {
    for (const precision of ['f64', 'f32'] as const) {
      for (const method of ['central', 'fivePoint'] as const) {
        const { errors } = curve(view, method, precision);
        for (const [i, h] of view.steps.entries()) {
          // x ± h and the squares are off by half an epsilon each: 1.5·eps·(|f| + |x f'|) / h, and the quotient by some eps;
          // where h is less than the spacing at x, the difference may be nothing at all.
          const bound = (1.5 * EPS[precision] * (9 + 18)) / h + 6 * 8 * EPS[precision];
          expect(errors[i], `${method} ${precision} ${h}`).toBeLessThanOrEqual(Math.max(bound, 6));
          if (h > 1e-5) expect(errors[i]).toBeLessThanOrEqual(bound);
        }
      }
    }
  });

  it('has a forward difference that is off by h, and no best step in theory for the others', () => {
    expect(view.truncation).toEqual([
      { method: 'forward', order: 1, coefficient: expect.closeTo(1, 3) as number },
    ]);
    expect(curve(view, 'central', 'f64').expected).toBeNull();
    expect(curve(view, 'fivePoint', 'f32').expected).toBeNull();
  });
});

describe('sin at 0.8', () => {
  const view = look('sin(x)', [0.8, 0]);
  const [f, derivatives] = [Math.sin(0.8), { first: Math.cos(0.8), second: Math.sin(0.8) }];

  it.each([
    ['forward', 1, [1e-5, 1e-2], derivatives.second / 2],
    ['central', 2, [1e-3, 1e-1], derivatives.first / 6],
    ['fivePoint', 4, [1e-2, 0.3], derivatives.first / 30],
  ] as const)(
    'the error of the %s difference grows with the power %d of h',
    (method, order, [from, to], c) => {
      const { errors } = curve(view, method, 'f64');
      const within = Array.from(view.steps.keys()).filter((i) => {
        const h = view.steps[i] ?? 0;
        return h >= from && h <= to;
      });
      for (const i of within) {
        const slope = localSlope(view.steps, errors, i);
        expect(Math.abs(slope / order - 1), `h = ${view.steps[i]}`).toBeLessThan(0.05);
      }
      const seen = view.truncation.find((each) => each.method === method);
      expect(seen?.order).toBe(order);
      expect((seen?.coefficient ?? 0) / c).toBeGreaterThan(0.95);
      expect((seen?.coefficient ?? 0) / c).toBeLessThan(1.05);
    },
  );

  it.each([
    ['forward', (eps: number) => 2 * Math.sqrt((eps * f) / derivatives.second)],
    ['central', (eps: number) => Math.cbrt((3 * eps * f) / derivatives.first)],
    ['fivePoint', (eps: number) => ((45 / 4) * eps * (f / derivatives.first)) ** (1 / 5)],
  ] as const)('has its best step of the %s difference where theory says', (method, theory) => {
    for (const precision of ['f64', 'f32'] as const) {
      const { best, expected } = curve(view, method, precision);
      for (const step of [best?.step, expected?.step]) {
        const ratio = (step ?? 0) / theory(EPS[precision]);
        expect(ratio, precision).toBeGreaterThan(1 / FACTOR[precision]);
        expect(ratio, precision).toBeLessThan(FACTOR[precision]);
      }
    }
  });

  it('needs larger steps in f32 and is less exact there', () => {
    for (const method of STEPPED_METHODS) {
      const [double, single] = [curve(view, method, 'f64').best, curve(view, method, 'f32').best];
      expect(single?.step).toBeGreaterThan(double?.step ?? Infinity);
      expect(single?.error).toBeGreaterThan(double?.error ?? Infinity);
    }
  });
});

describe('the function of the notebook, x²y + y³ at (2, 3)', () => {
  const view = look('x^2*y + y^3', [2, 3]);
  const gradient = Math.hypot(2 * 2 * 3, 2 ** 2 + 3 * 3 ** 2);

  it('has differences of exactly 0 in f32 with the step of the notebook', () => {
    for (const method of STEPPED_METHODS) {
      expect(view.errorAt(method, 'f32', NOTEBOOK_STEP)).toBe(view.steepness);
    }
    expect(view.steepness).toBeCloseTo(gradient, 12);
  });

  it('is known to seven digits in f64 with that step, and to eleven with the best one', () => {
    const { best } = curve(view, 'central', 'f64');
    expect(view.errorAt('central', 'f64', NOTEBOOK_STEP) / gradient).toBeGreaterThan(1e-9);
    expect(view.errorAt('central', 'f64', NOTEBOOK_STEP) / gradient).toBeLessThan(1e-7);
    expect((best?.error ?? 1) / gradient).toBeLessThan(1e-10);
  });

  it('is best served in f32 by a step near 1e-2', () => {
    const best = curve(view, 'central', 'f32').best?.step ?? 0;
    expect(best).toBeGreaterThan(3e-3);
    expect(best).toBeLessThan(3e-2);
  });
});

describe('where something is undefined', () => {
  it('the curve has gaps where the stencil leaves the domain', () => {
    const view = look('sqrt(x) + y', [0.01, 0]);
    const { errors } = curve(view, 'central', 'f64');
    for (const [i, h] of view.steps.entries()) expect(Number.isNaN(errors[i]), `h = ${h}`).toBe(h > 0.01);
    expect(curve(view, 'forward', 'f64').errors.every(Number.isFinite)).toBe(true);
  });

  it('there is nothing to see where the exact gradient is undefined', () => {
    const view = look('log(x)', [-1, 0]);
    expect(view.truncation).toEqual([]);
    for (const { errors, best, expected } of view.curves) {
      expect(errors.every(Number.isNaN)).toBe(true);
      expect([best, expected]).toEqual([null, null]);
    }
  });

  it('a constant has no error at any step, so the largest is best', () => {
    const { best, expected } = curve(look('7', [1, 2]), 'central', 'f32');
    expect(best).toEqual({ step: 1, error: 0 });
    expect(expected).toBeNull();
  });
});

describe('reading a curve', () => {
  const steps = MICROSCOPE_STEPS;

  it('is not misled by one lucky sample', () => {
    const errors = steps.map((h) => h ** 2 + 1e-16 / h);
    errors[10] = 1e-20;
    const best = bestStep(steps, errors);
    expect((best?.step ?? 0) / balance(2, 1, 1e-16).step).toBeGreaterThan(0.5);
    expect((best?.step ?? 0) / balance(2, 1, 1e-16).step).toBeLessThan(2);
  });

  it('finds the coefficient of a power, and none where the curve has another slope', () => {
    const errors = steps.map((h) => 3 * h ** 4 + 1e-16 / h);
    expect(truncationCoefficient(steps, errors, 4, 1e-16)).toBeCloseTo(3, 0);
    expect(truncationCoefficient(steps, errors, 2, 1e-16)).toBeNull();
  });
});

describe('setting a step', () => {
  it('takes the central difference where the derivative was exact, and leaves other methods alone', () => {
    expect(stepPatch(DEFAULT_STATE, 1e-8)).toEqual({ derivativeMethod: 'central', derivativeStep: 1e-8 });
    const forward = { ...DEFAULT_STATE, derivativeMethod: 'forward' } as const;
    expect(stepPatch(forward, 1e-8).derivativeMethod).toBe('forward');
    expect(stepPatch(forward, 30, 'fivePoint')).toEqual({ derivativeMethod: 'fivePoint', derivativeStep: 1 });
    expect(stepPatch(forward, 1e-20).derivativeStep).toBe(1e-12);
    const doubleSingle = { ...DEFAULT_STATE, derivativeMethod: 'doubleSingle' } as const;
    expect(stepPatch(doubleSingle, 1e-3)).toEqual({ derivativeMethod: 'central', derivativeStep: 1e-3 });
  });
});

describe('the microscope', () => {
  it('looks anew when the function, a parameter or the point changes, not when h does', () => {
    const microscope = new Microscope();
    const model = compileFunction(DEFAULT_STATE.expression);
    const view = microscope.look(model, DEFAULT_STATE);
    expect(microscope.look(model, { ...DEFAULT_STATE, derivativeStep: 1e-8 })).toBe(view);
    expect(microscope.look(model, { ...DEFAULT_STATE, point: [0, 1] })).not.toBe(view);
  });
});
