// Grids of fields over data on the CPU engine: against the walk, divided among workers, over other data, and stopped.

import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { INLINE_RUNNER, type TaskRunner } from '../../src/engines/cpu/taskRunner';
import { Walk } from '../../src/engines/cpu/walk';
import type { WorkerTask } from '../../src/engines/cpu/workerProtocol';
import { gradient } from '../../src/expression';
import type { DataTable } from '../../src/fields/dataTable';
import type { GridRequest } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { NOTEBOOK_CLASSES, NOTEBOOK_LINE, XOR } from '../../src/models/datasets/notebook';
import { initialWeights } from '../../src/models/initialWeights';
import { linearRegression } from '../../src/models/linearRegression';
import { logisticRegression } from '../../src/models/logisticRegression';
import type { LossModel } from '../../src/models/lossModel';
import { network } from '../../src/models/network';
import { digestOf } from '../support/answerDigest';

/** Half a unit in the last place of f32, in which texels are kept. */
const HALF_ULP = 2 ** -24;

const LINE = linearRegression(NOTEBOOK_LINE, { features: ['x'], target: 'y' });
const CLASSES = logisticRegression(NOTEBOOK_CLASSES, { features: ['x1', 'x2'], target: 'y' }, ['w1', 'b']);
const NETWORK = network(
  { hidden: [4], activation: 'sigmoid', loss: 'binaryCrossEntropy' },
  XOR,
  { features: ['x1', 'x2'], target: 'y' },
  ['W1_1_1', 'W2_1_2'],
);
const WEIGHTS = initialWeights(NETWORK, 'glorot', 5);

function fieldOf({ builder, loss, variables, parameters, data }: LossModel): ScalarField {
  return { graph: builder.graph, value: loss, variables, parameters, data };
}

function requestOf(
  model: LossModel,
  parameters: readonly number[],
  overrides: Partial<GridRequest> = {},
): GridRequest {
  return {
    target: 'value',
    field: fieldOf(model),
    parameters,
    grid: { nx: 9, ny: 7, x: [-3, 3], y: [-2, 4] },
    derivative: { method: 'exact', step: 1e-3 },
    ...overrides,
  };
}

const CASES: readonly { name: string; model: LossModel; parameters: readonly number[] }[] = [
  { name: 'linear regression', model: LINE, parameters: [] },
  { name: 'logistic regression', model: CLASSES, parameters: [0.75] },
  {
    name: 'a network',
    model: NETWORK,
    parameters: NETWORK.parameters.map((name) => WEIGHTS[NETWORK.names.indexOf(name)] ?? 0),
  },
];

/** A runner that keeps what it is given to do. */
function recording(parallel: number, sharesMemory: boolean): { runner: TaskRunner; tasks: WorkerTask[] } {
  const tasks: WorkerTask[] = [];
  const run: TaskRunner['run'] = (task, wanted) => {
    tasks.push(task);
    return INLINE_RUNNER.run(task, wanted);
  };
  return { runner: { ...INLINE_RUNNER, parallel, sharesMemory, run }, tasks };
}

describe.each(CASES)('the loss of $name on a grid', ({ model, parameters }) => {
  it('is what the walk computes, with both partials', async () => {
    const request = requestOf(model, parameters);
    const answer = await createCpuEngine().grid(request);
    if (answer?.texels.kind !== 'memory') throw new Error('expected an answer in memory');
    const { nx, ny, x, y } = request.grid;
    const walk = Walk.of(request.field, [
      model.loss,
      ...gradient(model.builder, model.loss, model.variables),
    ]);
    walk.setParameters(parameters);
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        walk.evaluate(x[0] + (i * (x[1] - x[0])) / (nx - 1), y[0] + (j * (y[1] - y[0])) / (ny - 1));
        for (let root = 0; root < 3; root++) {
          const wanted = walk.value(root);
          const found = answer.texels.data[4 * (j * nx + i) + root] ?? Number.NaN;
          // Sums are of terms of the size of the loss.
          const bound = HALF_ULP * Math.abs(wanted) + 1e-12 * Math.max(1, walk.value(0));
          expect(Math.abs(found - wanted)).toBeLessThanOrEqual(bound);
        }
      }
    }
  });

  it('is the same in tiles and in parts, and by finite differences', async () => {
    for (const method of ['exact', 'central'] as const) {
      const request = requestOf(model, parameters, { derivative: { method, step: 1e-3 } });
      const whole = digestOf(await createCpuEngine().grid(request));
      for (const sharesMemory of [false, true]) {
        const { runner } = recording(3, sharesMemory);
        expect(digestOf(await createCpuEngine(runner).grid(request))).toEqual(whole);
      }
    }
  });
});

describe('a grid over data', () => {
  it('takes other data with the programs that it has', async () => {
    const { runner, tasks } = recording(1, false);
    const engine = createCpuEngine(runner);
    const moved: DataTable = {
      rows: 1,
      columns: NOTEBOOK_LINE.columns.map(({ name }) => ({
        name,
        values: Float64Array.of(name === 'x' ? 1 : 0),
      })),
    };
    await engine.grid(requestOf(LINE, []));
    const answer = await engine.grid(requestOf(LINE, [], { field: { ...fieldOf(LINE), data: moved } }));
    // (w·1 + b - 0)² over w in [-3, 3] and b in [-2, 4].
    expect(answer?.summary).toMatchObject({ minimum: 0, maximum: 49 });
    const ids = tasks.map((task) => (task.kind === 'breaks' ? -1 : task.programs.id));
    expect(new Set(ids).size).toBe(1);
  });

  it.each([true, false])(
    'is not computed any further once it is aborted, with shared memory: %s',
    async (shares) => {
      const rows = 20_000;
      const data: DataTable = {
        rows,
        columns: ['x', 'y'].map((name) => ({ name, values: new Float64Array(rows).fill(1) })),
      };
      const { runner, tasks } = recording(2, shares);
      const ending = new AbortController();
      const engine = createCpuEngine({
        ...runner,
        // Workers that begin only after the request has been given up.
        run: async (task, wanted) => {
          ending.abort();
          return runner.run(task, wanted);
        },
      });
      const request = requestOf(LINE, [], {
        field: { ...fieldOf(LINE), data },
        grid: { nx: 64, ny: 64, x: [-1, 1], y: [-1, 1] },
        signal: ending.signal,
      });
      expect(await engine.grid(request)).toBeNull();
      const [task] = tasks;
      expect(tasks.length).toBe(1);
      if (task?.kind === 'tiles')
        expect(task.tiles.samples.texels.some((number) => number !== 0)).toBe(false);
    },
  );

  it('says which column it lacks', async () => {
    const field = { ...fieldOf(LINE), data: { rows: 0, columns: [] } };
    await expect(createCpuEngine().grid(requestOf(LINE, [], { field }))).rejects.toThrow(
      'the data has no column x',
    );
  });
});
