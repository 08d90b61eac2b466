/** The CPU engine on one thread and on several: whole answers, texels and all, in shared memory and by message. */
import { availableParallelism } from 'node:os';
import { createCpuEngine } from '../src/engines/cpu/cpuEngine';
import { INLINE_RUNNER, type TaskRunner } from '../src/engines/cpu/taskRunner';
import { compileExpression, parseExpression } from '../src/expression';
import type { GridAnswer, GridRequest } from '../src/fields/gridRequest';
import { BENCH_FUNCTIONS, type BenchFunction } from './functions';
import { bundleNodeWorkers } from './nodeWorkers';
import { geometricMean, milliseconds } from './timing';

const SIZES = [512, 1024] as const;
const REPETITIONS = 9;
/** Shorter jobs gain little: handing them out takes its time. */
const LONG_MILLISECONDS = 2;
const WORKERS = 2;

function requestOf({ expression, domain }: BenchFunction, size: number): GridRequest {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(expression));
  return {
    target: 'bench',
    field: { graph: builder.graph, value: root, variables, parameters },
    parameters: [],
    grid: { nx: size, ny: size, x: domain, y: domain },
    derivative: { method: 'exact', step: 1e-3 },
  };
}

/** As a page does, lets go of each answer once it has the next. */
async function timeOf(runner: TaskRunner, request: GridRequest): Promise<number> {
  const engine = createCpuEngine(runner);
  let shown: GridAnswer | null = null;
  const time = await milliseconds(REPETITIONS, async () => {
    const answer = await engine.grid(request);
    if (shown?.texels.kind === 'memory') shown.texels.release?.();
    shown = answer;
  });
  engine.dispose();
  return time;
}

/** Milliseconds for one answer: one worker against two, which take the same road there and back. */
export async function printWorkers(): Promise<void> {
  const threads = await bundleNodeWorkers();
  try {
    for (const size of SIZES) {
      const table: Record<string, Record<string, string>> = {};
      const ratios: { readonly one: number; readonly shared: number; readonly sent: number }[] = [];
      for (const benchFunction of BENCH_FUNCTIONS) {
        const request = requestOf(benchFunction, size);
        const inline = await timeOf(INLINE_RUNNER, request);
        const one = await timeOf(threads.pool(1, true), request);
        const shared = await timeOf(threads.pool(WORKERS, true), request);
        const sent = await timeOf(threads.pool(WORKERS, false), request);
        ratios.push({ one, shared: one / shared, sent: one / sent });
        table[benchFunction.name] = {
          'no worker: ms': inline.toFixed(2),
          'one worker': one.toFixed(2),
          'two, shared memory': shared.toFixed(2),
          'two, by message': sent.toFixed(2),
          'one / two shared': (one / shared).toFixed(2),
          'one / two by message': (one / sent).toFixed(2),
        };
      }
      console.log(`\nCPU engine, f and gradient as texels, ${size}², ${availableParallelism()} cores`);
      console.table(table);
      const long = ratios.filter(({ one }) => one > LONG_MILLISECONDS);
      for (const way of ['shared', 'sent'] as const) {
        const found = long.map((row) => row[way]);
        if (found.length === 0) continue;
        const least = Math.min(...found).toFixed(2);
        console.log(
          `one / two workers, ${way}, ${found.length} jobs over ${LONG_MILLISECONDS} ms: ` +
            `geometric mean ${geometricMean(found).toFixed(2)}, least ${least}`,
        );
      }
    }
  } finally {
    threads.dispose();
  }
}
