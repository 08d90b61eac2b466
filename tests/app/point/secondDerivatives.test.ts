// The second partials at the point, what is claimed of them, and how it is said.
import { describe, expect, it } from 'vitest';
import { SecondDerivativeProbe } from '../../../src/app/point/secondDerivatives';
import { createSampledModel } from '../../../src/app/shown/sampledModel';
import { compileFunction } from '../../../src/app/subject/functionModel';
import { linearModel } from '../../../src/app/subject/regressionModels';
import { finished } from '../../../src/fields/steps';
import { DEFAULT_STATE } from '../../../src/state/schema';
import { shapeText } from '../../../src/ui/secondReadout';

function secondAt(expression: string, point: readonly [number, number], parameters: readonly number[] = []) {
  return finished(new SecondDerivativeProbe().at(compileFunction(expression), point, parameters));
}

/** As the card says it, over a domain ten units wide. */
function textAt(expression: string, point: readonly [number, number]): string | null {
  const model = compileFunction(expression);
  const second = secondAt(expression, point);
  if (second === null || typeof second === 'string') return second;
  const { gradient } = model.at(...point);
  return shapeText(second, { name: 'f', variables: model.axes, gradient, reach: 10 });
}

describe('second derivatives at the point', () => {
  it('are exact', () => {
    const second = secondAt('x^3*y + a*y^2', [2, 5], [7]);
    expect(second).toMatchObject({ partials: { xx: 60, xy: 12, yy: 14 }, shape: 'bowl' });
  });

  it('follow the parameters and the function', () => {
    const probe = new SecondDerivativeProbe();
    const model = compileFunction('a*x^2 + y^2');
    expect(finished(probe.at(model, [1, 1], [1]))).toMatchObject({ partials: { xx: 2 }, shape: 'bowl' });
    expect(finished(probe.at(model, [1, 1], [-1]))).toMatchObject({ partials: { xx: -2 }, shape: 'saddle' });
    expect(finished(probe.at(compileFunction('x*y'), [1, 1], []))).toMatchObject({
      partials: { xx: 0, xy: 1 },
    });
  });

  it('are given no shape at a kink, also where the kink is only in the slope', () => {
    expect(secondAt('abs(x - 0.1) + y^2', [0.1, 0])).toMatch(/kink/);
    expect(secondAt('max(x, 0)^2 + y^2', [0, 1])).toMatch(/kink/);
    expect(secondAt('abs(x - 0.1) + y^2', [0.2, 0])).toMatchObject({ shape: 'trough' });
  });

  it('are undefined with the function', () => {
    const second = secondAt('log(x) + y^2', [-1, 0]);
    expect(second).toMatchObject({ partials: { xx: Number.NaN }, shape: null });
  });

  it('are those of a mean over data', () => {
    const model = linearModel(DEFAULT_STATE);
    const second = finished(new SecondDerivativeProbe().at(model, [0.5, 1], []));
    if (second === null || typeof second === 'string') throw new Error('no second derivatives');
    // Of a quadratic, a difference of gradients is exact.
    const [here, alongX, alongY] = [model.at(0.5, 1), model.at(1.5, 1), model.at(0.5, 2)].map(
      ({ gradient }) => gradient,
    );
    const { xx, xy, yy } = second.partials;
    expect(xx).toBeCloseTo((alongX?.[0] ?? 0) - (here?.[0] ?? 0), 10);
    expect(xy).toBeCloseTo((alongX?.[1] ?? 0) - (here?.[1] ?? 0), 10);
    expect(yy).toBeCloseTo((alongY?.[1] ?? 0) - (here?.[1] ?? 0), 10);
    expect(second.shape).toBe('bowl');
  });

  it('are none for samples', () => {
    const grid = { nx: 2, ny: 2, x: [0, 1], y: [0, 1], values: Float64Array.of(1, 2, 3, 4) } as const;
    const model = createSampledModel({ name: 'L', tex: '', axes: ['x', 'y'], grid });
    expect(finished(new SecondDerivativeProbe().at(model, [0.5, 0.5], []))).toBeNull();
  });
});

describe('the kind of point in words', () => {
  const HIMMELBLAU = '(x^2+y-11)^2+(x+y^2-7)^2';

  it.each([
    [HIMMELBLAU, [3, 2], 'bowl: a local minimum'],
    [HIMMELBLAU, [-0.270845, -0.923039], 'dome: a local maximum'],
    [HIMMELBLAU, [0.0866775, 2.88425], 'saddle'],
    [HIMMELBLAU, [3, 2.1], 'curves like a bowl here'],
    [HIMMELBLAU, [2, 0], 'curves like a saddle here'],
    ['x*y', [0, 0], 'saddle'],
    ['(0.3*x+0.7*y)^2', [0.7, -0.3], 'flat in one direction, curves up across it'],
    ['-x^2', [0, 0], 'flat in one direction, curves down across it'],
    ['x^4+y^4', [0, 0], 'flat: not curved in any direction'],
    ['2*x-y', [1, 1], 'not curved in any direction here'],
    // 12 (x + 1)², in which 24 cancels: the digits that are left are rounding.
    ['x^4+4*x^3+6*x^2+4*x+y^4+4*y^3+6*y^2+4*y', [-1, -1], 'too close to flat for rounding to tell'],
  ] as const)('%s at %j is called "%s"', (expression, point, text) => {
    expect(textAt(expression, point)).toBe(text);
  });
});
