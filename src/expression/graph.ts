/**
 * The graph: hash-consed, immutable nodes in topological order (operands always precede their users).
 * It knows nodes and their identity only. What a function means is in `functions/`, algebra is in `builder.ts`.
 */

/** Index of a node in its graph. Ids of different graphs must not be mixed. */
export type NodeId = number & { readonly __node: unique symbol };

export type GraphNode =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  /** A column of the data: a number for each row. */
  | { readonly kind: 'column'; readonly name: string }
  /** The arithmetic mean of `operand` over all rows of the data. */
  | { readonly kind: 'mean'; readonly operand: NodeId }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly NodeId[] }
  | {
      readonly kind: 'select';
      readonly condition: NodeId;
      readonly whenTrue: NodeId;
      readonly whenFalse: NodeId;
    };

export type NodeKind = GraphNode['kind'];

/** Largest number of nodes one graph may hold: bounds memory and shader size against hostile input. */
export const MAX_NODES = 50_000;

export class GraphTooLargeError extends Error {
  override readonly name = 'GraphTooLargeError';
  constructor() {
    super(`the expression needs more than ${MAX_NODES} operations`);
  }
}

const NO_OPERANDS: readonly NodeId[] = [];

function keyOf(node: GraphNode): string {
  switch (node.kind) {
    case 'constant':
      return Object.is(node.value, -0) ? '#-0' : `#${node.value}`;
    case 'variable':
      return `v:${node.name}`;
    case 'parameter':
      return `p:${node.name}`;
    case 'column':
      return `c:${node.name}`;
    case 'mean':
      return `mean:${node.operand}`;
    case 'call':
      return `${node.name}(${node.operands.join(',')})`;
    case 'select':
      return `?${node.condition},${node.whenTrue},${node.whenFalse}`;
    default:
      return node satisfies never;
  }
}

/** The operands of `node`, in order. */
export function operandsOf(node: GraphNode): readonly NodeId[] {
  switch (node.kind) {
    case 'constant':
    case 'variable':
    case 'parameter':
    case 'column':
      return NO_OPERANDS;
    case 'mean':
      return [node.operand];
    case 'call':
      return node.operands;
    case 'select':
      return [node.condition, node.whenTrue, node.whenFalse];
    default:
      return node satisfies never;
  }
}

export class Graph {
  readonly #nodes: GraphNode[] = [];
  readonly #ids = new Map<string, NodeId>();

  get size(): number {
    return this.#nodes.length;
  }

  /** Adds `node`, or finds the one that is already there. Throws GraphTooLargeError past MAX_NODES. */
  intern(node: GraphNode): NodeId {
    const key = keyOf(node);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#nodes.length >= MAX_NODES) throw new GraphTooLargeError();
    const id = this.#nodes.length as NodeId;
    this.#nodes.push(node);
    this.#ids.set(key, id);
    return id;
  }

  node(id: NodeId): GraphNode {
    const node = this.#nodes[id];
    if (node === undefined) throw new RangeError(`no node ${id} in a graph of ${this.size}`);
    return node;
  }

  /** All nodes in order: with `fromNodes`, how a graph crosses to a worker. */
  nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** A graph with the same ids as the one whose `nodes` are given. */
  static fromNodes(nodes: readonly GraphNode[]): Graph {
    const graph = new Graph();
    for (const node of nodes) graph.intern(node);
    return graph;
  }

  constant(value: number): NodeId {
    return this.intern({ kind: 'constant', value });
  }

  variable(name: string): NodeId {
    return this.intern({ kind: 'variable', name });
  }

  parameter(name: string): NodeId {
    return this.intern({ kind: 'parameter', name });
  }

  column(name: string): NodeId {
    return this.intern({ kind: 'column', name });
  }

  /** The value of a constant node, or undefined for any other node. */
  constantValue(id: NodeId): number | undefined {
    const node = this.node(id);
    return node.kind === 'constant' ? node.value : undefined;
  }

  /** All nodes that `roots` depend on, themselves included, each once, operands before users. */
  reachable(roots: readonly NodeId[]): NodeId[] {
    const seen = new Uint8Array(this.size);
    const stack: NodeId[] = [...roots];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (seen[id]) continue;
      seen[id] = 1;
      for (const operand of operandsOf(this.node(id))) if (!seen[operand]) stack.push(operand);
    }
    const order: NodeId[] = [];
    for (let id = 0; id < seen.length; id++) if (seen[id]) order.push(id as NodeId);
    return order;
  }
}
