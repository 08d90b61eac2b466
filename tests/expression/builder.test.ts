import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import {
  Builder,
  compileExpression,
  FUNCTIONS,
  Graph,
  isCallable,
  type NodeId,
  PRIMITIVES,
  parseExpression,
} from '../../src/expression';
import { GraphTooLargeError, MAX_NODES } from '../../src/expression/graph';
import { lower } from '../../src/expression/lower';
import { evaluatePlainly, MACRO_MEANINGS } from '../support/plainEvaluation';
import { pick, randomExpression, seededRandom } from '../support/randomExpressions';

const EXPRESSIONS = 1500;
const POINTS = [
  ...[0, 1, -1, 2, -2, 0.5, -0.5, 3, 4].flatMap((x) => [0, 1, -1, 0.5, 2, -3].map((y) => [x, y] as const)),
  ...[
    [0.3, -1.7],
    [-2.9, 0.01],
    [1.4, 3.3],
  ].map(([x = 0, y = 0]) => [x, y] as const),
];

function evaluate(b: Builder, root: NodeId, x: number, y: number): number {
  const walk = new Walk(b.graph, [root], ['x', 'y'], []);
  walk.evaluate(x, y);
  return walk.value(0);
}

describe('the graph', () => {
  it('holds equal nodes once', () => {
    const { builder, root } = compileExpression(parseExpression('sin(x+y)^2 + sin(y+x)*sin(x+y)'));
    // x, y, x + y, its sine, the square, the sum; and the exponent, which no node needs any more.
    expect(builder.graph.reachable([root])).toHaveLength(6);
    expect(builder.graph.size).toBe(7);
  });

  it('tells 0 from -0, variables from parameters, and orders of operands where they matter', () => {
    const b = new Builder();
    expect(b.constant(0)).not.toBe(b.constant(-0));
    expect(b.variable('x')).not.toBe(b.parameter('x'));
    const [x, y] = [b.variable('x'), b.variable('y')];
    expect(b.subtract(x, y)).not.toBe(b.subtract(y, x));
    expect(b.add(x, y)).toBe(b.add(y, x));
  });

  it('lists what a root needs, operands before users', () => {
    const { builder, root } = compileExpression(parseExpression('x > 0 ? sqrt(x)/y : exp(x y)'));
    const order = builder.graph.reachable([root]);
    const place = new Map(order.map((id, index) => [id, index]));
    for (const id of order) {
      const node = builder.graph.node(id);
      const operands =
        node.kind === 'call'
          ? node.operands
          : node.kind === 'select'
            ? [node.condition, node.whenTrue, node.whenFalse]
            : [];
      for (const operand of operands) expect(place.get(operand)).toBeLessThan(place.get(id) ?? -1);
    }
    expect(order.at(-1)).toBe(root);
  });

  it('refuses to grow without bound', () => {
    const graph = new Graph();
    for (let k = 0; k < MAX_NODES; k++) graph.constant(k);
    expect(() => graph.constant(-1)).toThrow(GraphTooLargeError);
    expect(graph.constant(5)).toBe(5);
  });
});

describe('the builder', () => {
  it.each([
    ['x + 0', 'x'],
    ['0 + x', 'x'],
    ['x - 0', 'x'],
    ['1*x', 'x'],
    ['x/1', 'x'],
    ['x^1', 'x'],
    ['x - x', '0'],
    ['x*0', '0'],
    ['x^0', '1'],
    ['--x', 'x'],
    ['-1*x', '-x'],
    ['x/(-1)', '-x'],
    ['x + (-y)', 'x - y'],
    ['x - (-y)', 'x + y'],
    ['(-x)*(-y)', 'x*y'],
    ['2*3 + 4', '10'],
    ['sqrt(16)', '4'],
    ['x^0.5', 'sqrt(x)'],
    ['x^(-2)', '1/(x*x)'],
    ['x^3', 'x*x*x'],
    ['1 > 2 ? x : y', 'y'],
    ['x > 0 ? y : y', 'y'],
  ])('makes of %s the same nodes as of %s', (left, right) => {
    const [one, other] = [left, right].map((text) => {
      const { builder, root } = compileExpression(parseExpression(text));
      return describeNode(builder.graph, root);
    });
    expect(one).toBe(other);
  });

  it.each([
    'x/x',
    'sqrt(x-1) - sqrt(x-1)',
    'log(x)*0',
    '0/x',
    '(1/x)^0',
    'log(x) > 0 ? y : y',
    '(1/x)/(1/x)',
  ])('does not let %s lose the places where it is undefined', (text) => {
    const { builder, root } = compileExpression(parseExpression(text));
    expect(evaluate(builder, root, 0, 1)).toBeNaN();
    expect(evaluate(builder, root, 2, 1)).not.toBeNaN();
  });

  it.each(['1/0', 'log(-1)', 'sqrt(-2)', '0^(-1)', '1e308*10', 'asin(2)', 'mod(1, 0)', 'exp(1000)'])(
    'leaves %s, which has no value, to be found undefined',
    (text) => {
      const { builder, root } = compileExpression(parseExpression(text));
      expect(builder.graph.constantValue(root)).toBeUndefined();
      expect(evaluate(builder, root, 0, 0)).toBeNaN();
    },
  );

  it('writes whole powers as products, within their rounding of the true power', () => {
    // n - 1 products, each off by half an ulp.
    for (let n = -16; n <= 16; n++) {
      const { builder, root } = compileExpression(parseExpression(`x^(${n})`));
      for (const x of [-2.7, -1, 0.3, 1.1, 9]) {
        const tolerance = 17 * 2 ** -53 * Math.abs(x ** n);
        expect(Math.abs(evaluate(builder, root, x, 0) - x ** n)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it('knows which nodes are defined everywhere', () => {
    const b = new Builder();
    const total = (text: string): boolean => {
      const { builder, root } = compileExpression(parseExpression(text));
      return builder.isTotal(root);
    };
    expect(
      ['x', 'x + a', 'sin(x)*exp(y)', 'tanh(x)^3', 'x > 0 ? x : y', 'hypot(x, y)'].map(total),
    ).not.toContain(false);
    expect(
      ['1/x', 'sin(log(x))', 'x^y', 'x mod y', 'x > 0 ? sqrt(x) : y', 'acosh(x)'].map(total),
    ).not.toContain(true);
    expect(b.isTotal(b.constant(1))).toBe(true);
  });

  it('refuses to apply a function to the wrong number of operands', () => {
    const b = new Builder();
    expect(() => b.call('sin')).toThrow(RangeError);
    expect(() => b.call('nonsense', b.constant(1))).toThrow(RangeError);
  });
});

describe('simplification', () => {
  // atan2 sees the sign of zero, which the identities may change; everything else is fair game.
  const callable = FUNCTIONS.filter(({ name }) => isCallable(name) && name !== 'atan2');
  const arity = (count: number): string[] =>
    callable.filter((row) => row.samples[0]?.length === count).map(({ name }) => name);
  const shape = {
    unary: arity(1),
    binary: [...arity(2), 'log', 'gaussian'],
    variables: ['x', 'y'],
    numbers: ['0', '1', '2', '0.5', '3', '(-1)', 'pi', '16', '17'],
    operators: ['+', '-', '*', '/', '^', '%', '<', '>=', '==', ' and ', ' or '],
    conditionals: true,
  };

  it('of random expressions changes neither values nor where they are defined', () => {
    const random = seededRandom(271828);
    let defined = 0;
    let undefinedCount = 0;
    for (let count = 0; count < EXPRESSIONS; count++) {
      const text = randomExpression(random, pick(random, [2, 3, 4, 5]), shape);
      const parsed = parseExpression(text);
      // Forms that lose fewer digits give other last digits on purpose: forms.test.ts.
      const builder = new Builder(new Graph(), 'plain');
      const root = lower(parsed.syntax, builder);
      const walk = new Walk(builder.graph, [root], ['x', 'y'], []);
      for (const [x, y] of POINTS) {
        const plain = evaluatePlainly(parsed.syntax, { x, y });
        if (plain.overflow) continue;
        walk.evaluate(x, y);
        // Equal but for the sign of zero.
        if (!Object.is(walk.value(0) + 0, plain.value + 0))
          expect.fail(`${text} at (${x}, ${y}): ${walk.value(0)} simplified, ${plain.value} plainly`);
        if (Number.isNaN(plain.value)) undefinedCount++;
        else defined++;
      }
    }
    expect(Math.min(defined, undefinedCount)).toBeGreaterThan(10_000);
  });
});

describe('the function table', () => {
  it('has one name and one alias for each word', () => {
    const words = FUNCTIONS.flatMap((row) => [row.name, ...(row.aliases ?? [])]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('has a plain meaning for every macro to be held against', () => {
    const macros = FUNCTIONS.filter(({ kind }) => kind === 'macro').map(({ name }) => name);
    expect(Object.keys(MACRO_MEANINGS).sort()).toEqual(macros.sort());
  });

  it.each(PRIMITIVES.map((row) => [row.name, row] as const))('gives %s one pullback an operand', (_, row) => {
    expect(row.pullbacks).toHaveLength(row.arity);
    for (const sample of row.samples) expect(sample).toHaveLength(row.arity);
  });

  it.each(PRIMITIVES.map((row) => [row.name, row] as const))(
    'gives %s NaN for NaN operands and outside its domain, a number at its samples and stand-ins',
    (_, row) => {
      for (let k = 0; k < row.arity; k++) {
        const operands = [...(row.samples[0] ?? [])];
        operands[k] = Number.NaN;
        expect(row.evaluate(...operands)).toBeNaN();
      }
      for (const sample of row.samples) {
        expect(row.evaluate(...sample)).not.toBeNaN();
        expect(row.domain?.holds(...sample) ?? true).toBe(true);
      }
      if (row.domain) {
        expect(row.domain.holds(...row.domain.safe)).toBe(true);
        for (const a of [-2, -1, -0.5, 0, 0.5, 1, 2]) {
          for (const b of [-2, -0.5, 0, 0.5, 2]) {
            const holds = row.domain.holds(a, b);
            expect(Number.isNaN(row.evaluate(a, b)), `${row.name}(${a}, ${b})`).toBe(!holds);
          }
        }
      }
    },
  );
});

/** The tree below a node in prefix notation. */
function describeNode(graph: Graph, id: NodeId): string {
  const node = graph.node(id);
  switch (node.kind) {
    case 'constant':
      return String(node.value);
    case 'variable':
    case 'parameter':
    case 'column':
      return node.name;
    case 'mean':
      return `mean(${describeNode(graph, node.operand)})`;
    case 'call':
      return `${node.name}(${node.operands.map((operand) => describeNode(graph, operand)).join(', ')})`;
    case 'select':
      return `select(${[node.condition, node.whenTrue, node.whenFalse].map((operand) => describeNode(graph, operand)).join(', ')})`;
    default:
      return node satisfies never;
  }
}
