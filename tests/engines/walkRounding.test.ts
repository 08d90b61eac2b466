import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { compileExpression, FAULTS, parseExpression } from '../../src/expression';

const round = Math.fround;

function walkOf(text: string): Walk {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return new Walk(builder.graph, [root], variables, parameters, 'f32');
}

describe('the walk in single precision', () => {
  it.each<[string, (x: number, y: number) => number]>([
    ['x + y', (x, y) => round(x + y)],
    ['x * y', (x, y) => round(x * y)],
    ['x / y', (x, y) => round(x / y)],
    ['sqrt(x)', (x) => round(Math.sqrt(x))],
    ['sin(x)', (x) => round(Math.sin(x))],
    ['0.1 * x', (x) => round(round(0.1) * x)],
    ['x^2 + x*y', (x, y) => round(round(x * x) + round(x * y))],
    ['exp(x*y) - y', (x, y) => round(round(Math.exp(round(x * y))) - y)],
  ])('rounds coordinates, constants and every operation of %s', (text, expected) => {
    const walk = walkOf(text);
    for (const [x, y] of [
      [0.1, 0.3],
      [1.7, -2.9],
      [123.456, 0.001],
    ] as const) {
      walk.evaluate(x, y);
      expect(walk.value(0)).toBe(expected(round(x), round(y)));
    }
  });

  it('rounds parameters', () => {
    const walk = walkOf('a + 0*x');
    walk.setParameters([0.1]);
    walk.evaluate(1, 1);
    expect(walk.value(0)).toBe(round(0.1));
  });

  it('finds undefined what f32 cannot hold', () => {
    const walk = walkOf('x * y');
    walk.evaluate(1e30, 1e30);
    expect(walk.value(0)).toBeNaN();
    expect(walk.faults(0)).toBe(FAULTS.notFinite.bit);
  });
});
