/**
 * The order in which a graph over data is computed: what is the same in every row once, what differs from row to row in a
 * loop over the rows that ends in means, then what is made of those means, and so on. Every engine follows it; it computes
 * nothing.
 */
import { type Graph, type NodeId, operandsOf } from './graph';

export interface RowStage {
  /** The same in every row, computed before the loop; operands first. */
  readonly uniform: readonly NodeId[];
  /** Computed in every row; operands first. A node stands in each stage whose means need it. Empty in the last stage. */
  readonly rowwise: readonly NodeId[];
  /** The means that the loop ends in. */
  readonly means: readonly NodeId[];
}

/**
 * The stages of `roots`: one where nothing depends on data, one more for every mean that other means are made of. Throws
 * RangeError where a root differs from row to row.
 */
export function rowStages(graph: Graph, roots: readonly NodeId[]): readonly RowStage[] {
  const order = graph.reachable(roots);
  const rowwise = new Map<NodeId, boolean>();
  /** How many loops must have run before the node can be computed. */
  const loops = new Map<NodeId, number>();
  for (const id of order) {
    rowwise.set(id, isRowwise(graph, id, rowwise));
    const before = operandsOf(graph.node(id)).reduce(
      (most, operand) => Math.max(most, loops.get(operand) ?? 0),
      0,
    );
    loops.set(id, before + (graph.node(id).kind === 'mean' ? 1 : 0));
  }
  for (const root of roots) {
    if (rowwise.get(root))
      throw new RangeError(`node ${root} differs from row to row and has no single value`);
  }
  const last = order.reduce((most, id) => Math.max(most, loops.get(id) ?? 0), 0);
  return Array.from({ length: last + 1 }, (_, stage) => {
    const means = order.filter((id) => graph.node(id).kind === 'mean' && loops.get(id) === stage + 1);
    return {
      uniform: order.filter(
        (id) => !rowwise.get(id) && graph.node(id).kind !== 'mean' && loops.get(id) === stage,
      ),
      rowwise: belowMeans(graph, means, rowwise),
      means,
    };
  });
}

/** Whether node `id` differs from row to row, given that of its operands. */
export function isRowwise(graph: Graph, id: NodeId, known: ReadonlyMap<NodeId, boolean>): boolean {
  const node = graph.node(id);
  if (node.kind === 'column') return true;
  return node.kind !== 'mean' && operandsOf(node).some((operand) => known.get(operand) === true);
}

function belowMeans(
  graph: Graph,
  means: readonly NodeId[],
  rowwise: ReadonlyMap<NodeId, boolean>,
): readonly NodeId[] {
  const found = new Set<NodeId>();
  const stack = means.flatMap((mean) => operandsOf(graph.node(mean)));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id) || !rowwise.get(id)) continue;
    found.add(id);
    stack.push(...operandsOf(graph.node(id)));
  }
  return [...found].sort((a, b) => a - b);
}
