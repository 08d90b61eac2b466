// Fields over data on the GPU engine: counted by hand, against the walk in f64 and the notebook, divided into dispatches, refused.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { Walk } from '../../src/engines/cpu/walk';
import { createWebGpuEngine, type WebGpuGridEngine } from '../../src/engines/webgpu/webgpuEngine';
import { Builder, gradient, type NodeId } from '../../src/expression';
import { ROWS_A_BLOCK } from '../../src/expression/wgslRows';
import type { DataTable } from '../../src/fields/dataTable';
import { EngineError } from '../../src/fields/engineError';
import type { Grid } from '../../src/fields/grid';
import type { GridRequest } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { planeOf } from '../../src/fields/slice';
import { NOTEBOOK_CLASSES, NOTEBOOK_LINE, XOR } from '../../src/models/datasets/notebook';
import { initialWeights } from '../../src/models/initialWeights';
import { linearRegression } from '../../src/models/linearRegression';
import { logisticRegression } from '../../src/models/logisticRegression';
import type { LossModel } from '../../src/models/lossModel';
import { network } from '../../src/models/network';
import notebook from '../golden/notebook.json';
import { table } from '../support/dataTable';
import { requestTestDevice } from '../support/gpuDevice';
import { seededRandom } from '../support/randomExpressions';
import { by, present } from './webgpuFields';

/** Unit roundoff of f32. */
const U = 2 ** -24;
/** What a mean over any number of rows may be off by, in units of U times the mean of its terms' magnitudes: wgslRows.ts. */
const SUMMING = ROWS_A_BLOCK + 2 ** -20;
/**
 * What losses of models and their partials may be off by, in units of U times the largest magnitude on the grid: terms are
 * some tens of roundings deep, and the notebook's residuals lose two or three bits to cancellation.
 */
const MODEL_BOUND = 64 * U;

let device: GPUDevice;
let engine: WebGpuGridEngine;

beforeAll(async () => {
  device = await requestTestDevice();
});
beforeEach(() => {
  engine = createWebGpuEngine({ device });
});
afterEach(() => {
  vi.restoreAllMocks();
  engine.dispose();
});

/** A field of w and b over data. */
function fieldOf(data: DataTable, make: (b: Builder) => NodeId): ScalarField {
  const b = new Builder();
  return { value: make(b), graph: b.graph, variables: ['w', 'b'], parameters: [], data };
}

function lossOf({ builder, loss, variables, parameters, data }: LossModel): ScalarField {
  return { graph: builder.graph, value: loss, variables, parameters, data };
}

function requestOf(field: ScalarField, grid: Grid, rest: Partial<GridRequest> = {}): GridRequest {
  return { target: 'value', field, parameters: [], grid, derivative: { method: 'exact', step: 1 }, ...rest };
}

async function texelsOf(request: GridRequest): Promise<Float32Array> {
  return engine.read(present(await engine.grid(request)).texels, request.grid, 4);
}

/** Value and partials in f64 of every sample, x fastest. */
function walked({ field, parameters, grid }: GridRequest): number[][] {
  const roots = [field.value, ...gradient(new Builder(field.graph), field.value, field.variables)];
  const walk = Walk.of(field, roots);
  walk.setParameters(parameters);
  const { nx, ny, x, y } = grid;
  return Array.from({ length: nx * ny }, (_, k) => {
    const [i, j] = [k % nx, Math.floor(k / nx)];
    walk.evaluate(x[0] + (i * (x[1] - x[0])) / (nx - 1), y[0] + (j * (y[1] - y[0])) / (ny - 1));
    return roots.map((_, root) => walk.value(root));
  });
}

/** The largest error over the grid in units of the component's largest magnitude there. */
function largestError(texels: Float32Array, wanted: readonly (readonly number[])[]): number {
  const errors = [0, 1, 2].map((root) => {
    const largest = Math.max(...wanted.map((values) => Math.abs(values[root] ?? Number.NaN)));
    const off = wanted.map((values, k) =>
      Math.abs((texels[4 * k + root] ?? Number.NaN) - (values[root] ?? Number.NaN)),
    );
    return Math.max(...off) / largest;
  });
  return Math.max(...errors);
}

async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof EngineError) return error;
  throw new Error(`expected an EngineError, got ${String(error)}`);
}

const UNIT: Grid = { nx: 2, ny: 2, x: [0, 1], y: [0, 1] };
/** mean((w·x + b - y)²) over three rows. */
const THREE = lossOf(
  linearRegression(table({ x: [1, 2, 3], y: [2, 3, 5] }), { features: ['x'], target: 'y' }),
);

test('three rows counted by hand: residuals wx + b - y, their squares, 2rx and 2r', async () => {
  const texels = await texelsOf(requestOf(THREE, UNIT));
  // (w, b) = (0, 0): r = -2, -3, -5; (1, 0): -1, -1, -2; (0, 1): -1, -2, -4; (1, 1): 0, 0, -1.
  const wanted = [
    [38 / 3, -46 / 3, -20 / 3, 2],
    [2, -6, -8 / 3, 2],
    [7, -34 / 3, -14 / 3, 2],
    [1 / 3, -2, -2 / 3, 2],
  ].flat();
  expect([...texels]).toEqual(wanted.map(Math.fround));
});

describe('the means of rows', () => {
  test.each([1, 2, 7, 1000, 100_000])('are as exact for %i rows as for few', async (rows) => {
    const random = seededRandom(rows);
    // Exact in f32, so that nothing but the sum and its division can be off; of both signs, then of one.
    const mixed = Float32Array.from({ length: rows }, () => random() - 0.25);
    const positive = mixed.map(Math.abs);
    const field = fieldOf(table({ mixed, positive }), (b) =>
      b.add(
        b.multiply(b.variable('w'), b.mean(b.column('mixed'))),
        b.multiply(b.variable('b'), b.mean(b.column('positive'))),
      ),
    );
    const texels = await texelsOf(requestOf(field, UNIT));
    const [[, meanMixed = 0, meanPositive = 0] = []] = walked(requestOf(field, UNIT));
    const bound = (SUMMING + 1) * U * meanPositive;
    expect(Math.abs((texels[1] ?? Number.NaN) - meanMixed)).toBeLessThanOrEqual(bound);
    expect(Math.abs((texels[2] ?? Number.NaN) - meanPositive)).toBeLessThanOrEqual(bound);
  });

  test('lose no rows that vanish beside the sum of the others', async () => {
    // Added plainly, every term after the first is half a unit in the last place of the sum, which rounds to even.
    const x = new Float32Array(100_000).fill(1);
    x[0] = 2 ** 24;
    const field = fieldOf(table({ x }), (b) => b.multiply(b.variable('w'), b.mean(b.column('x'))));
    const [, slope] = await texelsOf(requestOf(field, UNIT));
    expect(x.reduce((sum, value) => Math.fround(sum + value))).toBe(2 ** 24);
    const mean = (2 ** 24 + 99_999) / 1e5;
    expect(Math.abs((slope ?? 0) - mean)).toBeLessThan(SUMMING * U * mean);
  });

  test('are made of what follows them, and follow what is the same in every row', async () => {
    // √(mean((w·x)²) + b²), with partials w·mean(x²)/f and b/f.
    const field = fieldOf(table({ x: [1, 2, 2] }), (b) => {
      const product = b.multiply(b.variable('w'), b.column('x'));
      const mean = b.mean(b.multiply(product, product));
      return b.call('sqrt', b.add(mean, b.multiply(b.variable('b'), b.variable('b'))));
    });
    const texels = await texelsOf(requestOf(field, { nx: 2, ny: 2, x: [1, 2], y: [1, 2] }));
    const wanted = [2, 1.5, 0.5];
    wanted.forEach((value, k) => {
      expect(Math.abs((texels[k] ?? Number.NaN) - value)).toBeLessThanOrEqual(4 * U * value);
    });
  });

  test('are undefined where one row is, which leaves the rest of the grid', async () => {
    const field = fieldOf(table({ x: [1, 2, -1] }), (b) =>
      b.mean(b.call('log', b.add(b.multiply(b.variable('w'), b.column('x')), b.constant(1)))),
    );
    const texels = await texelsOf(requestOf(field, { nx: 2, ny: 2, x: [0, 2], y: [0, 1] }));
    // At w = 0 all logarithms are 0, and the derivative is mean(x); at w = 2 the third is of -1.
    expect([...texels.subarray(0, 8)]).toEqual([0, Math.fround(2 / 3), 0, 2, 0, 0, 0, 0]);
  });

  test('that overflow are undefined, and nothing infinite comes out', async () => {
    const field = fieldOf(table({ x: [3e38, 3e38, 3e38] }), (b) =>
      b.mean(b.multiply(b.variable('w'), b.column('x'))),
    );
    const texels = await texelsOf(requestOf(field, UNIT));
    expect([...texels.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });
});

describe("the notebook's losses", () => {
  const NETWORK = network(
    { hidden: [4], activation: 'sigmoid', loss: 'binaryCrossEntropy' },
    XOR,
    { features: ['x1', 'x2'], target: 'y' },
    ['W1_1_1', 'W2_1_2'],
  );
  const WEIGHTS = initialWeights(NETWORK, 'glorot', 5);
  const CLASSES = { features: ['x1', 'x2'], target: 'y' };
  const cases: readonly (readonly [string, ScalarField, readonly number[]])[] = [
    ['linear regression', lossOf(linearRegression(NOTEBOOK_LINE, { features: ['x'], target: 'y' })), []],
    ['logistic regression', lossOf(logisticRegression(NOTEBOOK_CLASSES, CLASSES, ['w1', 'b'])), [0.75]],
    [
      'the network',
      lossOf(NETWORK),
      NETWORK.parameters.map((name) => WEIGHTS[NETWORK.names.indexOf(name)] ?? Number.NaN),
    ],
  ];
  test.each(cases)('%s is what the walk finds in f64', async (_, field, parameters) => {
    const request = requestOf(field, { nx: 9, ny: 7, x: [-3, 3], y: [-2, 4] }, { parameters });
    expect(largestError(await texelsOf(request), walked(request))).toBeLessThan(MODEL_BOUND);
  });

  test('have the numbers of the notebook', async () => {
    const line = lossOf(linearRegression(NOTEBOOK_LINE, { features: ['x'], target: 'y' }));
    for (const { w, b, loss, gradient: partials } of notebook.linear_regression.at) {
      const texels = await texelsOf(requestOf(line, { nx: 2, ny: 2, x: [w, w + 1], y: [b, b + 1] }));
      [loss, ...partials].forEach((wanted, k) => {
        expect(Math.abs((texels[k] ?? Number.NaN) - wanted)).toBeLessThan(MODEL_BOUND * Math.max(100, loss));
      });
    }
    const classes = lossOf(logisticRegression(NOTEBOOK_CLASSES, CLASSES, ['w1', 'w2']));
    for (const { parameters, loss, gradient: partials } of notebook.logistic_regression.at) {
      const [w1 = 0, w2 = 0, b = 0] = parameters;
      const grid: Grid = { nx: 2, ny: 2, x: [w1, w1 + 1], y: [w2, w2 + 1] };
      const texels = await texelsOf(requestOf(classes, grid, { parameters: [b] }));
      [loss, ...partials.slice(0, 2)].forEach((wanted, k) => {
        expect(Math.abs((texels[k] ?? Number.NaN) - wanted)).toBeLessThan(MODEL_BOUND);
      });
    }
  });

  describe.each(notebook.xor_network.at)('the network where the loss is $loss', (point) => {
    const { W1, b1, W2, b2 } = point.parameters;
    const theta = [...W1.flat(), ...b1, ...W2.flat(), ...b2];
    const { dW1, db1, dW2, db2 } = point.gradient;
    const partials = [...dW1.flat(), ...db1, ...dW2.flat(), ...db2];
    const spec = { hidden: [4], activation: 'sigmoid', loss: 'binaryCrossEntropy' } as const;
    const { names } = network(spec, XOR, CLASSES);
    const pairs = names.flatMap((name, k) =>
      k % 2 === 0 ? [[name, names[k + 1] ?? names[0] ?? ''] as const] : [],
    );

    test.each(pairs)('has its loss and its partials by %s and %s', async (...axes) => {
      const model = network(spec, XOR, CLASSES, axes);
      const at = (name: string): number => names.indexOf(name);
      const [x = Number.NaN, y = Number.NaN] = axes.map((name) => theta[at(name)]);
      const request = requestOf(
        lossOf(model),
        { nx: 2, ny: 2, x: [x, x + 1], y: [y, y + 1] },
        { parameters: model.parameters.map((name) => theta[at(name)] ?? Number.NaN) },
      );
      const texels = await texelsOf(request);
      // In units of what the terms of the mean measure, as they cancel: those of dW1 a thousandfold at the first point.
      const { builder: b, rowLoss } = model;
      const sizes = [rowLoss, ...gradient(b, rowLoss, axes)].map((node) => b.mean(b.call('abs', node)));
      const walk = Walk.of(request.field, sizes);
      walk.setParameters(request.parameters);
      walk.evaluate(x, y);
      [point.loss, ...axes.map((name) => partials[at(name)] ?? Number.NaN)].forEach((wanted, k) => {
        const off = Math.abs((texels[k] ?? Number.NaN) - wanted);
        expect(off).toBeLessThan(MODEL_BOUND * walk.value(k));
      });
    });
  });
});

describe('planes through networks', () => {
  function planeRequest(hidden: readonly number[]): GridRequest {
    const random = seededRandom(3);
    const numbers = (count: number) => Array.from({ length: count }, () => 2 * random() - 1);
    const rows = 40;
    const y = Array.from({ length: rows }, (_, row) => row % 2);
    const data = table({ x1: numbers(rows), x2: numbers(rows), y });
    const spec = { hidden, activation: 'tanh', loss: 'binaryCrossEntropy' } as const;
    const roles = { features: ['x1', 'x2'], target: 'y' };
    const { names } = network(spec, data, roles, []);
    const model = network(spec, data, roles, names);
    const field = planeOf(lossOf(model));
    const origin = initialWeights(model, 'glorot', 5);
    const parameters = field.parameterValues(
      { origin, u: numbers(names.length), v: numbers(names.length) },
      [],
    );
    return requestOf(field, { nx: 5, ny: 5, x: [-1, 1], y: [-1, 1] }, { parameters });
  }

  test('agree with the CPU engine', async () => {
    const request = planeRequest([4, 2]);
    expect(request.parameters.length).toBe(3 * 25);
    const { texels } = present(await createCpuEngine().grid(request));
    if (texels.kind !== 'memory') throw new Error('expected an answer in memory');
    const { data } = texels;
    const wanted = Array.from({ length: 25 }, (_, k) => [...data.subarray(4 * k, 4 * k + 3)]);
    expect(largestError(await texelsOf(request), wanted)).toBeLessThan(MODEL_BOUND);
  });

  test('are left to the CPU engine where a software GPU would compile them for minutes', async () => {
    const software = createWebGpuEngine({ device, software: true });
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const { message } = await failureOf(software.grid(planeRequest([16, 16])));
    expect(message).toMatch(
      /^field: \d{4} operations a row take this GPU too long to compile, 1000 are its most$/,
    );
    const { message: wider } = await failureOf(engine.grid(planeRequest([24, 24])));
    expect(wider).toMatch(/too long to compile, 3500 are its most$/);
    expect(compile).not.toHaveBeenCalled();
    software.dispose();
  });
});

describe('many rows', () => {
  const rows = 20_000;
  const x = Float32Array.from({ length: rows }, (_, row) => Math.sin(row));
  const field = lossOf(
    linearRegression(table({ x, y: x.map((value) => value * value) }), { features: ['x'], target: 'y' }),
  );
  const grid: Grid = { nx: 12, ny: 2, x: [-1, 1], y: [-1, 1] };

  test('are divided among dispatches, and the division changes no bit', async () => {
    const submit = vi.spyOn(device.queue, 'submit');
    const request = requestOf(field, grid);
    const first = await texelsOf(request);
    const submitted = submit.mock.calls.length;
    expect(submitted).toBeGreaterThan(6);
    submit.mockClear();
    // By now the engine has learnt what the device can do in one.
    for (let k = 0; k < 3; k++) await texelsOf(request);
    expect(submit.mock.calls.length).not.toBe(3 * submitted);
    expect([...(await texelsOf(request))]).toEqual([...first]);
    expect(largestError(first, walked(request))).toBeLessThan(MODEL_BOUND);
  });

  test('stop where a newer request comes', async () => {
    await texelsOf(requestOf(THREE, grid));
    const submit = vi.spyOn(device.queue, 'submit');
    const older = engine.grid(requestOf(field, grid));
    await vi.waitUntil(() => submit.mock.calls.length > 2, { interval: 0 });
    const newer = engine.grid(requestOf(THREE, UNIT));
    expect(await older).toBeNull();
    expect(present(await newer).summary.minimum).toBe(Math.fround(1 / 3));
  });

  test('of other data compile nothing', async () => {
    await texelsOf(requestOf(THREE, UNIT));
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const data = table({ x: [1], y: [0] });
    const texels = await texelsOf(requestOf({ ...THREE, data }, UNIT));
    expect([...texels.subarray(12, 16)]).toEqual([4, 4, 4, 2]);
    expect(compile).not.toHaveBeenCalled();
  });
});

describe('left to the CPU engine', () => {
  const variance = fieldOf(table({ x: [1, 2, 6] }), (b) => {
    const deviation = b.subtract(b.multiply(b.variable('w'), b.column('x')), b.mean(b.column('x')));
    return b.mean(b.multiply(deviation, deviation));
  });
  const { data: _, ...without } = THREE;
  test.each<[string, ScalarField, Partial<GridRequest>, string]>([
    [
      'means made of other means',
      variance,
      {},
      'field: means made of other means are left to the CPU engine',
    ],
    [
      'differences',
      THREE,
      by('central', 0.1),
      'request: differences of fields over data are left to the CPU engine',
    ],
    [
      'differences in double-single',
      THREE,
      by('doubleSingle', 1),
      'request: differences of fields over data are left to the CPU engine',
    ],
    ['no data', without, {}, 'data: the field takes means over data, and has none'],
    ['no rows', { ...THREE, data: table({ x: [], y: [] }) }, {}, 'data: a mean over no rows has no value'],
    [
      'a missing column',
      { ...THREE, data: table({ x: [1] }) },
      {},
      'data: the data has no column y; its columns are x',
    ],
    [
      'data beyond f32',
      { ...THREE, data: table({ x: [1], y: [1e39] }) },
      {},
      "data: column y holds 1e+39, the GPU's floats end at 3.4e38",
    ],
    [
      'more rows than f32 counts',
      { ...THREE, data: { ...table({ x: [1], y: [1] }), rows: 2 ** 24 + 1 } },
      {},
      'data: 16777217 rows of 2 columns are too many for this GPU',
    ],
  ])('%s', async (_name, field, rest, message) => {
    expect((await failureOf(engine.grid(requestOf(field, UNIT, rest)))).message).toBe(message);
  });
});
