/**
 * Which nodes of a gradient are carried as pairs of f32, so that it keeps its digits: as few as a first-order model of the
 * error asks for, the most telling first. A gradient that f32 serves well enough has none.
 */
import type { NodeId, PairForm, Pairs } from '../../expression';
import { DOUBLE_SINGLE_COST } from './pairCosts';
import type { GradientRounding, NodeRounding } from './roundingAnalysis';

/**
 * Standard deviations of the error that are good enough, in EPSILON of |∇f| at the median sample and of max|∇f| at the worst,
 * so that what is promised holds, 1.5 and 16. Over all landscapes, measured medians were 0.5 to 1.03 of the model's deviation,
 * and the largest errors among 512² samples up to 3.5 of it.
 */
const GOOD_ENOUGH = { median: 1.4, largest: 4 } as const;
/** Nodes that take less than this share of the error's variance away are not worth it. */
const LEAST_SHARE = 0.003;
/** What is worth at least this part of the best is chosen with it. */
const AS_GOOD = 0.9;
/** Variances below, in EPSILON², are alike: nobody sees them beside the rounding of the gradient itself. */
const LEAST_VARIANCE = 1e-3;

interface Candidate {
  readonly node: NodeRounding;
  readonly index: number;
  readonly form: PairForm;
}

/**
 * Adds to `held` what is needed. `isEligible` says which nodes may be pairs at all. Elementary functions are computed in
 * double-single only where all else does not suffice and that does: for the whole promise, or for its median at least.
 */
export function selectPairs(
  rounding: GradientRounding,
  held: Pairs,
  isEligible: (id: NodeId) => boolean,
): Pairs {
  const chosen = new Map(held);
  const model = new ErrorModel(rounding);
  const firstOrder = rounding.nodes.flatMap((node, index): Candidate[] =>
    !node.exact && isEligible(node.id) ? [{ node, index, form: 'firstOrder' }] : [],
  );
  const functions = firstOrder.filter(({ node }) => !node.recoverable);
  const doubleSingle = functions.map((candidate): Candidate => ({ ...candidate, form: 'doubleSingle' }));
  if (!model.choose(chosen, firstOrder)) {
    const dearer = new Map(chosen);
    const suffices =
      model.choose(dearer, doubleSingle) || (!model.keepsMedian(chosen) && model.keepsMedian(dearer));
    if (suffices) for (const [id, form] of dearer) chosen.set(id, form);
  }
  model.takeBack(chosen, held);
  return chosen;
}

function costOf(node: NodeRounding, form: PairForm): number {
  return form === 'doubleSingle' ? DOUBLE_SINGLE_COST : Math.max(node.cost, 1);
}

/** What of a node's errors reaches the gradient; errors are squares, at every sample. */
interface Share {
  own: boolean;
  rounded: boolean;
  curved: boolean;
}

interface Evaluated {
  /** Of the gradient's error, at every sample. */
  readonly variance: Float64Array;
  readonly shares: readonly Share[];
  /** Whether something that operands lack comes to the node. */
  readonly inherits: readonly boolean[];
}

class ErrorModel {
  readonly #roots: ReadonlySet<NodeId>;

  constructor(private readonly rounding: GradientRounding) {
    this.#roots = new Set(rounding.roots);
  }

  /** Adds candidates until all is good enough; false where they do not suffice. */
  choose(chosen: Map<NodeId, PairForm>, candidates: readonly Candidate[]): boolean {
    for (;;) {
      const evaluated = this.#evaluate(chosen);
      const weights = this.#weights(evaluated.variance);
      if (weights === null) return true;
      const gains = candidates.flatMap((candidate) => {
        const present = chosen.get(candidate.node.id);
        if (present === candidate.form || present === 'doubleSingle') return [];
        const share = this.#gain(candidate, evaluated, weights);
        return share < LEAST_SHARE
          ? []
          : [{ candidate, worth: share / costOf(candidate.node, candidate.form) }];
      });
      if (gains.length === 0) return false;
      const best = Math.max(...gains.map(({ worth }) => worth));
      for (const { candidate, worth } of gains)
        if (worth >= best * AS_GOOD) chosen.set(candidate.node.id, candidate.form);
    }
  }

  keepsMedian(chosen: Pairs): boolean {
    return isGoodMedian(this.#evaluate(chosen).variance);
  }

  /** Removes what all is good enough without, what is dear for the little it does first, but nothing of `held`. */
  takeBack(chosen: Map<NodeId, PairForm>, held: Pairs): void {
    const present = this.#spread(chosen);
    const added = this.rounding.nodes.flatMap((node) => {
      const form = chosen.get(node.id);
      if (form === undefined || held.get(node.id) === form) return [];
      const gain = this.#spread(without(chosen, node.id, held)) - present;
      return [{ id: node.id, worth: gain / costOf(node, form) }];
    });
    for (const { id } of added.sort((a, b) => a.worth - b.worth)) {
      const fewer = without(chosen, id, held);
      if (this.#weights(this.#evaluate(fewer).variance) !== null) continue;
      const before = held.get(id);
      if (before === undefined) chosen.delete(id);
      else chosen.set(id, before);
    }
  }

  /** The logarithm of the variance, over all samples. */
  #spread(chosen: Pairs): number {
    return this.#evaluate(chosen).variance.reduce((sum, v) => sum + Math.log(Math.max(v, LEAST_VARIANCE)), 0);
  }

  #evaluate(chosen: Pairs): Evaluated {
    const { nodes, steepness } = this.rounding;
    const variance = new Float64Array(steepness.length);
    const inherits: boolean[] = [];
    const lacks: boolean[] = [];
    const shares = nodes.map((node, index): Share => {
      const comes = node.operands.some((operand, k) => node.passes[k] === true && lacks[operand] === true);
      const form = chosen.get(node.id);
      const recovers = form === 'doubleSingle' || (form === 'firstOrder' && node.recoverable);
      const isPair = node.exact ? comes : recovers || (form === 'firstOrder' && comes);
      inherits[index] = comes;
      lacks[index] = isPair;
      const share = {
        own: !recovers,
        rounded: isPair ? this.#roots.has(node.id) : comes,
        curved: comes && form !== 'doubleSingle',
      };
      addShare(variance, node, share, 1);
      return share;
    });
    return { variance, shares, inherits };
  }

  /** Of every sample's variance in what is to be made smaller; null where all is good enough. */
  #weights(variance: Float64Array): Float64Array | null {
    const { steepness } = this.rounding;
    if (!isGoodMedian(variance)) return variance.map((v) => (v > 0 ? 1 / v / variance.length : 0));
    const absolute = variance.map((v, k) => v * (steepness[k] ?? 0));
    const worst = Math.max(...absolute);
    if (worst <= GOOD_ENOUGH.largest ** 2) return null;
    return variance.map((v, k) => (absolute[k] === worst ? 1 / v : 0));
  }

  /** The weighted share of the variance that a candidate takes away, itself alone. */
  #gain({ node, index, form }: Candidate, { shares, inherits }: Evaluated, weights: Float64Array): number {
    const isRoot = this.#roots.has(node.id);
    const recovers = form === 'doubleSingle' || node.recoverable;
    const comes = inherits[index] === true;
    const present = shares[index];
    if (present === undefined || (!recovers && (isRoot || !comes))) return 0;
    const change = new Float64Array(weights.length);
    addShare(change, node, present, 1);
    addShare(change, node, { own: !recovers, rounded: isRoot, curved: comes && form !== 'doubleSingle' }, -1);
    return change.reduce((sum, v, k) => sum + v * (weights[k] ?? 0), 0);
  }
}

/** `chosen` with what `held` has of `id`. */
function without(chosen: Pairs, id: NodeId, held: Pairs): Map<NodeId, PairForm> {
  const before = held.get(id);
  const fewer = new Map(chosen);
  if (before === undefined) fewer.delete(id);
  else fewer.set(id, before);
  return fewer;
}

function isGoodMedian(variance: Float64Array): boolean {
  const sorted = variance.slice().sort();
  return (sorted[sorted.length >> 1] ?? 0) <= GOOD_ENOUGH.median ** 2;
}

function addShare(
  sum: Float64Array,
  node: NodeRounding,
  { own, rounded, curved }: Share,
  sign: 1 | -1,
): void {
  if (own) addScaled(sum, node.own, sign);
  if (rounded) addScaled(sum, node.rounded, sign);
  if (curved) addScaled(sum, node.curved, sign);
}

function addScaled(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + factor * (values[k] as number);
}
