/**
 * Syntax simplified for people: like terms and numbers collected exactly, powers merged, fractions reduced, in the order
 * in which one writes. The value is kept wherever both the old and the new form are defined; the domain may grow by what
 * cancels (x/x, sqrt(x)²). It does not look for the shortest form there is, and it factors nothing at the top.
 */
import { functionNamed, type Primitive } from '../functions';
import { GraphTooLargeError } from '../graph';
import type { Syntax } from '../syntax';
import { arrange } from './arrange';
import { exponentialOf, exponentOf, multiplySums, powerOfSum, tidySum } from './normalForm';
import {
  isNegative,
  isWhole,
  rational,
  readRational,
  SimplificationLimit,
  toNumber,
  whole,
} from './rational';
import { addSums, atomSum, constantOf, constantSum, opposite, type Sum } from './sum';
import * as tree from './trees';

/** The simplified tree; `syntax` itself where numbers grow past what anyone reads. */
export function simplify(syntax: Syntax): Syntax {
  try {
    return arrange(normalize(syntax));
  } catch (error) {
    if (error instanceof SimplificationLimit || error instanceof GraphTooLargeError) return syntax;
    throw error;
  }
}

function normalize(syntax: Syntax): Sum {
  switch (syntax.kind) {
    case 'number':
      return constantSum(readRational(syntax.text));
    case 'constant':
      return syntax.name === 'e' ? exponentialOf(constantSum(whole(1))) : atomSum(syntax);
    case 'variable':
    case 'parameter':
    case 'derivative':
      return atomSum(syntax);
    case 'conditional':
      return normalizeConditional(syntax);
    case 'call':
      return tidySum(normalizeCall(syntax));
    default:
      return syntax satisfies never;
  }
}

function normalizeConditional(syntax: Syntax & { kind: 'conditional' }): Sum {
  const condition = constantOf(normalize(syntax.condition));
  if (condition !== undefined)
    return normalize(toNumber(condition) !== 0 ? syntax.whenTrue : syntax.whenFalse);
  const plain = tree.mapChildren(syntax, simplifyPart);
  const same = plain.kind === 'conditional' && tree.keyOf(plain.whenTrue) === tree.keyOf(plain.whenFalse);
  return same ? normalize(syntax.whenTrue) : atomSum(plain);
}

function simplifyPart(syntax: Syntax): Syntax {
  return arrange(normalize(syntax));
}

const HALF = constantSum(rational(1n, 2n));
const TWO = constantSum(whole(2));

type Operation = (a: Sum, b: Sum) => Sum;

/** Rows that are arithmetic in the normal form. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: (a, b) => addSums(a, b),
  subtract: (a, b) => addSums(a, opposite(b)),
  negate: (a) => opposite(a),
  multiply: (a, b) => multiplySums(a, b),
  divide: (a, b) => multiplySums(a, powerOfSum(b, constantSum(whole(-1)))),
  pow: (a, b) => powerOfSum(a, b),
  sqrt: (a) => powerOfSum(a, HALF),
  square: (a) => powerOfSum(a, TWO),
  exp: (a) => exponentialOf(a),
  exp2: (a) => powerOfSum(TWO, a),
  sech2: (a) => powerOfSum(atomSum(tree.call('sech', arrange(a))), TWO),
};

function normalizeCall(syntax: Syntax & { kind: 'call' }): Sum {
  const operands = syntax.operands.map(normalize);
  const [first = [], second = []] = operands;
  const operation = OPERATIONS[syntax.name];
  if (operation !== undefined) {
    try {
      return operation(first, second);
    } catch (error) {
      // Division by zero stays as it was written.
      if (!(error instanceof RangeError)) throw error;
      return atomSum({ ...syntax, operands: operands.map(arrange) });
    }
  }
  if (syntax.name === 'log') {
    const exponent = exponentOf(first);
    if (exponent !== undefined) return exponent;
  }
  return normalizeFunction(syntax, operands);
}

const EVEN: ReadonlySet<string> = new Set(['cos', 'cosh', 'sech', 'sec', 'abs', 'cospi', 'sinc']);
const ODD: ReadonlySet<string> = new Set(
  ['sin', 'tan', 'csc', 'cot', 'asin', 'atan', 'sinh', 'tanh', 'csch', 'coth', 'asinh', 'atanh'].concat([
    ...['erf', 'cbrt', 'sinpi', 'sign'],
  ]),
);

function normalizeFunction(syntax: Syntax & { kind: 'call' }, operands: readonly Sum[]): Sum {
  const [first = []] = operands;
  const row = functionNamed(syntax.name);
  const folded = row?.kind === 'primitive' ? fold(row, operands) : undefined;
  if (folded !== undefined) return constantSum(whole(folded));
  const negated = first.length > 0 && first.every(({ coefficient }) => isNegative(coefficient));
  if (negated && EVEN.has(syntax.name)) return atomSum(tree.call(syntax.name, arrange(opposite(first))));
  if (negated && ODD.has(syntax.name)) {
    return opposite(atomSum(tree.call(syntax.name, arrange(opposite(first)))));
  }
  return atomSum({ ...syntax, operands: operands.map(arrange), span: tree.NOWHERE });
}

/** Rows whose value at whole numbers is whole by definition, not by rounding. */
const EXACT: ReadonlySet<string> = new Set([
  ...['abs', 'sign', 'floor', 'ceil', 'min', 'max'],
  ...['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'notEqual'],
]);
const LARGEST_FOLDED = 1e9;

/** The value at numbers where it is known to be whole: |-3|, and ln 1, cos 0 and their like at -1, 0 and 1. */
function fold(row: Primitive, operands: readonly Sum[]): number | undefined {
  const numbers = operands.map(constantOf);
  if (!numbers.every((n) => n !== undefined && isWhole(n))) return undefined;
  const values = numbers.map((n) => (n ? toNumber(n) : 0));
  if (!EXACT.has(row.name) && values.some((value) => Math.abs(value) > 1)) return undefined;
  const value = row.evaluate(...values);
  return Number.isInteger(value) && Math.abs(value) < LARGEST_FOLDED ? value + 0 : undefined;
}
