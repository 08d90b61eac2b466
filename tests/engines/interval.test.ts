// The interval forms against the functions' own f64 values: enclosure and continuity over random boxes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTERVAL_FORMS, IntervalEvaluation, mayBreakAnywhere } from '../../src/engines/cpu/interval';
import { MAY_BE_UNDEFINED, MAY_BREAK, NOWHERE_DEFINED } from '../../src/engines/cpu/intervals/form';
import { compileExpression, Graph, PRIMITIVES, parseExpression } from '../../src/expression';

const SEED = 20240607;
const RUNS = 250;
/**
 * Continuity is asked of boxes whose ends are multiples of this: next to subnormals, or for a^0.001, every
 * slope is.
 */
const GRAIN = 1 / 4;
/** Halvings that bring any two f64 numbers of the test next to each other. */
const HALVINGS = 60;

/** Ends of boxes: of the size of usual arguments, around whole numbers and zero, large and small. */
const coordinate = fc.oneof(
  fc.double({ min: -12, max: 12, noNaN: true }),
  fc.integer({ min: -4, max: 4 }),
  fc.integer({ min: -8, max: 8 }).map((n) => n / 2),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
  fc.double({ min: -800, max: 800, noNaN: true }),
);
const interval = fc
  .oneof(
    fc.tuple(coordinate, coordinate),
    coordinate.map((at) => [at, at] as const),
    fc
      .tuple(coordinate, fc.double({ min: 0, max: 1e-6, noNaN: true }))
      .map(([at, width]) => [at, at + width] as const),
  )
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));

const coarseInterval = interval.map(
  ([a, b]) => [Math.round(a / GRAIN) * GRAIN, Math.round(b / GRAIN) * GRAIN] as const,
);

function between([low, high]: readonly [number, number], at: number): number {
  return at === 1 ? high : Math.min(high, low + at * (high - low));
}

describe.each(PRIMITIVES.map((row) => [row.name, row] as const))('the interval form of %s', (name, row) => {
  const graph = new Graph();
  const leaves = [graph.variable('x'), graph.variable('y')].slice(0, row.arity);
  const value = graph.intern({ kind: 'call', name, operands: leaves });
  const form = INTERVAL_FORMS[name] && new IntervalEvaluation(graph, value, ['x', 'y'], [], []);

  it('exists', () => expect(form).toBeDefined());

  it('holds every value, and says where there are none', () => {
    if (form === undefined) return;
    fc.assert(
      fc.property(interval, interval, fc.array(fc.tuple(share, share), { minLength: 12 }), (x, y, points) => {
        form.box.set([...x, ...y]);
        const found = form.evaluate();
        for (const [u, v] of points) {
          const operands = [between(x, u), between(y, v)].slice(0, row.arity);
          const exact = row.evaluate(...operands);
          const right = Number.isNaN(exact)
            ? (found & (MAY_BE_UNDEFINED | NOWHERE_DEFINED)) !== 0
            : (found & NOWHERE_DEFINED) === 0 && form.low <= exact && exact <= form.high;
          if (!right)
            expect.fail(`${operands} gives ${exact}, found ${found} in [${form.low}, ${form.high}]`);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('is continuous where it says so: what lies between two values shrinks as they approach', () => {
    if (form === undefined) return;
    fc.assert(
      fc.property(coarseInterval, coarseInterval, share, share, share, share, (x, y, u0, v0, u1, v1) => {
        form.box.set([...x, ...y]);
        if (form.evaluate() !== 0) return;
        const f = (u: number, v: number) =>
          row.evaluate(...[between(x, u), between(y, v)].slice(0, row.arity));
        let [a, b, c, d] = [u0, v0, u1, v1];
        for (let k = 0; k < HALVINGS; k++) {
          const [u, v] = [(a + c) / 2, (b + d) / 2];
          if (Math.abs(f(u, v) - f(a, b)) >= Math.abs(f(c, d) - f(u, v))) [c, d] = [u, v];
          else [a, b] = [u, v];
        }
        const [left, right] = [f(a, b), f(c, d)];
        if (!Number.isFinite(left) || !Number.isFinite(right)) return;
        expect(Math.abs(left - right)).toBeLessThanOrEqual(
          1e-3 * Math.max(Math.abs(left), Math.abs(right), 0.1),
        );
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('may only break where the row is marked as singular', () => {
    if (form === undefined || row.singular) return;
    fc.assert(
      fc.property(interval, interval, (x, y) => {
        form.box.set([...x, ...y]);
        expect(form.evaluate() & MAY_BREAK).toBe(0);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

it('has no form without a function', () => {
  const names = new Set(PRIMITIVES.map(({ name }) => name));
  expect(Object.keys(INTERVAL_FORMS).filter((name) => !names.has(name))).toEqual([]);
});

function over(
  text: string,
  x: readonly [number, number],
  y: readonly [number, number],
  parameters: number[] = [],
) {
  const compiled = compileExpression(parseExpression(text));
  const evaluation = new IntervalEvaluation(
    compiled.builder.graph,
    compiled.root,
    compiled.variables,
    compiled.parameters,
    parameters,
  );
  evaluation.box.set([...x, ...y]);
  const found = evaluation.evaluate();
  return { found, low: evaluation.low, high: evaluation.high };
}

describe('the evaluation of a graph', () => {
  it('bounds a square by 0', () => {
    const { low, high } = over('(x + y)^2', [-3, 1], [-1, 1]);
    expect(low).toBe(0);
    expect(high).toBe(16);
  });

  it('takes the branch that a condition certainly chooses', () => {
    expect(over('x > 0 ? 1/y : 2', [-2, -1], [-1, 1])).toEqual({ found: 0, low: 2, high: 2 });
    expect(over('floor(x) ? y : 1/y', [1.5, 2.5], [-1, 1])).toEqual({ found: 0, low: -1, high: 1 });
  });

  it('joins both branches where the condition is in doubt', () => {
    const { found, low, high } = over('x > 0 ? 3 : y', [-1, 1], [-1, 2]);
    expect(found).toBe(MAY_BREAK);
    expect([low, high]).toEqual([-1, 3]);
    expect(over('x > 0 ? log(-2 - y^2) : 5', [-1, 1], [0, 1])).toMatchObject({ low: 5, high: 5 });
    expect(over('x > 0 ? log(-2 - y^2) : log(-1 - y^2)', [-1, 1], [0, 1]).found & NOWHERE_DEFINED).not.toBe(
      0,
    );
  });

  it('is undefined everywhere below what is undefined everywhere', () => {
    expect(over('1 + log(x)', [-2, -1], [0, 1]).found & NOWHERE_DEFINED).not.toBe(0);
    expect(over('x^a', [0, 1], [0, 1], [Number.NaN]).found & NOWHERE_DEFINED).not.toBe(0);
  });

  it('holds parameters', () => {
    expect(over('a*x', [1, 2], [0, 1], [-3])).toMatchObject({ found: 0, low: -6, high: -3 });
  });

  it('keeps sums, products and quotients exact where f64 does', () => {
    expect(over('floor(2x + y/4)', [1, 1], [4, 4])).toEqual({ found: 0, low: 3, high: 3 });
    expect(over('mod(x, 2)', [4, 4.5], [0, 1])).toMatchObject({ found: 0 });
  });

  it('refuses names that are not listed', () => {
    const graph = new Graph();
    const z = graph.variable('z');
    expect(() => new IntervalEvaluation(graph, z, ['x', 'y'], [], [])).toThrow(RangeError);
    expect(() => new IntervalEvaluation(graph, z, ['x', 'y', 'z'], [], [])).toThrow(RangeError);
    expect(() => new IntervalEvaluation(graph, graph.parameter('a'), ['x', 'y'], [], [])).toThrow(RangeError);
  });

  it.each([
    ['sin(x)*cos(y) + sqrt(x) + abs(y)', false],
    ['x/3', true],
    ['x ? y : 1', true],
    ['floor(x)', true],
  ] as const)('knows whether %s can break at all', (text, may) => {
    const { builder, root } = compileExpression(parseExpression(text));
    expect(mayBreakAnywhere(builder.graph, root)).toBe(may);
  });
});
