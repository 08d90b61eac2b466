import { describe, expect, it } from 'vitest';
import { ExpressionError, FUNCTIONS, isCallable, parseExpression, type Syntax } from '../../src/expression';
import { evaluatePlainly } from '../support/plainEvaluation';

/** Prefix notation; parameters are marked with $. */
function show(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return syntax.text;
    case 'constant':
    case 'variable':
      return syntax.name;
    case 'parameter':
      return `$${syntax.name}`;
    case 'conditional':
      return `if(${[syntax.condition, syntax.whenTrue, syntax.whenFalse].map(show).join(', ')})`;
    case 'call':
      return `${syntax.name}(${syntax.operands.map(show).join(', ')})`;
    case 'derivative':
      return `d/d${syntax.variable}[${show(syntax.operand)}]`;
    default:
      return syntax satisfies never;
  }
}

function read(text: string): string {
  return show(parseExpression(text).syntax);
}

function errorOf(text: string): ExpressionError {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('an expression', () => {
  it.each([
    ['x', 'x'],
    ['  x  ', 'x'],
    ['x\n+\ty', 'add(x, y)'],
    ['x + y - 2', 'subtract(add(x, y), 2)'],
    ['x - y - 2', 'subtract(subtract(x, y), 2)'],
    ['x*y/2', 'divide(multiply(x, y), 2)'],
    ['x^2', 'pow(x, 2)'],
    ['x**2', 'pow(x, 2)'],
    ['x^y^2', 'pow(x, pow(y, 2))'],
    ['-x^2', 'negate(pow(x, 2))'],
    ['(-x)^2', 'pow(negate(x), 2)'],
    ['2^-x', 'pow(2, negate(x))'],
    ['+x', 'x'],
    ['--x', 'negate(negate(x))'],
    ['2x', 'multiply(2, x)'],
    ['2.5x', 'multiply(2.5, x)'],
    ['.5x', 'multiply(.5, x)'],
    ['2.x', 'multiply(2., x)'],
    ['2.*x', 'multiply(2., x)'],
    ['2.^3', 'pow(2., 3)'],
    ['1e3x', 'multiply(1e3, x)'],
    ['1E-3', '1E-3'],
    ['1e', 'multiply(1, e)'],
    ['1e+x', 'add(multiply(1, e), x)'],
    ['0x', 'multiply(0, x)'],
    ['0b+1', 'add(multiply(0, $b), 1)'],
    ['x y', 'multiply(x, y)'],
    ['xy', 'multiply(x, y)'],
    ['xyx', 'multiply(multiply(x, y), x)'],
    ['ax', 'multiply($a, x)'],
    ['ax^2', 'multiply($a, pow(x, 2))'],
    ['x(y+1)', 'multiply(x, add(y, 1))'],
    ['(x+1)(y+1)', 'multiply(add(x, 1), add(y, 1))'],
    ['2(x+1)', 'multiply(2, add(x, 1))'],
    ['a(x+1)', 'multiply($a, add(x, 1))'],
    ['pi(x+1)', 'multiply(pi, add(x, 1))'],
    ['sin(x)cos(y)', 'multiply(sin(x), cos(y))'],
    ['x sin(y)', 'multiply(x, sin(y))'],
    ['1/2x', 'multiply(divide(1, 2), x)'],
    ['x/2y', 'divide(x, multiply(2, y))'],
    ['x×y·2', 'multiply(multiply(x, y), 2)'],
    ['x÷y', 'divide(x, y)'],
    ['x−y', 'subtract(x, y)'],
    ['x²+y³', 'add(pow(x, 2), pow(y, 3))'],
    ['2π', 'multiply(2, pi)'],
    ['πx', 'multiply(pi, x)'],
    ['√(x)', 'sqrt(x)'],
    ['x≤y', 'lessOrEqual(x, y)'],
    ['x≥y', 'greaterOrEqual(x, y)'],
    ['x≠y', 'notEqual(x, y)'],
    ['θ + x', 'add($theta, x)'],
    ['λx', 'multiply($lambda, x)'],
    ['log(x)', 'log(x)'],
    ['ln(x)', 'log(x)'],
    ['log(x, 2)', 'logBase(x, 2)'],
    ['arcsin(x)', 'asin(x)'],
    ['heaviside(x)', 'step(x)'],
    ['mod(x, 2)', 'mod(x, 2)'],
    ['x mod 2', 'mod(x, 2)'],
    ['x % 2', 'mod(x, 2)'],
    ['x % -y', 'mod(x, negate(y))'],
    ['x mod mod(y, 2)', 'mod(x, mod(y, 2))'],
    ['min(x, y)', 'min(x, y)'],
    ['max(x, y, 1)', 'max(max(x, y), 1)'],
    ['gaussian(x, 1, 2)', 'gaussian(x, 1, 2)'],
    ['x < y', 'less(x, y)'],
    ['x <= y', 'lessOrEqual(x, y)'],
    ['x > y', 'greater(x, y)'],
    ['x >= y', 'greaterOrEqual(x, y)'],
    ['x == y', 'equal(x, y)'],
    ['x != y', 'notEqual(x, y)'],
    ['0 < x <= 1', 'and(less(0, x), lessOrEqual(x, 1))'],
    ['0 < x < y < 1', 'and(and(less(0, x), less(x, y)), less(y, 1))'],
    ['x > 0 and y > 0', 'and(greater(x, 0), greater(y, 0))'],
    ['x > 0 or not y', 'or(greater(x, 0), not(y))'],
    ['not(x)', 'not(x)'],
    ['x > 0 ? x : -x', 'if(greater(x, 0), x, negate(x))'],
    ['x > 0 ? 1 : y > 0 ? 2 : 3', 'if(greater(x, 0), 1, if(greater(y, 0), 2, 3))'],
    ['pi + e + tau', 'add(add(pi, e), tau)'],
  ])('%s is read as %s', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  it.each([
    ['x(y+1)^2', 'multiply(x, pow(add(y, 1), 2))'],
    ['ax(y)^2', 'multiply(multiply($a, x), pow(y, 2))'],
    ['x^a(y+1)', 'multiply(pow(x, $a), add(y, 1))'],
    ['2/x(y+1)', 'divide(2, multiply(x, add(y, 1)))'],
    ['x (y (x)^2)^3', 'multiply(x, pow(multiply(y, pow(x, 2)), 3))'],
  ])('%s raises only the parenthesis to the power, as in print', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  it.each([
    ['x²³', 'pow(x, 23)'],
    ['x⁻¹', 'pow(x, negate(1))'],
    ['x²y', 'multiply(pow(x, 2), y)'],
    ['x²(y+1)³', 'multiply(pow(x, 2), pow(add(y, 1), 3))'],
  ])('%s takes all raised digits, and no others, as the exponent', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  it.each([
    ['x^2', 'f', ['x', 'y']],
    ['z = x', 'z', ['x', 'y']],
    ['f(x, y) = x', 'f', ['x', 'y']],
    ['g ( u , v ) = u v', 'g', ['u', 'v']],
    ['h(t) = t', 'h', ['t']],
    ['loss(w1, w2, b) = w1 + w2*b', 'loss', ['w1', 'w2', 'b']],
  ])('%s is called %s with the variables %j', (text, name, variables) => {
    expect(parseExpression(text)).toMatchObject({ name, variables, parameters: [] });
  });

  it('takes the variables of its header in place of those asked for', () => {
    expect(parseExpression('f(s) = s t', { variables: ['t'] })).toMatchObject({
      variables: ['s'],
      parameters: ['t'],
    });
    expect(parseExpression('s t', { variables: ['t'] }).parameters).toEqual(['s']);
  });

  it('lists its free symbols once each, in order of appearance', () => {
    expect(parseExpression('b x + a y + b + c_1').parameters).toEqual(['b', 'a', 'c_1']);
  });

  it('keeps words that are names in JavaScript as ordinary symbols', () => {
    expect(parseExpression('toString + __proto__').parameters).toEqual(['toString', '__proto__']);
    expect(errorOf('constructor(x)').message).toContain('is not a function');
  });

  it('marks each node with the text it came from', () => {
    const text = ' α + sin( 2x ) * 1.5';
    const { syntax } = parseExpression(text);
    const spans: Record<string, string> = {};
    const visit = (node: Syntax): void => {
      spans[show(node)] = text.slice(node.span.start, node.span.end);
      if (node.kind === 'call') node.operands.forEach(visit);
    };
    visit(syntax);
    expect(spans).toMatchObject({ $alpha: 'α', x: 'x', '2': '2', '1.5': '1.5', 'multiply(2, x)': '2x' });
  });
});

describe('every function of the table', () => {
  it.each(FUNCTIONS.filter(({ name }) => isCallable(name)).map((row) => [row.name, row] as const))(
    '%s is read under its names and gives a number at its samples',
    (_, row) => {
      for (const word of [row.name, ...(row.aliases ?? [])]) {
        for (const sample of row.samples) {
          const text = `${word}(${sample.join(', ')})`;
          expect(evaluatePlainly(parseExpression(text).syntax, {}).value, text).not.toBeNaN();
        }
      }
    },
  );
});

const VALUE = 'a number, a variable, a function or a parenthesis';
const EQUALS = 'an equation has no value: write its left side minus its right side, or == to compare';
const COMMA = 'a comma only separates the arguments of a function';

describe('a slip', () => {
  it.each<[text: string, at: string, message: string, suggestion?: string]>([
    ['', '', 'expected an expression, such as x^2 + y^2'],
    ['   ', '   ', 'expected an expression, such as x^2 + y^2'],
    ['f(x, y) =', '', 'expected an expression, such as x^2 + y^2'],
    ['sin x', 'sin x', '"sin" needs its argument in parentheses; did you mean sin(x)?', 'sin(x)'],
    ['2 sin x', 'sin x', '"sin" needs its argument in parentheses; did you mean sin(x)?', 'sin(x)'],
    ['√x', '√x', '"sqrt" needs its argument in parentheses; did you mean sqrt(x)?', 'sqrt(x)'],
    ['sinx', 'sinx', '"sinx" is unknown; did you mean sin(x)?', 'sin(x)'],
    ['1 + lnx', 'lnx', '"lnx" is unknown; did you mean ln(x)?', 'ln(x)'],
    ['sine(x)', 'sine', '"sine" is not a function; did you mean sin?', 'sin'],
    ['x + sqr(x)', 'sqr', '"sqr" is not a function; did you mean sqrt?', 'sqrt'],
    ['sin^2(x)', 'sin^2(x)', 'a power stands after the argument; did you mean sin(x)^2?', 'sin(x)^2'],
    ['sin²(x)', 'sin²(x)', 'a power stands after the argument; did you mean sin(x)^2?', 'sin(x)^2'],
    ['sin^2 x', 'sin^2 x', 'a power stands after the argument; did you mean sin(x)^2?', 'sin(x)^2'],
    [
      'cos⁻²(x + 1)',
      'cos⁻²(x + 1)',
      'a power stands after the argument; did you mean cos(x + 1)^(-2)?',
      'cos(x + 1)^(-2)',
    ],
    ['tan^-1(x)', 'tan^-1(x)', 'the inverse of tan is atan; did you mean atan(x)?', 'atan(x)'],
    ['sin^a(x)', 'sin', '"sin" needs its argument in parentheses: sin(…)^n'],
    ['xsin(y)', 'xsin', '"xsin" is not a function; did you mean x*sin?', 'x*sin'],
    ['xyexp(y)', 'xyexp', '"xyexp" is not a function; did you mean x*y*exp?', 'x*y*exp'],
    ['picos(x)', 'picos', '"picos" is not a function; did you mean pi*cos?', 'pi*cos'],
    [
      '2 if(x > 0, 1, y)',
      'if(x > 0, 1, y)',
      'a condition has signs; did you mean (x > 0 ? 1 : y)?',
      '(x > 0 ? 1 : y)',
    ],
    [
      'If(x > 0, 1)',
      'If(x > 0, 1)',
      'a condition has signs; did you mean (x > 0 ? 1 : 0)?',
      '(x > 0 ? 1 : 0)',
    ],
    ['3,5 x', '3,5', 'decimals follow a point; did you mean 3.5?', '3.5'],
    ['x*sin', 'sin', '"sin" needs its argument in parentheses: sin(a)'],
    ['(x + 1', '(', 'this parenthesis is not closed'],
    ['x + 1)', ')', 'this parenthesis closes nothing', ''],
    ['2 + ()', '()', 'expected an expression between the parentheses'],
    ['x +', '+', `the expression ends too early: expected ${VALUE}`],
    ['x + * y', '*', `expected ${VALUE} instead of "*"`],
    ['* x', '*', `expected ${VALUE} instead of "*"`],
    ['x = 3 = y', '= y', EQUALS],
    ['x + (y = 3)', '=', EQUALS],
    ['|x - 1| + y', '|x - 1|', 'write |a| as abs(a); did you mean abs(x - 1)?', 'abs(x - 1)'],
    ['x|y', '|', 'write |a| as abs(a)'],
    ['\\sin(x)', '\\', 'commands of LaTeX are not read: write a/b, sqrt(a), sin(a)'],
    ['5%', '%', 'expected a divisor after %: a % b is the remainder'],
    ['x!', '!', 'factorial is not supported; write != for "not equal"'],
    ['[x]', '[', '"[" is not used here; use parentheses', '('],
    ['(x}', '}', '"}" is not used here; use parentheses', ')'],
    ['x, y', ',', COMMA],
    ['(x, y)', ',', COMMA],
    ['x(y, 1)', 'x', 'expected one factor in the parentheses: this is not a function'],
    ['sin(x, y)', 'sin(x, y', '"sin" takes 1 argument, not 2: sin(a)'],
    ['atan2(x)', 'atan2(x', '"atan2" takes 2 arguments, not 1: atan2(y, x)'],
    ['log(x, y, 2)', 'log(x, y, 2', '"log" takes 1 to 2 arguments, not 3: log(a), log(a, base)'],
    ['clamp(x, 1)', 'clamp(x, 1', '"clamp" takes 3 arguments, not 2: clamp(a, low, high)'],
    ['min(x)', 'min', 'expected at least 2 arguments for min'],
    ['foo(x)', 'foo', '"foo" is not a function; for a product write foo*(…)'],
    ['f(x)', 'f', '"f" is not a function; for a product write f*(…)'],
    ['1e999', '1e999', '1e999 is too large a number'],
    ['0x1F', '0x1', 'write numbers in decimal'],
    ['0b1', '0b1', 'write numbers in decimal'],
    ['1 2', '2', 'an operator is missing between two numbers'],
    ['x²3', '3', 'an operator is missing between two numbers'],
    ['1.2.3', '1.2.', 'a number has one decimal point'],
    ['x..y', '.', '"." is misplaced'],
    ['x : y', ':', '":" only stands in condition ? a : b'],
    ['x ? y', 'y', 'expected ":" and the value for when the condition is false'],
    ['x; y', ';', '";" has no meaning in an expression'],
    ['∑x', '∑', '"∑" has no meaning in an expression'],
    ['x + 😀', '😀', '"😀" has no meaning in an expression'],
    ['true', 'true', '"true" (a truth value (write 1)) is not part of the language'],
    ['x to y', 'to', '"to" (unit conversion) is not part of the language'],
    ['and x', 'and', 'expected a value before "and"'],
    ['x + mod y', 'mod', 'expected a value before "mod"'],
    ['f(x, x) = x', 'x, x', 'a variable stands twice'],
    ['f(sin) = 1', 'sin', '"sin" has a meaning of its own and cannot be a variable'],
    ['f(x, 1) = 1', 'x, 1', 'expected names of variables, such as f(x, y)'],
  ])('in "%s" is found at "%s": %s', (text, at, message, suggestion) => {
    const error = errorOf(text);
    expect(error.message).toBe(message);
    expect(error.suggestion).toBe(suggestion);
    const start = text.lastIndexOf(at);
    // The second equals sign, and the first of several equal signs, are what is meant.
    const expected = at === '= y' ? { start, end: start + 1 } : spanOf(text, at);
    expect(error.span).toEqual(expected);
  });

  it('is mended by its suggestion, put in place of the span', () => {
    for (const text of [
      'sin x',
      'sin^2(x)',
      'cos⁻²(x + 1)',
      '|x| + 1',
      'if(x > 0, 1, 2)',
      '2xsin(y)',
      'sinx + 1',
      'x + sine(y)',
      '√x',
      'x + 1)',
      '2*[x+1)',
    ]) {
      const { span, suggestion } = errorOf(text);
      const mended = text.slice(0, span.start) + suggestion + text.slice(span.end);
      expect(() => parseExpression(mended), `${text} → ${mended}`).not.toThrow();
    }
  });

  it('of too many characters or too many parentheses is named with the limit', () => {
    expect(errorOf(`x${'+x'.repeat(1000)}`)).toMatchObject({
      message: 'the expression has 2001 characters, at most 2000 are read',
      span: { start: 2000, end: 2001 },
    });
    expect(errorOf(`${'('.repeat(61)}x${')'.repeat(61)}`)).toMatchObject({
      message: 'parentheses are nested more than 60 deep',
      span: { start: 60, end: 61 },
    });
  });
});

/** The place of `at`; of empty text, the end. */
function spanOf(text: string, at: string): { start: number; end: number } {
  const start = at === '' ? text.length : text.indexOf(at);
  return { start, end: start + at.length };
}
