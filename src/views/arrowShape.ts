/** A flat arrow whose head keeps its proportions at every length: geometry and the TSL that places its vertices. */

import { min, positionGeometry } from 'three/tsl';
import type { Node } from 'three/webgpu';
import { BufferAttribute, BufferGeometry } from 'three/webgpu';

/** Vertex: along (0 tail, 1 neck, 2 tip), side (−1, 0, 1), part (0 shaft, 1 head). */
const VERTICES = new Float32Array([
  ...[0, -1, 0, 0, 1, 0, 1, -1, 0, 1, 1, 0],
  ...[1, -1, 1, 1, 1, 1, 2, 0, 1],
]);
const INDEX = new Uint16Array([0, 2, 1, 1, 2, 3, 4, 6, 5]);

export function arrowGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(VERTICES.slice(), 3));
  geometry.setIndex(new BufferAttribute(INDEX.slice(), 1));
  return geometry;
}

/** Largest share of an arrow that its head takes, and the head's half width against its length. */
const HEAD_SHARE = 0.6;
const HEAD_SLIMNESS = 0.42;

export interface ArrowPlacement {
  readonly tail: Node<'vec3'>;
  /** Unit vectors along and across. */
  readonly along: Node<'vec3'>;
  readonly across: Node<'vec3'>;
  /** World units. */
  readonly length: Node<'float'>;
  readonly shaftHalfWidth: Node<'float'>;
  readonly headLength: Node<'float'>;
}

/** Position of this vertex of an arrow. Zero length collapses it to nothing. */
export function arrowVertex(arrow: ArrowPlacement): Node<'vec3'> {
  const code = positionGeometry;
  const head = min(arrow.headLength, arrow.length.mul(HEAD_SHARE)).toVar();
  const distance = code.x
    .lessThan(0.5)
    .select(0, code.x.lessThan(1.5).select(arrow.length.sub(head), arrow.length));
  const shaft = min(arrow.shaftHalfWidth, head.mul(HEAD_SLIMNESS * 0.5));
  const halfWidth = code.z.lessThan(0.5).select(shaft, head.mul(HEAD_SLIMNESS));
  return arrow.tail.add(arrow.along.mul(distance)).add(arrow.across.mul(halfWidth.mul(code.y)));
}
