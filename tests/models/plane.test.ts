// Directions, eigenvectors, projections and the cloud of gradients, against dense computation on small cases.

import { describe, expect, it } from 'vitest';
import { gradientCloud } from '../../src/app/bench/gradientCloud';
import { createLossEvaluator } from '../../src/app/descent/lossEvaluator';
import { hessianAt, sharpestDirections } from '../../src/app/network/curvatureEvaluator';
import { Walk } from '../../src/engines/cpu/walk';
import { hessian } from '../../src/expression';
import { Random } from '../../src/fields/random';
import { finished, inOneStep } from '../../src/fields/steps';
import { NOTEBOOK_CLASSES, XOR } from '../../src/models/datasets/notebook';
import { initialWeights } from '../../src/models/initialWeights';
import { logisticRegression } from '../../src/models/logisticRegression';
import { network } from '../../src/models/network';
import { filterNormalized, principalPlane } from '../../src/models/plane/directions';
import { lanczos } from '../../src/models/plane/lanczos';
import { honestyOf, projectPath } from '../../src/models/plane/projection';
import { symmetricEigen } from '../../src/models/plane/symmetricEigen';
import { dot, length, orthonormalized, plus, scaled, type Vector } from '../../src/models/plane/vectors';

const COLUMNS = { features: ['x1', 'x2'], target: 'y' };
const MODEL = network({ hidden: [3], activation: 'tanh', loss: 'binaryCrossEntropy' }, XOR, COLUMNS);
const THETA = initialWeights(MODEL, 'glorot', 9).map((weight, index) => weight + 0.1 * Math.sin(index));

describe('eigenvectors', () => {
  it('of a small matrix are those worked out by hand', () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    expect(Math.abs(dot(vectors[0] ?? [], [Math.SQRT1_2, Math.SQRT1_2]))).toBeCloseTo(1, 14);
  });

  it('satisfy A·x = λ·x and are orthonormal, for a random matrix', () => {
    const random = new Random(2);
    const square = Array.from({ length: 12 }, () => Array.from({ length: 12 }, () => random.normal()));
    const matrix = square.map((row, i) => row.map((value, j) => value + (square[j]?.[i] ?? 0)));
    const { values, vectors } = symmetricEigen(matrix);
    vectors.forEach((vector, k) => {
      const image = Float64Array.from(matrix, (row) => dot(row, vector));
      expect(length(plus(image, vector, -(values[k] ?? 0)))).toBeLessThan(1e-12);
      for (const [l, other] of vectors.entries()) expect(dot(vector, other)).toBeCloseTo(k === l ? 1 : 0, 13);
    });
    expect([...values].sort((a, b) => b - a)).toEqual(values);
  });
});

describe('the Hessian of a network', () => {
  const { builder, loss, variables, data } = MODEL;
  const dense = hessian(builder, loss, variables);
  const walk = new Walk(builder.graph, dense.flat(), variables, []);
  walk.setData(data);
  walk.evaluate(...THETA);
  const n = variables.length;
  const matrix = dense.map((row, i) => row.map((_, j) => walk.value(i * n + j)));

  it('times a vector is that of the dense Hessian', () => {
    const vector = Float64Array.from({ length: n }, (_, index) => Math.cos(index));
    const product = finished(hessianAt(MODEL, THETA)(vector));
    for (const [index, row] of matrix.entries()) expect(product[index]).toBeCloseTo(dot(row, vector), 12);
  });

  it('has its sharpest directions found by Lanczos, with residuals that say so', () => {
    const { values } = symmetricEigen(matrix);
    const expected = [...values].sort((a, b) => Math.abs(b) - Math.abs(a)).slice(0, 2);
    const { found } = sharpestDirections(MODEL, THETA, 1);
    if (found === null) throw new Error('expected them at once');
    for (const [index, value] of found.values.entries()) expect(value).toBeCloseTo(expected[index] ?? 0, 10);
    for (const residual of found.residuals) expect(residual).toBeLessThan(1e-10);
    for (const vector of found.vectors) expect(length(vector)).toBeCloseTo(1, 12);
  });

  it('is found in large spaces with few products', () => {
    let products = 0;
    const diagonal = Float64Array.from({ length: 800 }, (_, index) =>
      index === 3 ? -50 : index === 700 ? 30 : Math.sin(index),
    );
    const multiply = (vector: Float64Array): Float64Array => {
      products++;
      return vector.map((value, index) => value * (diagonal[index] ?? 0));
    };
    const { values, vectors } = finished(lanczos(inOneStep(multiply), 800, { count: 2, steps: 20, seed: 1 }));
    expect(products).toBe(20);
    expect(values[0]).toBeCloseTo(-50, 9);
    expect(values[1]).toBeCloseTo(30, 9);
    expect(Math.abs(vectors[0]?.[3] ?? 0)).toBeCloseTo(1, 9);
  });

  it('of rank one is exhausted after a step, and the rest is 0', () => {
    const { values } = finished(
      lanczos(
        inOneStep((vector: Vector) => scaled([1, 1, 1], dot(vector, [1, 1, 1]))),
        3,
        {
          count: 2,
          steps: 9,
          seed: 1,
        },
      ),
    );
    expect(values[0]).toBeCloseTo(3, 13);
    expect(values[1]).toBeCloseTo(0, 13);
  });
});

describe('filter-normalised directions', () => {
  const [u, v] = filterNormalized(MODEL, THETA, 4);

  it('are as long as the weights in every filter, and leave the biases alone', () => {
    const at = (vector: Float64Array, names: readonly string[]): number[] =>
      names.map((name) => vector[MODEL.variables.indexOf(name)] ?? Number.NaN);
    for (const { weights, biases } of MODEL.layers) {
      for (const filter of weights) {
        expect(length(at(u, filter))).toBeCloseTo(length(at(THETA, filter)), 13);
        expect(length(at(v, filter))).toBeCloseTo(length(at(THETA, filter)), 13);
      }
      expect(length(at(u, biases))).toBe(0);
    }
  });

  it('follow from the seed', () => {
    expect(filterNormalized(MODEL, THETA, 4)).toEqual([u, v]);
    expect(filterNormalized(MODEL, THETA, 5)).not.toEqual([u, v]);
  });
});

describe('orthonormal directions', () => {
  it('span the same plane, and are refused where there is none', () => {
    const [u, v] = orthonormalized([3, 0, 0], [1, 2, 0]) ?? [];
    expect(Array.from(u ?? [])).toEqual([1, 0, 0]);
    expect(Array.from(v ?? [])).toEqual([0, 1, 0]);
    expect(orthonormalized([1, 2, 3], [2, 4, 6])).toBeNull();
    expect(orthonormalized([0, 0], [1, 0])).toBeNull();
  });
});

describe('the principal plane of a path', () => {
  const U = [0.6, 0.8, 0, 0];
  const V = [0, 0, 0, 1];
  const path = Array.from({ length: 30 }, (_, step) =>
    plus(plus([1, 2, 3, 4], U, 5 * Math.cos(step / 9)), V, Math.sin(step / 4)),
  );

  it('is the one a flat path lies in, with all of its variance', () => {
    const plane = principalPlane(path);
    if (!plane) throw new Error('expected a plane');
    expect(plane.explained[0] + plane.explained[1]).toBeCloseTo(1, 12);
    expect(plane.explained[0]).toBeGreaterThan(plane.explained[1]);
    expect(dot(plane.u, plane.v)).toBeCloseTo(0, 12);
    const { s, t, off } = projectPath(path, plane);
    for (const distance of off) expect(distance).toBeLessThan(1e-12);
    expect([s.at(-1), t.at(-1)]).toEqual([0, 0]);
  });

  it('says how much it misses of a path that leaves it', () => {
    const lifted = path.map((point, step) => plus(point, [0, 0, 1, 0], step % 2 === 0 ? 0.3 : -0.3));
    const plane = principalPlane(lifted);
    if (!plane) throw new Error('expected a plane');
    const explained = plane.explained[0] + plane.explained[1];
    expect(explained).toBeLessThan(1 - 1e-3);
    const losses = lifted.map((_, step) => step);
    const surface = losses.map((loss) => (loss === 7 ? loss - 2 : loss));
    const honesty = honestyOf(lifted, plane, losses, surface);
    expect(honesty.explained).toBeCloseTo(explained, 10);
    expect(honesty).toMatchObject({ largestGap: 2, at: 7 });
  });

  it('is none for a path on a line or at rest', () => {
    expect(principalPlane([0, 1, 2].map((step) => [step, 2 * step]))).toBeNull();
    expect(principalPlane([[1, 2]])).toBeNull();
  });

  it('measures distance at right angles, for skewed directions too', () => {
    const { s, t, off } = projectPath([[2, 3, 4]], { origin: [0, 0, 0], u: [1, 0, 0], v: [1, 1, 0] });
    expect([s[0], t[0], off[0]]).toEqual([-1, 3, 4]);
  });
});

describe('the cloud of gradients', () => {
  const model = logisticRegression(NOTEBOOK_CLASSES, COLUMNS, ['w1', 'w2', 'b']);
  const evaluator = createLossEvaluator(model);
  const theta = Float64Array.of(0.5, -0.2, 0.1);
  const request = { theta, plane: { u: [1, 0, 0], v: [0, 1, 0] }, rows: 100, batches: 400, seed: 1 };
  const whole = new Float64Array(3);
  evaluator.lossAndGradient(theta, whole);

  it('stands around the gradient over all rows, and is that where a batch holds all of them', () => {
    const { gradients, mean, covariance } = finished(gradientCloud(evaluator, { ...request, batchSize: 10 }));
    expect(gradients).toHaveLength(400);
    const error = Math.sqrt(covariance.uu / 400);
    expect(Math.abs((mean[0] ?? 0) - (whole[0] ?? 0))).toBeLessThan(5 * error);
    const full = finished(gradientCloud(evaluator, { ...request, batchSize: 100, batches: 3 }));
    for (const [alongU] of full.arrows) expect(alongU).toBeCloseTo(whole[0] ?? 0, 12);
    expect(full.covariance.uu).toBeLessThan(1e-24);
  });

  it('narrows as batches grow: four times the rows, about half as wide, less for rows drawn without repetition', () => {
    const widthOf = (batchSize: number): number =>
      finished(gradientCloud(evaluator, { ...request, batchSize })).covariance.uu;
    // (1/m)·(N − m)/(N − 1): without repetition.
    const expected = ((1 / 5) * (95 / 99)) / ((1 / 20) * (80 / 99));
    expect(widthOf(5) / widthOf(20)).toBeGreaterThan(0.75 * expected);
    expect(widthOf(5) / widthOf(20)).toBeLessThan(1.33 * expected);
  });
});
