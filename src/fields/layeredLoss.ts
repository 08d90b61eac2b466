/**
 * A fully connected network's loss over data as layers of W·a + b: the same scalar field as its graph, said in a form that an
 * engine can compute by matrices. What is not linear in it is graph all the same. It computes nothing.
 */
import type { Graph, NodeId } from '../expression/graph';

/** What the functions of a `LayeredLoss` are of: a weighted sum, the last sums one a unit, the target. */
export const SUM = 'z';
export const TARGET = 'y';
export const lastSum = (unit: number): string => `z${unit}`;

export interface LayeredLoss {
  /** Numbers of units, from the features to the last sums. */
  readonly widths: readonly number[];
  /** Columns of the data: what feeds the first layer, in order, and what is learned. */
  readonly features: readonly string[];
  readonly target: string;
  /** Of the nodes that follow. */
  readonly graph: Graph;
  /** What a layer hands on, but for the last: a function of SUM. */
  readonly activation: NodeId;
  /** The loss of a row, a function of the last sums and of TARGET. */
  readonly rowLoss: NodeId;
  /** What is predicted, functions of the last sums. */
  readonly outputs: readonly NodeId[];
  /** 1 where a row is classified right and 0 where it is not, a function of the last sums and of TARGET; null for a regression. */
  readonly right: NodeId | null;
}

/** How many weights and biases there are: θ, layer by layer, W row by row and then b. */
export function weightCount({ widths }: Pick<LayeredLoss, 'widths'>): number {
  return widths.slice(1).reduce((sum, units, layer) => sum + units * ((widths[layer] ?? 0) + 1), 0);
}

/**
 * A field over a plane through all weights. Its parameters are the origin, u and v, one number a weight each. `of` says what it is:
 * the loss, or its derivative along u or v.
 */
export interface LayeredPlane {
  readonly loss: LayeredLoss;
  readonly of: 'loss' | 'alongU' | 'alongV';
}
