/** A model on data as the mean of a loss over the rows: a scalar field over the model's parameters. */
import { Builder, type NodeId } from '../expression';
import type { DataTable } from '../fields/dataTable';
import type { LayeredLoss } from '../fields/layeredLoss';

export interface LossModel {
  readonly builder: Builder;
  /** What is predicted for a row, a node of the builder's graph: a number, or the probability of class 1. */
  readonly prediction: NodeId;
  /** The loss of a row. */
  readonly rowLoss: NodeId;
  /** The loss: the mean of `rowLoss`. */
  readonly loss: NodeId;
  /** The model's parameters, in order: those of `variables` are coordinates, the others are held constant. */
  readonly names: readonly string[];
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
  readonly data: DataTable;
  /** The loss as a formula. */
  readonly tex: string;
  /** The same loss by layers, over all of `names` in order, where the model is a network. */
  readonly layered?: LayeredLoss;
}

/** Names of the columns that a regression or a classifier reads. */
export interface Columns {
  readonly features: readonly string[];
  readonly target: string;
}

/** Starts a model: a builder, and what gives the node of each of its parameters by name. */
export function beginModel(
  names: readonly string[],
  variables: readonly string[],
): { builder: Builder; symbol: (name: string) => NodeId; parameters: readonly string[] } {
  const builder = new Builder();
  const moved = new Set(variables);
  return {
    builder,
    symbol: (name) => (moved.has(name) ? builder.variable(name) : builder.parameter(name)),
    parameters: names.filter((name) => !moved.has(name)),
  };
}
