/**
 * Which of several forms with the same meaning a formula takes: the one that loses the fewest digits. cos(2πx) has no
 * error to carry from π, exp(u) - 1 and log(1 + u) keep small u, sech² keeps the digits that 1 - tanh² cancels, and
 * constants that meet are multiplied once, here, instead of at every sample in f32.
 *
 * Every form agrees with the plain one on the real numbers, so values and the edges of domains move by rounding only
 * (and what overflowed on the way may no longer). What a formula is in terms of others is in `functions/`; identities
 * that hold bit by bit are in `builder.ts`.
 */
import type { Builder } from './builder';
import type { NodeId } from './graph';

/** 'plain' keeps to what was typed, bit by bit: what the other forms are held against. */
export type FormChoice = 'accurate' | 'plain';

/** How far a pattern is looked for: bounds the search in graphs whose nodes are shared, where paths multiply. */
const SEARCH_DEPTH = 8;
/** A constant c counts as π·k/64 within this: the rounding of π, of two products and of c/π, 2^-53 each. */
const HALF_TURN_TOLERANCE = 2 ** -51;
const HALF_TURN_PARTS = 64;
/** Up to here k/64 is exact in f32. */
const MOST_PARTS = 2 ** 24;

const HALF_TURN_FORMS: Readonly<Record<string, string>> = { sin: 'sinpi', cos: 'cospi' };

/** sin(πu) → sinpi(u), cos(πu) → cospi(u), log(1 + u) → log1p(u); undefined where the plain call is best. */
export function formOfCall(b: Builder, name: string, operands: readonly NodeId[]): NodeId | undefined {
  const [operand] = operands;
  if (operand === undefined) return undefined;
  const inHalfTurns = HALF_TURN_FORMS[name];
  if (inHalfTurns !== undefined) {
    const turns = halfTurns(b, operand, SEARCH_DEPTH);
    return turns === undefined ? undefined : b.call(inHalfTurns, turns);
  }
  if (name === 'log') {
    const rest = withoutOne(b, operand, SEARCH_DEPTH);
    return rest === undefined ? undefined : b.call('log1p', rest);
  }
  return undefined;
}

/** exp(u) - 1 → expm1(u), 1 - exp(u) → -expm1(u), 1 - tanh(u)² → sech²(u), tanh(u)² - 1 → -sech²(u). */
export function formOfDifference(b: Builder, left: NodeId, right: NodeId): NodeId | undefined {
  if (b.graph.constantValue(right) === 1) return lessOne(b, left);
  if (b.graph.constantValue(left) !== 1) return undefined;
  const opposite = lessOne(b, right);
  return opposite === undefined ? undefined : b.negate(opposite);
}

/** c·(d·u) → (c·d)·u for constants c and d whose product is an f64 of full precision. */
export function formOfProduct(b: Builder, left: NodeId, right: NodeId): NodeId | undefined {
  for (const [factor, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const outer = b.graph.constantValue(factor);
    const operands = operandsOfCall(b, other, 'multiply');
    if (outer === undefined || operands === undefined) continue;
    const [first, second] = operands;
    for (const [held, rest] of [
      [first, second],
      [second, first],
    ] as const) {
      const inner = b.graph.constantValue(held);
      if (inner !== undefined && isOrdinary(outer * inner))
        return b.multiply(b.constant(outer * inner), rest);
    }
  }
  return undefined;
}

/** e^u → exp(u): e rounded to f32 would be off by 3e-8, u times that in the power. */
export function formOfPower(b: Builder, base: NodeId, exponent: NodeId): NodeId | undefined {
  return b.graph.constantValue(base) === Math.E ? b.call('exp', exponent) : undefined;
}

/** u - 1 in a form of its own, where u has one. */
function lessOne(b: Builder, id: NodeId): NodeId | undefined {
  const exponent = operandsOfCall(b, id, 'exp')?.[0];
  if (exponent !== undefined) return b.call('expm1', exponent);
  const factors = operandsOfCall(b, id, 'multiply');
  if (factors === undefined || factors[0] !== factors[1]) return undefined;
  const argument = operandsOfCall(b, factors[0], 'tanh')?.[0];
  return argument === undefined ? undefined : b.negate(b.call('sech2', argument));
}

/** v with u = π·v, where π stands in u as a factor, or in both terms of a sum. */
function halfTurns(b: Builder, id: NodeId, depth: number): NodeId | undefined {
  if (depth === 0) return undefined;
  const node = b.graph.node(id);
  if (node.kind === 'constant') {
    const parts = Math.round((node.value / Math.PI) * HALF_TURN_PARTS);
    const error = Math.abs(parts / HALF_TURN_PARTS - node.value / Math.PI);
    const isMultiple = parts !== 0 && error <= HALF_TURN_TOLERANCE * Math.abs(node.value / Math.PI);
    return isMultiple && Math.abs(parts) <= MOST_PARTS ? b.constant(parts / HALF_TURN_PARTS) : undefined;
  }
  if (node.kind !== 'call') return undefined;
  const [left, right] = node.operands;
  if (left === undefined) return undefined;
  const first = (): NodeId | undefined => halfTurns(b, left, depth - 1);
  if (right === undefined) {
    const turns = node.name === 'negate' ? first() : undefined;
    return turns === undefined ? undefined : b.negate(turns);
  }
  const second = (): NodeId | undefined => halfTurns(b, right, depth - 1);
  switch (node.name) {
    case 'multiply': {
      const turns = first();
      if (turns !== undefined) return b.multiply(turns, right);
      const others = second();
      return others === undefined ? undefined : b.multiply(left, others);
    }
    case 'divide': {
      const turns = first();
      return turns === undefined ? undefined : b.divide(turns, right);
    }
    case 'add':
    case 'subtract': {
      const turns = first();
      const others = turns === undefined ? undefined : second();
      return turns === undefined || others === undefined ? undefined : b[node.name](turns, others);
    }
    default:
      return undefined;
  }
}

/** u - 1, where u is a sum with 1 among its terms. */
function withoutOne(b: Builder, id: NodeId, depth: number): NodeId | undefined {
  if (depth === 0) return undefined;
  const sum = operandsOfCall(b, id, 'add');
  if (sum !== undefined) {
    const [left, right] = sum;
    if (b.graph.constantValue(left) === 1) return right;
    if (b.graph.constantValue(right) === 1) return left;
    const fromLeft = withoutOne(b, left, depth - 1);
    if (fromLeft !== undefined) return b.add(fromLeft, right);
    const fromRight = withoutOne(b, right, depth - 1);
    return fromRight === undefined ? undefined : b.add(left, fromRight);
  }
  const difference = operandsOfCall(b, id, 'subtract');
  if (difference === undefined) return undefined;
  const [minuend, subtrahend] = difference;
  if (b.graph.constantValue(minuend) === 1) return b.negate(subtrahend);
  const rest = withoutOne(b, minuend, depth - 1);
  return rest === undefined ? undefined : b.subtract(rest, subtrahend);
}

/** The operands of `id` where it is a call of `name`; of a unary one, its operand twice. */
function operandsOfCall(b: Builder, id: NodeId, name: string): readonly [NodeId, NodeId] | undefined {
  const node = b.graph.node(id);
  if (node.kind !== 'call' || node.name !== name) return undefined;
  const [left, right = left] = node.operands;
  return left === undefined || right === undefined ? undefined : [left, right];
}

/** Neither overflown nor so small that digits, also in f32, were lost. */
function isOrdinary(value: number): boolean {
  return Math.abs(value) >= 2 ** -100 && Math.abs(value) <= 2 ** 100;
}
