/** What goes to a worker of the CPU engine and what comes back; `answer` is the whole of a worker's work. */
import { Graph, type GraphNode, type NodeId } from '../../expression';
import type { Grid } from '../../fields/grid';
import type { Breaks } from '../../fields/gridRequest';
import { findBreaks } from './breaks';
import { type Extent, joined, NO_EXTENT } from './extent';
import { evaluatorsOf, type FieldEvaluators, KEPT_PROGRAMS, type Programs } from './fieldEvaluators';
import { computeRows, type GridJob, type Samples, samplesIn } from './gridJob';
import { Recent } from './recent';

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
      /** Rows in memory that comes with the task and is sent back. */
      readonly kind: 'rows';
      readonly programs: Programs;
      readonly job: GridJob;
      readonly memory: ArrayBuffer;
    }
  | {
      /** Tiles of a grid for as long as there are some, in shared memory; any number of workers may do the same task. */
      readonly kind: 'tiles';
      readonly programs: Programs;
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
  | { readonly kind: 'rows'; readonly extent: Extent; readonly memory: ArrayBuffer }
  | { readonly kind: 'tiles'; readonly extent: Extent }
  | { readonly kind: 'breaks'; readonly breaks: Breaks | null }
  | { readonly kind: 'failed'; readonly message: string };

/** Does `task`. Never throws: what goes wrong is a result too. */
export function answer(task: WorkerTask): WorkerResult {
  try {
    switch (task.kind) {
      case 'rows':
        return ownRows(evaluatorsOf(task.programs, task.job.data), task.job, task.memory);
      case 'tiles':
        return {
          kind: 'tiles',
          extent: sharedTiles(evaluatorsOf(task.programs, task.job.data), task.job, task.tiles),
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

function ownRows(evaluators: FieldEvaluators, job: GridJob, memory: ArrayBuffer): WorkerResult {
  const extent = computeRows(evaluators, job, [0, job.ys.length], samplesIn(memory, job), 0);
  return { kind: 'rows', extent, memory };
}

function sharedTiles(
  evaluators: FieldEvaluators,
  job: GridJob,
  { samples, next, rows }: SharedTiles,
): Extent {
  let extent = NO_EXTENT;
  for (;;) {
    const start = rows * Atomics.add(next, 0, 1);
    if (start >= job.ys.length) return extent;
    const tile = computeRows(evaluators, job, [start, start + rows], samples, start * job.xs.length);
    extent = joined(extent, tile);
  }
}

/** What one worker is posted for its tasks: programs that it has compiled are not sent again. */
export class Posting {
  readonly #sent = new Recent<true>(KEPT_PROGRAMS);

  /** `task` as it is to be posted next. */
  of(task: WorkerTask): WorkerTask {
    if (task.kind === 'breaks') return task;
    const { id } = task.programs;
    let known = true;
    this.#sent.use(id, () => {
      known = false;
      return true;
    });
    return known ? { ...task, programs: { kind: 'kept', id } } : task;
  }
}

/** The buffers of `task` that can move rather than be copied. */
export function transferablesTo(task: WorkerTask): ArrayBuffer[] {
  return task.kind === 'rows' ? [task.memory] : [];
}

/** The buffers of `result` that can move rather than be copied. */
export function transferables(result: WorkerResult): ArrayBuffer[] {
  switch (result.kind) {
    case 'rows':
      return [result.memory];
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
