/** What the page can show, whichever subject it is. */
import { Builder, type Graph, gradient, type NodeId } from '../../expression';
import { lastSum, SUM } from '../../fields/layeredLoss';
import type { NetworkLandscape, NetworkScene } from '../network/landscape';
import type { FieldModel } from '../shown/fieldModel';
import type { SampledModel } from '../shown/sampledModel';

export type ShownModel = FieldModel | NetworkLandscape | SampledModel;

/** The network whose landscape is shown; null for everything else. */
export function networkSceneOf(model: ShownModel): NetworkScene | null {
  return 'scene' in model ? model.scene : null;
}

/** Names of the rows of the table that the value and the gradient call; none where samples are looked up. */
export function functionsOf(model: ShownModel): readonly string[] {
  if (model.kind === 'samples') return [];
  const { graph, roots } = functionsIn(model);
  const names = graph.reachable(roots).flatMap((id) => {
    const node = graph.node(id);
    return node.kind === 'call' ? [node.name] : [];
  });
  return [...new Set(names)];
}

/** Nodes below which every function of the value and the gradient stands. */
function functionsIn({ field, partials }: FieldModel): { graph: Graph; roots: readonly NodeId[] } {
  if (field.plane === undefined)
    return { graph: field.graph, roots: [field.value, ...partials.map(({ value }) => value)] };
  const { graph, activation, rowLoss, widths } = field.plane.loss;
  const b = new Builder(graph);
  const lastSums = Array.from({ length: widths.at(-1) ?? 0 }, (_, unit) => lastSum(unit));
  return {
    graph,
    roots: [activation, rowLoss, ...gradient(b, activation, [SUM]), ...gradient(b, rowLoss, lastSums)],
  };
}
