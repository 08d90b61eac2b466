// Seeded random numbers and random texts of the expression language.

import { FUNCTIONS, isCallable } from '../../src/expression';

/** Uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Ettinger, 2017): 32 bits of state, good enough to choose tests with. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of `items`, all equally likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

export interface ExpressionShape {
  /** Names of functions of one operand. */
  readonly unary: readonly string[];
  /** Names of functions of two operands. */
  readonly binary: readonly string[];
  readonly variables: readonly string[];
  readonly parameters?: readonly string[];
  readonly numbers?: readonly string[];
  readonly operators?: readonly string[];
  readonly conditionals?: boolean;
}

const callable = FUNCTIONS.filter(({ name }) => isCallable(name));
const withOperands = (count: number): readonly string[] =>
  callable.filter((row) => row.samples[0]?.length === count).map(({ name }) => name);

/** Every function, operator and condition of the language over x and y. */
export const WHOLE_LANGUAGE: ExpressionShape = {
  unary: withOperands(1),
  binary: withOperands(2),
  variables: ['x', 'y'],
  numbers: ['0', '1', '2', '0.5', '3', 'pi'],
  operators: ['+', '-', '*', '/', '^', '%', '<', ' and ', ' or '],
  conditionals: true,
};

const NUMBERS = ['0', '1', '2', '0.5', '3', '1.25', '0.1', 'pi', '7'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];

/** A text of the language with at most `depth` operations between any leaf and its root. */
export function randomExpression(random: Random, depth: number, shape: ExpressionShape): string {
  const leaf = (): string =>
    random() < 0.65
      ? pick(random, [...shape.variables, ...(shape.parameters ?? [])])
      : pick(random, shape.numbers ?? NUMBERS);
  const below = (): string => randomExpression(random, depth - 1, shape);
  if (depth === 0 || random() < 0.08) return leaf();
  const kind = random();
  if (kind < 0.4) {
    const operator = pick(random, shape.operators ?? ['+', '-', '*', '/']);
    // An exponent is seen at once to be constant or not, on which it hangs whether the power is written as products.
    return `(${below()} ${operator} ${operator === '^' ? leaf() : below()})`;
  }
  if (kind < 0.5) return `(${below()})^${pick(random, ['2', '3', '2', '(-1)', '0.5', '(-2)'])}`;
  if (kind < 0.55) return `(-${below()})`;
  if (kind < 0.62 && shape.conditionals) {
    return `(${below()} ${pick(random, COMPARISONS)} ${below()} ? ${below()} : ${below()})`;
  }
  if (kind < 0.7 && shape.binary.length > 0) return `${pick(random, shape.binary)}(${below()}, ${below()})`;
  return `${pick(random, shape.unary)}(${below()})`;
}
