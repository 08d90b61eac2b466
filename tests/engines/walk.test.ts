import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { compileExpression, describeFaults, FAULTS, gradient, parseExpression } from '../../src/expression';
import { evaluatePlainly } from '../support/plainEvaluation';

function walkOf(text: string): Walk {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return new Walk(builder.graph, [root], variables, parameters);
}

describe('the walk', () => {
  it.each<[string, readonly [number, number], number]>([
    ['x^2 + y^2', [3, 4], 25],
    ['x - y', [3, 4], -1],
    ['x mod y', [-7, 3], 2],
    ['x mod y', [7, -3], -2],
    ['atan2(x, y)', [1, -1], (3 * Math.PI) / 4],
    ['x > y ? x : y', [2, 5], 5],
    ['0 < x < 1', [0.5, 0], 1],
    ['0 < x < 1', [1, 0], 0],
    ['round(x) + floor(y) + ceil(y)', [2.5, -1.5], 0],
    ['(-x)^3', [2, 0], -8],
    ['x^y', [-2, 3], -8],
    ['x^0', [0, 0], 1],
    ['cbrt(x)', [-27, 0], -3],
    ['x or y', [0, 3], 1],
    ['not x', [0, 0], 1],
    ['log(x, 2)', [8, 0], 3],
    ['gaussian(x, 1, 2)', [3, 0], Math.exp(-0.5)],
    ['7', [0, 0], 7],
  ])('gives %s at %j the value %f', (text, [x, y], value) => {
    const walk = walkOf(text);
    walk.evaluate(x, y);
    expect(walk.value(0)).toBeCloseTo(value, 13);
    expect(walk.faults(0)).toBe(0);
    expect(evaluatePlainly(parseExpression(text).syntax, { x, y }).value).toBeCloseTo(value, 13);
  });

  it.each<[string, readonly [number, number], string]>([
    ['log(x)', [0, 0], FAULTS.logOfNonPositive.text],
    ['log1p(x)', [-1, 0], FAULTS.logOfNonPositive.text],
    ['sqrt(x)', [-1, 0], FAULTS.rootOfNegative.text],
    ['x/y', [1, 0], FAULTS.divisionByZero.text],
    ['x mod y', [1, 0], FAULTS.divisionByZero.text],
    ['asin(x)', [1.5, 0], FAULTS.outsideUnitInterval.text],
    ['x^y', [-1, 0.5], FAULTS.powerOfNegative.text],
    ['x^y', [0, -1], FAULTS.powerOfNegative.text],
    ['acosh(x)', [0.5, 0], FAULTS.outsideHyperbolicDomain.text],
    ['atanh(x)', [1, 0], FAULTS.outsideHyperbolicDomain.text],
    ['exp(x)', [1000, 0], FAULTS.notFinite.text],
    ['sin(x*x)', [1e200, 0], FAULTS.notFinite.text],
    ['log(x) + 1/y', [-1, 0], `${FAULTS.logOfNonPositive.text}, ${FAULTS.divisionByZero.text}`],
    ['1/sqrt(x)', [-1, 0], FAULTS.rootOfNegative.text],
    ['sqrt(log(x))', [0, 0], FAULTS.logOfNonPositive.text],
    ['sqrt(x) > 0 ? 1 : 2', [-1, 0], FAULTS.rootOfNegative.text],
    ['log(-1)', [0, 0], FAULTS.logOfNonPositive.text],
  ])('says why %s has no value at %j: %s', (text, [x, y], reason) => {
    const walk = walkOf(text);
    walk.evaluate(x, y);
    expect(walk.value(0)).toBeNaN();
    expect(describeFaults(walk.faults(0))).toBe(reason);
  });

  it.each(['x > 0 ? log(x) : -1', 'y > 1 or x < 0 ? 5 : 1/x'])(
    'does not mind the branch of %s that is not taken',
    (text) => {
      const walk = walkOf(text);
      walk.evaluate(-1, 0);
      expect(walk.value(0)).not.toBeNaN();
    },
  );

  it('forgets the faults of the point before', () => {
    const walk = walkOf('log(x)');
    walk.evaluate(-1, 0);
    expect(walk.faults(0)).not.toBe(0);
    walk.evaluate(1, 0);
    expect([walk.value(0), walk.faults(0)]).toEqual([0, 0]);
  });

  it('answers for several roots, one of which may be undefined', () => {
    const { builder, root, variables } = compileExpression(parseExpression('sqrt(x) + y'));
    const walk = new Walk(builder.graph, [root, ...gradient(builder, root, variables)], variables, []);
    walk.evaluate(0, 3);
    expect([walk.value(0), walk.value(1), walk.value(2)]).toEqual([3, Number.NaN, 1]);
    expect(describeFaults(walk.faults(1))).toBe(FAULTS.divisionByZero.text);
  });

  it('holds parameters until they are set anew, and is undefined without them', () => {
    const walk = walkOf('a*x + b');
    walk.setParameters([2, 1]);
    walk.evaluate(3, 0);
    expect(walk.value(0)).toBe(7);
    walk.evaluate(4, 0);
    expect(walk.value(0)).toBe(9);
    walk.setParameters([]);
    walk.evaluate(4, 0);
    expect(walk.value(0)).toBeNaN();
  });

  it('refuses a field that depends on names it does not list', () => {
    const { builder, root } = compileExpression(parseExpression('a*x + y'));
    expect(() => new Walk(builder.graph, [root], ['x', 'y'], [])).toThrow(/parameter a/);
    expect(() => new Walk(builder.graph, [root], ['x'], ['a'])).toThrow(/variable y/);
  });
});

describe('faults in words', () => {
  it('are empty for none, and name an overflow only where it stands alone', () => {
    expect(describeFaults(0)).toBe('');
    expect(describeFaults(FAULTS.notFinite.bit)).toBe(FAULTS.notFinite.text);
    expect(describeFaults(FAULTS.notFinite.bit | FAULTS.divisionByZero.bit)).toBe(FAULTS.divisionByZero.text);
  });

  it('are bits of their own', () => {
    const bits = Object.values(FAULTS).map(({ bit }) => bit);
    expect(bits.reduce<number>((sum, bit) => sum | bit, 0)).toBe(
      bits.reduce<number>((sum, bit) => sum + bit, 0),
    );
  });
});
