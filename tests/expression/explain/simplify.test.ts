import { describe, expect, it } from 'vitest';
import { parseExpression, toTex, toText } from '../../../src/expression';
import { simplify } from '../../../src/expression/explain';
import { compareFunctions } from '../../../src/lessons/check/compareFunctions';
import { randomExpression, seededRandom } from '../../support/randomExpressions';

function simplified(text: string): string {
  return toText(simplify(parseExpression(text).syntax));
}

describe('simplification', () => {
  it.each([
    ['3x*2 + x*x', 'x^2 + 6*x'],
    ['x/x', '1'],
    ['x + x', '2*x'],
    ['x*1 + 0', 'x'],
    ['-x + 1', '1 - x'],
    ['2/4*x', 'x/2'],
    ['3/2*x', '3*x/2'],
    ['0.5*2*x', 'x'],
    ['0.1x + 0.2x', '0.3*x'],
    ['1/(-x)', '-(1/x)'],
    ['sin(-x)', '-sin(x)'],
    ['cos(-x)', 'cos(x)'],
    ['sqrt(x)*sqrt(x)', 'x'],
    ['sqrt(x^2)', 'sqrt(x^2)'],
    ['sqrt(2)*sqrt(2)', '2'],
    ['sqrt(9/4)', '3/2'],
    ['(x + 1)^2*(x + 1)', '(x + 1)^3'],
    ['(1 - x)*(x - 1)', '-(1 - x)^2'],
    ['(x^2 + x)/(x + 1)', 'x'],
    ['exp(2ln(x))', 'x^2'],
    ['ln(exp(3x))', '3*x'],
    ['exp(x)*exp(-x)', '1'],
    ['cos(x)^2 + sin(x)^2', '1'],
    ['3cosh(x)^2 - 3sinh(x)^2', '3'],
    ['x^2 - x^2', '0'],
    ['1 + x + x^3', 'x^3 + x + 1'],
    ['y^2 + x y + x^2', 'x^2 + x*y + y^2'],
    ['1/0', '1/0'],
    ['e*x', 'e*x'],
    ['abs(-3) + floor(2) + ln(1)', '5'],
    ['x < 0 ? 2x + x : 3x', '3*x'],
  ])('%s is written %s', (text, expected) => {
    expect(simplified(text)).toBe(expected);
  });

  it('leaves numbers alone that have too many digits to be exact', () => {
    expect(simplified('1e300*x + 1e-300')).toBe('1e300*x + 1e-300');
    expect(simplified('7^(9^9)')).toBe('7^9^9');
  });

  it('writes no needless signs', () => {
    expect(toTex(simplify(parseExpression('0 - 3*2*x').syntax))).toBe('-6\\,x');
  });

  it('keeps values wherever both forms are defined, and holds still when repeated', () => {
    const random = seededRandom(7);
    const shape = {
      unary: ['sin', 'cos', 'exp', 'log', 'sqrt', 'abs', 'tan', 'sinh', 'cosh', 'exp2', 'cbrt'],
      binary: ['min', 'atan2'],
      variables: ['x', 'y'],
      conditionals: true,
    };
    let compared = 0;
    for (let index = 0; index < 300; index++) {
      const text = randomExpression(random, 4, shape);
      const { syntax } = parseExpression(text);
      const once = simplify(syntax);
      const verdict = compareFunctions({
        truth: syntax,
        answer: once,
        names: ['x', 'y'],
        box: {},
        within: syntax,
      });
      expect(verdict.kind === 'different' ? { text, once: toText(once), verdict } : {}).toEqual({});
      if (verdict.kind === 'equal') compared++;
      expect(toText(simplify(once))).toBe(toText(once));
    }
    expect(compared).toBeGreaterThan(150);
  });
});

describe('text written from a tree', () => {
  it('reads back as the same tree', () => {
    const random = seededRandom(3);
    const shape = {
      unary: ['sin', 'exp', 'sech', 'not '],
      binary: ['max', 'log', 'mod'],
      variables: ['x', 'y'],
      parameters: ['a'],
      operators: ['+', '-', '*', '/', '^', ' and ', ' or ', '<', '=='],
      conditionals: true,
    };
    const bare = (text: string): string =>
      JSON.stringify(parseExpression(text).syntax, (key, value: unknown) => (key === 'span' ? 0 : value));
    for (let index = 0; index < 500; index++) {
      const text = randomExpression(random, 4, shape);
      expect(bare(toText(parseExpression(text).syntax))).toBe(bare(text));
    }
  });
});
