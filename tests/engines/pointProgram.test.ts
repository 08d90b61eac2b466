// Fields over data at single points: values counted by hand, the plain walk as the reference, chosen rows.

import { describe, expect, it } from 'vitest';
import { compilePoint } from '../../src/engines/cpu/pointProgram';
import { Builder, gradient } from '../../src/expression';
import type { DataTable } from '../../src/fields/dataTable';
import type { ScalarField } from '../../src/fields/scalarField';

const DATA: DataTable = {
  rows: 3,
  columns: [
    { name: 'x', values: Float64Array.of(1, 2, 6) },
    { name: 'y', values: Float64Array.of(0, 0, 3) },
  ],
};

/** mean((w·x + b - y)²). */
function line(): { field: ScalarField; builder: Builder } {
  const b = new Builder();
  const residual = b.subtract(
    b.add(b.multiply(b.variable('w'), b.column('x')), b.parameter('b')),
    b.column('y'),
  );
  const value = b.mean(b.multiply(residual, residual));
  return { builder: b, field: { graph: b.graph, value, variables: ['w'], parameters: ['b'], data: DATA } };
}

describe('a field at a point', () => {
  const { field, builder } = line();
  const program = compilePoint(field, [field.value, ...gradient(builder, field.value, field.variables)]);

  it('is the mean over all rows', () => {
    // Residuals 2, 3, 4.
    expect([...program.evaluate([1], [1])]).toEqual([29 / 3, 64 / 3]);
  });

  it('is the mean over the chosen rows, each as often as it stands there', () => {
    expect([...program.evaluate([1], [1], Uint32Array.of(2, 0, 2, 2))]).toEqual([52 / 4, 148 / 4]);
    expect(program.evaluate([1], [1])[0]).toBe(29 / 3);
  });

  it('follows its data', () => {
    const own = compilePoint(field, [field.value]);
    own.setData({
      rows: 1,
      columns: [
        { name: 'y', values: Float64Array.of(1) },
        { name: 'x', values: Float64Array.of(4) },
      ],
    });
    expect([...own.evaluate(Float64Array.of(1), Float64Array.of(0))]).toEqual([9]);
    expect(() => own.setData({ rows: 0, columns: [] })).toThrow('the data has no column x');
  });
});
