import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, parseExpression, type Syntax, toTex, toText } from '../../../src/expression';
import { explain } from '../../../src/expression/explain';
import { FUNCTION_RULES } from '../../../src/expression/explain/functionRules';
import { RULES } from '../../../src/expression/explain/rule';
import * as tree from '../../../src/expression/explain/trees';
import { compareFunctions } from '../../../src/lessons/check/compareFunctions';
import type { Box } from '../../../src/lessons/check/domain';
import { verifyExplanation } from '../../../src/lessons/check/verifyExplanation';
import { randomExpression, seededRandom } from '../../support/randomExpressions';

interface Golden {
  readonly rules: readonly { readonly f: string; readonly derivative: string }[];
  readonly exercises: readonly {
    readonly f: string;
    readonly variables: readonly string[];
    readonly derivatives: readonly string[];
  }[];
}

const NOTEBOOK = JSON.parse(
  readFileSync(new URL('../../golden/notebook.json', import.meta.url), 'utf8'),
) as Golden;

function derivativeOf(text: string, variable = 'x', variables: readonly string[] = ['x', 'y']): string {
  const { syntax } = parseExpression(text, { variables });
  return toText(explain(syntax, variable, false).derivative);
}

function rulesOf(text: string): string[] {
  const { syntax } = parseExpression(text, { variables: ['x'] });
  return explain(syntax, 'x', false).steps.map(({ rule }) => rule.title);
}

function expectVerified(syntax: Syntax, variable: string, names: readonly string[], box: Box): void {
  const verdicts = verifyExplanation(explain(syntax, variable, true), names, box);
  for (const verdict of verdicts) expect(verdict).toMatchObject({ kind: 'equal' });
}

describe('a derivative written for people', () => {
  it.each([
    ['3x^4 - 2x^2 + 5', '12*x^3 - 4*x'],
    ['exp(2x)', '2*exp(2*x)'],
    ['1/x^2', '-(2/x^3)'],
    ['x^2 sin(x)', '2*x*sin(x) + x^2*cos(x)'],
    ['x^2/x^3', '-(1/x^2)'],
    ['ln(x^2 + 1)', '2*x/(x^2 + 1)'],
    ['x ln(x)', 'log(x) + 1'],
    ['sin(x)/cos(x)', '1/cos(x)^2'],
    ['exp(x)/(1 + exp(x))', 'exp(x)/(exp(x) + 1)^2'],
    ['sqrt(1 - x^2)', '-(x/sqrt(1 - x^2))'],
    ['x sqrt(1 - x^2)', '(1 - 2*x^2)/sqrt(1 - x^2)'],
    ['(3x^2 + 2)^4', '24*x*(3*x^2 + 2)^3'],
    ['(2x + 1)^5 exp(-x)', '(2*x + 1)^4*(9 - 2*x)*exp(-x)'],
    ['x^x', 'x^x*(log(x) + 1)'],
    ['2^(3x)', '3*2^(3*x)*log(2)'],
    ['0.3x^2', '0.6*x'],
    ['x^n', 'n*x^(n - 1)'],
    ['sigmoid(x)', '(1 - sigmoid(x))*sigmoid(x)'],
  ])('of %s is %s', (text, expected) => {
    expect(derivativeOf(text)).toBe(expected);
  });

  it('holds the other variables constant', () => {
    expect(derivativeOf('x^2 y + exp(x y)', 'x')).toBe('2*x*y + y*exp(x*y)');
    expect(derivativeOf('x^2 y + exp(x y)', 'y')).toBe('x^2 + x*exp(x*y)');
    expect(derivativeOf('(w x + b - y)^2', 'w', ['w', 'b'])).toBe('2*x*(w*x + b - y)');
  });
});

describe('the steps of a derivative', () => {
  it('name the rules in the order of application', () => {
    expect(rulesOf('x^2 sin(x)')).toEqual(['Product rule', 'Power rule', 'Sine']);
    expect(rulesOf('3x^2 + 5')).toEqual([
      'Sum rule',
      'Constant multiple rule',
      'Power rule',
      'Constant rule',
      'Simplify',
    ]);
    expect(rulesOf('sin(x^2)')).toEqual(['Chain rule: sine', 'Power rule', 'Simplify']);
    expect(rulesOf('(x + 1)/x')).toContain('Quotient rule');
    expect(rulesOf('x^x')[0]).toBe('General power rule');
    expect(rulesOf('x < 0 ? x : x^2')[0]).toBe('Piecewise');
    expect(rulesOf('2^x')).toEqual(['Exponential rule']);
    expect(rulesOf('7')).toEqual(['Constant rule']);
  });

  it.each(NOTEBOOK.rules.map(({ f }) => f))('of the notebook’s %s are each the derivative', (f) => {
    expectVerified(parseExpression(f, { variables: ['x'] }).syntax, 'x', ['x'], { x: [0.2, 2] });
  });

  it('are cut short for a very long function, which is differentiated all the same', () => {
    const long = Array.from({ length: 80 }, (_, index) => `sin(${index + 1}x)`).join(' + ');
    const explanation = explain(parseExpression(long).syntax, 'x', false);
    expect(explanation.shortened).toBe(true);
    expect(toText(explanation.derivative)).toContain('80*cos(80*x)');
  });
});

describe('the table of derivatives', () => {
  it('has a row for each row of the function table and no other', () => {
    expect(Object.keys(FUNCTION_RULES).sort()).toEqual(FUNCTIONS.map(({ name }) => name).sort());
  });

  const VARIABLES = ['x', 'y', 'z'] as const;
  const cases = FUNCTIONS.flatMap(({ name, samples }) => samples.map((sample) => ({ name, sample })));
  const variable = (index: number): Syntax => ({
    kind: 'variable',
    name: VARIABLES[index] ?? 'x',
    span: tree.NOWHERE,
  });

  it.each(cases)('explains $name at $sample by itself', ({ name, sample }) => {
    const call = tree.call(name, ...sample.map((_, index) => variable(index)));
    const box = Object.fromEntries(
      sample.map((value, index) => [VARIABLES[index] ?? 'x', [value - 0.02, value + 0.02] as const]),
    );
    for (const name of VARIABLES.slice(0, sample.length)) expectVerified(call, name, VARIABLES, box);
  });

  it.each(cases)('explains $name at $sample around inner functions', ({ name, sample }) => {
    const inner = sample.map((value, index) =>
      tree.add(
        tree.number(value),
        tree.multiply(tree.number(0.02), tree.call('sin', tree.multiply(variable(index), variable(0)))),
      ),
    );
    expectVerified(tree.call(name, ...inner), 'x', VARIABLES, {});
  });
});

describe('any function', () => {
  it('is explained with every line equal to its derivative', () => {
    const random = seededRandom(71);
    const shape = {
      unary: ['sin', 'cos', 'exp', 'log', 'sqrt', 'atan', 'tanh', 'abs', 'sigmoid', 'square'],
      binary: ['max', 'hypot'],
      variables: ['x', 'y'],
      conditionals: true,
    };
    let decided = 0;
    for (let index = 0; index < 200; index++) {
      const text = randomExpression(random, 3, shape);
      const { syntax } = parseExpression(text);
      const explanation = explain(syntax, 'x', true);
      for (const verdict of verifyExplanation(explanation, ['x', 'y'])) {
        expect(verdict.kind === 'different' ? { text, verdict } : {}).toEqual({});
        if (verdict.kind === 'equal') decided++;
      }
    }
    expect(decided).toBeGreaterThan(500);
  });
});

describe('a typed function', () => {
  const SHAPE = {
    unary: [
      'sin',
      'cos',
      'tan',
      'exp',
      'ln',
      'sqrt',
      'atan',
      'tanh',
      'cosh',
      'abs',
      'sigmoid',
      'cbrt',
      'log2',
    ],
    binary: ['max', 'min', 'hypot'],
    variables: ['x', 'x', 'y'],
    parameters: ['a'],
    numbers: ['1', '2', '3', '0.5', '7', 'pi', 'e'],
    operators: ['+', '-', '*', '/', '^'],
    conditionals: true,
  };
  const texts = (seed: number, count: number, depth: number): readonly string[] => {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => randomExpression(random, depth, SHAPE));
  };

  it('has rules named as the structure asks for, line by line', () => {
    const met = new Set<string>();
    for (const text of texts(501, 400, 4)) {
      const { syntax } = parseExpression(text);
      for (const { name, subject, rule } of explain(syntax, 'x', true).steps) {
        if (name === 'simplify') continue;
        if (subject.kind !== 'derivative') throw new Error(`${name} of what is no derivative`);
        const expected = namesFor(subject.operand);
        expect(expected, `${text}: ${name} of ${toText(subject.operand)}`).toContain(name);
        expect(rule.title).not.toBe('');
        met.add(name);
      }
    }
    // Every rule has been met, or the test says nothing of it.
    const known = [...Object.keys(RULES), 'function', 'chain', 'expansion'];
    expect([...met].sort()).toEqual(known.sort());
  });

  it('has every step equal to what it replaces, by itself and in its line', () => {
    let decided = 0;
    for (const text of texts(502, 250, 3)) {
      const { syntax } = parseExpression(text);
      const names = ['x', 'y', 'a'];
      const explanation = explain(syntax, 'x', true);
      for (const { name, subject, result } of explanation.steps) {
        const within = subject.kind === 'derivative' ? { within: subject.operand } : {};
        const verdict = compareFunctions({ truth: subject, answer: result, names, box: {}, ...within });
        expect(verdict.kind === 'different' ? { text, name, verdict } : {}).toEqual({});
        if (verdict.kind === 'equal') decided++;
      }
      for (const verdict of verifyExplanation(explanation, names)) {
        expect(verdict.kind === 'different' ? { text, verdict } : {}).toEqual({});
      }
    }
    expect(decided).toBeGreaterThan(1000);
  });

  it('is never printed with what nobody writes: 1·u, u^1, u + 0, --', () => {
    for (const text of [...texts(503, 400, 3), ...texts(504, 200, 4)]) {
      const { syntax } = parseExpression(text);
      const { steps, derivative } = explain(syntax, 'x', true);
      expect(clutterIn(derivative), `${text} → ${toText(derivative)}`).toBeUndefined();
      for (const { whole, name } of steps) {
        // What was typed is repeated as it was typed; what a rule adds is not cluttered.
        const added = clutterIn(whole);
        if (added !== undefined) expect(toTex(syntax), `${name}: ${toTex(whole)}`).toContain(toTex(added));
      }
    }
  });
});

/** The rules that may be applied first to a derivative by x of `operand`: read off its outermost operation. */
function namesFor(operand: Syntax): readonly string[] {
  const varies = (syntax: Syntax | undefined): boolean => syntax !== undefined && tree.dependsOn(syntax, 'x');
  if (!varies(operand)) return ['constant'];
  if (operand.kind === 'variable') return ['variable'];
  if (operand.kind === 'conditional') return ['piecewise'];
  if (operand.kind !== 'call') throw new Error(`no rule is known for ${operand.kind}`);
  const [left, right] = operand.operands;
  const bothVary = varies(left) && varies(right);
  switch (operand.name) {
    case 'add':
    case 'subtract':
      return toText(operand).includes('-') ? ['difference', 'sum'] : ['sum'];
    case 'negate':
      return ['constantMultiple'];
    case 'multiply':
      return bothVary ? ['product', 'constantMultiple'] : ['constantMultiple'];
    case 'divide':
      if (bothVary) return ['quotient'];
      return varies(left) ? ['constantMultiple'] : ['negativePower', 'reciprocal'];
    case 'pow':
      if (bothVary) return ['generalPower'];
      if (varies(left)) return left?.kind === 'variable' ? ['power'] : ['powerChain'];
      if (left?.kind === 'constant' && left.name === 'e')
        return right?.kind === 'variable' ? ['function'] : ['chain'];
      return right?.kind === 'variable' ? ['exponential'] : ['exponentialChain'];
    default: {
      if (FUNCTION_RULES[operand.name]?.kind === 'expansion') return ['expansion'];
      const inner = operand.operands.filter(varies);
      return inner.every(({ kind }) => kind === 'variable') ? ['function', 'chain'] : ['chain'];
    }
  }
}

/** The first part of a tree that a reader would ask about. */
function clutterIn(syntax: Syntax): Syntax | undefined {
  if (syntax.kind === 'call') {
    const [left, right] = syntax.operands;
    const either = (value: number): boolean =>
      [left, right].some((operand) => operand !== undefined && tree.isNumber(operand, value));
    const isNegative = (operand: Syntax | undefined): boolean => tree.isCall(operand, 'negate');
    const cluttered: Readonly<Record<string, boolean>> = {
      add: either(0) || isNegative(right),
      subtract: either(0) || isNegative(right),
      multiply: either(0) || either(1) || isNegative(right),
      divide: right !== undefined && tree.isNumber(right, 1),
      pow: right !== undefined && (tree.isNumber(right, 1) || tree.isNumber(right, 0)),
      negate: isNegative(left) || (left !== undefined && tree.isNumber(left, 0)),
    };
    if (cluttered[syntax.name] === true) return syntax;
  }
  for (const child of tree.childrenOf(syntax)) {
    const found = clutterIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
