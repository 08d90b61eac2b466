// Losses of networks over planes, by layers on the CPU engine: against the graph of the plane, divided among workers, refused by
// GPUs before there is a graph.

import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { PlaneEvaluator } from '../../src/engines/cpu/layers/planeEvaluator';
import { INLINE_RUNNER } from '../../src/engines/cpu/taskRunner';
import { Walk } from '../../src/engines/cpu/walk';
import { FieldModules } from '../../src/engines/webgpu/fieldModules';
import { Builder, emitDoubleSingle, emitWgsl, gradient } from '../../src/expression';
import type { GridRequest } from '../../src/fields/gridRequest';
import { Random } from '../../src/fields/random';
import { finished } from '../../src/fields/steps';
import { generate } from '../../src/models/datasets';
import { moons } from '../../src/models/datasets/moons';
import { initialWeights } from '../../src/models/initialWeights';
import { network } from '../../src/models/network';
import { networkPlane } from '../../src/models/plane/networkPlane';
import { digestOf } from '../support/answerDigest';

/** Half a unit in the last place of f32, in which texels are kept. */
const HALF_ULP = 2 ** -24;

const data = generate(moons, { rows: 40, noise: 0.1, seed: 2 });
const COLUMNS = { features: ['x1', 'x2'], target: 'y' };

function planeOf(hidden: readonly number[]) {
  const model = network({ hidden, activation: 'tanh', loss: 'binaryCrossEntropy' }, data, COLUMNS);
  const plane = networkPlane(model, ['α', 'β']);
  const random = new Random(4);
  const direction = () => Float64Array.from(model.variables, () => 0.5 * random.normal());
  const [origin, u, v] = [initialWeights(model, 'glorot', 5), direction(), direction()];
  return { model, plane, parameters: plane.loss.parameterValues({ origin, u, v }, []) };
}

const { model, plane, parameters } = planeOf([5, 3]);
const GRID = { nx: 6, ny: 5, x: [-1, 1], y: [-0.5, 1] } as const;
const FIELDS = [
  { name: 'the loss', field: plane.loss },
  { name: 'its derivative along u', field: plane.partials[0] },
  { name: 'its derivative along v', field: plane.partials[1] },
];

function requestOf(field: GridRequest['field'], method: 'exact' | 'central' = 'exact'): GridRequest {
  return { target: 'value', field, parameters, grid: GRID, derivative: { method, step: 1e-3 } };
}

describe.each(FIELDS)('$name over a plane', ({ field }) => {
  it('is what the walk finds in the graph, with both partials', async () => {
    const answer = await createCpuEngine().grid(requestOf(field));
    if (answer?.texels.kind !== 'memory') throw new Error('expected an answer in memory');
    const { graph, value, variables } = field;
    const walk = Walk.of(field, [value, ...gradient(new Builder(graph), value, variables)]);
    walk.setParameters(parameters);
    for (let k = 0; k < GRID.nx * GRID.ny; k++) {
      walk.evaluate(-1 + (2 * (k % GRID.nx)) / 5, -0.5 + (1.5 * Math.floor(k / GRID.nx)) / 4);
      for (let root = 0; root < 3; root++) {
        const off = Math.abs((answer.texels.data[4 * k + root] ?? Number.NaN) - walk.value(root));
        expect(off).toBeLessThanOrEqual(HALF_ULP * Math.abs(walk.value(root)) + 1e-12);
      }
    }
  });

  it('is the same in tiles and in parts, and by finite differences', async () => {
    for (const method of ['exact', 'central'] as const) {
      const whole = digestOf(await createCpuEngine().grid(requestOf(field, method)));
      for (const sharesMemory of [false, true]) {
        const engine = createCpuEngine({ ...INLINE_RUNNER, parallel: 3, sharesMemory });
        expect(digestOf(await engine.grid(requestOf(field, method)))).toEqual(whole);
      }
    }
  });
});

describe('a plane through a wide network', () => {
  const wide = planeOf([64, 64, 64]);

  it('is computed without its graph, which would be too large', async () => {
    expect(() => wide.plane.loss.graph).toThrow('more than 50000 operations');
    const request = { ...requestOf(wide.plane.loss), parameters: wide.parameters };
    const answer = await createCpuEngine().grid({
      ...request,
      grid: { nx: 2, ny: 2, x: [0, 1], y: [0, 1] },
    });
    if (answer?.texels.kind !== 'memory') throw new Error('expected an answer in memory');
    const evaluator = new PlaneEvaluator(wide.model.layered);
    evaluator.setData(data);
    evaluator.setPlane(wide.parameters);
    expect([...answer.texels.data.subarray(0, 3)]).toEqual(finished(evaluator.slopes(0, 0)).map(Math.fround));
  });

  it('is refused by a GPU before there is a graph, while one of few weights is not', () => {
    const modules = new FieldModules({ single: emitWgsl, doubleSingle: emitDoubleSingle }, 'software');
    expect(() => modules.of(requestOf(wide.plane.loss))).toThrow(
      'field: 8577 weights take this GPU too long to compile, 142 are its most',
    );
    expect(modules.of(requestOf(plane.loss)).rows?.columns).toEqual(['x1', 'x2', 'y']);
    expect(model.variables).toHaveLength(37);
  });
});
