/**
 * Exact derivatives by reverse mode on the graph: graph in, graph out, for any number of variables, sharing what the
 * function and its derivatives have in common. Applied to its own results it yields Hessians.
 */
import type { Builder } from './builder';
import { primitiveNamed } from './functions';
import { type NodeId, operandsOf } from './graph';

/**
 * The partial derivatives of `root` with respect to each of `variables` (names), as nodes of the builder's graph.
 * At a jump or kink the rules of the function table hold: sign(0) for |a|, the first operand on a tie of min and max.
 * Where a branch is not taken, neither its value nor the domain of its derivative matters. Columns of data are held constant.
 */
export function gradient(b: Builder, root: NodeId, variables: readonly string[]): NodeId[] {
  return sensitivities(
    b,
    root,
    variables.map((name) => b.variable(name)),
  );
}

/**
 * The derivatives of `root` with respect to each of `nodes`, which may stand anywhere below it: what a change of that node, and
 * of all that depends on it, does to the root. With the rules of `gradient`.
 */
export function sensitivities(b: Builder, root: NodeId, nodes: readonly NodeId[]): NodeId[] {
  return new ReverseMode(b, nodes).gradient(root);
}

/** All second partial derivatives, row by row: n × n nodes, entry [i][j] = ∂²/∂i∂j. */
export function hessian(b: Builder, root: NodeId, variables: readonly string[]): NodeId[][] {
  return gradient(b, root, variables).map((partial) => gradient(b, partial, variables));
}

class ReverseMode {
  /** Gradients of the branches of selections and of what means are of, which may be met from several roots. */
  readonly #known = new Map<NodeId, NodeId[]>();

  constructor(
    private readonly b: Builder,
    private readonly leaves: readonly NodeId[],
  ) {}

  gradient(root: NodeId): NodeId[] {
    const known = this.#known.get(root);
    if (known !== undefined) return known;
    const { b } = this;
    const order = b.graph.reachable([root]);
    const active = this.#active(order);
    const adjoints = new Map<NodeId, NodeId>();
    const contribute = (id: NodeId, term: NodeId): void => {
      const sum = adjoints.get(id);
      adjoints.set(id, sum === undefined ? term : b.add(sum, term));
    };
    if (active.has(root)) adjoints.set(root, b.constant(1));
    for (const id of order.reverse()) {
      const seed = adjoints.get(id);
      if (seed === undefined) continue;
      const node = b.graph.node(id);
      if (node.kind === 'call') {
        const { pullbacks } = primitiveNamed(node.name);
        node.operands.forEach((operand, index) => {
          const pullback = pullbacks[index];
          if (pullback && active.has(operand)) contribute(operand, pullback(b, seed, node.operands, id));
        });
      } else if (node.kind === 'select') {
        // Each branch is differentiated by itself and chosen afterwards: seeding both with a masked adjoint would let
        // the branch that is not taken fault.
        const whenTrue = this.gradient(node.whenTrue);
        const whenFalse = this.gradient(node.whenFalse);
        this.leaves.forEach((leaf, index) => {
          const [left, right] = [whenTrue[index], whenFalse[index]];
          if (left === undefined || right === undefined) return;
          const chosen = b.select(node.condition, left, right);
          if (!isZero(b, chosen)) contribute(leaf, b.multiply(seed, chosen));
        });
      } else if (node.kind === 'mean') {
        // The derivative of a mean is the mean of the derivatives.
        this.gradient(node.operand).forEach((partial, index) => {
          const leaf = this.leaves[index];
          if (leaf !== undefined && !isZero(b, partial)) contribute(leaf, b.multiply(seed, b.mean(partial)));
        });
      }
    }
    const partials = this.leaves.map((leaf) => adjoints.get(leaf) ?? b.constant(0));
    this.#known.set(root, partials);
    return partials;
  }

  /** The nodes among `order` through which `root` depends on a variable. */
  #active(order: readonly NodeId[]): Set<NodeId> {
    const active = new Set<NodeId>(this.leaves);
    for (const id of order) {
      if (operandsOf(this.b.graph.node(id)).some((operand) => active.has(operand))) active.add(id);
    }
    return active;
  }
}

function isZero(b: Builder, id: NodeId): boolean {
  return b.graph.constantValue(id) === 0;
}
