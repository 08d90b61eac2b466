/** Losses of one row as graph: of a prediction and a target, each written so that it neither overflows nor meets log(0). */
import type { Builder, NodeId } from '../expression';

/** (p − y)². Its mean is the mean squared error, with no half before it. */
export function squaredLoss(b: Builder, prediction: NodeId, target: NodeId): NodeId {
  const residual = b.subtract(prediction, target);
  return b.multiply(residual, residual);
}

/**
 * softplus(z) − y·z with y in {0, 1}: the cross-entropy −[y·ln p + (1 − y)·ln(1 − p)] of p = σ(z). Where p is not within 1e-15 of
 * 0 or 1, it equals the form that clips p to [1e-15, 1 − 1e-15]; beyond, the clipped form is flat and this one goes on rising,
 * as the cross-entropy does.
 */
export function logisticLoss(b: Builder, logit: NodeId, target: NodeId): NodeId {
  return b.subtract(b.call('softplus', logit), b.multiply(target, logit));
}

/** ln Σ exp(zₖ): the largest logit and what the others add to it. */
export function logOfSumOfExponentials(b: Builder, logits: readonly NodeId[]): NodeId {
  return logits.reduce((all, logit) => b.call('logsumexp', all, logit));
}

/** ln Σ exp(zₖ) − z_y, where the target y is the number of the class, from 0: the cross-entropy of the softmax of the logits. */
export function softmaxLoss(b: Builder, logits: readonly NodeId[], target: NodeId): NodeId {
  const chosen = logits
    .map((logit, index) => b.multiply(b.call('equal', target, b.constant(index)), logit))
    .reduce((sum, term) => b.add(sum, term));
  return b.subtract(logOfSumOfExponentials(b, logits), chosen);
}
