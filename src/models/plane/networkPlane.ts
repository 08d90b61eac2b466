/**
 * The loss of a network over a plane through all its weights, and its derivatives along the plane's directions, as fields. Engines
 * that compute layers read `plane`; the graph, which has some seven nodes a weight, is made when one asks for it.
 */
import { Builder, gradient, type NodeId } from '../../expression';
import type { LayeredPlane } from '../../fields/layeredLoss';
import { type PlaneField, planeOf, planeParameters } from '../../fields/slice';
import type { NetworkModel } from '../network';

export interface NetworkPlane {
  readonly loss: PlaneField;
  readonly partials: readonly [alongU: PlaneField, alongV: PlaneField];
}

/** `axes` name the coordinates. Reading `graph` or `value` throws GraphTooLargeError where the graph grows past its limit. */
export function networkPlane(model: NetworkModel, axes: readonly [string, string]): NetworkPlane {
  const { variables, parameters, data } = model;
  const names = planeParameters(variables);
  let made: PlaneField | null = null;
  const whole = (): PlaneField => {
    made ??= planeOf({ graph: model.builder.graph, value: model.loss, variables, parameters, data }, axes);
    return made;
  };
  let partials: readonly NodeId[] | null = null;
  const partial = (axis: 0 | 1): NodeId => {
    const { graph, value } = whole();
    partials ??= gradient(new Builder(graph), value, axes);
    return partials[axis] ?? value;
  };
  const fieldOf = (of: LayeredPlane['of'], value: () => NodeId): PlaneField => ({
    get graph() {
      return whole().graph;
    },
    get value() {
      return value();
    },
    variables: axes,
    parameters: names,
    data,
    plane: { loss: model.layered, of },
    parameterValues: ({ origin, u, v }) => [...Array.from(origin), ...Array.from(u), ...Array.from(v)],
  });
  return {
    loss: fieldOf('loss', () => whole().value),
    partials: [fieldOf('alongU', () => partial(0)), fieldOf('alongV', () => partial(1))],
  };
}
