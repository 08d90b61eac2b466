/**
 * What of a network's passes is not linear, as programs over rows without means: the activation, the loss, and their derivatives,
 * all from the graph that declares them.
 */
import { Builder, gradient, type NodeId } from '../../../expression';
import { type LayeredLoss, lastSum, SUM, TARGET } from '../../../fields/layeredLoss';
import { compileRows, type RowProgram } from '../rowProgram';

export const LAYER_MAPS = [
  /** z → φ(z). */
  'activate',
  /** z, d → φ'(z)·d. */
  'activateBack',
  /** z, ż → φ(z), φ'(z)·ż. */
  'activateRate',
  /** z, ż, d, ḋ → φ'(z)·d, φ''(z)·ż·d + φ'(z)·ḋ. */
  'activateBackRate',
  /** z0, …, y, m → l·m, m·∂l/∂z0, …: m is 1 in a row and 0 where a block has none. */
  'loss',
  /** z0, …, ż0, …, y, m → m·∂l/∂z0, …, and the rates of these. */
  'lossRate',
  /** z0, … → the outputs. */
  'outputs',
  /** z0, …, y, m → m where the row is classified right. */
  'right',
] as const;
export type LayerMap = (typeof LAYER_MAPS)[number];

/** Inputs and roots in the order above. */
export type LayerMaps = Readonly<Record<LayerMap, RowProgram>>;

/** Names that no function of a layered loss has: the mask, a sensitivity, and rates of change. */
const [MASK, BACK, RATE] = ['mask', 'back', 'rate'] as const;
const rateOf = (name: string): string => `${RATE} of ${name}`;

export function layerMaps({ graph, widths, activation, rowLoss, outputs, right }: LayeredLoss): LayerMaps {
  const b = new Builder(graph);
  const logits = Array.from({ length: widths.at(-1) ?? 0 }, (_, unit) => lastSum(unit));
  const masked = (node: NodeId): NodeId => b.multiply(b.variable(MASK), node);
  /** The derivative of `node` along the rates of `names`. */
  const along = (node: NodeId, names: readonly string[]): NodeId =>
    gradient(b, node, names)
      .map((partial, index) => b.multiply(partial, b.variable(rateOf(names[index] ?? ''))))
      .reduce((sum, term) => b.add(sum, term), b.constant(0));
  const [slope = activation] = gradient(b, activation, [SUM]);
  const back = b.multiply(slope, b.variable(BACK));
  const deltas = gradient(b, rowLoss, logits).map(masked);
  const program = (roots: readonly NodeId[], inputs: readonly string[]): RowProgram =>
    compileRows(graph, roots, inputs, []);
  const rates = logits.map(rateOf);
  return {
    activate: program([activation], [SUM]),
    activateBack: program([back], [SUM, BACK]),
    activateRate: program([activation, along(activation, [SUM])], [SUM, rateOf(SUM)]),
    activateBackRate: program([back, along(back, [SUM, BACK])], [SUM, rateOf(SUM), BACK, rateOf(BACK)]),
    loss: program([masked(rowLoss), ...deltas], [...logits, TARGET, MASK]),
    lossRate: program(
      [...deltas, ...deltas.map((delta) => along(delta, logits))],
      [...logits, ...rates, TARGET, MASK],
    ),
    outputs: program(outputs, logits),
    right: program([masked(right ?? b.constant(0))], [...logits, TARGET, MASK]),
  };
}
