/** What goes to a worker of the CPU engine and what comes back; `answer` is the whole of a worker's work. */
import { Graph, type GraphNode, type NodeId } from '../../expression';
import type { Grid } from '../../fields/grid';
import type { Breaks } from '../../fields/gridRequest';
import { findBreaks } from './breaks';
import { createEvaluator, type Evaluator } from './evaluator';
import { type BandJob, type BandResult, computeBand } from './gridJob';
import type { TapeProgram } from './tape';

/** The programs of a field: its value alone, and its value with both partial derivatives. */
export interface FieldPrograms {
  /** Identifies the pair, so that a worker keeps what it has compiled. */
  readonly id: number;
  readonly value: TapeProgram;
  readonly gradient: TapeProgram;
}

/** A field as plain data. */
export interface PostedField {
  readonly nodes: readonly GraphNode[];
  readonly value: NodeId;
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
}

export type WorkerTask =
  | { readonly kind: 'band'; readonly programs: FieldPrograms; readonly job: BandJob }
  | {
      readonly kind: 'breaks';
      readonly field: PostedField;
      readonly parameters: readonly number[];
      readonly grid: Grid;
    };

export interface WorkerRequest {
  readonly ticket: number;
  readonly task: WorkerTask;
}

export type WorkerResult =
  | { readonly kind: 'band'; readonly band: BandResult }
  | { readonly kind: 'breaks'; readonly breaks: Breaks | null }
  | { readonly kind: 'failed'; readonly message: string };

export interface WorkerResponse {
  readonly ticket: number;
  readonly result: WorkerResult;
}

interface Evaluators {
  readonly value: Evaluator;
  readonly gradient: Evaluator;
}

/** Programs kept compiled: a page has three fields (f and its partials), and an edit replaces them. */
const KEPT = 8;
const compiled = new Map<number, Evaluators>();

function evaluatorsOf(programs: FieldPrograms): Evaluators {
  const known = compiled.get(programs.id);
  if (known) return known;
  const evaluators = {
    value: createEvaluator(programs.value),
    gradient: createEvaluator(programs.gradient),
  };
  compiled.set(programs.id, evaluators);
  for (const id of compiled.keys()) {
    if (compiled.size <= KEPT) break;
    compiled.delete(id);
  }
  return evaluators;
}

/** Does `task`. Never throws: what goes wrong is a result too. */
export function answer(task: WorkerTask): WorkerResult {
  try {
    switch (task.kind) {
      case 'band': {
        const { gradient, value } = evaluatorsOf(task.programs);
        return { kind: 'band', band: computeBand(gradient, value, task.job) };
      }
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

/** The buffers of `result` that can move rather than be copied. */
export function transferables(result: WorkerResult): Transferable[] {
  switch (result.kind) {
    case 'band':
      return [result.band.texels.buffer, result.band.difference.buffer];
    case 'breaks':
      return result.breaks ? [result.breaks.cells.buffer] : [];
    case 'failed':
      return [];
    default:
      return result satisfies never;
  }
}
