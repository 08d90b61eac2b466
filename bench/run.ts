/**
 * `npm run bench`: the CPU engine against mathjs and against loops written by hand, and the GPU engine over sizes. All rows of
 * a table come from one run, because only ratios mean anything on a machine that others share.
 */
import { compile } from 'mathjs';
import { create, globals } from 'webgpu';
import { compileTape, Tape } from '../src/engines/cpu/tape';
import { createWebGpuEngine } from '../src/engines/webgpu/webgpuEngine';
import { Builder, compileExpression, gradient, parseExpression } from '../src/expression';
import type { ScalarField } from '../src/fields/scalarField';
import { LANDSCAPES, type Landscape } from '../src/presets';
import { HAND_WRITTEN } from './handWritten';
import { geometricMean, milliseconds } from './timing';

const SIZE = 512;
const GPU_SIZES = [512, 1024, 2048] as const;
const REPETITIONS = 7;
/** One pass of mathjs takes some tenths of a second. */
const MATHJS_REPETITIONS = 3;

function landscapeOf(id: string): Landscape {
  const landscape = LANDSCAPES.find((candidate) => candidate.id === id);
  if (landscape === undefined) throw new Error(`no landscape ${id}`);
  return landscape;
}

function fieldOf({ expression }: Landscape): ScalarField {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(expression));
  return { graph: builder.graph, value: root, variables, parameters };
}

function coordinates([low, high]: readonly [number, number]): Float64Array {
  return Float64Array.from({ length: SIZE }, (_, i) => low + (i * (high - low)) / (SIZE - 1));
}

function mathjsPass(expression: string, xs: Float64Array, ys: Float64Array, out: Float64Array): () => void {
  const code = compile(expression);
  const scope = { x: 0, y: 0 };
  return () => {
    let k = 0;
    for (const y of ys) {
      scope.y = y;
      for (const x of xs) {
        scope.x = x;
        out[k++] = code.evaluate(scope);
      }
    }
  };
}

interface CpuRow {
  readonly name: string;
  /** Milliseconds for SIZE² points. */
  readonly mathjs: number;
  readonly loop: number;
  readonly tape: number;
  readonly loopGradient: number;
  readonly tapeGradient: number;
}

async function cpuRows(): Promise<CpuRow[]> {
  const rows: CpuRow[] = [];
  for (const { id, value, valueAndGradient } of HAND_WRITTEN) {
    const landscape = landscapeOf(id);
    const field = fieldOf(landscape);
    const [xs, ys] = [coordinates(landscape.domainX), coordinates(landscape.domainY)];
    const out = new Float64Array(3 * SIZE * SIZE);
    const partials = gradient(new Builder(field.graph), field.value, field.variables);
    const tape = new Tape(compileTape(field.graph, [field.value], field.variables, []));
    const gradientTape = new Tape(compileTape(field.graph, [field.value, ...partials], field.variables, []));
    rows.push({
      name: landscape.name,
      mathjs: await milliseconds(MATHJS_REPETITIONS, mathjsPass(landscape.expression, xs, ys, out)),
      loop: await milliseconds(REPETITIONS, () => value(xs, ys, out)),
      tape: await milliseconds(REPETITIONS, () => tape.run([], xs, ys)),
      loopGradient: await milliseconds(REPETITIONS, () => valueAndGradient(xs, ys, out)),
      tapeGradient: await milliseconds(REPETITIONS, () => gradientTape.run([], xs, ys)),
    });
  }
  return rows;
}

function printCpu(rows: readonly CpuRow[]): void {
  const perPoint = (time: number) => ((time * 1e6) / (SIZE * SIZE)).toFixed(1);
  console.log(`\nCPU, one thread, ${SIZE}², nanoseconds a point (f64)`);
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          mathjs: perPoint(row.mathjs),
          'loop by hand': perPoint(row.loop),
          tape: perPoint(row.tape),
          'mathjs / tape': (row.mathjs / row.tape).toFixed(0),
          'loop / tape': (row.loop / row.tape).toFixed(2),
          'loop f+∇f': perPoint(row.loopGradient),
          'tape f+∇f': perPoint(row.tapeGradient),
          'loop / tape f+∇f': (row.loopGradient / row.tapeGradient).toFixed(2),
        },
      ]),
    ),
  );
  const against = (ratio: (row: CpuRow) => number) => geometricMean(rows.map(ratio));
  console.log(`geometric mean, mathjs / tape: ${against((row) => row.mathjs / row.tape).toFixed(1)}`);
  console.log(`geometric mean, loop / tape: ${against((row) => row.loop / row.tape).toFixed(2)}`);
}

async function printGpu(): Promise<void> {
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter();
  if (adapter === null) {
    console.log('\nGPU: no adapter here, so nothing was measured');
    return;
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  const engine = createWebGpuEngine({ device });
  const table: Record<string, Record<string, string>> = {};
  for (const { id } of HAND_WRITTEN) {
    const landscape = landscapeOf(id);
    const field = fieldOf(landscape);
    const row: Record<string, string> = {};
    for (const size of GPU_SIZES) {
      const grid = { nx: size, ny: size, x: landscape.domainX, y: landscape.domainY };
      const derivative = { method: 'exact', step: 1e-3 } as const;
      const time = await milliseconds(3, () =>
        engine.grid({ target: 'bench', field, parameters: [], grid, derivative }),
      );
      row[`${size}²: ms`] = time.toFixed(1);
      row[`${size}²: Mpoints/s`] = ((size * size) / time / 1e3).toFixed(1);
    }
    table[landscape.name] = row;
  }
  console.log(
    `\nGPU engine, f and exact gradient in f32 with range, on ${adapter.info.description || 'this adapter'}`,
  );
  console.table(table);
  engine.dispose();
  device.destroy();
}

printCpu(await cpuRows());
await printGpu();
