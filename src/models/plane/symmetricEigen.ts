/** Eigenvalues and eigenvectors of small symmetric matrices by Jacobi's rotations: slow for hundreds, exact for what it gives. */

export interface Eigen {
  /** Largest first. */
  readonly values: readonly number[];
  /** One of length 1 each, orthogonal to one another. */
  readonly vectors: readonly Float64Array[];
}

/** Sweeps beyond this gain nothing: convergence is quadratic, and eight are usual. */
const MAX_SWEEPS = 60;

/**
 * Of the symmetric `matrix`, n rows of n numbers. Cyclic Jacobi (Golub and Van Loan, 2013, section 8.5), until what is off the
 * diagonal is below rounding of what is on it.
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, index) =>
    Float64Array.from({ length: n }, (__, other) => (other === index ? 1 : 0)),
  );
  const at = (i: number, j: number): number => a[i]?.[j] ?? 0;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        all += at(i, j) ** 2;
        if (i !== j) off += at(i, j) ** 2;
      }
    }
    if (off <= Number.EPSILON ** 2 * all) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, index) => index).sort((i, j) => at(j, j) - at(i, i));
  return {
    values: order.map((index) => at(index, index)),
    vectors: order.map((index) => vectors[index] ?? new Float64Array(n)),
  };
}

/** Turns rows and columns p and q of `a` so that a[p][q] becomes 0, and the vectors with them. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const [rowP, rowQ] = [a[p], a[q]];
  const [vectorP, vectorQ] = [vectors[p], vectors[q]];
  const apq = rowP?.[q] ?? 0;
  if (!rowP || !rowQ || !vectorP || !vectorQ || apq === 0) return;
  const tau = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * apq);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (const row of a) {
    const [x, y] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
  turn(rowP, rowQ, cosine, sine);
  turn(vectorP, vectorQ, cosine, sine);
}

function turn(first: Float64Array, second: Float64Array, cosine: number, sine: number): void {
  for (let index = 0; index < first.length; index++) {
    const [x, y] = [first[index] ?? 0, second[index] ?? 0];
    first[index] = cosine * x - sine * y;
    second[index] = sine * x + cosine * y;
  }
}
