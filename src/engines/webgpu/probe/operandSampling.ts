/**
 * Operands to measure a function at: shared out among its ranges, one in each of as many equal strata, the same ones
 * every time. They come one by one, so that none need wait for all. What is done with them is not decided here.
 */
import type { OperandRange, OperandRanges } from '../../../expression';

/** x and y; a function of one operand is not asked for y, which is 0. */
export type OperandPair = readonly [x: number, y: number];

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
const SMALLEST_NORMAL = 2 ** -126;

/** `count` pairs of f32. Zero stands in place of subnormal numbers, which a device may flush. */
export function* samplePairs(ranges: readonly OperandRanges[], count: number): Generator<OperandPair> {
  const random = seededRandom(1);
  const perRange = Math.ceil(count / ranges.length);
  for (let i = 0; i < count; i += 1) {
    const [first, second] = ranges[Math.floor(i / perRange)] ?? [];
    if (first === undefined) return;
    const x = operandAt(first, ((i % perRange) + random()) / perRange);
    // The second operand steps by the golden ratio: even in itself, and independent of the first.
    yield [x, second ? operandAt(second, (i * GOLDEN_RATIO + random() / perRange) % 1) : 0];
  }
}

/** A seeded generator of numbers in [0, 1): mulberry32 (Ettinger, 2017). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The operand at `position` in [0, 1] of the range. */
function operandAt({ from, to, spacing }: OperandRange, position: number): number {
  const value =
    spacing === 'even' ? Math.fround(from + (to - from) * position) : betweenByBits(from, to, position);
  return Math.abs(value) < SMALLEST_NORMAL ? 0 : value;
}

function betweenByBits(from: number, to: number, position: number): number {
  const first = orderOf(from);
  return valueOfOrder(first + Math.floor((orderOf(to) - first) * position));
}

const float = new Float32Array(1);
const integer = new Int32Array(float.buffer);

/** The number of f32 from zero to the value, negative for negative values. */
function orderOf(value: number): number {
  float[0] = Math.abs(value);
  return value < 0 ? -(integer[0] ?? 0) : (integer[0] ?? 0);
}

function valueOfOrder(order: number): number {
  integer[0] = Math.abs(order);
  return order < 0 ? -(float[0] ?? 0) : (float[0] ?? 0);
}
