/** Functions that are written in terms of others. */
import type { Builder } from '../builder';
import type { NodeId } from '../graph';
import { need } from './arithmetic';
import { type Macro, texCall } from './row';

function unary(
  name: string,
  meaning: string,
  expand: (b: Builder, a: NodeId) => NodeId,
  options: { readonly aliases?: readonly string[]; readonly tex?: (operand: string) => string } = {},
): Macro {
  return {
    kind: 'macro',
    name,
    ...(options.aliases && { aliases: options.aliases }),
    form: `${name}(a)`,
    meaning,
    minArity: 1,
    maxArity: 1,
    expand: (b, [a]) => expand(b, need(a)),
    tex: options.tex ?? texCall(`\\operatorname{${name}}`),
    samples: [[0.3], [0.9], [-0.6]],
  };
}

const ONE_OVER_SQRT2 = Math.SQRT1_2;

export const MACROS: readonly Macro[] = [
  unary('sec', 'secant 1/cos(a)', (b, a) => b.divide(b.constant(1), b.call('cos', a)), {
    tex: texCall('\\sec'),
  }),
  unary('csc', 'cosecant 1/sin(a)', (b, a) => b.divide(b.constant(1), b.call('sin', a)), {
    aliases: ['cosec'],
    tex: texCall('\\csc'),
  }),
  unary('cot', 'cotangent cos(a)/sin(a)', (b, a) => b.divide(b.call('cos', a), b.call('sin', a)), {
    tex: texCall('\\cot'),
  }),
  unary('sech', 'hyperbolic secant 1/cosh(a)', (b, a) => b.divide(b.constant(1), b.call('cosh', a))),
  unary('csch', 'hyperbolic cosecant 1/sinh(a)', (b, a) => b.divide(b.constant(1), b.call('sinh', a))),
  unary('coth', 'hyperbolic cotangent 1/tanh(a)', (b, a) => b.divide(b.constant(1), b.call('tanh', a)), {
    tex: texCall('\\coth'),
  }),
  unary('round', 'nearest whole number, halves upwards', (b, a) =>
    b.call('floor', b.add(a, b.constant(0.5))),
  ),
  unary('exp2', '2 to the power a', (b, a) => b.pow(b.constant(2), a), { tex: (a) => `2^{${a}}` }),
  unary('square', 'a²', (b, a) => b.multiply(a, a), { tex: (a) => `\\left(${a}\\right)^2` }),
  unary('step', '1 where a >= 0, else 0', (b, a) => b.call('greaterOrEqual', a, b.constant(0)), {
    aliases: ['heaviside'],
  }),
  unary('relu', 'rectified linear unit max(a, 0)', (b, a) => b.call('max', a, b.constant(0)), {
    aliases: ['ReLU'],
  }),
  unary(
    'gelu',
    'Gaussian error linear unit a/2·(1 + erf(a/sqrt(2))) (Hendrycks and Gimpel, 2016)',
    (b, a) => {
      const cumulative = b.add(b.constant(1), b.call('erf', b.multiply(b.constant(ONE_OVER_SQRT2), a)));
      return b.multiply(b.multiply(b.constant(0.5), a), cumulative);
    },
    { aliases: ['GELU'] },
  ),
  unary('silu', 'sigmoid linear unit a·sigmoid(a)', (b, a) => b.multiply(a, b.call('sigmoid', a)), {
    aliases: ['swish', 'SiLU'],
  }),
  unary(
    'elu',
    'exponential linear unit: a where a > 0, else exp(a) - 1',
    (b, a) => b.select(b.call('greater', a, b.constant(0)), a, b.call('expm1', a)),
    { aliases: ['ELU'] },
  ),
  unary('sinc', 'sin(a)/a, 1 at 0', (b, a) =>
    b.select(b.call('equal', a, b.constant(0)), b.constant(1), b.divide(b.call('sin', a), a)),
  ),
  {
    kind: 'macro',
    name: 'gaussian',
    aliases: ['gauss'],
    form: 'gaussian(a), gaussian(a, mean, width)',
    meaning: 'bell curve exp(-((a - mean)/width)²/2)',
    minArity: 1,
    maxArity: 3,
    expand: (b, [a, mean, width]) => {
      const centred = mean === undefined ? need(a) : b.subtract(need(a), mean);
      const scaled = width === undefined ? centred : b.divide(centred, width);
      return b.call('exp', b.multiply(b.constant(-0.5), b.multiply(scaled, scaled)));
    },
    tex: texCall('\\operatorname{gaussian}'),
    samples: [[0.3], [0.3, 1], [0.3, -1, 2]],
  },
  {
    kind: 'macro',
    name: 'clamp',
    aliases: ['clip'],
    form: 'clamp(a, low, high)',
    meaning: 'a held between low and high',
    minArity: 3,
    maxArity: 3,
    expand: (b, [a, low, high]) => b.call('min', b.call('max', need(a), need(low)), need(high)),
    tex: texCall('\\operatorname{clamp}'),
    samples: [
      [0.3, 0, 1],
      [-2, -1, 1],
    ],
  },
  {
    kind: 'macro',
    name: 'logBase',
    form: 'log(a, base)',
    meaning: 'logarithm to any base',
    minArity: 2,
    maxArity: 2,
    expand: (b, [a, base]) => b.divide(b.call('log', need(a)), b.call('log', need(base))),
    tex: (a, base) => `\\log_{${base}}\\left(${a}\\right)`,
    samples: [
      [3, 10],
      [0.5, 2],
    ],
  },
  {
    kind: 'macro',
    name: 'and',
    form: 'p and q',
    meaning: '1 where both are not 0, else 0',
    minArity: 2,
    maxArity: 2,
    expand: (b, [p, q]) => b.multiply(truth(b, need(p)), truth(b, need(q))),
    tex: (p, q) => `${p} \\land ${q}`,
    samples: [
      [1, 0],
      [2, 3],
    ],
  },
  {
    kind: 'macro',
    name: 'or',
    form: 'p or q',
    meaning: '1 where one is not 0, else 0',
    minArity: 2,
    maxArity: 2,
    expand: (b, [p, q]) => b.call('max', truth(b, need(p)), truth(b, need(q))),
    tex: (p, q) => `${p} \\lor ${q}`,
    samples: [
      [1, 0],
      [0, 0],
    ],
  },
  {
    kind: 'macro',
    name: 'not',
    form: 'not p',
    meaning: '1 where p is 0, else 0',
    minArity: 1,
    maxArity: 1,
    expand: (b, [p]) => b.call('equal', need(p), b.constant(0)),
    tex: (p) => `\\lnot ${p}`,
    samples: [[1], [0]],
  },
];

function truth(b: Builder, a: NodeId): NodeId {
  return b.call('notEqual', a, b.constant(0));
}
