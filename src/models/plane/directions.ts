/** Pairs of directions through the weights of a model: random ones to the scale of its filters, and those a path spans. */
import { Random } from '../../fields/random';
import type { NetworkModel } from '../network';
import { symmetricEigen } from './symmetricEigen';
import { dot, length, plus, scaled, type Vector } from './vectors';

/**
 * Two random normal directions, each filter (the weights into one unit) scaled to the length of the same filter of `theta`, and
 * biases not moved (Li et al., 2018, "Visualizing the loss landscape of neural nets", section 4). A filter that is 0 does not
 * move. In many dimensions the two are nearly orthogonal; they are not made so, which would undo the scaling.
 */
export function filterNormalized(
  { layers, variables }: Pick<NetworkModel, 'layers' | 'variables'>,
  theta: ArrayLike<number>,
  seed: number,
): readonly [u: Vector, v: Vector] {
  const random = new Random(seed);
  const place = new Map(variables.map((name, index) => [name, index]));
  const direction = (): Vector => {
    const result = new Float64Array(variables.length);
    for (const names of layers.flatMap(({ weights }) => weights)) {
      const places = names.map((name) => place.get(name));
      const drawn = places.map(() => random.normal());
      const filter = places.map((index) => (index === undefined ? 0 : (theta[index] ?? 0)));
      const factor = length(filter) / length(drawn);
      places.forEach((index, position) => {
        if (index !== undefined) result[index] = (drawn[position] ?? 0) * factor;
      });
    }
    return result;
  };
  return [direction(), direction()];
}

export interface PrincipalPlane {
  /** The last point of the path. */
  readonly origin: Vector;
  /** Orthonormal. */
  readonly u: Vector;
  readonly v: Vector;
  /** Shares of the path's variance about its mean along u and along v. */
  readonly explained: readonly [number, number];
}

/** An eigenvalue of the Gram matrix below this share of the largest is rounding. */
const NEGLIGIBLE = 1e-14;

/**
 * The plane through the last point of `path` along its first two principal components, from the Gram matrix of its points about
 * their mean: its size is the number of points, not of weights. Null where the path lies on a line or does not move.
 */
export function principalPlane(path: readonly ArrayLike<number>[]): PrincipalPlane | null {
  const origin = path.at(-1);
  if (origin === undefined) return null;
  const zero = new Float64Array(origin.length);
  const mean = scaled(
    path.reduce<Vector>((sum, point) => plus(sum, point), zero),
    1 / path.length,
  );
  const centred = path.map((point) => plus(point, mean, -1));
  const gram = centred.map((a) => centred.map((b) => dot(a, b)));
  const { values, vectors } = symmetricEigen(gram);
  const [first = 0, second = 0] = values;
  const [a, b] = vectors;
  if (!a || !b || !(second > NEGLIGIBLE * first)) return null;
  const total = gram.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const component = (weights: Vector): Vector => {
    const sum = centred.reduce<Vector>((all, point, index) => plus(all, point, weights[index] ?? 0), zero);
    return scaled(sum, 1 / length(sum));
  };
  return {
    origin: Float64Array.from(origin),
    u: component(a),
    v: component(b),
    explained: [first / total, second / total],
  };
}
