// The meaning of a syntax tree straight from the function table: no graph, no folding, no identities.
import { primitiveNamed, type Syntax } from '../../src/expression';
import { erf, sigmoid } from '../../src/expression/functions/float64';

export interface PlainResult {
  /** NaN where undefined. */
  readonly value: number;
  /** Whether an intermediate result overflowed, so that algebraic identities need not hold. */
  readonly overflow: boolean;
}

const quotient = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b);
const truth = (a: number): number => (Number.isNaN(a) ? Number.NaN : a === 0 ? 0 : 1);
const logarithm = (a: number): number => (a > 0 ? Math.log(a) : Number.NaN);

/** Rows that are written in terms of others, by their textbook definitions. */
export const MACRO_MEANINGS: Readonly<Record<string, (...operands: readonly number[]) => number>> = {
  sec: (a = 0) => quotient(1, Math.cos(a)),
  csc: (a = 0) => quotient(1, Math.sin(a)),
  cot: (a = 0) => quotient(Math.cos(a), Math.sin(a)),
  sech: (a = 0) => quotient(1, Math.cosh(a)),
  csch: (a = 0) => quotient(1, Math.sinh(a)),
  coth: (a = 0) => quotient(1, Math.tanh(a)),
  round: (a = 0) => Math.floor(a + 0.5),
  exp2: (a = 0) => 2 ** a,
  square: (a = 0) => a * a,
  step: (a = 0) => (Number.isNaN(a) ? Number.NaN : a >= 0 ? 1 : 0),
  relu: (a = 0) => Math.max(a, 0),
  gelu: (a = 0) => 0.5 * a * (1 + erf(Math.SQRT1_2 * a)),
  silu: (a = 0) => a * sigmoid(a),
  elu: (a = 0) => (a > 0 ? a : Math.expm1(a)),
  sinc: (a = 0) => (a === 0 ? 1 : Math.sin(a) / a),
  gaussian: (a = 0, mean = 0, width = 1) => Math.exp(-0.5 * quotient(a - mean, width) ** 2),
  clamp: (a = 0, low = 0, high = 0) => Math.min(Math.max(a, low), high),
  logBase: (a = 0, base = 0) => quotient(logarithm(a), logarithm(base)),
  and: (p = 0, q = 0) => truth(p) * truth(q),
  or: (p = 0, q = 0) => Math.max(truth(p), truth(q)),
  not: (p = 0) => (Number.isNaN(p) ? Number.NaN : p === 0 ? 1 : 0),
};

/** Constant whole powers as the language promises them: products, by repeated squaring. */
function power(base: number, exponent: number): number {
  const whole = Math.abs(exponent);
  if (!Number.isInteger(exponent) || whole > 16) return primitiveNamed('pow').evaluate(base, exponent);
  const root = (n: number): number => {
    if (n === 0) return 1;
    const half = root(n >> 1);
    const square = half * half;
    return n % 2 === 0 ? square : square * base;
  };
  const value = Number.isNaN(base) ? Number.NaN : root(whole);
  return exponent >= 0 ? value : quotient(1, value);
}

/** Evaluates `syntax` with the values of its names in `names`. */
export function evaluatePlainly(syntax: Syntax, names: Readonly<Record<string, number>>): PlainResult {
  let overflow = false;
  const applied = (name: string, operands: readonly number[], constantExponent: boolean): number => {
    const [a = 0, b = 0] = operands;
    const meaning = MACRO_MEANINGS[name];
    const value = meaning
      ? meaning(...operands)
      : name === 'pow'
        ? (constantExponent ? power : primitiveNamed('pow').evaluate)(a, b)
        : primitiveNamed(name).evaluate(...operands);
    const defined = operands.every((operand) => !Number.isNaN(operand));
    if (Math.abs(value) === Infinity) overflow = true;
    if (defined && Number.isNaN(value) && operands.some((operand) => Math.abs(operand) === Infinity))
      overflow = true;
    return value;
  };
  const visit = (node: Syntax): number => {
    switch (node.kind) {
      case 'number':
      case 'constant':
        return node.value;
      case 'variable':
      case 'parameter':
        return names[node.name] ?? Number.NaN;
      case 'conditional': {
        const condition = visit(node.condition);
        const [whenTrue, whenFalse] = [visit(node.whenTrue), visit(node.whenFalse)];
        if (Number.isNaN(condition)) return Number.NaN;
        return condition !== 0 ? whenTrue : whenFalse;
      }
      case 'derivative':
        throw new RangeError('a derivative has no plain value');
      case 'call':
        return applied(node.name, node.operands.map(visit), node.operands.slice(1).every(isConstant));
      default:
        return node satisfies never;
    }
  };
  const value = visit(syntax);
  return { value: Number.isFinite(value) ? value : Number.NaN, overflow };
}

function isConstant(syntax: Syntax): boolean {
  if (syntax.kind === 'call') return syntax.operands.every(isConstant);
  return syntax.kind === 'number' || syntax.kind === 'constant';
}
