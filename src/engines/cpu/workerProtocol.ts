/** What goes to a worker of the CPU engine and what comes back; `answer` is the whole of a worker's work. */
import { Graph, type GraphNode, type NodeId } from '../../expression';
import type { DataTable } from '../../fields/dataTable';
import type { Grid } from '../../fields/grid';
import type { Breaks } from '../../fields/gridRequest';
import type { LayeredLoss, LayeredPlane } from '../../fields/layeredLoss';
import { findBreaks } from './breaks';
import { createEvaluator, type Evaluator } from './evaluator';
import {
  componentsOf,
  computeRows,
  type Extent,
  type GridJob,
  joined,
  NO_EXTENT,
  type Samples,
} from './gridJob';
import { PlaneEvaluator } from './layers/planeEvaluator';
import { PlaneGrid } from './layers/planeGrid';
import { RowGrid } from './rowGrid';
import type { RowProgram } from './rowProgram';
import type { TapeProgram } from './tape';

/** Programs of a field: its value alone, and its value with both partial derivatives. */
interface ProgramPair<Program> {
  readonly value: Program;
  readonly gradient: Program;
}

/**
 * Those of a field over data are 'rows', those of a network's loss over a plane its layers. `id` identifies the pair, so that a
 * worker keeps what it has compiled.
 */
export type FieldPrograms =
  | ({ readonly kind: 'samples'; readonly id: number } & ProgramPair<TapeProgram>)
  | ({ readonly kind: 'rows'; readonly id: number } & ProgramPair<RowProgram>)
  | {
      readonly kind: 'plane';
      readonly id: number;
      readonly loss: PostedLayers;
      readonly of: LayeredPlane['of'];
    };

/** A network's loss as plain data. */
export type PostedLayers = Omit<LayeredLoss, 'graph'> & { readonly nodes: readonly GraphNode[] };

/** A field as plain data. */
export interface PostedField {
  readonly nodes: readonly GraphNode[];
  readonly value: NodeId;
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
}

/** Memory that all workers of a grid write to, and the number of the next tile that none has taken. */
export interface SharedTiles {
  readonly samples: Samples<SharedArrayBuffer>;
  readonly next: Int32Array<SharedArrayBuffer>;
  /** Rows a tile. */
  readonly rows: number;
}

export type WorkerTask =
  | {
      /** Rows in memory of their own, to be sent back. */
      readonly kind: 'rows';
      readonly programs: FieldPrograms;
      readonly job: GridJob;
    }
  | {
      /** Tiles of a grid for as long as there are some, in shared memory; any number of workers may do the same task. */
      readonly kind: 'tiles';
      readonly programs: FieldPrograms;
      readonly job: GridJob;
      readonly tiles: SharedTiles;
    }
  | {
      readonly kind: 'breaks';
      readonly field: PostedField;
      readonly parameters: readonly number[];
      readonly grid: Grid;
    };

export type WorkerResult =
  | { readonly kind: 'rows'; readonly extent: Extent; readonly samples: Samples<ArrayBuffer> }
  | { readonly kind: 'tiles'; readonly extent: Extent }
  | { readonly kind: 'breaks'; readonly breaks: Breaks | null }
  | { readonly kind: 'failed'; readonly message: string };

interface Evaluators extends ProgramPair<Evaluator> {
  setData(data: DataTable): void;
}

/** Programs kept compiled: a page has three fields (f and its partials), and an edit replaces them. */
const KEPT = 8;
const compiled = new Map<number, Evaluators>();

/** What computes `programs`, over the data of `job`. */
function evaluatorsOf(programs: FieldPrograms, { data }: GridJob): Evaluators {
  const evaluators = compiled.get(programs.id) ?? createEvaluators(programs);
  if (data) evaluators.setData(data);
  compiled.set(programs.id, evaluators);
  for (const id of compiled.keys()) {
    if (compiled.size <= KEPT) break;
    compiled.delete(id);
  }
  return evaluators;
}

function createEvaluators(programs: FieldPrograms): Evaluators {
  switch (programs.kind) {
    case 'samples':
      return {
        value: createEvaluator(programs.value),
        gradient: createEvaluator(programs.gradient),
        setData: () => undefined,
      };
    case 'rows': {
      const [value, gradient] = [new RowGrid(programs.value), new RowGrid(programs.gradient)];
      return {
        value,
        gradient,
        setData(data) {
          value.setData(data);
          gradient.setData(data);
        },
      };
    }
    case 'plane': {
      const { nodes, ...rest } = programs.loss;
      const evaluator = new PlaneEvaluator({ ...rest, graph: Graph.fromNodes(nodes) });
      return {
        value: new PlaneGrid(evaluator, programs.of, 'value'),
        gradient: new PlaneGrid(evaluator, programs.of, 'gradient'),
        setData: (data) => evaluator.setData(data),
      };
    }
    default:
      return programs satisfies never;
  }
}

/** Does `task`. Never throws: what goes wrong is a result too. */
export function answer(task: WorkerTask): WorkerResult {
  try {
    switch (task.kind) {
      case 'rows':
        return ownRows(evaluatorsOf(task.programs, task.job), task.job);
      case 'tiles':
        return {
          kind: 'tiles',
          extent: sharedTiles(evaluatorsOf(task.programs, task.job), task.job, task.tiles),
        };
      case 'breaks': {
        const { nodes, ...rest } = task.field;
        const field = { ...rest, graph: Graph.fromNodes(nodes) };
        return { kind: 'breaks', breaks: findBreaks(field, task.parameters, task.grid) };
      }
      default:
        return task satisfies never;
    }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function ownRows({ gradient, value }: Evaluators, job: GridJob): WorkerResult {
  const count = job.xs.length * job.ys.length;
  const components = componentsOf(job);
  const samples = {
    texels: new Float32Array(components.texels * count),
    difference: new Float32Array(components.difference * count),
  };
  const extent = computeRows(gradient, value, job, [0, job.ys.length], samples, 0);
  return { kind: 'rows', extent, samples };
}

function sharedTiles(
  { gradient, value }: Evaluators,
  job: GridJob,
  { samples, next, rows }: SharedTiles,
): Extent {
  let extent = NO_EXTENT;
  for (;;) {
    const start = rows * Atomics.add(next, 0, 1);
    if (start >= job.ys.length) return extent;
    const tile = computeRows(gradient, value, job, [start, start + rows], samples, start * job.xs.length);
    extent = joined(extent, tile);
  }
}

/** The buffers of `result` that can move rather than be copied. */
export function transferables(result: WorkerResult): Transferable[] {
  switch (result.kind) {
    case 'rows':
      return [result.samples.texels.buffer, result.samples.difference.buffer];
    case 'tiles':
      return [];
    case 'breaks':
      return result.breaks ? [result.breaks.cells.buffer] : [];
    case 'failed':
      return [];
    default:
      return result satisfies never;
  }
}
