/**
 * Which nodes of a gradient are carried as pairs of f32, so that it keeps its digits: as few as a first-order model of the
 * error asks for, the most telling first. A gradient that f32 serves well enough has none.
 */
import type { NodeId } from '../../expression';
import type { GradientRounding, NodeRounding } from './roundingAnalysis';

/**
 * Standard deviations of the error that are good enough, in EPSILON of |∇f| at the median sample and of max|∇f| at the worst,
 * so that what is promised holds, 1.5 and 16. Over all landscapes, measured medians were 0.5 to 0.95 of the model's deviation,
 * and the largest errors among 512² samples up to 3.5 of it.
 */
const GOOD_ENOUGH = { median: 1.5, largest: 4 } as const;
/** Nodes that take less than this share of the error's variance away are not worth it. */
const LEAST_SHARE = 0.003;
/** Operations in f32 of a pair, about. */
const COST = { given: 1, recoverable: 12, other: 2 } as const;

/** Adds to `held` what is needed. `isEligible` says which nodes may be pairs at all. */
export function selectPairs(
  rounding: GradientRounding,
  held: ReadonlySet<NodeId>,
  isEligible: (id: NodeId) => boolean,
): ReadonlySet<NodeId> {
  const chosen = new Set(held);
  const model = new ErrorModel(rounding);
  const candidates = rounding.nodes.filter(({ exact, id }) => !exact && isEligible(id));
  for (;;) {
    const { variance, roles } = model.evaluate(chosen);
    const weights = model.weights(variance);
    if (weights === null) break;
    const gains = candidates
      .filter(({ id }) => !chosen.has(id))
      .map((node) => {
        const share = model.gain(node, roles, weights);
        return { node, share, worth: share / costOf(node) };
      })
      .filter(({ share }) => share >= LEAST_SHARE)
      .sort((a, b) => b.worth - a.worth);
    const best = gains[0];
    if (best === undefined) break;
    chosen.add(best.node.id);
  }
  for (const id of [...chosen].reverse()) {
    if (held.has(id)) continue;
    chosen.delete(id);
    if (model.weights(model.evaluate(chosen).variance) !== null) chosen.add(id);
  }
  return chosen;
}

function costOf({ isGiven, recoverable }: NodeRounding): number {
  return COST[isGiven ? 'given' : recoverable ? 'recoverable' : 'other'];
}

/** What a choice makes of each node: whether something that its value lacks goes on beside it, or comes to it. */
interface Roles {
  readonly inherits: readonly boolean[];
  /** Of the error as it is, by node and sample. */
  readonly variances: readonly ((k: number) => number)[];
}

interface Evaluated {
  /** Of the gradient's error, at every sample. */
  readonly variance: Float64Array;
  readonly roles: Roles;
}

class ErrorModel {
  readonly #indices: ReadonlyMap<NodeId, number>;
  readonly #roots: ReadonlySet<number>;

  constructor(private readonly rounding: GradientRounding) {
    this.#indices = new Map(rounding.nodes.map(({ id }, index) => [id, index]));
    this.#roots = new Set(rounding.roots.map((id) => this.#indices.get(id) ?? -1));
  }

  evaluate(chosen: ReadonlySet<NodeId>): Evaluated {
    const { nodes, steepness } = this.rounding;
    const variance = new Float64Array(steepness.length);
    const lacks: boolean[] = [];
    const inherits: boolean[] = [];
    const variances = nodes.map((node, index) => {
      const { own, rounded } = node;
      const comes = node.operands.some((operand, k) => node.passes[k] === true && lacks[operand] === true);
      const isPair = node.exact ? comes : chosen.has(node.id) && (comes || node.recoverable);
      inherits[index] = comes;
      lacks[index] = isPair;
      const rounds = (comes && !isPair) || (isPair && this.#roots.has(index));
      const operates = !(isPair && node.recoverable);
      const of = (k: number) => (operates ? (own[k] ?? 0) : 0) + (rounds ? (rounded[k] ?? 0) : 0);
      for (let k = 0; k < variance.length; k++) variance[k] = (variance[k] ?? 0) + of(k);
      return of;
    });
    return { variance, roles: { inherits, variances } };
  }

  /** Of every sample's variance in what is to be made smaller; null where all is good enough. */
  weights(variance: Float64Array): Float64Array | null {
    const { steepness } = this.rounding;
    const inverse = variance.map((v) => (v > 0 ? 1 / v / variance.length : 0));
    const sorted = [...variance].sort((a, b) => a - b);
    if ((sorted[sorted.length >> 1] ?? 0) > GOOD_ENOUGH.median ** 2) return inverse;
    const absolute = variance.map((v, k) => v * (steepness[k] ?? 0));
    const worst = Math.max(...absolute);
    if (worst <= GOOD_ENOUGH.largest ** 2) return null;
    return variance.map((v, k) => (absolute[k] === worst ? 1 / v : 0));
  }

  /** The weighted share of the variance that making `node` a pair takes away, itself alone. */
  gain(node: NodeRounding, { inherits, variances }: Roles, weights: Float64Array): number {
    const index = this.#indices.get(node.id) ?? -1;
    const isRoot = this.#roots.has(index);
    if (!node.recoverable && (isRoot || inherits[index] !== true)) return 0;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      const left = (node.recoverable ? 0 : (node.own[k] ?? 0)) + (isRoot ? (node.rounded[k] ?? 0) : 0);
      sum += (weights[k] ?? 0) * ((variances[index]?.(k) ?? 0) - left);
    }
    return sum;
  }
}
