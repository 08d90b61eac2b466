/**
 * What it costs that a node of a gradient is a pair: operations in f32 beside the node itself, barriers among them, as
 * wgslPairs.ts writes them. Estimates, to compare nodes by: what a loss costs where it goes depends on what else is a pair.
 */
import {
  type Builder,
  type Graph,
  isExact,
  isShort,
  localDerivatives,
  type NodeId,
  operandsOf,
  primitiveNamed,
} from '../../expression';

/** Of finding what an operation lost, the parts of its operands included where others may share them for a half. */
const OWN = { sum: 12, product: 14, square: 9, shortProduct: 7, equation: 22 } as const;
/** Of a sum that has to be normalised. */
const NORMALISED = 5;
/** Of taking a loss in: by a sum, and by anything else, times a derivative. */
const TAKEN = { bySum: 2, byOther: 3.5 } as const;
/** Of derivatives that nothing else needs. */
const DERIVATIVE = { operation: 3, function: 60 } as const;
export const DOUBLE_SINGLE_COST = 300;

/** For every node of `order`, in which operands come before what they are operands of. */
export function pairCosts(builder: Builder, order: readonly NodeId[]): readonly number[] {
  const { graph } = builder;
  const present = new Set(order);
  const costs = new Map(order.map((id) => [id, ownCost(graph, id)]));
  const add = (id: NodeId, cost: number) => costs.set(id, (costs.get(id) ?? 0) + cost);
  const multiplied = new Set<NodeId>();
  for (const id of order) {
    const node = graph.node(id);
    const sums = node.kind === 'call' && primitiveNamed(node.name).roundoff?.cancels === true;
    if (!sums) for (const operand of operandsOf(node)) multiplied.add(operand);
    for (const [index, derivative] of localDerivatives(builder, id).entries()) {
      const operand = operandsOf(node)[index];
      if (operand === undefined || derivative === null) continue;
      add(operand, (sums ? TAKEN.bySum : TAKEN.byOther) + missingCost(graph, derivative, present));
    }
  }
  for (const id of order) if (cancels(graph, id) && multiplied.has(id)) add(id, NORMALISED);
  return order.map((id) => costs.get(id) ?? 0);
}

function cancels(graph: Graph, id: NodeId): boolean {
  const node = graph.node(id);
  return node.kind === 'call' && primitiveNamed(node.name).roundoff?.cancels === true;
}

function ownCost(graph: Graph, id: NodeId): number {
  const node = graph.node(id);
  const roundoff = node.kind === 'call' ? primitiveNamed(node.name).roundoff : undefined;
  if (roundoff === undefined || isExact(graph, id)) return 0;
  if (roundoff.cancels) return OWN.sum;
  if (roundoff.equation) return OWN.equation;
  const [left, right] = operandsOf(node);
  if (left === right) return OWN.square;
  return operandsOf(node).some((operand) => isShort(graph, operand)) ? OWN.shortProduct : OWN.product;
}

/** Of computing node `id`, of which `present` are there. */
function missingCost(graph: Graph, id: NodeId, present: ReadonlySet<NodeId>): number {
  const node = graph.node(id);
  if (present.has(id) || node.kind === 'constant') return 0;
  const isFunction =
    node.kind === 'call' && primitiveNamed(node.name).doubleSingle.library !== 'doubleSingle.wgsl';
  const cost: number = isFunction ? DERIVATIVE.function : DERIVATIVE.operation;
  return operandsOf(node).reduce((sum, operand) => sum + missingCost(graph, operand, present), cost);
}
