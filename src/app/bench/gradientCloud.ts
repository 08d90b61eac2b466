/** Gradients of many batches at one point: what mini-batch descent sees in place of the gradient over all rows. */

import { Random } from '../../fields/random';
import type { Plane } from '../../fields/slice';
import type { Steps } from '../../fields/steps';
import { dot } from '../../models/plane/vectors';
import type { LossEvaluator } from '../descent/lossEvaluator';

export interface GradientCloud {
  /** One gradient a batch, in the order of the model's variables. */
  readonly gradients: readonly Float64Array[];
  /** Their mean. */
  readonly mean: Float64Array;
  /** Each as its derivatives along u and v of the plane. */
  readonly arrows: readonly (readonly [alongU: number, alongV: number])[];
  /** Covariance of the arrows, with batches − 1 below; 0 for a single batch. */
  readonly covariance: { readonly uu: number; readonly uv: number; readonly vv: number };
}

export interface CloudRequest {
  readonly theta: Float64Array;
  readonly plane: Pick<Plane, 'u' | 'v'>;
  readonly rows: number;
  readonly batchSize: number;
  readonly batches: number;
  readonly seed: number;
}

/** Each batch is drawn from all rows, none twice. Throws RangeError where `batchSize` is not a whole number from 1 to `rows`. */
export function* gradientCloud(
  evaluator: Pick<LossEvaluator, 'gradientSteps'>,
  request: CloudRequest,
): Steps<GradientCloud> {
  const { theta, plane, rows, batchSize, batches, seed } = request;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > rows)
    throw new RangeError(`a batch has 1 to ${rows} rows, not ${batchSize}`);
  const gradients: Float64Array[] = [];
  for (const batch of batchesOf(rows, batchSize, batches, seed)) {
    const gradient = new Float64Array(theta.length);
    yield* evaluator.gradientSteps(theta, gradient, batch);
    gradients.push(gradient);
    yield;
  }
  const mean = theta.map(
    (_, index) => gradients.reduce((sum, gradient) => sum + (gradient[index] ?? 0), 0) / batches,
  );
  const arrowOf = (gradient: Float64Array) => [dot(gradient, plane.u), dot(gradient, plane.v)] as const;
  const arrows = gradients.map(arrowOf);
  const [meanU, meanV] = arrowOf(mean);
  const over = (of: (du: number, dv: number) => number): number =>
    batches < 2 ? 0 : arrows.reduce((sum, [u, v]) => sum + of(u - meanU, v - meanV), 0) / (batches - 1);
  return {
    gradients,
    mean,
    arrows,
    covariance: {
      uu: over((du) => du * du),
      uv: over((du, dv) => du * dv),
      vv: over((_, dv) => dv * dv),
    },
  };
}

/** The batches drawn last: while the point is dragged, they stay the same. */
let drawn: { readonly key: string; readonly batches: readonly Uint32Array[] } | null = null;

function batchesOf(rows: number, batchSize: number, count: number, seed: number): readonly Uint32Array[] {
  const key = [rows, batchSize, count, seed].join();
  if (drawn?.key === key) return drawn.batches;
  const random = new Random(seed);
  const batches = Array.from({ length: count }, () =>
    Uint32Array.from(random.permutation(rows).slice(0, batchSize)),
  );
  drawn = { key, batches };
  return batches;
}
