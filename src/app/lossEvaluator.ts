/** The loss of a model and its gradient at a point of all its weights, over all rows or some. */
import { compilePoint } from '../engines/cpu/pointProgram';
import { gradient, type NodeId } from '../expression';
import type { ScalarField } from '../fields/scalarField';
import type { LossModel } from '../models/lossModel';

export interface LossEvaluator {
  /**
   * The loss at `theta` (in the order of the model's variables) over `rows`, over all where they are not given, with its gradient
   * written into `gradient`. NaN where undefined.
   */
  lossAndGradient(theta: Float64Array, gradient: Float64Array, rows?: Uint32Array): number;
  /** Values over all rows of nodes that have one, such as loss and accuracy; they hold until the next. */
  valuesOf(nodes: readonly NodeId[]): (theta: Float64Array) => Float64Array;
}

/** The field of a model's loss over its variables. */
export function lossField({ builder, loss, variables, parameters, data }: LossModel): ScalarField {
  return { graph: builder.graph, value: loss, variables, parameters, data };
}

/** Parameters of the model that are not among its variables are held at `held`, in their order. */
export function createLossEvaluator(model: LossModel, held: readonly number[] = []): LossEvaluator {
  const { builder, loss, variables } = model;
  const field = lossField(model);
  const slopes = compilePoint(field, [loss, ...gradient(builder, loss, variables)]);
  return {
    lossAndGradient(theta, into, rows) {
      const answer = slopes.evaluate(theta, held, rows);
      into.set(answer.subarray(1));
      return answer[0] ?? Number.NaN;
    },
    valuesOf(nodes) {
      const program = compilePoint(field, nodes);
      return (theta) => program.evaluate(theta, held);
    },
  };
}
