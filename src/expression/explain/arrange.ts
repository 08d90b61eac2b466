/** Normal form → Syntax, in the order and with the signs in which people write: x² sin(x), -1/x², 1 - x, 3x/2. */
import type { Syntax } from '../syntax';
import { decimalText, isNegative, isOne, type Rational, toNumber } from './rational';
import { type Base, constantOf, type Factor, isEuler, opposite, type Sum, type Term } from './sum';
import * as tree from './trees';

/** The tree of `sum`. */
export function arrange(sum: Sum): Syntax {
  const [first, ...rest] = inReadingOrder(sum).map(arrangeTerm);
  if (first === undefined) return tree.number(0);
  const start = first.negative ? tree.negate(first.size) : first.size;
  return rest.reduce(
    (left, { negative, size }) => tree.call(negative ? 'subtract' : 'add', left, size),
    start,
  );
}

/** Powers of the variables first, the highest degree leading, then what else there is as it came, numbers last. */
function inReadingOrder(sum: Sum): readonly Term[] {
  const ordered = sum
    .map((term) => ({ term, degree: degreeOf(term) }))
    .sort((a, b) => {
      const group = groupOf(a.degree) - groupOf(b.degree);
      if (group !== 0 || a.degree === undefined || b.degree === undefined) return group;
      return b.degree - a.degree || lengthOf(b.term) - lengthOf(a.term) || compareNames(a.term, b.term);
    })
    .map(({ term }) => term);
  const [first, second] = ordered;
  // 1 - x rather than -x + 1.
  const swapped = ordered.length === 2 && first && second && isNegative(first.coefficient);
  return swapped && !isNegative(second.coefficient) ? [second, first] : ordered;
}

function groupOf(degree: number | undefined): number {
  if (degree === undefined) return 1;
  return degree > 0 ? 0 : 2;
}

/** Degree in the variables of a term that is a product of their powers and of constants; else undefined. */
function degreeOf(term: Term): number | undefined {
  let degree = 0;
  for (const { base, exponent } of term.factors) {
    const n = constantOf(exponent);
    if (base.kind === 'sum' || n === undefined || isEuler(base) || toNumber(n) < 0) return undefined;
    if (base.syntax.kind === 'variable') degree += toNumber(n);
    else if (base.syntax.kind !== 'parameter' && base.syntax.kind !== 'constant') return undefined;
  }
  return degree;
}

/** Degree in all names: w x + b for the variables w and b. */
function lengthOf(term: Term): number {
  return term.factors.reduce((sum, { key }) => sum + exponentIn(term, key), 0);
}

/** Of equal degree: more of the name that comes first in the alphabet leads. */
function compareNames(a: Term, b: Term): number {
  const names = [...new Set([...a.factors, ...b.factors].map(({ key }) => key))].sort();
  for (const name of names) {
    const difference = exponentIn(b, name) - exponentIn(a, name);
    if (difference !== 0) return difference;
  }
  return 0;
}

function exponentIn(term: Term, name: string): number {
  const factor = term.factors.find(({ key }) => key === name);
  const n = factor && constantOf(factor.exponent);
  return n ? toNumber(n) : 0;
}

function arrangeTerm({ coefficient, factors }: Term): { readonly negative: boolean; readonly size: Syntax } {
  const above: Syntax[] = [];
  const below: Syntax[] = [];
  for (const factor of [...factors].sort(compareFactors)) {
    const n = constantOf(factor.exponent);
    if (n !== undefined && isNegative(n) && !isEuler(factor.base)) {
      below.push(arrangePower(factor.base, opposite(factor.exponent)));
    } else {
      above.push(arrangePower(factor.base, factor.exponent));
    }
  }
  const [top, bottom] = numbersOf(coefficient);
  const numerator = product(top, above);
  const size =
    bottom === '1' && below.length === 0 ? numerator : tree.divide(numerator, product(bottom, below));
  return { negative: isNegative(coefficient), size };
}

/** Digits above and below the line, without the sign. */
function numbersOf(coefficient: Rational): readonly [string, string] {
  const text = coefficient.decimal ? decimalText(coefficient)?.replace('-', '') : undefined;
  if (text !== undefined) return [text, '1'];
  return [coefficient.numerator.toString().replace('-', ''), coefficient.denominator.toString()];
}

function product(number: string, factors: readonly Syntax[]): Syntax {
  const digits: Syntax = { kind: 'number', value: Number(number), text: number, span: tree.NOWHERE };
  const all = number === '1' && factors.length > 0 ? factors : [digits, ...factors];
  return all.reduce((left, right) => tree.call('multiply', left, right));
}

function arrangePower(base: Base, exponent: Sum): Syntax {
  const n = constantOf(exponent);
  if (n !== undefined && isOne(n)) return arrangeBase(base);
  if (isEuler(base)) return tree.call('exp', arrange(exponent));
  if (n !== undefined && n.numerator === 1n && n.denominator === 2n) {
    return tree.call('sqrt', arrangeBase(base));
  }
  return tree.call('pow', arrangeBase(base), arrange(exponent));
}

function arrangeBase(base: Base): Syntax {
  return base.kind === 'atom' ? base.syntax : arrange(base.sum);
}

/** Of functions the shorter ones first: sin(x) cos(cos(x)); of parentheses the higher powers: (x + 1)²(x - 2). */
function compareFactors(a: Factor, b: Factor): number {
  return (
    rankOf(a) - rankOf(b) ||
    degreeOfParenthesis(b) - degreeOfParenthesis(a) ||
    sizeOf(a) - sizeOf(b) ||
    placeAmongFunctions(a) - placeAmongFunctions(b) ||
    (a.key < b.key ? -1 : 1)
  );
}

function degreeOfParenthesis({ base, exponent }: Factor): number {
  const n = constantOf(exponent);
  return base.kind === 'sum' && n !== undefined ? toNumber(n) : 0;
}

function sizeOf({ base }: Factor): number {
  return base.kind === 'atom' && base.syntax.kind === 'call' ? tree.sizeOf(base.syntax) : 0;
}

/** As one writes their products; what is not named comes after them, in the order of the alphabet. */
const IN_PRODUCTS = [
  'sin',
  'cos',
  'sec',
  'csc',
  'tan',
  'cot',
  'sinh',
  'cosh',
  'sech',
  'csch',
  'tanh',
  'coth',
];

function placeAmongFunctions({ base }: Factor): number {
  const name = base.kind === 'atom' && base.syntax.kind === 'call' ? base.syntax.name : '';
  const place = IN_PRODUCTS.indexOf(name);
  return place < 0 ? IN_PRODUCTS.length : place;
}

/** Constants, names, sums, powers of e and of numbers, functions. */
function rankOf({ base, exponent }: Factor): number {
  const isNumber =
    isEuler(base) || (base.kind === 'sum' && base.sum.every(({ factors }) => factors.length === 0));
  if (isNumber) return constantOf(exponent) === undefined ? 4 : 0;
  if (base.kind === 'sum') return 3;
  const rank = { number: 0, constant: 0, parameter: 2, variable: 2, call: 5, conditional: 6, derivative: 7 };
  return rank[base.syntax.kind];
}
