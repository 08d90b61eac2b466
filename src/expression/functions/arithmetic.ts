/** Sums, products, quotients, powers, and what compares and selects. */
import { bits, even, everywhere, positive } from './operandRanges';
import { type Primitive, texCall } from './row';

/** Smallest normal f32: divisors below it may be flushed to zero by the device. */
const SMALLEST_NORMAL_F32 = '1.17549435e-38';

const NEAR_PAIRS = [
  [1.5, -2.25],
  [-0.75, 3],
  [4, 0.5],
] as const;

const isWhole = Number.isInteger;

function comparison(
  name: string,
  symbol: string,
  tex: string,
  holds: (a: number, b: number) => boolean,
  wgslSymbol = symbol,
): Primitive {
  return {
    kind: 'primitive',
    name,
    form: `a ${symbol} b`,
    meaning: '1 where the comparison holds, else 0',
    arity: 2,
    evaluate: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : holds(a, b) ? 1 : 0),
    wgsl: (a, b) => `select(0.0, 1.0, ${a} ${wgslSymbol} ${b})`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    pullbacks: [null, null],
    tex: (a, b) => `${a} ${tex} ${b}`,
    samples: NEAR_PAIRS,
    singular: true,
  };
}

export const ARITHMETIC: readonly Primitive[] = [
  {
    kind: 'primitive',
    name: 'add',
    form: 'a + b',
    meaning: 'sum',
    arity: 2,
    commutative: true,
    evaluate: (a, b) => a + b,
    wgsl: (a, b) => `${a} + ${b}`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -46 },
    roundoff: { wgsl: (sum, a, b) => `sumLoss(${sum.value}, ${a.value}, ${b.value})`, cancels: true },
    // (a + b)' = a' + b'
    pullbacks: [(_, seed) => seed, (_, seed) => seed],
    tex: (a, b) => `${a} + ${b}`,
    samples: NEAR_PAIRS,
  },
  {
    kind: 'primitive',
    name: 'subtract',
    form: 'a - b',
    meaning: 'difference',
    arity: 2,
    evaluate: (a, b) => a - b,
    wgsl: (a, b) => `${a} - ${b}`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -46 },
    roundoff: { wgsl: (sum, a, b) => `sumLoss(${sum.value}, ${a.value}, -${b.value})`, cancels: true },
    // (a - b)' = a' - b'
    pullbacks: [(_, seed) => seed, (b, seed) => b.negate(seed)],
    tex: (a, b) => `${a} - ${b}`,
    samples: NEAR_PAIRS,
  },
  {
    kind: 'primitive',
    name: 'negate',
    form: '-a',
    meaning: 'opposite',
    arity: 1,
    evaluate: (a) => -a,
    wgsl: (a) => `-${a}`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    pullbacks: [(b, seed) => b.negate(seed)],
    tex: (a) => `-${a}`,
    samples: [[1.5], [-2]],
  },
  {
    kind: 'primitive',
    name: 'multiply',
    form: 'a * b, a b, 2a',
    meaning: 'product',
    arity: 2,
    commutative: true,
    evaluate: (a, b) => a * b,
    wgsl: (a, b) => `${a} * ${b}`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -47 },
    roundoff: {
      wgsl: (product, a, b) => {
        if (a.isShort) return `shortProductLoss(${product.value}, ${a.value}, ${b.parts().join(', ')})`;
        if (b.isShort) return `shortProductLoss(${product.value}, ${b.value}, ${a.parts().join(', ')})`;
        const [left, right] = [a.parts().join(', '), b.parts().join(', ')];
        return left === right
          ? `squareLoss(${product.value}, ${left})`
          : `productLoss(${product.value}, ${left}, ${right})`;
      },
    },
    // (a·b)' = a'·b + a·b'
    pullbacks: [
      (b, seed, [, right]) => b.multiply(seed, need(right)),
      (b, seed, [left]) => b.multiply(seed, need(left)),
    ],
    tex: (a, b) => `${a} \\cdot ${b}`,
    samples: NEAR_PAIRS,
  },
  {
    kind: 'primitive',
    name: 'divide',
    form: 'a / b',
    meaning: 'quotient',
    arity: 2,
    evaluate: (a, b) => (b === 0 ? Number.NaN : a / b),
    domain: {
      fault: 'divisionByZero',
      holds: (_, b) => b < 0 || b > 0,
      wgsl: (_, b) => `abs(${b}) >= ${SMALLEST_NORMAL_F32}`,
      safe: [0, 1],
    },
    wgsl: (a, b) => `gs_div(${a}, ${b})`,
    libraries: ['division.wgsl'],
    bound: 0.501,
    measured: [
      [everywhere, everywhere],
      [even(-4, 4), even(-4, 4)],
    ],
    wgslNative: (a, b) => `${a} / ${b}`,
    // 2.5 ulp for |b| within 2^±126.
    nativeUnlessMeasured: true,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -45 },
    // q solves a = q·b.
    roundoff: {
      wgsl: (quotient, a, b) =>
        `productRest(${a.value}, ${quotient.parts().join(', ')}, ${b.parts().join(', ')})`,
      equation: {
        left: (quotient, a, b) => [
          ...(a.loss === undefined ? [] : [a.loss]),
          ...(b.loss === undefined ? [] : [`(-(${quotient.value} * ${b.loss}))`]),
        ],
        solved: (rest, _, __, b) => `${rest} / ${b.value}`,
      },
    },

    // (a/b)' = a'/b - (a/b)·b'/b
    pullbacks: [
      (b, seed, [, divisor]) => b.divide(seed, need(divisor)),
      (b, seed, [, divisor], self) => b.negate(b.divide(b.multiply(seed, self), need(divisor))),
    ],
    tex: (a, b) => `\\frac{${a}}{${b}}`,
    samples: NEAR_PAIRS,
    singular: true,
  },
  {
    kind: 'primitive',
    name: 'pow',
    form: 'a ^ b, a ** b',
    meaning: 'power; a negative base needs a whole exponent',
    arity: 2,
    evaluate: (a, b) => {
      const undefinedPower =
        (a < 0 && !isWhole(b)) || (a === 0 && b < 0) || Number.isNaN(a) || Number.isNaN(b);
      return undefinedPower ? Number.NaN : a ** b;
    },
    domain: {
      fault: 'powerOfNegative',
      holds: (a, b) => a > 0 || (a === 0 ? b >= 0 : a < 0 && isWhole(b)),
      wgsl: (a, b) => `(${a} > 0.0 || (${a} == 0.0 && ${b} >= 0.0) || (${a} < 0.0 && floor(${b}) == ${b}))`,
      safe: [1, 1],
    },
    wgsl: (a, b) => `gs_pow(${a}, ${b})`,
    libraries: ['power.wgsl'],
    bound: 1.4,
    measured: [
      [positive, even(-4, 4)],
      [even(0, 10), even(-10, 10)],
      [even(0.9, 1.1), bits(-1e5, 1e5)],
      [bits(1e-30, 1e30), bits(-1.5, 1.5)],
    ],
    wgslNative: (a, b) => `pow(${a}, ${b})`,
    doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
    // (a^b)' = b·a^(b-1)·a' + a^b·ln(a)·b'
    pullbacks: [
      (b, seed, [base, exponent]) =>
        b.multiply(
          b.multiply(seed, need(exponent)),
          b.pow(need(base), b.subtract(need(exponent), b.constant(1))),
        ),
      (b, seed, [base], self) => b.multiply(b.multiply(seed, self), b.call('log', need(base))),
    ],
    tex: (a, b) => `{${a}}^{${b}}`,
    samples: [
      [1.5, 2.5],
      [0.25, -1.5],
      [3, 0.7],
    ],
    singular: true,
  },
  comparison('less', '<', '<', (a, b) => a < b),
  comparison('lessOrEqual', '<=', '\\le', (a, b) => a <= b),
  comparison('greater', '>', '>', (a, b) => a > b),
  comparison('greaterOrEqual', '>=', '\\ge', (a, b) => a >= b),
  comparison('equal', '==', '=', (a, b) => a === b),
  comparison('notEqual', '!=', '\\ne', (a, b) => a !== b),
  {
    kind: 'primitive',
    name: 'min',
    form: 'min(a, b, …)',
    meaning: 'smallest',
    arity: 2,
    commutative: true,
    evaluate: (a, b) => Math.min(a, b),
    wgsl: (a, b) => `min(${a}, ${b})`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    // the derivative of the smaller one; of the first on a tie
    pullbacks: [
      (b, seed, [left, right]) =>
        b.select(b.call('lessOrEqual', need(left), need(right)), seed, b.constant(0)),
      (b, seed, [left, right]) =>
        b.select(b.call('lessOrEqual', need(left), need(right)), b.constant(0), seed),
    ],
    tex: texCall('\\min'),
    samples: NEAR_PAIRS,
  },
  {
    kind: 'primitive',
    name: 'max',
    form: 'max(a, b, …)',
    meaning: 'largest',
    arity: 2,
    commutative: true,
    evaluate: (a, b) => Math.max(a, b),
    wgsl: (a, b) => `max(${a}, ${b})`,
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    // the derivative of the larger one; of the first on a tie
    pullbacks: [
      (b, seed, [left, right]) =>
        b.select(b.call('greaterOrEqual', need(left), need(right)), seed, b.constant(0)),
      (b, seed, [left, right]) =>
        b.select(b.call('greaterOrEqual', need(left), need(right)), b.constant(0), seed),
    ],
    tex: texCall('\\max'),
    samples: NEAR_PAIRS,
  },
  {
    kind: 'primitive',
    name: 'mod',
    form: 'mod(a, b), a % b',
    meaning: 'remainder a - b·floor(a/b), with the sign of b',
    arity: 2,
    evaluate: (a, b) => {
      if (b === 0) return Number.NaN;
      const remainder = a % b;
      return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
    },
    domain: {
      fault: 'divisionByZero',
      holds: (_, b) => b < 0 || b > 0,
      wgsl: (_, b) => `abs(${b}) >= ${SMALLEST_NORMAL_F32}`,
      safe: [0, 1],
    },
    wgsl: (a, b) => `gs_mod(${a}, ${b})`,
    libraries: ['modulo.wgsl'],
    bound: 0.501,
    measured: [
      [everywhere, everywhere],
      [even(-100, 100), even(-7, 7)],
    ],
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -46 },
    // mod(a, b)' = a' - floor(a/b)·b'
    pullbacks: [
      (_, seed) => seed,
      (b, seed, [dividend, divisor]) =>
        b.negate(b.multiply(seed, b.call('floor', b.divide(need(dividend), need(divisor))))),
    ],
    tex: (a, b) => `${a} \\bmod ${b}`,
    samples: [
      [5.5, 2],
      [-5.5, 2],
      [7.25, -3],
    ],
    singular: true,
  },
];

/** An operand that the arity of the row promises. */
export function need<T>(operand: T | undefined): T {
  if (operand === undefined) throw new RangeError('a row was applied to fewer operands than its arity');
  return operand;
}
