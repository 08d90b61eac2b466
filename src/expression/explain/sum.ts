/** Sums of products of powers with exact coefficients: the form in which like terms meet. Their products are in normalForm.ts. */
import type { Syntax } from '../syntax';
import { addRational, isOne, isZero, multiplyRational, negative, ONE, type Rational, ZERO } from './rational';
import { keyOf, sizeOf } from './trees';

/** Terms with different keys; none for 0. */
export type Sum = readonly Term[];

export interface Term {
  /** Never 0. */
  readonly coefficient: Rational;
  /** In the order of their keys. */
  readonly factors: readonly Factor[];
  /** Of the factors. */
  readonly key: string;
}

export interface Factor {
  readonly base: Base;
  readonly exponent: Sum;
  /** Of the base. */
  readonly key: string;
}

/** A sum as a base has several terms, or one whose power cannot be drawn into it. */
export type Base =
  | { readonly kind: 'atom'; readonly syntax: Syntax }
  | { readonly kind: 'sum'; readonly sum: Sum };

export const ONE_SUM: Sum = [termOf(ONE, [])];

export function constantSum(value: Rational): Sum {
  return isZero(value) ? [] : [termOf(value, [])];
}

/** `syntax` as a factor that nothing is known of. */
export function atomSum(syntax: Syntax): Sum {
  return [termOf(ONE, [atomFactor(syntax, ONE_SUM)])];
}

/** The value of a sum without factors. */
export function constantOf(sum: Sum): Rational | undefined {
  const [only] = sum;
  if (only === undefined) return ZERO;
  return sum.length === 1 && only.factors.length === 0 ? only.coefficient : undefined;
}

export function addSums(...sums: readonly Sum[]): Sum {
  const terms = new Map<string, Term>();
  for (const term of sums.flat()) {
    const known = terms.get(term.key);
    if (known === undefined) {
      terms.set(term.key, term);
      continue;
    }
    const coefficient = addRational(known.coefficient, term.coefficient);
    if (isZero(coefficient)) terms.delete(term.key);
    else terms.set(term.key, { ...known, coefficient });
  }
  return [...terms.values()];
}

export function scaleSum(sum: Sum, factor: Rational): Sum {
  if (isZero(factor)) return [];
  return sum.map((term) => ({ ...term, coefficient: multiplyRational(term.coefficient, factor) }));
}

export function opposite(sum: Sum): Sum {
  return sum.map((term) => ({ ...term, coefficient: negative(term.coefficient) }));
}

export function atomFactor(syntax: Syntax, exponent: Sum): Factor {
  return { base: { kind: 'atom', syntax }, exponent, key: keyOf(syntax) };
}

export function sumFactor(sum: Sum, exponent: Sum): Factor {
  return { base: { kind: 'sum', sum }, exponent, key: keyOfSum(sum) };
}

export function keyOfSum(sum: Sum): string {
  const keys = sum.map(
    ({ coefficient: { numerator, denominator }, key }) => `${numerator}/${denominator}·${key}`,
  );
  return `(${keys.sort().join(' + ')})`;
}

export function termOf(coefficient: Rational, factors: readonly Factor[]): Term {
  const ordered = [...factors].sort((a, b) => (a.key < b.key ? -1 : 1));
  const key = ordered.map((factor) => `${factor.key}^${keyOfSum(factor.exponent)}`).join('·');
  return { coefficient, factors: ordered, key };
}

export function isUnit(exponent: Sum): boolean {
  const n = constantOf(exponent);
  return n !== undefined && isOne(n);
}

export const EULER: Syntax = { kind: 'constant', name: 'e', value: Math.E, span: { start: 0, end: 0 } };

export function isEuler(base: Base): boolean {
  return base.kind === 'atom' && base.syntax.kind === 'constant' && base.syntax.name === 'e';
}

/** How long a sum is to read, in signs and names. */
export function costOfSum(sum: Sum): number {
  return sum.reduce((cost, term) => cost + 1 + costOfTerm(term), 0);
}

function costOfTerm({ coefficient, factors }: Term): number {
  const { numerator, denominator } = coefficient;
  const unit = numerator === 1n || numerator === -1n;
  let cost = (unit && factors.length > 0 ? 0 : 2) + (denominator === 1n ? 0 : 2);
  for (const { base, exponent } of factors) {
    cost += 1 + (base.kind === 'atom' ? sizeOf(base.syntax) : costOfSum(base.sum));
    if (!isUnit(exponent)) cost += costOfSum(exponent);
  }
  return cost;
}
