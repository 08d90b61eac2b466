/**
 * The CPU engine on one worker and on two: whole answers, texels and all, in shared memory and by message. All four by turns, so that
 * what else the machine does meets all of them, and the shortest of each.
 */
import { availableParallelism, loadavg } from 'node:os';
import { type CpuEngine, createCpuEngine } from '../src/engines/cpu/cpuEngine';
import { INLINE_RUNNER, type TaskRunner } from '../src/engines/cpu/taskRunner';
import { compileExpression, parseExpression } from '../src/expression';
import type { GridAnswer, GridRequest } from '../src/fields/gridRequest';
import { BENCH_FUNCTIONS, type BenchFunction } from './functions';
import { bundleNodeWorkers, type NodeWorkers } from './nodeWorkers';
import { geometricMean } from './timing';

const SIZES = [512, 1024] as const;
/** Of 20 ms a turn or so: where others use the machine, some of them find two cores free. */
const ROUNDS = 30;
/** Passes at once, so that workers are awake at all but the first. */
const PASSES = 3;
/** Optimizing compilers have done their work after so many. */
const WARM_UP_ROUNDS = 8;
/** Shorter jobs gain little: handing them out takes its time. */
const LONG_MILLISECONDS = 2;

const WAYS = {
  'in this thread': () => INLINE_RUNNER,
  'one, shared': (threads: NodeWorkers) => threads.pool(1, true),
  'two, shared': (threads: NodeWorkers) => threads.pool(2, true),
  'one, sent': (threads: NodeWorkers) => threads.pool(1, false),
  'two, sent': (threads: NodeWorkers) => threads.pool(2, false),
} as const;
type Way = keyof typeof WAYS;
const NAMES = Object.keys(WAYS) as Way[];

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

/** One way of computing, which lets go of each answer once it has the next, as a page does. */
class Contender {
  shortest = Infinity;
  readonly #engine: CpuEngine;
  #shown: GridAnswer | null = null;

  constructor(runner: TaskRunner) {
    this.#engine = createCpuEngine(runner);
  }

  async pass(request: GridRequest): Promise<void> {
    const start = performance.now();
    const answer = await this.#engine.grid(request);
    this.shortest = Math.min(this.shortest, performance.now() - start);
    if (this.#shown?.texels.kind === 'memory') this.#shown.texels.release?.();
    this.#shown = answer;
  }

  dispose(): void {
    this.#engine.dispose();
  }
}

/** Milliseconds of the shortest answer each way. */
async function timesOf(threads: NodeWorkers, request: GridRequest): Promise<Readonly<Record<Way, number>>> {
  const contenders = NAMES.map((way) => [way, new Contender(WAYS[way](threads))] as const);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [, contender] of contenders) {
      if (round === 0) contender.shortest = Infinity;
      for (let pass = 0; pass < PASSES; pass++) await contender.pass(request);
    }
  }
  const times = contenders.map(([way, { shortest }]) => [way, shortest] as const);
  for (const [, contender] of contenders) contender.dispose();
  return Object.fromEntries(times) as Record<Way, number>;
}

/** Milliseconds for one answer: one worker against two, which take the same road there and back. */
export async function printWorkers(): Promise<void> {
  const threads = await bundleNodeWorkers();
  try {
    for (const size of SIZES) {
      const table: Record<string, Record<string, string>> = {};
      const all: Readonly<Record<Way, number>>[] = [];
      for (const benchFunction of BENCH_FUNCTIONS) {
        const times = await timesOf(threads, requestOf(benchFunction, size));
        all.push(times);
        table[benchFunction.name] = {
          ...Object.fromEntries(NAMES.map((way) => [way, times[way].toFixed(2)])),
          'one ÷ two shared': (times['one, shared'] / times['two, shared']).toFixed(2),
          'one ÷ two sent': (times['one, sent'] / times['two, sent']).toFixed(2),
        };
      }
      const load = loadavg()[0]?.toFixed(1) ?? '';
      console.log(
        `\nCPU engine, f and gradient as texels, ${size}², ms; ${availableParallelism()} cores, load ${load}`,
      );
      console.table(table);
      for (const way of ['shared', 'sent'] as const) {
        const long = all.filter((times) => times[`one, ${way}`] > LONG_MILLISECONDS);
        const found = long.map((times) => times[`one, ${way}`] / times[`two, ${way}`]);
        if (found.length === 0) continue;
        const least = Math.min(...found).toFixed(2);
        console.log(
          `one ÷ two workers, ${way}, ${found.length} jobs over ${LONG_MILLISECONDS} ms: ` +
            `geometric mean ${geometricMean(found).toFixed(2)}, least ${least}`,
        );
      }
    }
  } finally {
    threads.dispose();
  }
}
