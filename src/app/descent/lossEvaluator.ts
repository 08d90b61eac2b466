/** The loss of a model and its gradient at a point of all its weights, over all rows or some. */
import { LayeredNetwork, type Score } from '../../engines/cpu/layers/layeredNetwork';
import { compilePoint } from '../../engines/cpu/pointProgram';
import { gradient, type NodeId } from '../../expression';
import type { ScalarField } from '../../fields/scalarField';
import { finished, type Steps } from '../../fields/steps';
import type { LossModel } from '../../models/lossModel';

export interface LossEvaluator {
  /**
   * The loss at `theta` (in the order of the model's variables) over `rows`, over all where they are not given, with its gradient
   * written into `gradient`. NaN or ±Infinity where undefined. `theta` must not change meanwhile.
   */
  gradientSteps(theta: Float64Array, gradient: Float64Array, rows?: Uint32Array): Steps<number>;
  /** The loss over all rows and, for a classifier, the accuracy. */
  scoreSteps(theta: Float64Array): Steps<Score>;
  /** As `gradientSteps`, at once. */
  lossAndGradient(theta: Float64Array, gradient: Float64Array, rows?: Uint32Array): number;
}

/** The field of a model's loss over its variables. */
export function lossField({ builder, loss, variables, parameters, data }: LossModel): ScalarField {
  return { graph: builder.graph, value: loss, variables, parameters, data };
}

/** A network over all its weights is computed by layers, everything else by its graph, whose node `accuracy` is. */
export function createLossEvaluator(model: LossModel, accuracy: NodeId | null = null): LossEvaluator {
  const { layered, variables, names } = model;
  const steps =
    layered && variables.length === names.length ? layeredSteps(model, layered) : graphSteps(model, accuracy);
  return {
    ...steps,
    lossAndGradient: (theta, into, rows) => finished(steps.gradientSteps(theta, into, rows)),
  };
}

type EvaluatorSteps = Omit<LossEvaluator, 'lossAndGradient'>;

function layeredSteps({ data }: LossModel, layered: NonNullable<LossModel['layered']>): EvaluatorSteps {
  const network = new LayeredNetwork(layered);
  network.setData(data);
  return {
    gradientSteps: (theta, into, rows) => network.lossAndGradient(theta, into, rows),
    scoreSteps: (theta) => network.score(theta),
  };
}

function graphSteps(model: LossModel, accuracy: NodeId | null): EvaluatorSteps {
  const { builder, loss, variables } = model;
  const field = lossField(model);
  const slopes = compilePoint(field, [loss, ...gradient(builder, loss, variables)]);
  const scores = compilePoint(field, accuracy === null ? [loss] : [loss, accuracy]);
  return {
    *gradientSteps(theta, into, rows) {
      const answer = yield* slopes.steps(theta, [], rows);
      into.set(answer.subarray(1));
      return answer[0] ?? Number.NaN;
    },
    *scoreSteps(theta) {
      const [found = Number.NaN, right = null] = yield* scores.steps(theta);
      return { loss: found, accuracy: right };
    },
  };
}
