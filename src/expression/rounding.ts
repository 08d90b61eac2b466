/**
 * What f32 does to the nodes of a graph: which of them round, and how a change of an operand changes a node. How code or a
 * sample of points makes use of that is said elsewhere.
 */
import type { Builder } from './builder';
import { need, primitiveNamed } from './functions';
import type { Graph, NodeId } from './graph';

/** Of an f32, those that `leadingBits` of shaders/math/core.wgsl takes away. */
const LOW_BITS = 0xfff;

/** Whether the node is computed without rounding from operands that f32 has, whatever they are. */
export function isExact(graph: Graph, id: NodeId): boolean {
  const node = graph.node(id);
  switch (node.kind) {
    case 'constant':
      return Math.fround(node.value) === node.value;
    case 'variable':
    case 'select':
      return true;
    case 'parameter':
    case 'column':
    case 'mean':
      return false;
    case 'call': {
      if (primitiveNamed(node.name).doubleSingle.bound === 0) return true;
      const [left, right] = node.operands;
      if (node.name === 'add') return left === right;
      if (node.name === 'divide') return isPowerOfTwo(graph, right);
      return node.name === 'multiply' && (isPowerOfTwo(graph, left) || isPowerOfTwo(graph, right));
    }
    default:
      return node satisfies never;
  }
}

/** The leading 12 bits of an f32, as `leadingBits` of shaders/math/core.wgsl has them. */
export function leadingBits(value: number): number {
  const words = new Uint32Array(Float32Array.of(value).buffer);
  words[0] = need(words[0]) & ~LOW_BITS;
  return need(new Float32Array(words.buffer)[0]);
}

/** Whether the node is a constant whose significand has no more than 12 bits, as parts of products have. */
export function isShort(graph: Graph, id: NodeId): boolean {
  const value = graph.constantValue(id);
  if (value === undefined || Math.fround(value) !== value) return false;
  return leadingBits(value) === value;
}

/** `id` as a whole multiple of some node, where f32 may round the product. */
export function roundedMultiple(
  graph: Graph,
  id: NodeId,
): { readonly factor: number; readonly of: NodeId } | undefined {
  const node = graph.node(id);
  if (node.kind !== 'call' || node.name !== 'multiply' || isExact(graph, id)) return undefined;
  const of = node.operands.find((operand) => graph.constantValue(operand) === undefined);
  const factor = node.operands
    .map((operand) => graph.constantValue(operand))
    .find((value) => value !== undefined && Number.isInteger(value) && Math.fround(value) === value);
  return of === undefined || factor === undefined ? undefined : { factor, of };
}

/**
 * The partial derivatives of the function of call `id` by its operands, as nodes of the builder's graph; null where a
 * derivative is 0 wherever it exists. Of other nodes, none.
 */
export function localDerivatives(b: Builder, id: NodeId): readonly (NodeId | null)[] {
  const node = b.graph.node(id);
  if (node.kind !== 'call') return [];
  return primitiveNamed(node.name).pullbacks.map(
    (pullback) => pullback?.(b, b.constant(1), node.operands, id) ?? null,
  );
}

function isPowerOfTwo(graph: Graph, id: NodeId | undefined): boolean {
  const value = id === undefined ? undefined : graph.constantValue(id);
  return value !== undefined && value !== 0 && Number.isInteger(Math.log2(Math.abs(value)));
}
