/** What of the table of functions a device is measured at: every row with a bound, and every form it may take. */
import { type OperandRanges, PRIMITIVES, type Primitive, type WgslForm } from '../../../expression';
import { SMALL_RANGES } from '../../../expression/functions/operandRanges';
import { type OperandPair, samplePairs } from './operandSampling';

export interface ProbedFunction {
  /** Of the row. */
  readonly name: string;
  /** Whether this is the row's code for operands up to SMALL_OPERAND. */
  readonly small: boolean;
  readonly arity: number;
  /** Largest error allowed, in ulp. */
  readonly bound: number;
  readonly ranges: readonly OperandRanges[];
  readonly holds: (x: number, y: number) => boolean;
  readonly reference: (x: number, y: number) => number;
  /** WGSL of x and y. */
  readonly forms: Readonly<Partial<Record<WgslForm, string>>> & { readonly own: string };
  readonly libraries: readonly string[];
}

export const PROBED_FUNCTIONS: readonly ProbedFunction[] = PRIMITIVES.flatMap(probedOf);

function probedOf(row: Primitive): readonly ProbedFunction[] {
  const { name, arity, bound, measured, domain, evaluate, libraries = [] } = row;
  if (bound === undefined || measured === undefined) return [];
  const holds = (x: number, y: number) => domain?.holds(x, y) ?? true;
  const shared = { name, arity, bound, holds, reference: evaluate, libraries };
  const native = row.wgslNative && { native: row.wgslNative('x', 'y') };
  const full = { ...shared, small: false, ranges: measured, forms: { own: row.wgsl('x', 'y'), ...native } };
  if (row.wgslSmall === undefined) return [full];
  return [
    full,
    { ...shared, small: true, ranges: SMALL_RANGES, forms: { own: row.wgslSmall('x'), ...native } },
  ];
}

/** Where special cases live. NaN only for functions of one operand: of two, IEEE 754 lets some ignore it. */
const EDGES = [0, 1, 0.5, 2, 3, 88.72283, 89, 128, 2 ** 24, 1e10, 1e30, 3.4028234663852886e38].flatMap(
  (value) => [Math.fround(value), -Math.fround(value)],
);
const INFINITIES = [Infinity, -Infinity];

/**
 * About `count` pairs of the ranges, and special ones. Only those where the row has something to say: within its domain, and
 * for two operands where its f64 value is a number.
 */
export function* pairsOf(probed: ProbedFunction, count: number): Generator<OperandPair> {
  for (const pair of samplePairs(probed.ranges, count)) if (probed.holds(...pair)) yield pair;
  for (const pair of edgesOf(probed)) if (probed.holds(...pair)) yield pair;
}

function edgesOf({ arity, small, reference }: ProbedFunction): readonly OperandPair[] {
  if (small) return [0, -0].map((a) => [a, 0]);
  const edges = [...EDGES, ...INFINITIES];
  if (arity === 1) return [...edges, Number.NaN].map((a) => [a, 0]);
  return edges
    .flatMap((a) => edges.map((b) => [a, b] as const))
    .filter(([a, b]) => !Number.isNaN(reference(a, b)));
}
