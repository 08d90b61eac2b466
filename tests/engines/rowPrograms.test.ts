// Programs over rows, by kernels and by machine code, against the plain walk: values, numbers of rows, chosen rows, faults.

import { describe, expect, it } from 'vitest';
import type { RowEvaluator } from '../../src/engines/cpu/evaluator';
import { RowGrid } from '../../src/engines/cpu/rowGrid';
import { compileRows, type RowProgram } from '../../src/engines/cpu/rowProgram';
import { RowTape } from '../../src/engines/cpu/rowTape';
import { Walk } from '../../src/engines/cpu/walk';
import { WasmRows } from '../../src/engines/cpu/wasm/wasmRows';
import { Builder, gradient, type NodeId, parseExpression, substitute } from '../../src/expression';
import { lower } from '../../src/expression/lower';
import { type DataTable, selectRows } from '../../src/fields/dataTable';
import { Random } from '../../src/fields/random';
import { XOR } from '../../src/models/datasets/notebook';
import { initialWeights } from '../../src/models/initialWeights';
import { network } from '../../src/models/network';
import { randomExpression, seededRandom } from '../support/randomExpressions';

/**
 * Functions of the engines are within 1e-15 of each other, and a mean of few hundred such terms without cancellation stays
 * near that; random expressions cancel.
 */
const EPSILON = 1e-12;

/** Enough for several steps of any engine, and no whole number of blocks. */
const MANY_ROWS = 70_002;

const ENGINES: readonly { name: string; create: (program: RowProgram) => RowEvaluator }[] = [
  { name: 'kernels', create: (program) => new RowTape(program) },
  { name: 'machine code', create: (program) => WasmRows.compile(program) ?? expect.fail('too large') },
];

function randomTable(rows: number, names: readonly string[], seed: number): DataTable {
  const random = new Random(seed);
  return {
    rows,
    columns: names.map((name) => ({
      name,
      values: Float64Array.from({ length: rows }, () => random.normal()),
    })),
  };
}

function walked(
  b: Builder,
  roots: readonly NodeId[],
  names: readonly string[],
  data: DataTable,
  at: ArrayLike<number>,
): number[] {
  const walk = new Walk(b.graph, roots, names, []);
  walk.setData(data);
  walk.evaluate(...Array.from(at));
  return roots.map((_, root) => walk.value(root));
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>, epsilon = EPSILON): void {
  const scale = Math.max(1, ...Array.from(wanted, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  Array.from(wanted).forEach((value, index) => {
    const got = found[index] ?? Number.NaN;
    if (Number.isNaN(value)) expect(Number.isFinite(got)).toBe(false);
    else expect(Math.abs(got - value)).toBeLessThanOrEqual(epsilon * scale);
  });
}

/** mean(tanh(w·x² + b) - y)²), where x² is the same for all w and b, and a second mean made of the first. */
function nested(): { b: Builder; roots: readonly NodeId[] } {
  const b = new Builder();
  const square = b.multiply(b.column('x'), b.column('x'));
  const predicted = b.call('tanh', b.add(b.multiply(b.variable('w'), square), b.variable('b')));
  const residual = b.subtract(predicted, b.column('y'));
  const deviation = b.subtract(residual, b.mean(residual));
  const value = b.mean(b.multiply(deviation, deviation));
  return { b, roots: [value, ...gradient(b, value, ['w', 'b'])] };
}

describe.each(ENGINES)('rows by $name', ({ create }) => {
  it('have the same bits in steps, whatever else was begun, ended and dropped between two of them', () => {
    const { b, roots } = nested();
    const evaluator = create(compileRows(b.graph, roots, ['w', 'b'], []));
    evaluator.setData(randomTable(MANY_ROWS, ['x', 'y'], 3));
    const some = Uint32Array.from({ length: MANY_ROWS / 2 }, (_, k) => 2 * k);
    const asked = [
      { at: Float64Array.of(0.5, 1), rows: undefined },
      { at: Float64Array.of(-2, 0.25), rows: undefined },
      { at: Float64Array.of(1, 3), rows: some },
    ];
    const whole = asked.map(({ at, rows }) => evaluator.evaluate(at, rows).slice());
    const runs = asked.map(({ at, rows }) => ({
      steps: evaluator.steps(at, rows),
      stops: 0,
      found: new Float64Array(0) as Float64Array,
    }));
    evaluator.steps(Float64Array.of(7, 7)).next();
    const open = new Set(runs);
    while (open.size > 0) {
      for (const run of open) {
        const { done, value } = run.steps.next();
        if (!done) run.stops++;
        else {
          run.found = value;
          open.delete(run);
        }
      }
      evaluator.evaluate(Float64Array.of(1, 1), Uint32Array.of(0, 5));
    }
    expect(runs.map(({ found }) => found)).toEqual(whole);
    for (const { stops } of runs) expect(stops).toBeGreaterThan(1);
  });

  it.each([1, 2, 3, 7, 127, 128, 129, 1000])('agree with the walk on %i rows', (rows) => {
    const { b, roots } = nested();
    const data = randomTable(rows, ['x', 'y'], rows);
    const evaluator = create(compileRows(b.graph, roots, ['w', 'b'], []));
    evaluator.setData(data);
    for (const at of [
      [0.5, -0.25],
      [2, 1],
    ])
      expectClose(evaluator.evaluate(Float64Array.from(at)), walked(b, roots, ['w', 'b'], data, at));
  });

  it('add 100,000 rows with the error of 128', () => {
    const b = new Builder();
    const rows = 100_000;
    const values = Float64Array.from({ length: rows }, () => 0.1);
    const evaluator = create(compileRows(b.graph, [b.mean(b.column('x'))], [], []));
    evaluator.setData({ rows, columns: [{ name: 'x', values }] });
    // A plain sum of so many is wrong by 2e-12.
    expect(Math.abs((evaluator.evaluate(new Float64Array(0))[0] ?? 0) - 0.1)).toBeLessThanOrEqual(
      128 * 2 ** -53 * 0.1,
    );
  });

  it('take chosen rows, and all of them again', () => {
    const { b, roots } = nested();
    const data = randomTable(9, ['x', 'y'], 4);
    const at = Float64Array.of(0.5, -0.25);
    const evaluator = create(compileRows(b.graph, roots, ['w', 'b'], []));
    evaluator.setData(data);
    const chosen = Uint32Array.of(8, 0, 3, 3, 1);
    expectClose(
      evaluator.evaluate(at, chosen),
      walked(b, roots, ['w', 'b'], selectRows(data, [...chosen]), at),
    );
    expectClose(evaluator.evaluate(at), walked(b, roots, ['w', 'b'], data, at));
    expect(() => evaluator.evaluate(at, Uint32Array.of(9))).toThrow('there is no row 9 in a table of 9');
  });

  it('have no mean where one row has no value, nor where there are no rows', () => {
    const b = new Builder();
    const root = b.mean(b.call('log', b.multiply(b.variable('w'), b.column('x'))));
    const evaluator = create(compileRows(b.graph, [root], ['w'], []));
    const table = (...x: number[]) => ({
      rows: x.length,
      columns: [{ name: 'x', values: Float64Array.from(x) }],
    });
    evaluator.setData(table(1, -1, 2));
    expect(evaluator.evaluate(Float64Array.of(1))[0]).toBeNaN();
    evaluator.setData(table(1, 1, 1));
    expect(evaluator.evaluate(Float64Array.of(1))[0]).toBe(0);
    evaluator.setData(table());
    expect(evaluator.evaluate(Float64Array.of(1))[0]).toBeNaN();
  });

  it('agree with the walk on random expressions', () => {
    const random = seededRandom(7);
    const names = ['w', 'b', 'x', 'y'];
    const data = randomTable(5, ['x', 'y'], 3);
    const shape = {
      unary: ['sin', 'tanh', 'exp', 'abs', 'log'],
      binary: ['max', 'atan2'],
      variables: names,
      conditionals: true,
    };
    let compared = 0;
    for (let round = 0; round < 150; round++) {
      const b = new Builder();
      const source = new Builder();
      const text = randomExpression(random, 4, shape);
      const { syntax } = parseExpression(text, { variables: names });
      const id = lower(syntax, source);
      const [row] = substitute(b, source.graph, [id], (leaf) =>
        leaf.kind === 'variable' && (leaf.name === 'x' || leaf.name === 'y')
          ? b.column(leaf.name)
          : undefined,
      );
      if (row === undefined) throw new Error('expected a node');
      const root = b.mean(row);
      const at = [random() * 2 - 1, random() * 2 - 1];
      const evaluator = create(compileRows(b.graph, [root], ['w', 'b'], []));
      evaluator.setData(data);
      const [wanted = Number.NaN] = walked(b, [root], ['w', 'b'], data, at);
      expectClose(evaluator.evaluate(Float64Array.from(at)), [wanted], 1e-9);
      if (Number.isFinite(wanted)) compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('give the gradient of a network with all its weights', () => {
    const model = network({ hidden: [16, 16], activation: 'tanh', loss: 'binaryCrossEntropy' }, XOR, {
      features: ['x1', 'x2'],
      target: 'y',
    });
    const b = model.builder;
    const roots = [model.loss, ...gradient(b, model.loss, model.variables)];
    const theta = initialWeights(model, 'glorot', 5);
    const evaluator = create(compileRows(b.graph, roots, model.variables, []));
    evaluator.setData(XOR);
    expectClose(evaluator.evaluate(Float64Array.from(theta)), walked(b, roots, model.variables, XOR, theta));
  });

  it('fill grids with x fastest', () => {
    const b = new Builder();
    const root = b.mean(
      b.add(b.multiply(b.variable('w'), b.column('x')), b.multiply(b.parameter('c'), b.variable('b'))),
    );
    const grid = new RowGrid(compileRows(b.graph, [root], ['w', 'b'], ['c']), create);
    grid.setData({ rows: 2, columns: [{ name: 'x', values: Float64Array.of(1, 3) }] });
    expect(
      grid.run([10], Float64Array.of(0, 1, 2), Float64Array.of(0, 1)).map((plane) => [...plane]),
    ).toEqual([[0, 2, 4, 10, 12, 14]]);
  });

  it('compute what columns and parameters decide once a grid, and anew for other parameters', () => {
    // mean((a·sin(2c·x) + b - y)²): the sine stands still while a and b move.
    const b = new Builder();
    const frequency = b.multiply(b.constant(2), b.parameter('c'));
    const wave = b.call('sin', b.multiply(frequency, b.column('x')));
    const predicted = b.add(b.multiply(b.variable('a'), wave), b.variable('b'));
    const residual = b.subtract(predicted, b.column('y'));
    const value = b.mean(b.multiply(residual, residual));
    const roots = [value, ...gradient(b, value, ['a', 'b'])];
    const held = compileRows(b.graph, roots, ['a', 'b'], ['c'], 'ofColumnsAndParameters');
    const nameOf = (k: number) => {
      const operation = held.operations[k];
      return operation?.kind === 'call' ? operation.name : operation?.kind;
    };
    expect(held.tabular.map(nameOf)).toContain('sin');
    expect(held.stages.flatMap(({ rowwise }) => rowwise.map(nameOf))).not.toContain('sin');
    expect(held.held.map(nameOf).sort()).toEqual(['input', 'multiply']);
    const data = randomTable(150, ['x', 'y'], 6);
    const grid = new RowGrid(held, create);
    grid.setData(data);
    const [xs, ys] = [Float64Array.of(-1, 0.5, 2), Float64Array.of(0, 1)];
    for (const c of [0.5, 1.25, 0.5]) {
      const planes = grid.run([c], xs, ys);
      const walk = new Walk(b.graph, roots, ['a', 'b'], ['c']);
      walk.setParameters([c]);
      walk.setData(data);
      Array.from(ys).forEach((y, j) => {
        Array.from(xs).forEach((x, i) => {
          walk.evaluate(x, y);
          expectClose(
            planes.map((plane) => plane[3 * j + i] ?? Number.NaN),
            roots.map((_, root) => walk.value(root)),
          );
        });
      });
    }
  });
});
