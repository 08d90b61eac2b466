// The forward and the backward pass of a network as its graph has them, to hold others against: which nodes hold z, a and δ of a
// row, and dW and db of the batch. Nothing is propagated here: δ are sensitivities of the loss, as its gradient is.
import { type NodeId, sensitivities } from '../../src/expression';
import type { NetworkModel } from '../../src/models/network';

export interface LayerPass {
  /** Of one row; one a unit. */
  readonly sums: readonly NodeId[];
  readonly outputs: readonly NodeId[];
  /** δ = ∂(loss of the row)/∂z. */
  readonly deltas: readonly NodeId[];
  /** ∂L/∂W over all rows, by unit and by input. */
  readonly weightGradients: readonly (readonly NodeId[])[];
  /** ∂L/∂b over all rows. */
  readonly biasGradients: readonly NodeId[];
}

/** The passes of all layers, first to last. */
export function backwardPass(model: NetworkModel): readonly LayerPass[] {
  const { builder: b, layers, loss, rowLoss } = model;
  const deltas = sensitivities(
    b,
    rowLoss,
    layers.flatMap(({ sums }) => sums),
  );
  const weights = layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
  const leaves = weights.map((name) =>
    model.variables.includes(name) ? b.variable(name) : b.parameter(name),
  );
  const partials = new Map(
    sensitivities(b, loss, leaves).map((partial, index) => [weights[index] ?? '', partial] as const),
  );
  const partialOf = (name: string): NodeId => partials.get(name) ?? b.constant(0);
  let unit = 0;
  return layers.map(({ sums, outputs, weights, biases }) => ({
    sums,
    outputs,
    deltas: sums.map(() => deltas[unit++] ?? b.constant(0)),
    weightGradients: weights.map((row) => row.map(partialOf)),
    biasGradients: biases.map(partialOf),
  }));
}
