// Forms that lose fewer digits: which are taken, that they mean the same, and that they are the better ones.
import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import {
  Builder,
  compileExpression,
  FUNCTIONS,
  Graph,
  gradient,
  isCallable,
  type NodeId,
  operandsOf,
  PRIMITIVES,
  parseExpression,
} from '../../src/expression';
import type { FormChoice } from '../../src/expression/forms';
import { lower } from '../../src/expression/lower';
import { DOUBLE, ErrorPropagation } from '../engines/errorPropagation';
import { MATH_BOUNDS } from '../shaders/mathBounds';
import { pick, randomExpression, seededRandom } from '../support/randomExpressions';

interface Formed {
  readonly builder: Builder;
  readonly root: NodeId;
  readonly parameters: readonly string[];
}

function formed(text: string, forms: FormChoice = 'accurate'): Formed {
  const parsed = parseExpression(text);
  const builder = new Builder(new Graph(), forms);
  return { builder, root: lower(parsed.syntax, builder), parameters: parsed.parameters };
}

/** The tree below a node in prefix notation, operands of sums and products in the order of their text. */
function describeNode(graph: Graph, id: NodeId): string {
  const node = graph.node(id);
  if (node.kind === 'constant') return String(node.value);
  if (node.kind === 'variable' || node.kind === 'parameter' || node.kind === 'column') return node.name;
  const operands = operandsOf(node).map((operand) => describeNode(graph, operand));
  if (node.kind !== 'call') return `${node.kind}(${operands.join(', ')})`;
  const isSymmetric = node.name === 'add' || node.name === 'multiply';
  return `${node.name}(${(isSymmetric ? operands.sort() : operands).join(', ')})`;
}

function shapeOf(text: string, forms?: FormChoice): string {
  const { builder, root } = formed(text, forms);
  return describeNode(builder.graph, root);
}

function evaluate({ builder, root }: Formed, x: number, y = 0): number {
  const walk = new Walk(builder.graph, [root], ['x', 'y'], []);
  walk.evaluate(x, y);
  return walk.value(0);
}

describe('the builder takes', () => {
  it.each([
    ['sin(pi*x)', 'sinpi(x)'],
    ['cos(2*pi*x)', 'cospi(2*x)'],
    ['cos(x*2*pi)', 'cospi(2*x)'],
    ['cos(tau*x)', 'cospi(2*x)'],
    ['cos(-pi*x)', 'cospi(-x)'],
    ['sin(pi*x/2)', 'sinpi(x/2)'],
    ['sin(100*pi*x)', 'sinpi(100*x)'],
    ['sin(3*pi*x/4)', 'sinpi(3*x/4)'],
    ['sin(pi*x/180)', 'sinpi(x/180)'],
    ['sin(pi*x*y)', 'sinpi(x*y)'],
    ['sin(2*pi*x/L)', 'sinpi(2*x/L)'],
    ['sin(2*pi*(x - y))', 'sinpi(2*(x - y))'],
    ['sin(pi*x + pi/2)', 'sinpi(x + 0.5)'],
    ['sin(2*pi*(k*x - w*y))', 'sinpi(2*(k*x - w*y))'],
    ['sin(pi)', '0'],
    ['cos(pi/2)', '0'],
    ['cos(pi/64)', String(Math.cos(Math.PI / 64))],
    ['exp(x) - 1', 'expm1(x)'],
    ['-1 + exp(x*y)', 'expm1(x*y)'],
    ['1 - exp(-x)', '-expm1(-x)'],
    ['e^x - 1', 'expm1(x)'],
    ['e^(-x^2)', 'exp(-x^2)'],
    ['log(1 + x)', 'log1p(x)'],
    ['log(x + 1)', 'log1p(x)'],
    ['log(1 - x)', 'log1p(-x)'],
    ['log(1 + x^2 + y^2)', 'log1p(x^2 + y^2)'],
    ['log(x^2 + 1 - y)', 'log1p(x^2 - y)'],
    ['0.1*(3*x)', `${0.1 * 3}*x`],
  ])('for %s the form %s', (text, form) => {
    expect(shapeOf(text)).toBe(shapeOf(form, 'plain'));
  });

  // sech² has no name in the language.
  it.each([
    ['1 - tanh(x)^2', 'sech2(x)'],
    ['1 - tanh(x)*tanh(x)', 'sech2(x)'],
    ['tanh(x*y)^2 - 1', 'negate(sech2(multiply(x, y)))'],
  ])('for %s the form %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it.each([
    'sin(x)',
    'sin(2*x)',
    'cos(6.28*x)',
    'cos(3.14159265358979*x)',
    'sin(pi*pi*x)',
    'sin(pi + x)',
    'sin(2*pi*x + a)',
    'sin(x/pi)',
    'exp(x) - 2',
    'exp(x) + 1',
    'log(2 + x)',
    'log(1*x)',
    'log2(1 + x)',
    '1 - tanh(x)*tanh(y)',
    '1 - tanh(x)^3',
    '2 - tanh(x)^2',
    '2.7^x',
    'tan(pi*x)',
  ])('for %s the plain form', (text) => {
    expect(shapeOf(text)).toBe(shapeOf(text, 'plain'));
  });

  it('the same forms in derivatives', () => {
    const { builder, root } = compileExpression(parseExpression('cos(2*pi*x)'));
    const [dx] = gradient(builder, root, ['x', 'y']);
    expect(dx === undefined ? '' : describeNode(builder.graph, dx)).toMatch(/sinpi\(multiply\(2, x\)\)/);
  });

  it('no time to speak of where paths multiply', () => {
    const started = performance.now();
    const nested = Array.from({ length: 30 }).reduce<string>((text) => `(${text})^16`, '(x+y)');
    formed(`log(sin(${nested}) + sin(${nested}))`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a form keeps digits that the plain one loses:', () => {
  it('zeros of sin(pi*x) and cos(pi*x) are exact', () => {
    for (const n of [-7, -1, 0, 1, 2, 1001, 2 ** 40 + 1]) {
      expect(Math.abs(evaluate(formed('sin(pi*x)'), n))).toBe(0);
      expect(Math.abs(evaluate(formed('cos(pi*x)'), n + 0.5))).toBe(0);
      expect(evaluate(formed('cos(pi*x)'), n)).toBe(n % 2 === 0 ? 1 : -1);
    }
  });

  it.each<[string, number, number]>([
    // Leading terms of the series; the next ones are below 2^-53 of them.
    ['exp(x) - 1', 1e-20, 1e-20],
    ['1 - exp(-x)', 1e-20, 1e-20],
    ['log(1 + x)', 1e-20, 1e-20],
    ['log(1 - x)', 1e-20, -1e-20],
    ['1 - tanh(x)^2', 40, 4 * Math.exp(-80)],
    ['sin(pi*x)', 1e8 + 2 ** -20, Math.sin(Math.PI * 2 ** -20)],
  ])('%s at %f is %f', (text, x, expected) => {
    expect(Math.abs(evaluate(formed(text), x) / expected - 1)).toBeLessThanOrEqual(4 * 2 ** -52);
  });
});

describe('forms', () => {
  // Folded constants, too, were rounded.
  const precision = { ...DOUBLE, rounding: 2 ** -52 };
  // What jumps, or sees the sign of zero, tells roundings apart; all else is fair game.
  const callable = FUNCTIONS.filter(
    (row) => isCallable(row.name) && row.name !== 'atan2' && row.samples[0]?.length === 1,
  );
  const shape = {
    unary: ['sin', 'cos', 'exp', 'log', 'tanh', ...callable.map(({ name }) => name)],
    binary: ['min', 'max', 'hypot', 'logsumexp'],
    variables: ['x', 'y', 'x', 'pi*x', '2*pi*y', '(1 + x)', '(exp(y) - 1)', '(1 - tanh(x)^2)'],
    numbers: ['1', '2', '0.5', '3', '1'],
    operators: ['+', '-', '*', '/', '-', '*'],
  };
  const points = [-2.3, -1, -0.4, 0, 0.25, 0.5, 1, 1.7].flatMap((x) =>
    [-1.5, -0.6, 0, 0.75, 2].map((y) => ({ x, y })),
  );

  it('mean what was typed: both agree within their rounding, and on where they are defined', () => {
    const random = seededRandom(1618033);
    let [defined, undefinedCount, differing] = [0, 0, 0];
    for (let count = 0; count < 1200; count++) {
      const text = randomExpression(random, pick(random, [1, 2, 3, 4]), shape);
      const [plain, accurate] = [formed(text, 'plain'), formed(text)];
      if (shapeOf(text) !== shapeOf(text, 'plain')) differing++;
      const bounds = [plain, accurate].map(
        ({ builder, root }) => new ErrorPropagation(builder.graph, [root], precision),
      );
      for (const point of points) {
        const [one, other] = bounds.map((propagation) => propagation.evaluate(point)[0]);
        if (one === undefined || other === undefined) throw new RangeError('a field has a value');
        if (one.status === 'doubtful' || other.status === 'doubtful') continue;
        const where = `${text} at (${point.x}, ${point.y})`;
        expect(other.status, where).toBe(one.status);
        if (one.status === 'undefined') undefinedCount++;
        else {
          defined++;
          const error = Math.abs(one.value - other.value);
          expect(error, where).toBeLessThanOrEqual(one.error + other.error);
        }
      }
    }
    expect(differing).toBeGreaterThan(400);
    expect(defined).toBeGreaterThan(10_000);
    expect(undefinedCount).toBeGreaterThan(1_000);
  });
});

describe('the measured bounds', () => {
  it.each(PRIMITIVES.map((row) => [row.name, row] as const))(
    'of %s are those that its function of the shader library is held to',
    (_, row) => {
      const call = /^(gs_\w+)\([^()]*\)$/.exec(row.wgsl('a', 'b'))?.[1];
      const bound = MATH_BOUNDS.find(({ name }) => name === call)?.bound;
      expect(row.bound).toBe(bound);
      if (row.wgslSmall === undefined) return;
      const small = /^(gs_\w+)\(/.exec(row.wgslSmall('a'))?.[1];
      expect(row.bound).toBe(MATH_BOUNDS.find(({ name }) => name === small)?.bound);
    },
  );
});
