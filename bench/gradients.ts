/**
 * What both exact partials cost the GPU beside f: the pass over a grid with f alone, with the gradient in f32, and with the
 * pairs that keep its digits. A GPU that is imitated in software is timed by the processor time it takes, which other work
 * on the machine disturbs less than the time on the clock.
 */
import { FieldModules } from '../src/engines/webgpu/fieldModules';
import { createGridLayouts, type GridLayouts, WORKGROUP_SAMPLES } from '../src/engines/webgpu/layouts';
import { UNMEASURED_CHOICES } from '../src/engines/webgpu/probe/deviceChoices';
import { assembleShader } from '../src/engines/webgpu/shaderLibrary';
import { TargetStorage } from '../src/engines/webgpu/targetStorage';
import { compileExpression, emitDoubleSingle, emitWgsl, parseExpression } from '../src/expression';
import type { WgslModule } from '../src/expression/emitWgsl';
import type { GridRequest } from '../src/fields/gridRequest';
import { LANDSCAPES } from '../src/presets';
import { BENCH_FUNCTIONS, type BenchFunction } from './functions';
import { requestBenchDevice } from './gpuDevice';
import { geometricMean } from './timing';

const SIDE = 512;
/** Dispatches a submission, so that what submitting costs is shared. */
const DISPATCHES = 2;
/** Many and short: the shortest is the one that nothing disturbed. */
const REPETITIONS = 25;

const FUNCTIONS: readonly (Pick<BenchFunction, 'name' | 'expression'> &
  Pick<GridRequest['grid'], 'x' | 'y'>)[] = [
  ...LANDSCAPES.map(({ name, expression, domainX, domainY }) => ({
    name,
    expression,
    x: domainX,
    y: domainY,
  })),
  ...BENCH_FUNCTIONS.filter(({ name }) => !LANDSCAPES.some((landscape) => landscape.name === name)).map(
    ({ name, expression, domain }) => ({ name, expression, x: domain, y: domain }),
  ),
];

export async function printGradients(): Promise<void> {
  const gpu = await requestBenchDevice();
  if (gpu === null) {
    console.log('\nGradients on the GPU: no adapter here, so nothing was measured');
    return;
  }
  const { device, description, software } = gpu;
  const layouts = createGridLayouts(device);
  const table: Record<string, Record<string, string>> = {};
  const ratios: number[] = [];
  for (const { name, expression, x, y } of FUNCTIONS) {
    const { builder, root, variables, parameters } = compileExpression(parseExpression(expression));
    const field = { graph: builder.graph, value: root, variables, parameters };
    const grid = { nx: SIDE, ny: SIDE, x, y };
    const derivative = { method: 'exact', step: 1 } as const;
    const request: GridRequest = { target: 'bench', field, parameters: [], grid, derivative };
    const modules = new FieldModules({ single: emitWgsl, doubleSingle: emitDoubleSingle });
    const paired = modules.of(request);
    modules.adopt({ ...UNMEASURED_CHOICES, errorFree: false });
    const single = modules.of(request);
    const [f, plain, gradient] = await timePasses(
      device,
      layouts,
      request,
      [valueAlone(single), single, paired],
      software,
    );
    ratios.push(gradient / f);
    table[name] = {
      'f: ms': f.toFixed(1),
      'in f32': (plain / f).toFixed(2),
      'with pairs': (gradient / f).toFixed(2),
    };
  }
  console.log(`\nf and both partials against f alone at ${SIDE}², ${description}`);
  console.table(table);
  console.log(
    `with pairs: geometric mean ${geometricMean(ratios).toFixed(2)}, at most ${Math.max(...ratios).toFixed(2)}`,
  );
  device.destroy();
}

/** The same texels with partials of 0. */
function valueAlone({ code, libraries }: WgslModule): WgslModule {
  const alone = `fn fieldGradient(x: f32, y: f32) -> FieldGradient {
  let field = fieldValue(x, y);
  return FieldGradient(field.value, 0.0, 0.0, field.faults, field.faults);
}`;
  return { code: `${code.slice(0, code.indexOf('fn fieldGradient('))}${alone}`, libraries };
}

/** Milliseconds a pass of each module, which take turns; the shortest of all repetitions. */
async function timePasses(
  device: GPUDevice,
  layouts: GridLayouts,
  { grid }: GridRequest,
  modules: readonly [WgslModule, WgslModule, WgslModule],
  software: boolean,
): Promise<[number, number, number]> {
  const storage = new TargetStorage(device, layouts, 'bench');
  storage.install(await storage.allocate(grid, false), grid, [1, 1], []);
  storage.writeOrigin(0, 0, [0, 0]);
  const pipelines = await Promise.all(
    modules.map(({ code, libraries }) =>
      device.createComputePipelineAsync({
        label: 'bench',
        layout: layouts.pipelines.gridExact,
        compute: {
          module: device.createShaderModule({
            label: 'bench',
            code: assembleShader('gridExact.wgsl', code, libraries).code,
          }),
        },
      }),
    ),
  );
  const shortest: [number, number, number] = [Infinity, Infinity, Infinity];
  for (let k = 0; k < REPETITIONS; k++) {
    for (const [index, pipeline] of pipelines.entries()) {
      const took = stopwatch(software);
      submit(device, pipeline, storage.bindGroups.field);
      await device.queue.onSubmittedWorkDone();
      shortest[index] = Math.min(shortest[index] ?? Infinity, took() / DISPATCHES);
    }
  }
  storage.dispose();
  return shortest;
}

function submit(device: GPUDevice, pipeline: GPUComputePipeline, group: GPUBindGroup): void {
  const encoder = device.createCommandEncoder({ label: 'bench' });
  const pass = encoder.beginComputePass({ label: 'bench' });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  const workgroups = SIDE / WORKGROUP_SAMPLES.gridExact;
  for (let k = 0; k < DISPATCHES; k++) pass.dispatchWorkgroups(workgroups, workgroups);
  pass.end();
  device.queue.submit([encoder.finish({ label: 'bench' })]);
}

/** A function that says how many milliseconds have passed, or were spent by this process. */
function stopwatch(ofProcessor: boolean): () => number {
  const [start, usage] = [performance.now(), process.cpuUsage()];
  return () => {
    if (!ofProcessor) return performance.now() - start;
    const { user, system } = process.cpuUsage(usage);
    return (user + system) / 1000;
  };
}
