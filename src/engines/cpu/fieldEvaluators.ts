/** What computes the programs of a field, compiled as it is first needed, and kept for the next grid. */
import { Graph, type GraphNode } from '../../expression';
import type { DataTable } from '../../fields/dataTable';
import type { LayeredLoss, LayeredPlane } from '../../fields/layeredLoss';
import { createEvaluator, createTexelEvaluator } from './createEvaluator';
import type { Evaluator, TexelEvaluator } from './evaluator';
import { PlaneEvaluator } from './layers/planeEvaluator';
import { PlaneGrid } from './layers/planeGrid';
import { PackedTexels } from './packing';
import { Recent } from './recent';
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

/** Programs, or those of the same `id` that were used lately. */
export type Programs = FieldPrograms | { readonly kind: 'kept'; readonly id: number };

/** A network's loss as plain data. */
export type PostedLayers = Omit<LayeredLoss, 'graph'> & { readonly nodes: readonly GraphNode[] };

export interface FieldEvaluators {
  value(): Evaluator;
  /** f and both partials. */
  gradient(): Evaluator;
  /** The same as texels. */
  texels(): TexelEvaluator;
}

interface KeptEvaluators {
  over(data: DataTable | undefined): FieldEvaluators;
}

/** Programs kept compiled: a page has three fields (f and its partials), and an edit replaces them. */
export const KEPT_PROGRAMS = 8;
const compiled = new Recent<() => KeptEvaluators>(KEPT_PROGRAMS);

/** What computes `programs`, over `data` where they take means. Throws RangeError where that lacks a column. */
export function evaluatorsOf(programs: Programs, data: DataTable | undefined): FieldEvaluators {
  // Kept even where compiling fails, as whoever sent them expects.
  const evaluators = compiled.use(programs.id, () => once(() => createEvaluators(programs)));
  return evaluators().over(data);
}

function createEvaluators(programs: Programs): KeptEvaluators {
  switch (programs.kind) {
    case 'samples': {
      const evaluators = {
        value: once(() => createEvaluator(programs.value)),
        gradient: once(() => createEvaluator(programs.gradient)),
        texels: once(() => createTexelEvaluator(programs.gradient)),
      };
      return { over: () => evaluators };
    }
    case 'rows': {
      const value = once(() => new RowGrid(programs.value));
      const gradient = once(() => new RowGrid(programs.gradient));
      return {
        over(data) {
          const on = (grid: RowGrid): RowGrid => {
            if (data) grid.setData(data);
            return grid;
          };
          return {
            value: () => on(value()),
            gradient: () => on(gradient()),
            texels: () => new PackedTexels(on(gradient())),
          };
        },
      };
    }
    case 'plane': {
      const { nodes, ...rest } = programs.loss;
      const evaluator = new PlaneEvaluator({ ...rest, graph: Graph.fromNodes(nodes) });
      const value = new PlaneGrid(evaluator, programs.of, 'value');
      const gradient = new PlaneGrid(evaluator, programs.of, 'gradient');
      const texels = new PackedTexels(gradient);
      return {
        over(data) {
          if (data) evaluator.setData(data);
          return { value: () => value, gradient: () => gradient, texels: () => texels };
        },
      };
    }
    case 'kept':
      throw new RangeError(`the programs ${programs.id} are not there`);
    default:
      return programs satisfies never;
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
