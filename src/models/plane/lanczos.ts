/** Extreme eigenvectors of a large symmetric matrix that is known by its products with vectors: a Hessian. */
import { Random } from '../../fields/random';
import type { Steps } from '../../fields/steps';
import { symmetricEigen } from './symmetricEigen';
import { dot, length, orthogonalTo, plus, scaled, type Vector } from './vectors';

export interface Extremes {
  /** By size, largest in magnitude first. */
  readonly values: readonly number[];
  /** Of length 1, one an eigenvalue. */
  readonly vectors: readonly Vector[];
  /** ‖A·x − λ·x‖ of each pair: how far the eigenvalue can be off. */
  readonly residuals: readonly number[];
}

/** A new direction this short against the matrix is rounding: the space is exhausted. */
const EXHAUSTED = 1e-12;

export interface LanczosOptions {
  readonly count: number;
  readonly steps: number;
  readonly seed: number;
}

/**
 * The `count` eigenpairs largest in magnitude of the n × n matrix whose product with a vector is `multiply`, by `steps` steps of
 * Lanczos with full reorthogonalisation (Golub and Van Loan, 2013, section 10.3) from a seeded start,
 * with a stop after every product, and wherever a product stops.
 */
export function* lanczos(
  multiply: (vector: Vector) => Steps<Vector>,
  n: number,
  { count, steps, seed }: LanczosOptions,
): Steps<Extremes> {
  const random = new Random(seed);
  const start = Float64Array.from({ length: n }, () => random.normal());
  const basis: Vector[] = [scaled(start, 1 / length(start))];
  const images: Vector[] = [];
  for (let step = 0; step < Math.min(steps, n); step++) {
    const direction = basis[step];
    if (direction === undefined) break;
    const image = yield* multiply(direction);
    images.push(image);
    yield;
    const rest = orthogonalTo(image, basis);
    const size = length(rest);
    if (step + 1 === Math.min(steps, n)) break;
    if (size > EXHAUSTED * Math.max(length(image), Number.MIN_VALUE)) basis.push(scaled(rest, 1 / size));
    else {
      // An invariant space: what lies beyond it is found from a new start.
      const fresh = orthogonalTo(
        Float64Array.from({ length: n }, () => random.normal()),
        basis,
      );
      basis.push(scaled(fresh, 1 / length(fresh)));
    }
  }
  const used = basis.slice(0, images.length);
  const products = used.map((a) => images.map((image) => dot(a, image)));
  // Symmetric but for rounding.
  const small = used.map((_, i) =>
    used.map((_other, j) => ((products[i]?.[j] ?? 0) + (products[j]?.[i] ?? 0)) / 2),
  );
  const { values, vectors } = symmetricEigen(small);
  const order = values
    .map((_, index) => index)
    .sort((i, j) => Math.abs(values[j] ?? 0) - Math.abs(values[i] ?? 0))
    .slice(0, count);
  const combine = (of: readonly Vector[], weights: Vector | undefined): Vector =>
    of.reduce<Vector>((sum, vector, index) => plus(sum, vector, weights?.[index] ?? 0), new Float64Array(n));
  const found = order.map((index) => ({
    value: values[index] ?? Number.NaN,
    vector: combine(used, vectors[index]),
    image: combine(images, vectors[index]),
  }));
  return {
    values: found.map(({ value }) => value),
    vectors: found.map(({ vector }) => vector),
    residuals: found.map(({ value, vector, image }) => length(plus(image, vector, -value))),
  };
}
