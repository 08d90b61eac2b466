/** The CPU engine: f64 throughout, dense grids by WebAssembly or the block tape, in workers where a runner is given. */
import { Builder, gradient, type NodeId } from '../../expression';
import { EngineError } from '../../fields/engineError';
import { checkGrid, type Grid, type Interval } from '../../fields/grid';
import type {
  Breaks,
  GridAnswer,
  GridEngine,
  GridRequest,
  GridSummary,
  Texels,
} from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import type { BandResult } from './gridJob';
import { compileTape } from './tape';
import { answer, type FieldPrograms, type WorkerResult, type WorkerTask } from './workerProtocol';

/** Does tasks; several at once where `parallel` is more than 1. */
export interface TaskRunner {
  readonly parallel: number;
  run(task: WorkerTask): Promise<WorkerResult>;
  dispose(): void;
}

/** Runs in the calling thread: for Node, and where workers are refused. */
export const INLINE_RUNNER: TaskRunner = {
  parallel: 1,
  run: (task) => Promise.resolve(answer(task)),
  dispose: () => undefined,
};

export interface CpuEngine extends GridEngine {
  /** Cells of `grid` that a jump or a pole of `field` crosses; null where there are none. */
  breaks(field: ScalarField, parameters: readonly number[], grid: Grid): Promise<Breaks | null>;
}

export function createCpuEngine(runner: TaskRunner = INLINE_RUNNER): CpuEngine {
  const programs = new ProgramCache();
  const latest = new Map<string, number>();
  let requests = 0;
  let disposed = false;

  async function run(task: WorkerTask): Promise<WorkerResult> {
    if (disposed) throw new EngineError('CPU', 'the engine has been disposed');
    const result = await runner.run(task);
    if (result.kind === 'failed') throw new EngineError('CPU', result.message);
    return result;
  }

  async function grid(request: GridRequest): Promise<GridAnswer | null> {
    checkGrid(request.grid);
    const mine = ++requests;
    latest.set(request.target, mine);
    const fieldPrograms = programs.of(request.field);
    const xs = coordinates(request.grid.x, request.grid.nx);
    const ys = coordinates(request.grid.y, request.grid.ny);
    const rows = Math.ceil(ys.length / runner.parallel);
    const tasks: Promise<WorkerResult>[] = [];
    for (let start = 0; start < ys.length; start += rows) {
      const job = {
        parameters: request.parameters,
        xs,
        ys: ys.slice(start, start + rows),
        ...request.derivative,
      };
      tasks.push(run({ kind: 'band', programs: fieldPrograms, job }));
    }
    const results = await Promise.all(tasks);
    if (latest.get(request.target) !== mine) return null;
    return assemble(
      request,
      results.flatMap((result) => (result.kind === 'band' ? [result.band] : [])),
    );
  }

  return {
    name: 'cpu',
    description: runner.parallel > 1 ? `CPU, 64-bit, ${runner.parallel} workers` : 'CPU, 64-bit',
    grid,
    read: async (texels) => inMemory(texels),
    async breaks(field, parameters, breaksGrid) {
      const { graph, value, variables } = field;
      const posted = { nodes: graph.nodes(), value, variables, parameters: field.parameters };
      const result = await run({ kind: 'breaks', field: posted, parameters, grid: breaksGrid });
      return result.kind === 'breaks' ? result.breaks : null;
    },
    dispose() {
      disposed = true;
      runner.dispose();
    },
  };
}

function inMemory(texels: Texels): Float32Array<ArrayBuffer> {
  if (texels.kind !== 'memory') throw new EngineError('read', 'these texels belong to another engine');
  return texels.data;
}

/** The coordinates of `count` samples over the interval: the very ones that the GPU engine rounds to f32. */
function coordinates([low, high]: Interval, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    i === count - 1 ? high : low + (i * (high - low)) / (count - 1),
  );
}

/** Counts for all engines: those that run inline share what the thread keeps compiled. */
let nextProgramId = 0;

class ProgramCache {
  readonly #programs = new WeakMap<ScalarField, FieldPrograms>();

  of(field: ScalarField): FieldPrograms {
    const known = this.#programs.get(field);
    if (known) return known;
    const partials = gradient(new Builder(field.graph), field.value, field.variables);
    const compile = (roots: readonly NodeId[]) =>
      compileTape(field.graph, roots, field.variables, field.parameters);
    const programs = {
      id: nextProgramId++,
      value: compile([field.value]),
      gradient: compile([field.value, ...partials]),
    };
    this.#programs.set(field, programs);
    return programs;
  }
}

function assemble(request: GridRequest, bands: readonly BandResult[]): GridAnswer {
  const { grid, target } = request;
  const texels = concatenate(bands.map((band) => band.texels));
  const defined = bands.reduce((sum, band) => sum + band.defined, 0);
  const none = defined === 0;
  const summary: GridSummary = {
    minimum: none ? Number.NaN : Math.min(...bands.map((band) => band.minimum)),
    maximum: none ? Number.NaN : Math.max(...bands.map((band) => band.maximum)),
    steepest: Math.max(...bands.map((band) => band.steepest)),
    defined: defined / (grid.nx * grid.ny),
  };
  if (request.derivative.method === 'exact')
    return { target, grid, texels: { kind: 'memory', data: texels }, summary };
  const undefinedAsNaN = concatenate(bands.map((band) => band.difference));
  const difference = undefinedAsNaN.map((value) => (Number.isNaN(value) ? 0 : value));
  return {
    target,
    grid,
    texels: { kind: 'memory', data: texels },
    difference: { kind: 'memory', data: difference },
    summary: { ...summary, difference: summarize(undefinedAsNaN) },
  };
}

function concatenate(parts: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function summarize(difference: Float32Array): { largest: number; median: number } {
  const values = difference.filter((value) => !Number.isNaN(value)).sort();
  if (values.length === 0) return { largest: 0, median: 0 };
  const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  return { largest: values[values.length - 1] ?? 0, median: ((low ?? 0) + (high ?? 0)) / 2 };
}
