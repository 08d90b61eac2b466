/**
 * Products and powers of sums, in their tidiest form. Operations agree with the plain ones wherever both sides are defined; x/x
 * and sqrt(x)² lose the edge of their domain, as they do on paper.
 */
import type { Syntax } from '../syntax';
import {
  absolute,
  exactRoot,
  greatestCommonDivisor,
  isNegative,
  isOne,
  isWhole,
  isZero,
  multiplyRational,
  ONE,
  powerOfRational,
  type Rational,
  rational,
  reciprocal,
  toNumber,
  whole,
} from './rational';
import {
  addSums,
  atomFactor,
  atomSum,
  constantOf,
  constantSum,
  costOfSum,
  EULER,
  type Factor,
  isEuler,
  isUnit,
  keyOfSum,
  ONE_SUM,
  opposite,
  type Sum,
  scaleSum,
  sumFactor,
  type Term,
  termOf,
} from './sum';

/** The product; a sum of several terms stays a factor, unless the other side is a number. */
export function multiplySums(a: Sum, b: Sum): Sum {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (left !== undefined) return scaleSum(b, left);
  if (right !== undefined) return scaleSum(a, right);
  return multiplyTerms(asTerm(a), asTerm(b));
}

/** a^exponent. Throws RangeError for 0 to a negative power. */
export function powerOfSum(a: Sum, exponent: Sum): Sum {
  const n = constantOf(exponent);
  if (n === undefined) return symbolicPower(a, exponent);
  if (isZero(n)) return ONE_SUM;
  if (isOne(n)) return a;
  if (a.length === 0) {
    if (isNegative(n)) throw new RangeError('division by zero');
    return [];
  }
  return isWhole(n) ? wholePower(asTerm(a), n) : rootOfSum(a, n);
}

/** e^exponent, where e^(k·ln u) is u^k. */
export function exponentialOf(exponent: Sum): Sum {
  const [term] = exponent;
  const [factor] = term?.factors ?? [];
  if (exponent.length === 1 && term?.factors.length === 1 && factor?.base.kind === 'atom') {
    const { syntax } = factor.base;
    const logarithm = syntax.kind === 'call' && syntax.name === 'log' && isUnit(factor.exponent);
    const [argument] = logarithm ? syntax.operands : [];
    if (argument !== undefined && isAtomic(argument)) {
      return powerOfSum(atomSum(argument), constantSum(term.coefficient));
    }
  }
  return build(ONE, [atomFactor(EULER, exponent)]);
}

/** u where the sum is e^u. */
export function exponentOf(sum: Sum): Sum | undefined {
  const [term] = sum;
  const [factor] = term?.factors ?? [];
  const alone = sum.length === 1 && term?.factors.length === 1 && isOne(term.coefficient);
  return alone && factor && isEuler(factor.base) ? factor.exponent : undefined;
}

/** Products of sums multiplied out, and how many products that are; undefined where it would be long. */
function expandSum(sum: Sum): { readonly expanded: Sum; readonly products: number } | undefined {
  let count = 0;
  const terms: Sum[] = [];
  for (const term of sum) {
    let product: Sum = [termOf(term.coefficient, [])];
    let products = 1;
    for (const factor of term.factors) {
      const n = constantOf(factor.exponent);
      const times = n === undefined || !isWhole(n) ? 0 : toNumber(n);
      if (factor.base.kind === 'sum' && times > 0 && times <= MOST_EXPANDED_POWER) {
        products *= factor.base.sum.length ** times;
        for (let index = 0; index < times; index++) {
          const next = distribute(product, factor.base.sum);
          if (next === undefined) return undefined;
          product = next;
        }
      } else {
        product = addSums(...product.map((each) => multiplyTerms(each, termOf(ONE, [factor]))));
      }
    }
    terms.push(product);
    count += products;
  }
  return { expanded: addSums(...terms), products: count };
}

/**
 * The shortest of the forms that are known for a sum: as it is, multiplied out where terms then meet, or with a
 * parenthesis drawn out that all terms have.
 */
export function tidySum(sum: Sum): Sum {
  const plain = pythagorean(sum);
  let best = plain;
  const multiplied = isPowerByItself(plain) ? undefined : expandSum(plain);
  if (multiplied !== undefined) {
    const other = pythagorean(multiplied.expanded);
    const meet = other.length < multiplied.products;
    if (meet && costOfSum(other) <= costOfSum(best)) best = other;
  }
  if (plain.length > 1 && plain.every(({ factors }) => factors.some(isParenthesis))) {
    const factored = [drawOut(plain)];
    if (costOfSum(factored) < costOfSum(best)) return factored;
  }
  return best;
}

const MOST_EXPANDED_POWER = 4;
const MOST_EXPANDED_TERMS = 24;

/** Trees that are factors by themselves: what is more would have to be taken apart first. */
function isAtomic(syntax: Syntax): boolean {
  return syntax.kind === 'variable' || syntax.kind === 'parameter';
}

/** A term from factors with different keys: numbers drawn out, empty powers dropped. */
function build(coefficient: Rational, factors: readonly Factor[]): Sum {
  let kept: Sum = [termOf(coefficient, [])];
  const plain: Factor[] = [];
  for (const factor of factors) {
    const n = constantOf(factor.exponent);
    if (n !== undefined && isZero(n)) continue;
    const { base } = factor;
    if (base.kind === 'sum' && base.sum.length === 1 && n !== undefined && isWhole(n)) {
      kept = multiplySums(kept, powerOfSum(base.sum, factor.exponent));
    } else {
      plain.push(factor);
    }
  }
  const [first] = plain;
  const [number] = kept;
  if (kept.length === 1 && number && number.factors.length === 0) {
    if (plain.length === 1 && first?.base.kind === 'sum' && isUnit(first.exponent)) {
      return scaleSum(first.base.sum, number.coefficient);
    }
    return [termOf(number.coefficient, plain)];
  }
  return plain.length === 0 ? kept : multiplySums(kept, [termOf(ONE, plain)]);
}

function multiplyTerms(a: Term, b: Term): Sum {
  const factors = new Map(a.factors.map((factor) => [factor.key, factor]));
  let coefficient = multiplyRational(a.coefficient, b.coefficient);
  for (const factor of b.factors) {
    const known = factors.get(factor.key);
    const opposite = known ? undefined : oppositeOf(factor);
    const other = opposite && factors.get(opposite.key);
    if (opposite && other && opposite.sign !== undefined) {
      coefficient = multiplyRational(coefficient, opposite.sign);
      factors.set(other.key, { ...other, exponent: addSums(other.exponent, factor.exponent) });
    } else {
      const exponent = known ? addSums(known.exponent, factor.exponent) : factor.exponent;
      factors.set(factor.key, { ...factor, exponent });
    }
  }
  return build(coefficient, [...factors.values()]);
}

/** (-u)^n = (-1)^n·u^n for whole n: the key of u with that sign. */
function oppositeOf({ base, exponent }: Factor): { key: string; sign: Rational } | undefined {
  const n = constantOf(exponent);
  if (base.kind !== 'sum' || n === undefined || !isWhole(n)) return undefined;
  const sign = n.numerator % 2n === 0n ? ONE : whole(-1);
  return { key: keyOfSum(opposite(base.sum)), sign };
}

/** A sum as one term. */
function asTerm(sum: Sum): Term {
  return drawOut(tidySum(sum));
}

/** A sum that is not 0 as one term: number and powers that all its terms share are drawn out of it. */
function drawOut(sum: Sum): Term {
  const [first, ...rest] = sum;
  if (first === undefined) throw new RangeError('zero is no term');
  if (rest.length === 0) return first;
  const content = contentOf(sum);
  const shared = first.factors.flatMap((factor) => sharedPower(factor, rest));
  const divisor = termOf(
    reciprocal(content),
    shared.map((factor) => ({ ...factor, exponent: opposite(factor.exponent) })),
  );
  const quotient = addSums(...sum.map((term) => multiplyTerms(term, divisor)));
  if (shared.length === 0) return termOf(content, [sumFactor(quotient, ONE_SUM)]);
  const [product, ...others] = multiplySums([termOf(content, shared)], tidySum(quotient));
  return product !== undefined && others.length === 0
    ? product
    : termOf(content, [...shared, sumFactor(quotient, ONE_SUM)]);
}

/** (x + 1)²(x - 2): multiplied out it says less, be it shorter. */
function isPowerByItself(sum: Sum): boolean {
  const [term] = sum;
  if (sum.length !== 1 || term === undefined) return false;
  return term.factors.some((factor) => isParenthesis(factor) && !isUnit(factor.exponent));
}

function isParenthesis({ base }: Factor): boolean {
  return base.kind === 'sum' && base.sum.length > 1;
}

/** The power of a factor that all other terms have too. */
function sharedPower(factor: Factor, rest: readonly Term[]): Factor[] {
  // A sum within would have to be compared with those that only appear once it is taken out.
  if (
    factor.base.kind === 'sum' &&
    !rest.every(({ factors }) => factors.some(({ key }) => key === factor.key))
  )
    return [];
  let shared = factor.exponent;
  for (const { factors } of rest) {
    const other = factors.find(({ key }) => key === factor.key);
    if (other === undefined) return [];
    const [n, m] = [constantOf(shared), constantOf(other.exponent)];
    if (n !== undefined && m !== undefined) shared = toNumber(m) < toNumber(n) ? other.exponent : shared;
    else if (keyOfSum(shared) !== keyOfSum(other.exponent)) return [];
  }
  return [{ ...factor, exponent: shared }];
}

/** The greatest number that divides all coefficients, negative where all are; of decimals only one they all share. */
function contentOf(sum: Sum): Rational {
  const sign = sum.every(({ coefficient }) => isNegative(coefficient)) ? -1n : 1n;
  if (sum.some(({ coefficient }) => coefficient.decimal)) {
    const [first = ONE, ...rest] = sum.map(({ coefficient }) => absolute(coefficient));
    const shared = rest.every((other) => toNumber(other) === toNumber(first));
    return multiplyRational(shared ? first : ONE, whole(sign));
  }
  let numerator = 0n;
  let denominator = 1n;
  for (const { coefficient } of sum) {
    numerator =
      numerator === 0n ? coefficient.numerator : greatestCommonDivisor(numerator, coefficient.numerator);
    denominator *= coefficient.denominator / greatestCommonDivisor(denominator, coefficient.denominator);
  }
  return rational(numerator < 0n ? -numerator * sign : numerator * sign, denominator);
}

function wholePower(term: Term, n: Rational): Sum {
  return build(
    powerOfRational(term.coefficient, n.numerator),
    term.factors.map((factor) => ({ ...factor, exponent: scaleSum(factor.exponent, n) })),
  );
}

/** a^n for a broken n: drawn into single factors only, since sqrt(x²) is not x. */
function rootOfSum(a: Sum, n: Rational): Sum {
  const [term] = a;
  if (a.length > 1 || term === undefined) return [termOf(ONE, [sumFactor(tidySum(a), constantSum(n))])];
  const root = exactRoot(term.coefficient, n.denominator);
  const number = root && powerOfRational(root, n.numerator);
  const [factor] = term.factors;
  if (factor === undefined) {
    return number ? constantSum(number) : [termOf(ONE, [sumFactor(a, constantSum(n))])];
  }
  const drawn = term.factors.length === 1 && (isUnit(factor.exponent) || isEuler(factor.base));
  if (drawn && number) return build(number, [{ ...factor, exponent: scaleSum(factor.exponent, n) }]);
  const inner: Sum = number ? [{ ...term, coefficient: ONE }] : a;
  return [termOf(number ?? ONE, [sumFactor(inner, constantSum(n))])];
}

function symbolicPower(a: Sum, exponent: Sum): Sum {
  const inner = exponentOf(a);
  if (inner !== undefined) return exponentialOf(multiplySums(inner, exponent));
  const [term] = a;
  const [factor] = term?.factors ?? [];
  const single = a.length === 1 && term?.factors.length === 1 && isOne(term.coefficient);
  if (single && factor && isUnit(factor.exponent)) return build(ONE, [{ ...factor, exponent }]);
  return [termOf(ONE, [sumFactor(tidySum(a), exponent)])];
}

function distribute(a: Sum, b: Sum): Sum | undefined {
  if (a.length * b.length > MOST_EXPANDED_TERMS) return undefined;
  return addSums(...a.flatMap((left) => b.map((right) => multiplyTerms(left, right))));
}

/** Pairs of functions with p² + sign·q² = 1. */
const PYTHAGOREAN = [
  { p: 'cos', q: 'sin', sign: ONE },
  { p: 'cosh', q: 'sinh', sign: whole(-1) },
] as const;

/** r·cos² + r·sin² = r, r·cosh² - r·sinh² = r. */
function pythagorean(sum: Sum): Sum {
  for (const { p, q, sign } of PYTHAGOREAN) {
    for (const term of sum) {
      for (const factor of term.factors) {
        const partner = squaredPartner(factor, p, q);
        if (partner === undefined) continue;
        const rest = term.factors.filter((other) => other !== factor);
        const [counterpart] = multiplyTerms(
          termOf(multiplyRational(term.coefficient, sign), rest),
          termOf(ONE, [partner]),
        );
        const found = sum.find((other) => other.key === counterpart?.key);
        if (found === undefined || counterpart === undefined) continue;
        if (toNumber(found.coefficient) !== toNumber(counterpart.coefficient)) continue;
        const remaining = sum.filter((other) => other !== term && other !== found);
        return pythagorean(addSums(remaining, [termOf(term.coefficient, rest)]));
      }
    }
  }
  return sum;
}

function squaredPartner({ base, exponent }: Factor, p: string, q: string): Factor | undefined {
  const n = constantOf(exponent);
  if (base.kind !== 'atom' || base.syntax.kind !== 'call' || base.syntax.name !== p) return undefined;
  if (n === undefined || toNumber(n) !== 2) return undefined;
  return atomFactor({ ...base.syntax, name: q }, exponent);
}
