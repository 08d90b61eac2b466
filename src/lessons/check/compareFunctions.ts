/**
 * Whether two expressions are the same function: not the same text. Exactly so where both lower to one node of the graph,
 * as they are or simplified; else by their values at many points of a box.
 */
import { Walk } from '../../engines/cpu/walk';
import { Builder, FAULTS, type Syntax } from '../../expression';
import { simplify } from '../../expression/explain';
import { lower } from '../../expression/lower';
import { type Box, pointsIn } from './domain';

export interface Comparison {
  readonly truth: Syntax;
  readonly answer: Syntax;
  /** Names that vary, parameters too: what is asked for has to hold for all their values. */
  readonly names: readonly string[];
  readonly box: Box;
  /** Where only the domain of this function counts, such as the one that was differentiated. */
  readonly within?: Syntax;
}

export interface Difference {
  /** A number for each of the names. */
  readonly point: readonly number[];
  /** NaN where undefined. */
  readonly truth: number;
  readonly answer: number;
}

export type Verdict =
  /** `exact`: by the graphs, else by values. */
  | { readonly kind: 'equal'; readonly exact: boolean }
  | { readonly kind: 'different'; readonly worst: Difference; readonly share: number }
  /** Too few points at which the truth is defined. */
  | { readonly kind: 'undecided' };

export const POINTS = 256;
/** Fewer defined points than this decide nothing. */
const FEWEST_POINTS = 24;

/**
 * Two ways of writing one function differ by rounding: 2^-53 for each of up to 2^8 operations, times what cancels in
 * sums, for which 2^14 is allowed. A wrong answer that is closer than that everywhere cannot be typed by mistake.
 */
export const RELATIVE_TOLERANCE = 2 ** -31;
/**
 * Where the function is small beside its usual size (at its zeros), the error of its terms remains: the tolerance is
 * relative to this share of the median size at least.
 */
const SMALL_SHARE = 2 ** -4;
/** What is left of terms of size 1 to 2^10 that cancel altogether: 2^-53 times that, for a few of them. */
const ROUNDING_FLOOR = 2 ** -41;

/** Undefined for no other reason than that a number is not finite. */
const OVERFLOW = FAULTS.notFinite.bit;

/** Answers further off than this anywhere are not held against the exact forms: no rounding comes near it. */
const CLEARLY_DIFFERENT = 2 ** -10;

/** Throws ExpressionError where an expression is too large for the graph. */
export function compareFunctions(comparison: Comparison): Verdict {
  const { truth, answer, names, box, within } = comparison;
  const b = new Builder();
  const roots = [lower(truth, b), lower(answer, b)] as const;
  if (roots[0] === roots[1]) return { kind: 'equal', exact: true };
  const inside = within === undefined ? roots[0] : lower(within, b);
  const walk = new Walk(b.graph, [...roots, inside], names, names);
  const met: Difference[] = [];
  for (const point of pointsIn(box, names, POINTS)) {
    walk.setParameters(point);
    walk.evaluate(...point);
    // Too large a number on the way says nothing of either.
    if (Number.isNaN(walk.value(2)) || walk.faults(0) === OVERFLOW || walk.faults(1) === OVERFLOW) continue;
    const difference = { point, truth: walk.value(0), answer: walk.value(1) };
    if (!Number.isNaN(difference.truth) || !Number.isNaN(difference.answer)) met.push(difference);
  }
  const usual = usualSize(met);
  if (met.some((difference) => errorOf(difference, usual) > CLEARLY_DIFFERENT)) return judge(met, usual);
  const exact = lower(simplify(truth), b) === lower(simplify(answer), b);
  return exact ? { kind: 'equal', exact } : judge(met, usual);
}

/** The median size of the truth. */
function usualSize(met: readonly Difference[]): number {
  const sizes = met.map(({ truth }) => Math.abs(truth)).filter(Number.isFinite);
  return sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
}

function judge(met: readonly Difference[], usual: number): Verdict {
  const defined = met.filter(({ truth }) => Number.isFinite(truth)).length;
  if (defined < FEWEST_POINTS) return { kind: 'undecided' };
  let worst: Difference | undefined;
  let most = RELATIVE_TOLERANCE;
  let wrong = 0;
  for (const difference of met) {
    const error = errorOf(difference, usual);
    if (error <= RELATIVE_TOLERANCE) continue;
    wrong++;
    if (error > most) [worst, most] = [difference, error];
  }
  if (worst === undefined) return { kind: 'equal', exact: false };
  return { kind: 'different', worst, share: wrong / met.length };
}

/** Relative to the larger value and the usual size; largest where only one is defined. */
function errorOf({ truth, answer }: Difference, usual: number): number {
  if (Number.isNaN(truth) || Number.isNaN(answer)) return Number.MAX_VALUE;
  const size = Math.max(Math.abs(truth), Math.abs(answer), SMALL_SHARE * usual);
  const error = Math.abs(truth - answer);
  return error <= ROUNDING_FLOOR ? 0 : error / size;
}
