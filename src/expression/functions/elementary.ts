/** Roots, exponentials, logarithms, trigonometric and hyperbolic functions, steps. */
import { need } from './arithmetic';
import { cospi, erf, logsumexp, sech2, sigmoid, sinpi, softplus } from './float64';
import { bits, even, everywhere, NEAREST_TO_ONE, positive, upFrom } from './operandRanges';
import {
  type Domain,
  type DoubleSingleForm,
  type FaultName,
  type JointForm,
  type OperandRange,
  type Primitive,
  type Pullback,
  type Roundoff,
  texCall,
} from './row';

interface UnaryOptions {
  readonly doubleSingle: DoubleSingleForm;
  readonly aliases?: readonly string[];
  readonly domain?: Domain;
  readonly tex?: (operand: string) => string;
  readonly library?: string;
  readonly wgsl?: (operand: string) => string;
  readonly wgslSmall?: (operand: string) => string;
  readonly wgslOfMultiple?: (factor: string, operand: string) => string;
  readonly joint?: JointForm;
  readonly bound?: number;
  readonly measured?: readonly OperandRange[];
  /** WGSL has a function of the row's name. */
  readonly native?: true;
  readonly nativeUnlessMeasured?: true;
  readonly singular?: boolean;
  readonly roundoff?: Roundoff;
  readonly samples?: readonly number[];
}

function unary(
  name: string,
  meaning: string,
  evaluate: (a: number) => number,
  pullback: Pullback,
  options: UnaryOptions,
): Primitive {
  const { domain } = options;
  return {
    kind: 'primitive',
    name,
    ...(options.aliases && { aliases: options.aliases }),
    form: `${name}(a)`,
    meaning,
    arity: 1,
    evaluate: domain ? (a) => (domain.holds(a) ? evaluate(a) : Number.NaN) : evaluate,
    ...(domain && { domain }),
    wgsl: options.wgsl ?? ((a) => `gs_${name}(${a})`),
    ...(options.library && { libraries: [options.library] }),
    ...(options.bound !== undefined && { bound: options.bound }),
    ...(options.measured && { measured: options.measured.map((range) => [range]) }),
    ...(options.native && { wgslNative: (a) => `${name}(${a})` }),
    ...(options.nativeUnlessMeasured && { nativeUnlessMeasured: true }),
    ...(options.wgslSmall && { wgslSmall: options.wgslSmall }),
    ...(options.wgslOfMultiple && { wgslOfMultiple: options.wgslOfMultiple }),
    ...(options.joint && { joint: options.joint }),
    doubleSingle: options.doubleSingle,
    ...(options.roundoff && { roundoff: options.roundoff }),
    pullbacks: [pullback],
    tex: options.tex ?? texCall(`\\${name}`),
    samples: (options.samples ?? [0.3, 0.9, -0.6]).map((sample) => [sample]),
    ...(options.singular && { singular: true }),
  };
}

function above(bound: number, fault: FaultName, inclusive: boolean): Domain {
  return {
    fault,
    holds: inclusive ? (a) => a >= bound : (a) => a > bound,
    wgsl: (a) => `${a} ${inclusive ? '>=' : '>'} ${bound.toFixed(1)}`,
    safe: [bound + 1],
  };
}

function withinUnit(fault: FaultName, inclusive: boolean): Domain {
  return {
    fault,
    holds: inclusive ? (a) => Math.abs(a) <= 1 : (a) => Math.abs(a) < 1,
    wgsl: (a) => `abs(${a}) ${inclusive ? '<=' : '<'} 1.0`,
    safe: [0],
  };
}

const POSITIVE = above(0, 'logOfNonPositive', false);

/** The first operand of a unary row. */
function first<T>(operands: readonly T[]): T {
  return need(operands[0]);
}

/** WGSL of a modulo 2, in [-1, 1] and exact: what sin(πka) and cos(πka) see of a for whole k. */
function withinOneTurn(a: string): string {
  return `barrier(${a} - 2.0 * round(0.5 * ${a}))`;
}

function sineAndCosine(member: 'sine' | 'cosine'): JointForm {
  return { wgsl: (a) => `gs_sincos(${a})`, wgslSmall: (a) => `gs_sincos_small(${a})`, member };
}

function sineAndCosineOfHalfTurns(member: 'sine' | 'cosine'): JointForm {
  return {
    wgsl: (a) => `gs_sincospi(${a})`,
    wgslOfMultiple: (factor, a) => `gs_sincospi(${factor} * ${withinOneTurn(a)})`,
    member,
  };
}

function tanhAndSech2(member: 'tanh' | 'sech2'): JointForm {
  return { wgsl: (a) => `gs_tanh_sech2(${a})`, member };
}

export const ELEMENTARY: readonly Primitive[] = [
  // sqrt(a)' = 1/(2 sqrt(a))
  unary(
    'sqrt',
    'square root',
    Math.sqrt,
    (b, seed, _, self) => b.divide(seed, b.multiply(b.constant(2), self)),
    {
      doubleSingle: { library: 'doubleSingle.wgsl', bound: 2 ** -46 },
      domain: above(0, 'rootOfNegative', true),
      library: 'division.wgsl',
      bound: 0.501,
      measured: [positive, even(0, 4)],
      native: true,
      // As a quotient by inverseSqrt: 2.5 ulp and 2.
      nativeUnlessMeasured: true,
      // r solves a = r².
      roundoff: {
        wgsl: (root, a) => `squareRest(${a.value}, ${root.parts().join(', ')})`,
        equation: {
          left: (_, a) => (a.loss === undefined ? [] : [a.loss]),
          solved: (rest, root) => `rootLoss(${root.value}, ${rest})`,
        },
      },

      tex: (a) => `\\sqrt{${a}}`,
      samples: [0.25, 2, 9.5],
    },
  ),
  // cbrt(a)' = 1/(3 cbrt(a)²)
  unary(
    'cbrt',
    'cube root, of negative numbers too',
    Math.cbrt,
    (b, seed, _, self) => b.divide(seed, b.multiply(b.constant(3), b.multiply(self, self))),
    {
      doubleSingle: { library: 'doubleRoots.wgsl', bound: 2 ** -45 },
      library: 'roots.wgsl',
      bound: 0.51,
      measured: [everywhere, even(-8, 8)],
      tex: (a) => `\\sqrt[3]{${a}}`,
      samples: [0.25, -2, 9.5],
    },
  ),
  // |a|' = sign(a)
  unary(
    'abs',
    'absolute value',
    Math.abs,
    (b, seed, operands) => b.multiply(seed, b.call('sign', first(operands))),
    {
      doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
      wgsl: (a) => `abs(${a})`,
      tex: (a) => `\\left|${a}\\right|`,
    },
  ),
  unary('sign', 'sign: -1, 0 or 1', Math.sign, null, {
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    aliases: ['sgn'],
    wgsl: (a) => `sign(${a})`,
    tex: texCall('\\operatorname{sign}'),
    singular: true,
  }),
  unary('floor', 'largest whole number not above', Math.floor, null, {
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    wgsl: (a) => `floor(${a})`,
    tex: (a) => `\\left\\lfloor ${a}\\right\\rfloor`,
    singular: true,
  }),
  unary('ceil', 'smallest whole number not below', Math.ceil, null, {
    doubleSingle: { library: 'doubleSingle.wgsl', bound: 0 },
    wgsl: (a) => `ceil(${a})`,
    tex: (a) => `\\left\\lceil ${a}\\right\\rceil`,
    singular: true,
  }),
  // exp(a)' = exp(a)
  unary('exp', 'e to the power a', Math.exp, (b, seed, _, self) => b.multiply(seed, self), {
    doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -47 },
    library: 'exponential.wgsl',
    bound: 1.05,
    measured: [everywhere, even(-104, 90), even(-1, 1)],
    native: true,
    tex: (a) => `e^{${a}}`,
  }),
  // expm1(a)' = exp(a)
  unary(
    'expm1',
    'exp(a) - 1, exact near 0',
    Math.expm1,
    (b, seed, operands) => b.multiply(seed, b.call('exp', first(operands))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -46 },
      library: 'exponential.wgsl',
      bound: 1.15,
      measured: [everywhere, even(-20, 90), even(-2, 2)],
      tex: texCall('\\operatorname{expm1}'),
    },
  ),
  // log(a)' = 1/a
  unary('log', 'natural logarithm', Math.log, (b, seed, operands) => b.divide(seed, first(operands)), {
    doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
    aliases: ['ln'],
    domain: POSITIVE,
    library: 'logarithmic.wgsl',
    bound: 0.95,
    measured: [positive, even(0.5, 2), even(0, 20)],
    native: true,
    tex: texCall('\\ln'),
    singular: true,
    samples: [0.25, 2, 9.5],
  }),
  // log2(a)' = 1/(a ln 2)
  unary(
    'log2',
    'logarithm to base 2',
    Math.log2,
    (b, seed, operands) => b.divide(seed, b.multiply(b.constant(Math.LN2), first(operands))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      domain: POSITIVE,
      library: 'logarithmic.wgsl',
      bound: 1,
      measured: [positive, even(0.5, 2), even(0, 20)],
      native: true,
      tex: texCall('\\log_2'),
      singular: true,
      samples: [0.25, 2, 9.5],
    },
  ),
  // log10(a)' = 1/(a ln 10)
  unary(
    'log10',
    'logarithm to base 10',
    Math.log10,
    (b, seed, operands) => b.divide(seed, b.multiply(b.constant(Math.LN10), first(operands))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      domain: POSITIVE,
      library: 'logarithmic.wgsl',
      bound: 0.85,
      measured: [positive, even(0.5, 2), even(0, 20)],
      tex: texCall('\\log_{10}'),
      singular: true,
      samples: [0.25, 2, 9.5],
    },
  ),
  // log1p(a)' = 1/(1 + a)
  unary(
    'log1p',
    'log(1 + a), exact near 0',
    Math.log1p,
    (b, seed, operands) => b.divide(seed, b.add(b.constant(1), first(operands))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      domain: { ...above(-1, 'logOfNonPositive', false), safe: [0] },
      library: 'logarithmic.wgsl',
      bound: 1,
      measured: [upFrom(-NEAREST_TO_ONE), even(-1, 2), even(0, 20)],
      tex: texCall('\\operatorname{log1p}'),
      singular: true,
    },
  ),
  // sin(a)' = cos(a)
  unary('sin', 'sine', Math.sin, (b, seed, operands) => b.multiply(seed, b.call('cos', first(operands))), {
    doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -42 },
    library: 'trigonometric.wgsl',
    bound: 0.85,
    measured: [everywhere, even(-10, 10), bits(1e3, 1e8)],
    native: true,
    wgslSmall: (a) => `gs_sin_small(${a})`,
    joint: sineAndCosine('sine'),
  }),
  // cos(a)' = -sin(a)
  unary(
    'cos',
    'cosine',
    Math.cos,
    (b, seed, operands) => b.negate(b.multiply(seed, b.call('sin', first(operands)))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -42 },
      library: 'trigonometric.wgsl',
      bound: 0.85,
      measured: [everywhere, even(-10, 10), bits(1e3, 1e8)],
      native: true,
      wgslSmall: (a) => `gs_cos_small(${a})`,
      joint: sineAndCosine('cosine'),
    },
  ),
  // sinpi(a)' = π·cospi(a)
  unary(
    'sinpi',
    'sin(pi·a), exact at whole numbers',
    sinpi,
    (b, seed, operands) =>
      b.multiply(b.multiply(b.constant(Math.PI), seed), b.call('cospi', first(operands))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -46 },
      library: 'trigonometric.wgsl',
      bound: 0.85,
      measured: [everywhere, even(-4, 4), bits(1, 1e8)],
      wgslOfMultiple: (factor, a) => `gs_sinpi(${factor} * ${withinOneTurn(a)})`,
      joint: sineAndCosineOfHalfTurns('sine'),
      tex: texCall('\\operatorname{sinpi}'),
    },
  ),
  // cospi(a)' = -π·sinpi(a)
  unary(
    'cospi',
    'cos(pi·a), exact at halves',
    cospi,
    (b, seed, operands) =>
      b.negate(b.multiply(b.multiply(b.constant(Math.PI), seed), b.call('sinpi', first(operands)))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -46 },
      library: 'trigonometric.wgsl',
      bound: 0.85,
      measured: [everywhere, even(-4, 4), bits(1, 1e8)],
      wgslOfMultiple: (factor, a) => `gs_cospi(${factor} * ${withinOneTurn(a)})`,
      joint: sineAndCosineOfHalfTurns('cosine'),
      tex: texCall('\\operatorname{cospi}'),
    },
  ),
  // tan(a)' = 1 + tan(a)²
  unary(
    'tan',
    'tangent',
    Math.tan,
    (b, seed, _, self) => b.multiply(seed, b.add(b.constant(1), b.multiply(self, self))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -42 },
      library: 'trigonometric.wgsl',
      bound: 1.4,
      measured: [everywhere, even(-10, 10), bits(1e3, 1e8)],
      native: true,
      singular: true,
    },
  ),
  // asin(a)' = 1/sqrt(1 - a²), written (1 - a)(1 + a) to keep digits near ±1
  unary(
    'asin',
    'inverse sine',
    Math.asin,
    (b, seed, operands) => b.divide(seed, b.call('sqrt', oneMinusSquare(b, first(operands)))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -45 },
      aliases: ['arcsin'],
      domain: withinUnit('outsideUnitInterval', true),
      library: 'inverseTrigonometric.wgsl',
      bound: 1.2,
      measured: [bits(-1, 1), even(-1, 1), bits(0.9, 1)],
      native: true,
      tex: texCall('\\arcsin'),
    },
  ),
  // acos(a)' = -1/sqrt(1 - a²)
  unary(
    'acos',
    'inverse cosine',
    Math.acos,
    (b, seed, operands) => b.negate(b.divide(seed, b.call('sqrt', oneMinusSquare(b, first(operands))))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -45 },
      aliases: ['arccos'],
      domain: withinUnit('outsideUnitInterval', true),
      library: 'inverseTrigonometric.wgsl',
      bound: 0.7,
      measured: [bits(-1, 1), even(-1, 1), bits(0.9, 1)],
      native: true,
      tex: texCall('\\arccos'),
    },
  ),
  // atan(a)' = 1/(1 + a²)
  unary(
    'atan',
    'inverse tangent',
    Math.atan,
    (b, seed, operands) => b.divide(seed, b.add(b.constant(1), b.multiply(first(operands), first(operands)))),
    {
      doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -46 },
      aliases: ['arctan'],
      library: 'inverseTrigonometric.wgsl',
      bound: 1.45,
      measured: [everywhere, even(-2, 2), even(-20, 20)],
      native: true,
      tex: texCall('\\arctan'),
    },
  ),
  {
    kind: 'primitive',
    name: 'atan2',
    form: 'atan2(y, x)',
    meaning: 'angle of the point (x, y), in (-π, π]',
    arity: 2,
    evaluate: Math.atan2,
    wgsl: (y, x) => `gs_atan2(${y}, ${x})`,
    libraries: ['inverseTrigonometric.wgsl'],
    bound: 1.5,
    measured: [
      [everywhere, everywhere],
      [even(-10, 10), even(-10, 10)],
      [bits(-1e8, 1e8), even(-4, 4)],
      [bits(1e-30, 1e30), bits(1e-30, 1e30)],
    ],
    wgslNative: (y, x) => `atan2(${y}, ${x})`,
    doubleSingle: { library: 'doubleTrigonometric.wgsl', bound: 2 ** -46 },
    // atan2(y, x)' = (x·y' - y·x')/(x² + y²)
    pullbacks: [
      (b, seed, [y, x]) => b.divide(b.multiply(seed, need(x)), b.sumOfSquares(need(x), need(y))),
      (b, seed, [y, x]) => b.negate(b.divide(b.multiply(seed, need(y)), b.sumOfSquares(need(x), need(y)))),
    ],
    tex: texCall('\\operatorname{atan2}'),
    samples: [
      [0.5, 1.5],
      [-0.5, -1.5],
      [2, -0.3],
    ],
    singular: true,
  },
  // sinh(a)' = cosh(a)
  unary(
    'sinh',
    'hyperbolic sine',
    Math.sinh,
    (b, seed, operands) => b.multiply(seed, b.call('cosh', first(operands))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -45 },
      library: 'hyperbolic.wgsl',
      bound: 0.95,
      measured: [everywhere, even(-90, 90), even(-2, 2)],
      native: true,
    },
  ),
  // cosh(a)' = sinh(a)
  unary(
    'cosh',
    'hyperbolic cosine',
    Math.cosh,
    (b, seed, operands) => b.multiply(seed, b.call('sinh', first(operands))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -46 },
      library: 'hyperbolic.wgsl',
      bound: 1,
      measured: [everywhere, even(-90, 90), even(-2, 2)],
      native: true,
    },
  ),
  // tanh(a)' = sech(a)²: 1 - tanh² would lose every digit for large |a|
  unary(
    'tanh',
    'hyperbolic tangent',
    Math.tanh,
    (b, seed, operands) => b.multiply(seed, b.call('sech2', first(operands))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -44 },
      library: 'hyperbolic.wgsl',
      bound: 0.85,
      measured: [everywhere, even(-10, 10), even(-2, 2)],
      native: true,
      joint: tanhAndSech2('tanh'),
    },
  ),
  // (sech(a)²)' = -2 sech(a)² tanh(a)
  unary(
    'sech2',
    'square of the hyperbolic secant',
    sech2,
    (b, seed, operands, self) =>
      b.multiply(b.multiply(b.constant(-2), seed), b.multiply(self, b.call('tanh', first(operands)))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -44 },
      library: 'hyperbolic.wgsl',
      bound: 0.75,
      measured: [everywhere, even(-46, 46), even(-2, 2)],
      joint: tanhAndSech2('sech2'),
      tex: texCall('\\operatorname{sech}^2'),
    },
  ),
  // asinh(a)' = 1/sqrt(1 + a²)
  unary(
    'asinh',
    'inverse hyperbolic sine',
    Math.asinh,
    (b, seed, operands) => b.divide(seed, b.call('sqrt', b.sumOfSquares(b.constant(1), first(operands)))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      aliases: ['arsinh', 'arcsinh'],
      library: 'inverseHyperbolic.wgsl',
      bound: 0.75,
      measured: [everywhere, even(-4, 4), bits(0.5, 1e5)],
      native: true,
      tex: texCall('\\operatorname{arsinh}'),
    },
  ),
  // acosh(a)' = 1/sqrt(a² - 1)
  unary(
    'acosh',
    'inverse hyperbolic cosine',
    Math.acosh,
    (b, seed, operands) => b.divide(seed, b.call('sqrt', b.negate(oneMinusSquare(b, first(operands))))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      aliases: ['arcosh', 'arccosh'],
      domain: above(1, 'outsideHyperbolicDomain', true),
      library: 'inverseHyperbolic.wgsl',
      bound: 0.8,
      measured: [upFrom(1), even(1, 4), bits(1, 1e5)],
      native: true,
      tex: texCall('\\operatorname{arcosh}'),
      samples: [1.25, 2, 9.5],
    },
  ),
  // atanh(a)' = 1/(1 - a²)
  unary(
    'atanh',
    'inverse hyperbolic tangent',
    Math.atanh,
    (b, seed, operands) => b.divide(seed, oneMinusSquare(b, first(operands))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      aliases: ['artanh', 'arctanh'],
      domain: withinUnit('outsideHyperbolicDomain', false),
      library: 'inverseHyperbolic.wgsl',
      bound: 0.8,
      measured: [bits(-NEAREST_TO_ONE, NEAREST_TO_ONE), even(-1, 1), even(0.4, 0.6)],
      native: true,
      tex: texCall('\\operatorname{artanh}'),
      singular: true,
    },
  ),
  // erf(a)' = 2/sqrt(π)·exp(-a²)
  unary(
    'erf',
    'error function',
    erf,
    (b, seed, operands) =>
      b.multiply(
        b.multiply(b.constant(2 / Math.sqrt(Math.PI)), seed),
        b.call('exp', b.negate(b.multiply(first(operands), first(operands)))),
      ),
    {
      doubleSingle: { library: 'doubleErrorFunction.wgsl', bound: 2 ** -44 },
      library: 'errorFunction.wgsl',
      bound: 1.5,
      measured: [everywhere, even(-4.5, 4.5), even(-1.1, 1.1)],
      tex: texCall('\\operatorname{erf}'),
    },
  ),
  // σ(a)' = σ(a)·σ(-a): 1 - σ(a) would lose every digit for large a
  unary(
    'sigmoid',
    'logistic function 1/(1 + exp(-a))',
    sigmoid,
    (b, seed, operands, self) =>
      b.multiply(seed, b.multiply(self, b.call('sigmoid', b.negate(first(operands))))),
    {
      doubleSingle: { library: 'doubleExponential.wgsl', bound: 2 ** -45 },
      aliases: ['logistic'],
      library: 'logistic.wgsl',
      bound: 0.75,
      measured: [everywhere, even(-90, 30), even(-4, 4)],
      tex: texCall('\\sigma'),
    },
  ),
  // softplus(a)' = σ(a)
  unary(
    'softplus',
    'log(1 + exp(a)), without overflow',
    softplus,
    (b, seed, operands) => b.multiply(seed, b.call('sigmoid', first(operands))),
    {
      doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -45 },
      library: 'logistic.wgsl',
      bound: 1.15,
      measured: [everywhere, even(-90, 30), even(-4, 4)],
      tex: texCall('\\operatorname{softplus}'),
    },
  ),
  {
    kind: 'primitive',
    name: 'logsumexp',
    aliases: ['logaddexp', 'LSE'],
    form: 'logsumexp(a, b)',
    meaning: 'log(exp(a) + exp(b)), without overflow',
    arity: 2,
    commutative: true,
    evaluate: logsumexp,
    wgsl: (a, b) => `gs_logsumexp(${a}, ${b})`,
    libraries: ['logsumexp.wgsl'],
    bound: 1.6,
    measured: [
      [everywhere, everywhere],
      [even(-20, 20), even(-20, 20)],
      [even(-1.5, 0.5), even(-1.5, 0.5)],
    ],
    doubleSingle: { library: 'doubleLogarithmic.wgsl', bound: 2 ** -46 },
    // logsumexp(a, b)' = σ(a - b)·a' + σ(b - a)·b'
    pullbacks: [
      (b, seed, [left, right]) => b.multiply(seed, b.call('sigmoid', b.subtract(need(left), need(right)))),
      (b, seed, [left, right]) => b.multiply(seed, b.call('sigmoid', b.subtract(need(right), need(left)))),
    ],
    tex: texCall('\\operatorname{logsumexp}'),
    // All positive: around log(exp(a) + exp(b)) = 0 the sum cancels, in whatever precision.
    samples: [
      [3, 4],
      [2, 6],
      [5, 2.5],
    ],
  },
  {
    kind: 'primitive',
    name: 'hypot',
    form: 'hypot(a, b)',
    meaning: 'sqrt(a² + b²), without overflow',
    arity: 2,
    commutative: true,
    evaluate: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.hypot(a, b)),
    wgsl: (a, b) => `gs_hypot(${a}, ${b})`,
    libraries: ['roots.wgsl'],
    bound: 0.51,
    measured: [
      [everywhere, everywhere],
      [even(-4, 4), even(-4, 4)],
      [bits(1, 2), bits(2 ** -16, 1)],
    ],
    doubleSingle: { library: 'doubleRoots.wgsl', bound: 2 ** -46 },
    // hypot(a, b)' = (a·a' + b·b')/hypot(a, b)
    pullbacks: [
      (b, seed, [left], self) => b.divide(b.multiply(seed, need(left)), self),
      (b, seed, [, right], self) => b.divide(b.multiply(seed, need(right)), self),
    ],
    tex: (a, b) => `\\left\\lVert\\left(${a}, ${b}\\right)\\right\\rVert`,
    samples: [
      [3, 4],
      [-0.5, 0.25],
      [12, -5],
    ],
  },
];

function oneMinusSquare(b: Parameters<NonNullable<Pullback>>[0], a: Parameters<NonNullable<Pullback>>[1]) {
  return b.multiply(b.subtract(b.constant(1), a), b.add(b.constant(1), a));
}
