/** The CPU engine: f64 throughout, dense grids by WebAssembly or the block tape, in workers where a runner is given. */
import { Builder, type Graph, gradient, type NodeId } from '../../expression';
import { EngineError } from '../../fields/engineError';
import { checkGrid, type Grid, sampleCoordinates } from '../../fields/grid';
import {
  type Breaks,
  differenceSteps,
  type GridAnswer,
  type GridEngine,
  type GridRequest,
  type GridSummary,
  type Texels,
  VALIDITY,
} from '../../fields/gridRequest';
import type { LayeredLoss, LayeredPlane } from '../../fields/layeredLoss';
import type { ScalarField } from '../../fields/scalarField';
import type { FieldPrograms } from './fieldEvaluators';
import { type ComputedGrid, GridDivision } from './gridDivision';
import { compileRows, type RowProgram } from './rowProgram';
import { compileTape } from './tape';
import { INLINE_RUNNER, type TaskRunner } from './taskRunner';
import type { WorkerResult, WorkerTask } from './workerProtocol';

export interface CpuEngine extends GridEngine {
  /** Where a jump or a pole of `field` crosses `grid`, and where it goes on through samples without a value; or null. */
  breaks(field: ScalarField, parameters: readonly number[], grid: Grid): Promise<Breaks | null>;
}

export function createCpuEngine(runner: TaskRunner = INLINE_RUNNER): CpuEngine {
  const programs = new ProgramCache();
  /** By target, what ends the work on its newest request. */
  const latest = new Map<string, AbortController>();
  let disposed = false;

  async function run(task: WorkerTask, wanted: number): Promise<readonly WorkerResult[]> {
    if (disposed) throw new EngineError('CPU', 'the engine has been disposed');
    const results = await runner.run(task, wanted);
    for (const result of results) if (result.kind === 'failed') throw new EngineError('CPU', result.message);
    return results;
  }

  const division = new GridDivision(runner, run);

  async function grid(request: GridRequest): Promise<GridAnswer | null> {
    checkGrid(request.grid);
    const replaced = new AbortController();
    latest.get(request.target)?.abort();
    latest.set(request.target, replaced);
    const signal = request.signal ? AbortSignal.any([replaced.signal, request.signal]) : replaced.signal;
    const { data } = request.field;
    const job = {
      parameters: request.parameters,
      xs: sampleCoordinates(request.grid.x, request.grid.nx),
      ys: sampleCoordinates(request.grid.y, request.grid.ny),
      method: request.derivative.method,
      steps: differenceSteps(request.derivative, request.grid),
      ...(data && { data }),
    };
    const computed = await division.compute(programs.of(request.field), job, signal);
    if (!signal.aborted) return answerOf(request, computed);
    computed.release();
    return null;
  }

  return {
    name: 'cpu',
    description: runner.parallel > 1 ? `CPU, 64-bit, ${runner.parallel} workers` : 'CPU, 64-bit',
    grid,
    read: async (texels) => inMemory(texels),
    amend(texels, _, samples) {
      const data = inMemory(texels);
      for (const { sample, values } of samples) data.set([...values, VALIDITY.gradient], 4 * sample);
    },
    async breaks(field, parameters, breaksGrid) {
      const { graph, value, variables } = field;
      const posted = { nodes: graph.nodes(), value, variables, parameters: field.parameters };
      const [result] = await run({ kind: 'breaks', field: posted, parameters, grid: breaksGrid }, 1);
      return result?.kind === 'breaks' ? result.breaks : null;
    },
    dispose() {
      disposed = true;
      runner.dispose();
    },
  };
}

function inMemory(texels: Texels): Float32Array {
  if (texels.kind !== 'memory') throw new EngineError('read', 'these texels belong to another engine');
  return texels.data;
}

/** Counts for all engines: those that run inline share what the thread keeps compiled. */
let nextProgramId = 0;

class ProgramCache {
  readonly #programs = new WeakMap<Graph, Map<string, FieldPrograms>>();
  readonly #planes = new WeakMap<LayeredLoss, Map<LayeredPlane['of'], FieldPrograms>>();

  /** The same nodes over other data have the same programs. */
  of(field: ScalarField): FieldPrograms {
    if (field.plane) return this.#ofPlane(field.plane);
    const { graph, value, variables, parameters } = field;
    const ofGraph = this.#programs.get(graph) ?? new Map<string, FieldPrograms>();
    this.#programs.set(graph, ofGraph);
    const key = JSON.stringify([value, variables, parameters]);
    const known = ofGraph.get(key);
    if (known) return known;
    const partials = gradient(new Builder(graph), value, variables);
    const pair = <Program>(compile: Compile<Program>) => ({
      value: compile(graph, [value], variables, parameters),
      gradient: compile(graph, [value, ...partials], variables, parameters),
    });
    const id = nextProgramId++;
    const overData = graph.reachable([value]).some((node) => graph.node(node).kind === 'mean');
    const programs: FieldPrograms = overData
      ? { kind: 'rows', id, ...pair(compileGridRows) }
      : { kind: 'samples', id, ...pair(compileTape) };
    ofGraph.set(key, programs);
    return programs;
  }

  #ofPlane({ loss, of }: LayeredPlane): FieldPrograms {
    const known = this.#planes.get(loss) ?? new Map<LayeredPlane['of'], FieldPrograms>();
    this.#planes.set(loss, known);
    const { graph, ...rest } = loss;
    const programs = known.get(of) ?? {
      kind: 'plane',
      id: nextProgramId++,
      loss: { ...rest, nodes: graph.nodes() },
      of,
    };
    known.set(of, programs);
    return programs;
  }
}

/** Parameters stand still over a grid. */
const compileGridRows: Compile<RowProgram> = (graph, roots, variables, parameters) =>
  compileRows(graph, roots, variables, parameters, 'ofColumnsAndParameters');

type Compile<Program> = (
  graph: Graph,
  roots: readonly NodeId[],
  variables: readonly string[],
  parameters: readonly string[],
) => Program;

function answerOf(
  { grid, target, derivative }: GridRequest,
  { extent, samples, release }: ComputedGrid,
): GridAnswer {
  const none = extent.defined === 0;
  const summary: GridSummary = {
    minimum: none ? Number.NaN : extent.minimum,
    maximum: none ? Number.NaN : extent.maximum,
    steepest: extent.steepest,
    defined: extent.defined / (grid.nx * grid.ny),
  };
  const texels: Texels = { kind: 'memory', data: samples.texels, release };
  if (derivative.method === 'exact') return { target, grid, texels, summary };
  // A copy, which does not go with the texels once they are released.
  const difference = samples.difference.map((value) => (Number.isNaN(value) ? 0 : value));
  return {
    target,
    grid,
    texels,
    difference: { kind: 'memory', data: difference },
    summary: { ...summary, difference: summarize(samples.difference) },
  };
}

function summarize(difference: Float32Array): { largest: number; median: number } {
  const values = difference.filter((value) => !Number.isNaN(value)).sort();
  if (values.length === 0) return { largest: 0, median: 0 };
  const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  return { largest: values[values.length - 1] ?? 0, median: ((low ?? 0) + (high ?? 0)) / 2 };
}
