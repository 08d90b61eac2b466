/**
 * `npm run bench`: the CPU engine against mathjs, NumPy, compiled loops and loops written by hand; its workers; the GPU
 * engine over sizes; what gradients cost it beside f; losses over data, and how long their evaluations hold a thread.
 * `npm run bench -- cpu workers gpu gradients losses steps` names the parts to run. All rows of a table come from one run, because only ratios mean anything on a machine that others share.
 */
import { createWebGpuEngine } from '../src/engines/webgpu/webgpuEngine';
import { compileExpression, parseExpression } from '../src/expression';
import type { ScalarField } from '../src/fields/scalarField';
import { LANDSCAPES, type Landscape } from '../src/presets';
import { printCpu } from './cpu';
import { requestBenchDevice } from './gpuDevice';
import { printGradients } from './gradients';
import { HAND_WRITTEN } from './handWritten';
import { printLosses } from './losses';
import { printSteps } from './steps';
import { milliseconds } from './timing';
import { printWorkers } from './workers';

const GPU_SIZES = [512, 1024, 2048] as const;
const REPETITIONS = 3;

function landscapeOf(id: string): Landscape {
  const landscape = LANDSCAPES.find((candidate) => candidate.id === id);
  if (landscape === undefined) throw new Error(`no landscape ${id}`);
  return landscape;
}

function fieldOf({ expression }: Landscape): ScalarField {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(expression));
  return { graph: builder.graph, value: root, variables, parameters };
}

async function printGpu(): Promise<void> {
  const gpu = await requestBenchDevice();
  if (gpu === null) {
    console.log('\nGPU: no adapter here, so nothing was measured');
    return;
  }
  const { device, description } = gpu;
  const engine = createWebGpuEngine({ device });
  const table: Record<string, Record<string, string>> = {};
  for (const { id } of HAND_WRITTEN) {
    const landscape = landscapeOf(id);
    const field = fieldOf(landscape);
    const row: Record<string, string> = {};
    for (const size of GPU_SIZES) {
      const grid = { nx: size, ny: size, x: landscape.domainX, y: landscape.domainY };
      const derivative = { method: 'exact', step: 1e-3 } as const;
      const time = await milliseconds(REPETITIONS, () =>
        engine.grid({ target: 'bench', field, parameters: [], grid, derivative }),
      );
      row[`${size}²: ms`] = time.toFixed(1);
      row[`${size}²: Mpoints/s`] = ((size * size) / time / 1e3).toFixed(1);
    }
    table[landscape.name] = row;
  }
  console.log(`\nGPU engine, f and exact gradient in f32 with range, on ${description}`);
  console.table(table);
  engine.dispose();
  device.destroy();
}

const PARTS = {
  cpu: printCpu,
  workers: printWorkers,
  gpu: printGpu,
  gradients: printGradients,
  losses: printLosses,
  steps: printSteps,
} as const;

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined)
  throw new Error(`no part "${unknown}" of the benchmark, only ${Object.keys(PARTS).join(', ')}`);
for (const [name, print] of Object.entries(PARTS))
  if (named.length === 0 || named.includes(name)) await print();
