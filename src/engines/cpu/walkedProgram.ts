/** Fields over data on dense grids: the plain walk at every sample, as plain data for a worker and as what runs it. */
import { Graph, type GraphNode, type NodeId } from '../../expression';
import type { DataTable } from '../../fields/dataTable';
import type { ScalarField } from '../../fields/scalarField';
import type { Evaluator } from './evaluator';
import { Walk } from './walk';

export interface WalkedProgram {
  readonly kind: 'walk';
  readonly nodes: readonly GraphNode[];
  readonly roots: readonly NodeId[];
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
  readonly data: DataTable;
}

export function walkedProgram(
  { graph, variables, parameters }: ScalarField,
  roots: readonly NodeId[],
  data: DataTable,
): WalkedProgram {
  return { kind: 'walk', nodes: graph.nodes(), roots, variables, parameters, data };
}

export class WalkEvaluator implements Evaluator {
  readonly #walk: Walk;
  readonly #roots: number;

  constructor({ nodes, roots, variables, parameters, data }: WalkedProgram) {
    this.#walk = new Walk(Graph.fromNodes(nodes), roots, variables, parameters);
    this.#walk.setData(data);
    this.#roots = roots.length;
  }

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const walk = this.#walk;
    walk.setParameters(parameters);
    const outputs = Array.from({ length: this.#roots }, () => new Float64Array(xs.length * ys.length));
    ys.forEach((y, j) => {
      xs.forEach((x, i) => {
        walk.evaluate(x, y);
        for (const [root, values] of outputs.entries()) values[j * xs.length + i] = walk.value(root);
      });
    });
    return outputs;
  }
}
