/** The Hessian of a network's loss at a point, by its products with vectors; and its sharpest directions. */
import { finished } from '../engines/cpu/layers/layeredNetwork';
import type { NetworkModel } from '../models/network';
import { type Extremes, lanczos } from '../models/plane/lanczos';
import { layersOf } from './network/layers';

/** H·v at `theta`, for any v; both in the order of the model's variables. */
export function hessianAt(model: NetworkModel, theta: Float64Array): (vector: Float64Array) => Float64Array {
  const network = layersOf(model);
  return (vector) => {
    const product = new Float64Array(theta.length);
    finished(network.hessianProduct(theta, vector, product));
    return product;
  };
}

/** Steps of Lanczos: the two ends of a Hessian's spectrum stand apart and are found in some ten. */
const STEPS = 40;

/** The two directions along which the loss at `theta` bends most, up or down. */
export function sharpestDirections(model: NetworkModel, theta: Float64Array, seed: number): Extremes {
  return lanczos(hessianAt(model, theta), theta.length, { count: 2, steps: STEPS, seed });
}
