/** The Hessian of a network's loss at a point, by its products with vectors; and its sharpest directions. */
import { finished, type Steps } from '../../fields/steps';
import type { NetworkModel } from '../../models/network';
import { type Extremes, lanczos } from '../../models/plane/lanczos';
import { layersOf } from './layers';

/** H·v at `theta`, for any v; both in the order of the model's variables. */
export function hessianAt(
  model: NetworkModel,
  theta: Float64Array,
): (vector: Float64Array) => Steps<Float64Array> {
  const network = layersOf(model);
  return function* (vector) {
    const product = new Float64Array(theta.length);
    yield* network.hessianProduct(theta, vector, product);
    return product;
  };
}

/** Steps of Lanczos: the two ends of a Hessian's spectrum stand apart and are found in some ten. */
const STEPS = 40;

/** The two directions along which the loss at `theta` bends most, up or down; with stops. */
function sharpestSteps(model: NetworkModel, theta: Float64Array, seed: number): Steps<Extremes> {
  return lanczos(hessianAt(model, theta), theta.length, { count: 2, steps: STEPS, seed });
}

export interface Sharpest {
  /** Null until `pending` has come to its end. */
  readonly found: Extremes | null;
  readonly pending: Iterator<unknown> | null;
}

/** Products of weights and rows, over all steps, that are found at once: some hundredths of a second. */
const MOST_AT_ONCE = 1e7;

/** What was found or is being looked for, by the very weights. */
const known = new WeakMap<Float64Array, { readonly seed: number; sharpest: Sharpest }>();

/** The directions at `theta`, or what finds them where that takes long: the same for the same array. */
export function sharpestDirections(model: NetworkModel, theta: Float64Array, seed: number): Sharpest {
  const entry = known.get(theta);
  if (entry?.seed === seed) return entry.sharpest;
  const steps = sharpestSteps(model, theta, seed);
  if (theta.length * model.data.rows * STEPS <= MOST_AT_ONCE) {
    const sharpest = { found: finished(steps), pending: null };
    known.set(theta, { seed, sharpest });
    return sharpest;
  }
  const made: { readonly seed: number; sharpest: Sharpest } = {
    seed,
    sharpest: {
      found: null,
      pending: {
        next() {
          const { done, value } = steps.next();
          if (done) made.sharpest = { found: value, pending: null };
          return { done: done === true, value: undefined };
        },
      },
    },
  };
  known.set(theta, made);
  return made.sharpest;
}
