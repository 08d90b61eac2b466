/** The Hessian of a model's loss at a point, by its products with vectors; and its sharpest directions. */
import { Walk } from '../engines/cpu/walk';
import { hessianProduct } from '../models/curvature';
import type { LossModel } from '../models/lossModel';
import { type Extremes, lanczos } from '../models/plane/lanczos';

/** H·v at `theta`, for any v; both in the order of the model's variables. */
export function hessianAt(
  model: LossModel,
  theta: Float64Array,
  held: readonly number[] = [],
): (vector: Float64Array) => Float64Array {
  const { builder, variables, parameters, data } = model;
  const { products, direction } = hessianProduct(model);
  const walk = new Walk(builder.graph, products, variables, [...parameters, ...direction]);
  walk.setData(data);
  return (vector) => {
    walk.setParameters([...held, ...vector]);
    walk.evaluate(...theta);
    return Float64Array.from(products, (_, index) => walk.value(index));
  };
}

/** Steps of Lanczos: the two ends of a Hessian's spectrum stand apart and are found in some ten. */
const STEPS = 40;

/** The two directions along which the loss at `theta` bends most, up or down. */
export function sharpestDirections(model: LossModel, theta: Float64Array, seed: number): Extremes {
  return lanczos(hessianAt(model, theta), theta.length, { count: 2, steps: STEPS, seed });
}
