// Derivatives as they stand in a textbook's answers: what a teacher would write, in the order and with the signs of a teacher.
import { describe, expect, it } from 'vitest';
import { parseExpression, toTex, toText } from '../../../src/expression';
import { explain } from '../../../src/expression/explain';
import { verifyExplanation } from '../../../src/lessons/check/verifyExplanation';

interface Group {
  readonly name: string;
  /** The function as typed, and its derivative as printed. */
  readonly rows: readonly (readonly [f: string, derivative: string])[];
}

const GROUPS: readonly Group[] = [
  {
    name: 'powers and polynomials',
    rows: [
      ['5', '0'],
      ['x', '1'],
      ['7x', '7'],
      ['x^2', '2*x'],
      ['x^10', '10*x^9'],
      ['3x^4 - 2x^2 + 5', '12*x^3 - 4*x'],
      ['x^3/3 - x', 'x^2 - 1'],
      ['1 - x - x^2', '-(2*x) - 1'],
      ['0.5x^2', 'x'],
      ['pi x^2', '2*pi*x'],
      ['-(x^2)', '-(2*x)'],
      ['a x^2 + b x + c', '2*a*x + b'],
      ['x^n', 'n*x^(n - 1)'],
    ],
  },
  {
    name: 'negative and broken exponents',
    rows: [
      ['1/x', '-(1/x^2)'],
      ['1/x^2', '-(2/x^3)'],
      ['x^(-3)', '-(3/x^4)'],
      ['5/(3x)', '-(5/(3*x^2))'],
      ['x^2 - 1/x', '2*x + 1/x^2'],
      ['sqrt(x)', '1/(2*sqrt(x))'],
      ['1/sqrt(x)', '-(1/(2*x^(3/2)))'],
      ['x^(3/2)', '3*sqrt(x)/2'],
      ['x^(1/3)', '1/(3*x^(2/3))'],
    ],
  },
  {
    name: 'products',
    rows: [
      ['(x^2 + 1)(x - 3)', '3*x^2 - 6*x + 1'],
      ['x(x - 1)(x - 2)', '3*x^2 - 6*x + 2'],
      ['x^2 (3x - 2)^4', '2*x*(3*x - 2)^3*(9*x - 2)'],
      ['(x + 1)^3 (x - 2)^2', '(x + 1)^2*(x - 2)*(5*x - 4)'],
      ['x sin(x)', 'sin(x) + x*cos(x)'],
      ['x^2 cos(x)', '2*x*cos(x) - x^2*sin(x)'],
      ['sin(x) cos(x)', 'cos(x)^2 - sin(x)^2'],
      ['x e^x', 'exp(x) + x*exp(x)'],
      ['x ln(x)', 'log(x) + 1'],
      ['x ln(x) - x', 'log(x)'],
      ['x 2^x', '2^x + x*2^x*log(2)'],
      ['x atan(x)', 'atan(x) + x/(x^2 + 1)'],
    ],
  },
  {
    name: 'quotients',
    rows: [
      ['(x - 1)/(x + 1)', '2/(x + 1)^2'],
      ['1/(1 + x^2)', '-(2*x/(x^2 + 1)^2)'],
      ['x/(x^2 + 1)', '(1 - x^2)/(x^2 + 1)^2'],
      ['(x^2 - 1)/(x^2 + 1)', '4*x/(x^2 + 1)^2'],
      ['sin(x)/x', '(x*cos(x) - sin(x))/x^2'],
      ['sin(x)/cos(x)', '1/cos(x)^2'],
      ['cos(x)/(1 + sin(x))', '-(1/(sin(x) + 1))'],
      ['ln(x)/x', '(1 - log(x))/x^2'],
      ['e^x/x', '(x - 1)*exp(x)/x^2'],
      ['x^2/e^x', 'x*(2 - x)*exp(-x)'],
      ['1/(1 + e^(-x))', 'exp(-x)/(exp(-x) + 1)^2'],
    ],
  },
  {
    name: 'the chain rule',
    rows: [
      ['(2x + 1)^2', '8*x + 4'],
      ['(3x - 2)^5', '15*(3*x - 2)^4'],
      ['(2 - x)^3', '-(3*(2 - x)^2)'],
      ['(x^2)^3', '6*x^5'],
      ['1/(2x + 1)^3', '-(6/(2*x + 1)^4)'],
      ['sqrt(1 - x^2)', '-(x/sqrt(1 - x^2))'],
      ['cos(3x)', '-(3*sin(3*x))'],
      ['sin(x)^2', '2*sin(x)*cos(x)'],
      ['sin(x^2)', '2*x*cos(x^2)'],
      ['sin(cos(x))', '-(sin(x)*cos(cos(x)))'],
      ['tan(x)^2', '2*sec(x)^2*tan(x)'],
      ['ln(3x)', '1/x'],
      ['ln(x)^2', '2*log(x)/x'],
      ['ln(x^2 + 1)', '2*x/(x^2 + 1)'],
      ['ln(sin(x))', 'cos(x)/sin(x)'],
      ['ln(ln(x))', '1/(x*log(x))'],
      ['e^(-x)', '-exp(-x)'],
      ['e^(-x^2/2)', '-(x*exp(-(x^2/2)))'],
      ['e^(sin(x))', 'exp(sin(x))*cos(x)'],
      ['a sin(b x)', 'a*b*cos(b*x)'],
    ],
  },
  {
    name: 'exponentials with other bases, and powers of functions',
    rows: [
      ['2^x', '2^x*log(2)'],
      ['2^(3x)', '3*2^(3*x)*log(2)'],
      ['log10(x)', '1/(x*log(10))'],
      ['x^x', 'x^x*(log(x) + 1)'],
      ['x^sin(x)', 'x^sin(x)*(cos(x)*log(x) + sin(x)/x)'],
    ],
  },
  {
    name: 'partial derivatives by x',
    rows: [
      ['x^2 y + y^3', '2*x*y'],
      ['e^(x y)', 'y*exp(x*y)'],
      ['x/y', '1/y'],
      ['1/(x^2 + y^2)', '-(2*x/(x^2 + y^2)^2)'],
      ['sqrt(x^2 + y^2)', 'x/sqrt(x^2 + y^2)'],
    ],
  },
];

/** Where each of them is defined at many points. */
const BOX = { x: [0.3, 2.5], y: [0.5, 1.5], a: [1, 2], b: [0.5, 1], c: [0, 1], n: [2, 4] } as const;

describe.each(GROUPS)('$name', ({ rows }) => {
  it.each(rows)('%s has the derivative %s', (f, derivative) => {
    const { syntax, parameters } = parseExpression(f);
    const explanation = explain(syntax, 'x', false);
    expect(toText(explanation.derivative)).toBe(derivative);
    const names = ['x', 'y', ...parameters];
    for (const verdict of verifyExplanation(explanation, names, BOX)) {
      expect(verdict).toMatchObject({ kind: 'equal' });
    }
    // The last line is the derivative, and is reached.
    expect(explanation.shortened).toBe(false);
    expect(toTex(explanation.steps.at(-1)?.whole ?? explanation.start)).toBe(toTex(explanation.derivative));
  });
});
