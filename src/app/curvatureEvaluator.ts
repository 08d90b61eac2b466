/** The Hessian of a model's loss at a point, by its products with vectors; and its sharpest directions. */
import { compilePoint } from '../engines/cpu/pointProgram';
import { hessianProduct } from '../models/curvature';
import type { LossModel } from '../models/lossModel';
import { type Extremes, lanczos } from '../models/plane/lanczos';
import { lossField } from './lossEvaluator';

/** H·v at `theta`, for any v; both in the order of the model's variables. */
export function hessianAt(
  model: LossModel,
  theta: Float64Array,
  held: readonly number[] = [],
): (vector: Float64Array) => Float64Array {
  const { products, direction } = hessianProduct(model);
  const field = lossField(model);
  const program = compilePoint({ ...field, parameters: [...field.parameters, ...direction] }, products);
  return (vector) => Float64Array.from(program.evaluate(theta, [...held, ...vector]));
}

/** Steps of Lanczos: the two ends of a Hessian's spectrum stand apart and are found in some ten. */
const STEPS = 40;

/** The two directions along which the loss at `theta` bends most, up or down. */
export function sharpestDirections(model: LossModel, theta: Float64Array, seed: number): Extremes {
  return lanczos(hessianAt(model, theta), theta.length, { count: 2, steps: STEPS, seed });
}
