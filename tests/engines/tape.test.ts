import { describe, expect, it } from 'vitest';
import { kernelFor, selectBlock } from '../../src/engines/cpu/kernels';
import { BLOCK, compileTape, Tape } from '../../src/engines/cpu/tape';
import { Walk } from '../../src/engines/cpu/walk';
import { compileExpression, gradient, type NodeId, PRIMITIVES, parseExpression } from '../../src/expression';
import { randomExpression, seededRandom, WHOLE_LANGUAGE } from '../support/randomExpressions';

interface Compared {
  readonly tape: Tape;
  readonly walk: Walk;
  readonly roots: readonly NodeId[];
}

function compiled(text: string): Compared {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  const roots = [root, ...gradient(builder, root, variables)];
  return {
    tape: new Tape(compileTape(builder.graph, roots, variables, parameters)),
    walk: new Walk(builder.graph, roots, variables, parameters),
    roots,
  };
}

/** What differs between tape and walk, bit by bit, in words; empty where nothing does. */
function firstDifference(
  text: string,
  xs: Float64Array,
  ys: Float64Array,
  parameters: readonly number[] = [],
): string {
  const { tape, walk, roots } = compiled(text);
  walk.setParameters(parameters);
  const results = tape.run(parameters, xs, ys);
  for (let j = 0; j < ys.length; j++) {
    for (let i = 0; i < xs.length; i++) {
      walk.evaluate(xs[i] ?? 0, ys[j] ?? 0);
      for (let root = 0; root < roots.length; root++) {
        const found = results[root]?.[j * xs.length + i] ?? 0;
        const defined = Number.isFinite(found) ? found : Number.NaN;
        if (!Object.is(defined, walk.value(root)))
          return `${text}, root ${root} at (${xs[i]}, ${ys[j]}): tape ${found}, walk ${walk.value(root)}`;
      }
    }
  }
  return '';
}

function span(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (i * (to - from)) / Math.max(1, count - 1));
}

describe('the tape', () => {
  it.each([1, 2, 7, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])(
    'agrees with the walk on rows of %i samples',
    (nx) => {
      expect(
        firstDifference('sin(x)*cos(y) + a*x^2*y - sqrt(x+y)', span(-3, 3, nx), span(-2, 2, 3), [1.3]),
      ).toBe('');
    },
  );

  it.each([
    '7',
    'a',
    'x',
    'y',
    'x^2',
    'exp(y)',
    'a + 1',
    'x > 0 ? y : 1',
    'y > 0 ? x : a',
    'a > 0 ? x : y',
    'x*0 + y',
  ])('agrees with the walk on %s, whatever changes how often', (text) => {
    expect(firstDifference(text, span(-3, 3, BLOCK + 5), span(-2, 2, 4), [0.5])).toBe('');
  });

  it('gives the same a second time, and after other parameters and grids', () => {
    const { tape } = compiled('a*x + exp(y)*x^2');
    const [xs, ys] = [span(-1, 1, 9), span(0, 1, 3)];
    const first = tape.run([2], xs, ys);
    tape.run([5], span(4, 5, 700), span(2, 3, 2));
    expect(tape.run([2], xs, ys)).toEqual(first);
  });

  it('gives nothing for no samples', () => {
    const { tape } = compiled('x + y');
    expect(tape.run([], new Float64Array(0), span(0, 1, 3)).map(({ length }) => length)).toEqual([0, 0, 0]);
    expect(tape.run([], span(0, 1, 3), new Float64Array(0)).map(({ length }) => length)).toEqual([0, 0, 0]);
  });

  it('refuses names that the field does not list, and more than two coordinates', () => {
    const { builder, root } = compileExpression(parseExpression('f(x, y, z) = a*z'));
    expect(() => compileTape(builder.graph, [root], ['x', 'y', 'z'], ['a'])).toThrow(/z is not one of/);
    expect(() => compileTape(builder.graph, [root], ['z'], [])).toThrow(/parameter a/);
  });

  it('is plain data, so that a worker can be sent it', () => {
    const { builder, root } = compileExpression(parseExpression('x > 0 ? sin(a*x) : y^2.5'));
    const program = compileTape(builder.graph, [root], ['x', 'y'], ['a']);
    expect(structuredClone(program)).toEqual(program);
  });

  it('agrees with the walk bit by bit on random expressions and their gradients', () => {
    const random = seededRandom(141421);
    const [xs, ys] = [span(-3, 3, 13), span(-2, 2, 9)];
    for (let count = 0; count < 500; count++)
      expect(firstDifference(randomExpression(random, 4, WHOLE_LANGUAGE), xs, ys)).toBe('');
  });
});

describe('every kernel', () => {
  const EDGES = [0, -0, 1, -1, 0.5, -0.5, 2, -3, 1e-310, 1e308, -1e308, Infinity, -Infinity, Number.NaN];

  it.each(PRIMITIVES.map((row) => [row.name, row] as const))('of %s does what its row does', (name, row) => {
    const pairs = [
      ...row.samples.map(([a = 0, b = 0]) => [a, b] as const),
      ...EDGES.flatMap((a) => (row.arity === 1 ? [0] : EDGES).map((b) => [a, b] as const)),
    ];
    const out = new Float64Array(pairs.length).fill(-77);
    const a = Float64Array.from(pairs, ([first]) => first);
    const b = Float64Array.from(pairs, ([, second]) => second);
    kernelFor(name)(out, a, b, pairs.length - 1);
    pairs.slice(0, -1).forEach(([first, second], i) => {
      const operands = row.arity === 1 ? [first] : [first, second];
      const expected = row.evaluate(...operands);
      expect(Object.is(out[i], expected), `${name}(${operands}) = ${out[i]}, expected ${expected}`).toBe(
        true,
      );
    });
    // Only as many as were asked for.
    expect(out[pairs.length - 1]).toBe(-77);
  });

  it('of a selection takes the branch of the condition, and NaN where that is NaN', () => {
    const out = new Float64Array(4);
    const condition = Float64Array.of(1, 0, -2, Number.NaN);
    selectBlock(out, condition, Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, 7, 8), 4);
    expect([...out]).toEqual([1, 6, 3, Number.NaN]);
  });
});
