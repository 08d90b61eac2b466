/**
 * Substitution in a graph: the same expression with other nodes in place of some of its leaves. It copies from one graph into
 * a builder's, so that what is substituted into stays as it was.
 */
import { applyFunction } from './applyFunction';
import type { Builder } from './builder';
import { type Graph, type GraphNode, type NodeId, operandsOf } from './graph';

export type Leaf = Extract<GraphNode, { kind: 'constant' | 'variable' | 'parameter' | 'column' }>;

/**
 * The nodes of the builder's graph that `roots` of `graph` become when every leaf is what `replace` answers for it, or the
 * same leaf where it answers undefined.
 */
export function substitute(
  b: Builder,
  graph: Graph,
  roots: readonly NodeId[],
  replace: (leaf: Leaf) => NodeId | undefined,
): NodeId[] {
  const copies = new Map<NodeId, NodeId>();
  const copyOf = (id: NodeId): NodeId => {
    const copy = copies.get(id);
    if (copy === undefined) throw new RangeError(`node ${id} is used before it is defined`);
    return copy;
  };
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id);
    const [first = id] = operandsOf(node);
    switch (node.kind) {
      case 'call':
        copies.set(id, applyFunction(b, node.name, node.operands.map(copyOf)));
        break;
      case 'select':
        copies.set(id, b.select(copyOf(node.condition), copyOf(node.whenTrue), copyOf(node.whenFalse)));
        break;
      case 'mean':
        copies.set(id, b.mean(copyOf(first)));
        break;
      case 'constant':
      case 'variable':
      case 'parameter':
      case 'column':
        copies.set(id, replace(node) ?? b.graph.intern(node));
        break;
      default:
        node satisfies never;
    }
  }
  return roots.map(copyOf);
}
