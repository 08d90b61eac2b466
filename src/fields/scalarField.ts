import type { Graph, NodeId } from '../expression/graph';
import type { DataTable } from './dataTable';
import type { LayeredPlane } from './layeredLoss';

/**
 * A scalar field over R^n: everything Gradscape shows is one of these.
 * `value` is a node of `graph`; `variables` are the n coordinates in order; `parameters` are the names held constant
 * while the coordinates vary (sliders), in the order in which requests list their values.
 */
export interface ScalarField {
  readonly graph: Graph;
  readonly value: NodeId;
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
  /** What the means of the graph are taken over; absent where it has none. Another table is another field. */
  readonly data?: DataTable;
  /** The same field by layers, where it is the loss of a network over a plane; its parameters are then the plane's numbers alone. */
  readonly plane?: LayeredPlane;
}
