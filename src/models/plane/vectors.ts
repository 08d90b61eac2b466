/**
 * Vectors of R^n as arrays of f64: what planes are made with. Plain loops throughout: those of all weights of a network are long, and
 * what takes a function an element takes ten times as long.
 */
export type Vector = Float64Array;

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

export function length(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

export function scaled(a: ArrayLike<number>, factor: number): Vector {
  const result = new Float64Array(a.length);
  for (let index = 0; index < a.length; index++) result[index] = (a[index] as number) * factor;
  return result;
}

/** a + factor·b, of the same length. */
export function plus(a: ArrayLike<number>, b: ArrayLike<number>, factor = 1): Vector {
  const result = new Float64Array(a.length);
  for (let index = 0; index < a.length; index++)
    result[index] = (a[index] as number) + factor * (b[index] as number);
  return result;
}

/** What is left of `a` once its parts along the orthonormal `basis` are taken off; twice, for what rounding left of them. */
export function orthogonalTo(a: ArrayLike<number>, basis: readonly Vector[]): Vector {
  const rest = Float64Array.from(a);
  for (let pass = 0; pass < 2; pass++) {
    for (const axis of basis) {
      const part = dot(rest, axis);
      for (let index = 0; index < rest.length; index++)
        rest[index] = (rest[index] as number) - part * (axis[index] as number);
    }
  }
  return rest;
}

/** A vector this short against what it was made from is rounding: some thousand times 2^-52, for sums of some thousand terms. */
const NEGLIGIBLE = 1e-12;

/**
 * `a` and `b` as orthonormal vectors that span the same plane, by Gram and Schmidt. Null where they span none: one is 0, or
 * both lie on a line.
 */
export function orthonormalized(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): readonly [u: Vector, v: Vector] | null {
  const size = length(a);
  if (!(size > 0)) return null;
  const u = scaled(a, 1 / size);
  const rest = orthogonalTo(b, [u]);
  const left = length(rest);
  return left > NEGLIGIBLE * length(b) ? [u, scaled(rest, 1 / left)] : null;
}
