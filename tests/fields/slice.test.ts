// Planes against direct evaluation of the field they cut.

import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { Builder, compileExpression, gradient, parseExpression } from '../../src/expression';
import type { ScalarField } from '../../src/fields/scalarField';
import { planeOf } from '../../src/fields/slice';

const VARIABLES = ['x', 'y', 'z'];
const { builder, root } = compileExpression(
  parseExpression('c*x^2*y + sin(x*z) - y*z', { variables: VARIABLES }),
);
const FIELD: ScalarField = { graph: builder.graph, value: root, variables: VARIABLES, parameters: ['c'] };
const HELD = [1.5];

function fieldAt(field: ScalarField, at: readonly number[], parameters: readonly number[]): number {
  const walk = Walk.of(field, [field.value]);
  walk.setParameters(parameters);
  walk.evaluate(...at);
  return walk.value(0);
}

const PLANE = { origin: [0.3, -0.7, 1.1], u: [1, 2, -0.5], v: [0.2, -1, 3] };
const pointAt = (s: number, t: number): number[] =>
  PLANE.origin.map((o, index) => o + s * (PLANE.u[index] ?? 0) + t * (PLANE.v[index] ?? 0));

describe('a plane through a field', () => {
  const plane = planeOf(FIELD);
  const values = plane.parameterValues(PLANE, HELD);

  it('has the values of the field, wherever the plane lies', () => {
    for (const [s, t] of [
      [0, 0],
      [0.5, -0.3],
      [-1.2, 0.8],
    ] as const)
      expect(fieldAt(plane, [s, t], values)).toBeCloseTo(fieldAt(FIELD, pointAt(s, t), HELD), 13);
    const moved = plane.parameterValues({ ...PLANE, origin: [1, 2, 3] }, HELD);
    expect(fieldAt(plane, [0, 0], moved)).toBeCloseTo(fieldAt(FIELD, [1, 2, 3], HELD), 13);
  });

  it('has ∇f·u and ∇f·v as its partials', () => {
    const own = new Walk(
      plane.graph,
      gradient(new Builder(plane.graph), plane.value, plane.variables),
      ['s', 't'],
      plane.parameters,
    );
    own.setParameters(values);
    own.evaluate(0.4, 0.1);
    const whole = new Walk(builder.graph, gradient(builder, root, VARIABLES), VARIABLES, ['c']);
    whole.setParameters(HELD);
    whole.evaluate(...pointAt(0.4, 0.1));
    for (const [index, direction] of [PLANE.u, PLANE.v].entries()) {
      const expected = direction.reduce((sum, d, axis) => sum + d * whole.value(axis), 0);
      expect(own.value(index)).toBeCloseTo(expected, 12);
    }
  });

  it('refuses names that the field uses itself', () => {
    expect(() => planeOf(FIELD, ['c', 't'])).toThrow('a parameter c of its own');
  });
});
