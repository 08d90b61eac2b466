/** What a model predicts, as a field over its features: decision surfaces, probability shading, regression curves. */
import { Builder, type NodeId, substitute } from '../expression';
import type { ScalarField } from '../fields/scalarField';
import type { LossModel } from './lossModel';

/**
 * `prediction` (a node of the model's graph, what the model predicts unless another is given: the probability of one class, a
 * unit) with the features as coordinates and all of the model's parameters held, in the order of `model.names`.
 */
export function predictionField(
  model: LossModel,
  features: readonly string[],
  prediction: NodeId = model.prediction,
): ScalarField {
  const builder = new Builder();
  const [value = prediction] = substitute(builder, model.builder.graph, [prediction], (leaf) => {
    switch (leaf.kind) {
      case 'column':
        return builder.variable(leaf.name);
      case 'variable':
        return builder.parameter(leaf.name);
      case 'parameter':
      case 'constant':
        return undefined;
      default:
        return leaf satisfies never;
    }
  });
  return { graph: builder.graph, value, variables: features, parameters: model.names };
}
