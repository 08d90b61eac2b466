import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, isCallable, nameToTex, parseExpression, toTex } from '../../src/expression';
import { randomExpression, seededRandom } from '../support/randomExpressions';

const RANDOM_EXPRESSIONS = 400;

function texOf(text: string): string {
  return toTex(parseExpression(text).syntax);
}

function render(tex: string): void {
  katex.renderToString(tex, { throwOnError: true, strict: 'error' });
}

describe('the TeX of an expression', () => {
  it.each([
    ['x^2 + y^2', '{x}^{2} + {y}^{2}'],
    ['2x', '2\\,x'],
    ['2*3', '2 \\cdot 3'],
    ['x*2', 'x \\cdot 2'],
    ['2*3^x', '2 \\cdot {3}^{x}'],
    ['x/y', '\\frac{x}{y}'],
    ['(x+1)/(y-1)', '\\frac{x + 1}{y - 1}'],
    ['exp(-(x^2+y^2)/3)', 'e^{-\\frac{{x}^{2} + {y}^{2}}{3}}'],
    ['1 - (-x)/2', '1 - \\frac{-x}{2}'],
    ['-((-x)/2)', '-\\frac{-x}{2}'],
    ['((-x)/2)^2', '{\\left(-\\frac{x}{2}\\right)}^{2}'],
    ['sqrt(x+1)', '\\sqrt{x + 1}'],
    ['abs(x)', '\\left|x\\right|'],
    ['exp(-x)', 'e^{-x}'],
    ['sin(x)^2', '{\\sin\\left(x\\right)}^{2}'],
    ['log(x, 2)', '\\log_{2}\\left(x\\right)'],
    ['1.5e-3', '1.5\\cdot 10^{-3}'],
    ['alpha x_1 + rate', '\\alpha\\,x_{1} + \\mathrm{rate}'],
    ['x > 0 ? x : -x', '\\begin{cases}x & \\text{if } x > 0 \\\\ -x & \\text{otherwise}\\end{cases}'],
    ['0 < x < 1', '0 < x \\land x < 1'],
    ['x mod 2', 'x \\bmod 2'],
  ])('of %s is %s', (text, tex) => {
    expect(texOf(text)).toBe(tex);
  });

  it.each([
    ['(x+1)*y', '\\left(x + 1\\right)\\,y'],
    ['x-(y-1)', 'x - \\left(y - 1\\right)'],
    ['x-y-1', 'x - y - 1'],
    ['(-x)^2', '{\\left(-x\\right)}^{2}'],
    ['-x^2', '-{x}^{2}'],
    ['-(x+y)', '-\\left(x + y\\right)'],
    ['(x^y)^2', '{\\left({x}^{y}\\right)}^{2}'],
    ['x^(y^2)', '{x}^{{y}^{2}}'],
    ['(x/y)^2', '{\\left(\\frac{x}{y}\\right)}^{2}'],
    ['exp(x)^2', '{\\left(e^{x}\\right)}^{2}'],
    ['exp2(x)^2', '{\\left(2^{x}\\right)}^{2}'],
    ['square(x)^3', '{\\left(\\left(x\\right)^2\\right)}^{3}'],
    ['2e3^2', '{\\left(2\\cdot 10^{3}\\right)}^{2}'],
    ['x*(y mod 2)', 'x\\,\\left(y \\bmod 2\\right)'],
    ['x mod (2*y)', 'x \\bmod \\left(2\\,y\\right)'],
    ['x mod (y mod 2)', 'x \\bmod \\left(y \\bmod 2\\right)'],
    ['(x < y) < 1', '\\left(x < y\\right) < 1'],
    ['x == (y == 1)', 'x = \\left(y = 1\\right)'],
    ['not (x < y)', '\\lnot \\left(x < y\\right)'],
    ['not x < y', '\\left(\\lnot x\\right) < y'],
    ['(x or y) and a', '\\left(x \\lor y\\right) \\land a'],
    ['x or y and a', 'x \\lor y \\land a'],
    [
      '2*(x > 0 ? 1 : 2)',
      '2\\,\\left(\\begin{cases}1 & \\text{if } x > 0 \\\\ 2 & \\text{otherwise}\\end{cases}\\right)',
    ],
  ])('of %s keeps the parentheses that its meaning hangs on', (text, tex) => {
    expect(texOf(text)).toBe(tex);
  });

  it.each([
    ['x', 'x'],
    ['x1', 'x_{1}'],
    ['x_1', 'x_{1}'],
    ['theta', '\\theta'],
    ['theta_max', '\\theta_{max}'],
    ['w12', 'w_{12}'],
    ['rate', '\\mathrm{rate}'],
    ['_', '\\mathrm{\\_}'],
  ])('of the name %s is %s', (name, tex) => {
    expect(nameToTex(name)).toBe(tex);
  });
});

describe('KaTeX', () => {
  it.each(FUNCTIONS.map((row) => [row.name, row] as const))('typesets %s', (_, row) => {
    for (const sample of row.samples) render(row.tex(...sample.map((_operand, index) => `x_{${index}}`)));
  });

  it.each(['_', '__', '_a', 'a_', 'a__b', 'a_b_c', 'x_', 'x1y2', '_1', 'alpha_beta', 'Z9', 'a_1_'])(
    'typesets the name %s',
    (name) => {
      render(nameToTex(name));
    },
  );

  it('typesets random expressions', () => {
    const random = seededRandom(20260);
    const callable = FUNCTIONS.filter(({ name }) => isCallable(name));
    const unary = callable.filter((row) => row.samples[0]?.length === 1).map(({ name }) => name);
    const shape = {
      unary,
      binary: ['min', 'atan2', 'hypot', 'log', 'mod'],
      variables: ['x', 'y'],
      parameters: ['a', 'theta_1', 'rate'],
      numbers: ['1', '2.', '.5', '1e-3', '12'],
      operators: ['+', '-', '*', '/', '%', '^', '<', ' and ', ' or '],
      conditionals: true,
    };
    for (let count = 0; count < RANDOM_EXPRESSIONS; count++) {
      const text = randomExpression(random, 4, shape);
      expect(() => render(texOf(text)), text).not.toThrow();
    }
  });
});
