// Products of a loss's Hessian with vectors as graph, to hold others against.
import { gradient, type NodeId } from '../../src/expression';
import type { LossModel } from '../../src/models/lossModel';

export interface HessianProduct {
  /** (H·v)ᵢ, one a variable of the model. */
  readonly products: readonly NodeId[];
  /** Names of the parameters that hold v, in the order of the variables. */
  readonly direction: readonly string[];
}

/** What the parameters that hold v are called, before the name of their variable. */
const DIRECTION = 'd_';

/**
 * H·v = ∇(∇L·v), row by row before the mean is taken, so that one sweep does for all means (Pearlmutter, 1994, "Fast exact
 * multiplication by the Hessian"). Throws GraphTooLargeError where the graph grows past its limit.
 */
export function hessianProduct({ builder: b, rowLoss, variables }: LossModel): HessianProduct {
  const direction = variables.map((name) => DIRECTION + name);
  const along = gradient(b, rowLoss, variables)
    .map((partial, index) => b.multiply(partial, b.parameter(direction[index] ?? '')))
    .reduce((sum, term) => b.add(sum, term), b.constant(0));
  return { products: gradient(b, along, variables).map((product) => b.mean(product)), direction };
}
