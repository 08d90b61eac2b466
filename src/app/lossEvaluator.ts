/** The loss of a model and its gradient at a point of all its weights, over all rows or some. */
import { Walk } from '../engines/cpu/walk';
import { gradient, type NodeId } from '../expression';
import { selectRows } from '../fields/dataTable';
import type { LossModel } from '../models/lossModel';

export interface LossEvaluator {
  /** The loss at `theta` (in the order of the model's variables) over `rows`, over all where they are not given; NaN where undefined. */
  loss(theta: Float64Array, rows?: readonly number[]): number;
  /** The loss, with its gradient written into `gradient`. */
  lossAndGradient(theta: Float64Array, gradient: Float64Array, rows?: readonly number[]): number;
  /** The value of another node that has one, such as an accuracy, over all rows. */
  valueOf(node: NodeId): (theta: Float64Array) => number;
}

/** Parameters of the model that are not among its variables are held at `held`, in their order. */
export function createLossEvaluator(model: LossModel, held: readonly number[] = []): LossEvaluator {
  const { builder, loss, variables, parameters, data } = model;
  const walkOf = (roots: readonly NodeId[]): Walk => {
    const walk = new Walk(builder.graph, roots, variables, parameters);
    walk.setData(data);
    walk.setParameters(held);
    return walk;
  };
  const values = walkOf([loss]);
  const slopes = walkOf([loss, ...gradient(builder, loss, variables)]);
  const run = (walk: Walk, theta: Float64Array, rows: readonly number[] | undefined): number => {
    walk.setData(rows ? selectRows(data, rows) : data);
    walk.evaluate(...theta);
    return walk.value(0);
  };
  return {
    loss: (theta, rows) => run(values, theta, rows),
    lossAndGradient(theta, into, rows) {
      const value = run(slopes, theta, rows);
      for (let index = 0; index < into.length; index++) into[index] = slopes.value(index + 1);
      return value;
    },
    valueOf(node) {
      const walk = walkOf([node]);
      return (theta) => run(walk, theta, undefined);
    },
  };
}
