/** Grids of losses over data: both engines against loops written by hand and NumPy's vectorised form. */
import { spawnSync } from 'node:child_process';
import { createCpuEngine } from '../src/engines/cpu/cpuEngine';
import { createWebGpuEngine } from '../src/engines/webgpu/webgpuEngine';
import { EngineError } from '../src/fields/engineError';
import { sampleCoordinates } from '../src/fields/grid';
import type { GridEngine } from '../src/fields/gridRequest';
import type { ScalarField } from '../src/fields/scalarField';
import { initialWeights } from '../src/models/initialWeights';
import { linearRegression } from '../src/models/linearRegression';
import { network } from '../src/models/network';
import { networkPlane } from '../src/models/plane/networkPlane';
import { requestBenchDevice } from './gpuDevice';
import { milliseconds } from './timing';

/** The size that times are given for. */
const SIZE = 256;
/** The network's grid is computed in this size and its time scaled: whole, it takes half a minute a pass. */
const NETWORK_SIZE = 32;
const REPETITIONS = 2;
const [LINE_ROWS, NETWORK_ROWS] = [1000, 500];
const WIDTHS = [16, 16] as const;
const PYTHONS = ['python3', '/usr/bin/python3'];

interface Job {
  readonly name: string;
  readonly field: ScalarField;
  readonly parameters: readonly number[];
  readonly size: number;
  /** A plain loop over samples and rows, of what `loopGives` says. */
  readonly loop: () => unknown;
  readonly loopGives: string;
  /** Python that defines `run()`, given `np`, the job's `columns` and `parameters`, and its `axis`. */
  readonly numpy: string;
}

function column(name: string, rows: number, at: (row: number) => number) {
  return { name, values: Float64Array.from({ length: rows }, (_, row) => at(row)) };
}

function lineJob(): Job {
  const x = column('x', LINE_ROWS, (row) => 2 * Math.sin(row));
  const y = column('y', LINE_ROWS, (row) => 1 - 3 * Math.sin(row) + Math.cos(7 * row));
  const data = { rows: LINE_ROWS, columns: [x, y] };
  const { builder, loss, variables } = linearRegression(data, { features: ['x'], target: 'y' });
  const axis = sampleCoordinates([-1, 1], SIZE);
  const out = new Float64Array(3 * SIZE * SIZE);
  return {
    name: `linear regression, ${LINE_ROWS} rows`,
    field: { graph: builder.graph, value: loss, variables, parameters: [], data },
    parameters: [],
    size: SIZE,
    loop: () => lineLoop(axis, x.values, y.values, out),
    loopGives: 'f+∇f',
    numpy: `
def run():
    for b in axis:
        r = axis[:, None] * columns[0] + (b - columns[1])
        (r * r).mean(axis=1); 2 * (r * columns[0]).mean(axis=1); 2 * r.mean(axis=1)`,
  };
}

/** Loss and both partials of every (w, b), w fastest. */
function lineLoop(axis: Float64Array, x: Float64Array, y: Float64Array, out: Float64Array): void {
  let k = 0;
  for (const b of axis) {
    for (const w of axis) {
      let [loss, dw, db] = [0, 0, 0];
      for (let row = 0; row < x.length; row++) {
        const feature = x[row] as number;
        const residual = w * feature + b - (y[row] as number);
        loss += residual * residual;
        dw += residual * feature;
        db += residual;
      }
      out[k++] = loss / x.length;
      out[k++] = (2 * dw) / x.length;
      out[k++] = (2 * db) / x.length;
    }
  }
}

function networkJob(): Job {
  const columns = [
    column('x1', NETWORK_ROWS, (row) => Math.sin(row)),
    column('x2', NETWORK_ROWS, (row) => Math.cos(5 * row)),
    column('y', NETWORK_ROWS, (row) => row % 2),
  ];
  const data = { rows: NETWORK_ROWS, columns };
  const spec = { hidden: WIDTHS, activation: 'tanh', loss: 'squared' } as const;
  const roles = { features: ['x1', 'x2'], target: 'y' };
  const model = network(spec, data, roles);
  const field = networkPlane(model, ['s', 't']).loss;
  const origin = Float64Array.from(initialWeights(model, 'glorot', 5));
  const u = origin.map((_, i) => Math.sin(i));
  const v = origin.map((_, i) => Math.cos(i));
  const axis = sampleCoordinates([-1, 1], NETWORK_SIZE);
  const [x1, x2, y] = columns.map(({ values }) => values) as [Float64Array, Float64Array, Float64Array];
  return {
    name: `2-${WIDTHS.join('-')}-1 tanh network, ${NETWORK_ROWS} rows`,
    field,
    parameters: field.parameterValues({ origin, u, v }, []),
    size: NETWORK_SIZE,
    loop: () => networkLoop(axis, { x1, x2, y }, { origin, u, v }),
    loopGives: 'f',
    numpy: `
o, u, v = np.array(parameters).reshape(3, -1)
x = np.stack(columns[:2], axis=1)
def run():
    for t in axis:
        for s in axis:
            p = o + s * u + t * v
            a = np.tanh(x @ p[:32].reshape(16, 2).T + p[32:48])
            a = np.tanh(a @ p[48:304].reshape(16, 16).T + p[304:320])
            r = a @ p[320:336] + p[336] - columns[2]
            (r * r).mean()`,
  };
}

interface Rows {
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  readonly y: Float64Array;
}

interface Plane {
  readonly origin: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/** A layer's units: each has its weights in a row of W, and biases follow W. */
function layer(p: Float64Array, first: number, inputs: Float64Array, outputs: Float64Array): void {
  const biases = first + inputs.length * outputs.length;
  for (let unit = 0; unit < outputs.length; unit++) {
    let sum = p[biases + unit] as number;
    for (let i = 0; i < inputs.length; i++)
      sum += (p[first + unit * inputs.length + i] as number) * (inputs[i] as number);
    outputs[unit] = sum;
  }
}

/** The loss of every (s, t), by the passes of a 2-16-16-1 network. */
function networkLoop(axis: Float64Array, { x1, x2, y }: Rows, { origin, u, v }: Plane): Float64Array {
  const out = new Float64Array(axis.length ** 2);
  const p = new Float64Array(origin.length);
  const inputs = new Float64Array(2);
  const [one, two] = WIDTHS.map((width) => new Float64Array(width)) as [Float64Array, Float64Array];
  const last = new Float64Array(1);
  const second = 3 * one.length;
  const third = second + (one.length + 1) * two.length;
  let k = 0;
  for (const t of axis) {
    for (const s of axis) {
      for (let i = 0; i < p.length; i++)
        p[i] = (origin[i] as number) + s * (u[i] as number) + t * (v[i] as number);
      let loss = 0;
      for (let row = 0; row < y.length; row++) {
        inputs[0] = x1[row] as number;
        inputs[1] = x2[row] as number;
        layer(p, 0, inputs, one);
        for (let unit = 0; unit < one.length; unit++) one[unit] = Math.tanh(one[unit] as number);
        layer(p, second, one, two);
        for (let unit = 0; unit < two.length; unit++) two[unit] = Math.tanh(two[unit] as number);
        layer(p, third, two, last);
        loss += ((last[0] as number) - (y[row] as number)) ** 2;
      }
      out[k++] = loss / y.length;
    }
  }
  return out;
}

const NUMPY_SCRIPT = `
import json, sys, time
import numpy as np
job = json.load(sys.stdin)
scope = {'np': np, 'parameters': job['parameters'], 'axis': np.linspace(-1, 1, job['size']),
         'columns': [np.array(values) for values in job['columns']]}
exec(job['code'], scope)
times = []
for _ in range(job['repetitions']):
    start = time.perf_counter()
    scope['run']()
    times.append(1000 * (time.perf_counter() - start))
print(min(times))
`;

/** NaN where no Python with NumPy is found. */
function numpyMilliseconds({ field, parameters, size, numpy }: Job): number {
  const columns = field.data?.columns.map(({ values }) => [...values]);
  const input = JSON.stringify({ columns, parameters, size, code: numpy, repetitions: REPETITIONS });
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', NUMPY_SCRIPT], { input, encoding: 'utf8' });
    if (status === 0) return Number(stdout);
  }
  return Number.NaN;
}

/** NaN where the engine leaves the field to the other one. */
async function engineMilliseconds(engine: GridEngine, { field, parameters, size }: Job): Promise<number> {
  const grid = { nx: size, ny: size, x: [-1, 1], y: [-1, 1] } as const;
  const derivative = { method: 'exact', step: 1 } as const;
  try {
    return await milliseconds(REPETITIONS, () =>
      engine.grid({ target: 'bench', field, parameters, grid, derivative }),
    );
  } catch (error) {
    if (error instanceof EngineError) console.log(`${engine.name}: ${error.message}`);
    else throw error;
    return Number.NaN;
  }
}

export async function printLosses(): Promise<void> {
  const gpu = await requestBenchDevice();
  const table: Record<string, Record<string, string>> = {};
  for (const job of [lineJob(), networkJob()]) {
    const scale = (SIZE / job.size) ** 2;
    const cpuTime = await engineMilliseconds(createCpuEngine(), job);
    const gpuEngine = gpu && createWebGpuEngine({ device: gpu.device });
    const gpuTime = gpuEngine ? await engineMilliseconds(gpuEngine, job) : Number.NaN;
    gpuEngine?.dispose();
    const loop = await milliseconds(REPETITIONS, job.loop);
    const numpy = numpyMilliseconds(job);
    const seconds = (time: number) => ((time * scale) / 1e3).toFixed(2);
    table[job.name] = {
      'computed in': `${job.size}²`,
      'CPU engine f+∇f: s': seconds(cpuTime),
      'GPU engine f+∇f: s': seconds(gpuTime),
      'loop: s': `${seconds(loop)} (${job.loopGives})`,
      'NumPy: s': `${seconds(numpy)} (${job.loopGives})`,
      'loop / CPU': (loop / cpuTime).toFixed(2),
      'NumPy / CPU': (numpy / cpuTime).toFixed(2),
      'loop / GPU': (loop / gpuTime).toFixed(2),
    };
  }
  console.log(`\nLoss grids of ${SIZE}², one thread; GPU engine on ${gpu?.description ?? 'no adapter'}`);
  console.table(table);
  gpu?.device.destroy();
}
