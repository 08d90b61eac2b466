// What shaders/math promises: each function with the arguments it is tried at, the largest error allowed
// there, and its float64 reference. Bounds are in ulp of f32 where the result is normal: the largest error
// seen at every float (of two arguments: at 2^24 pairs; see docs/accuracy.md, stated in the WGSL beside each
// function), and a margin for those not tried. They also held in a trial with fused fma and with the repaired quotients and
// roots off by some 2 ulp before their repair.

import {
  cosPi,
  erf,
  flooredModulo,
  hypotenuse,
  power,
  sechSquared,
  sigmoid,
  sinPi,
  softplus,
} from './mathReferences';

/** Arguments in [from, to]: `bits` takes all f32 as equally likely, and so every exponent; `even` is uniform. */
export interface ArgumentRange {
  readonly from: number;
  readonly to: number;
  readonly spacing: 'bits' | 'even';
}

interface Promised {
  readonly name: string;
  /** Largest error in ulp. */
  readonly bound: number;
}

export interface UnaryBound extends Promised {
  readonly arity: 1;
  readonly ranges: readonly ArgumentRange[];
  readonly reference: (x: number) => number;
  /** Only arguments up to this magnitude mean anything. */
  readonly largestArgument?: number;
}

export interface BinaryBound extends Promised {
  readonly arity: 2;
  readonly ranges: readonly (readonly [ArgumentRange, ArgumentRange])[];
  readonly reference: (x: number, y: number) => number;
}

export type MathBound = UnaryBound | BinaryBound;

const LARGEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;
/** The largest f32 below 1. */
const NEAREST_TO_ONE = 1 - 2 ** -24;

const bits = (from: number, to: number): ArgumentRange => ({ from, to, spacing: 'bits' });
const even = (from: number, to: number): ArgumentRange => ({ from, to, spacing: 'even' });
const everywhere = bits(-LARGEST, LARGEST);
const positive = bits(SMALLEST_NORMAL, LARGEST);

export const MATH_BOUNDS: readonly MathBound[] = [
  {
    name: 'gs_div',
    arity: 2,
    ranges: [
      [everywhere, everywhere],
      [even(-4, 4), even(-4, 4)],
    ],
    bound: 0.501,
    reference: (x, y) => x / y,
  },
  { name: 'gs_sqrt', arity: 1, ranges: [positive, even(0, 4)], bound: 0.501, reference: Math.sqrt },
  { name: 'gs_cbrt', arity: 1, ranges: [everywhere, even(-8, 8)], bound: 0.51, reference: Math.cbrt },
  {
    name: 'gs_hypot',
    arity: 2,
    ranges: [
      [everywhere, everywhere],
      [even(-4, 4), even(-4, 4)],
      [bits(1, 2), bits(2 ** -16, 1)],
    ],
    bound: 0.51,
    reference: hypotenuse,
  },
  {
    name: 'gs_mod',
    arity: 2,
    ranges: [
      [everywhere, everywhere],
      [even(-100, 100), even(-7, 7)],
    ],
    bound: 0.501,
    reference: flooredModulo,
  },
  {
    name: 'gs_sin',
    arity: 1,
    ranges: [everywhere, even(-10, 10), bits(1e3, 1e8)],
    bound: 0.85,
    reference: Math.sin,
  },
  {
    name: 'gs_cos',
    arity: 1,
    ranges: [everywhere, even(-10, 10), bits(1e3, 1e8)],
    bound: 0.85,
    reference: Math.cos,
  },
  {
    name: 'gs_sin_small',
    arity: 1,
    ranges: [bits(-6400, 6400), even(-10, 10), even(-6400, 6400)],
    bound: 0.85,
    reference: Math.sin,
    largestArgument: 6400,
  },
  {
    name: 'gs_cos_small',
    arity: 1,
    ranges: [bits(-6400, 6400), even(-10, 10), even(-6400, 6400)],
    bound: 0.85,
    reference: Math.cos,
    largestArgument: 6400,
  },
  {
    name: 'gs_tan',
    arity: 1,
    ranges: [everywhere, even(-10, 10), bits(1e3, 1e8)],
    bound: 1.4,
    reference: Math.tan,
  },
  {
    name: 'gs_sinpi',
    arity: 1,
    ranges: [everywhere, even(-4, 4), bits(1, 1e8)],
    bound: 0.85,
    reference: sinPi,
  },
  {
    name: 'gs_cospi',
    arity: 1,
    ranges: [everywhere, even(-4, 4), bits(1, 1e8)],
    bound: 0.85,
    reference: cosPi,
  },
  {
    name: 'gs_exp',
    arity: 1,
    ranges: [everywhere, even(-104, 90), even(-1, 1)],
    bound: 1.05,
    reference: Math.exp,
  },
  {
    name: 'gs_exp2',
    arity: 1,
    ranges: [everywhere, even(-151, 129), even(-1, 1)],
    bound: 1.15,
    reference: (x) => 2 ** x,
  },
  {
    name: 'gs_expm1',
    arity: 1,
    ranges: [everywhere, even(-20, 90), even(-2, 2)],
    bound: 1.15,
    reference: Math.expm1,
  },
  {
    name: 'gs_log',
    arity: 1,
    ranges: [positive, even(0.5, 2), even(0, 20)],
    bound: 0.95,
    reference: Math.log,
  },
  {
    name: 'gs_log2',
    arity: 1,
    ranges: [positive, even(0.5, 2), even(0, 20)],
    bound: 1,
    reference: Math.log2,
  },
  {
    name: 'gs_log10',
    arity: 1,
    ranges: [positive, even(0.5, 2), even(0, 20)],
    bound: 0.85,
    reference: Math.log10,
  },
  {
    name: 'gs_log1p',
    arity: 1,
    ranges: [bits(-NEAREST_TO_ONE, LARGEST), even(-1, 2), even(0, 20)],
    bound: 1,
    reference: Math.log1p,
  },
  {
    name: 'gs_pow',
    arity: 2,
    ranges: [
      [positive, even(-4, 4)],
      [even(0, 10), even(-10, 10)],
      [even(0.9, 1.1), bits(-1e5, 1e5)],
      [bits(1e-30, 1e30), bits(-1.5, 1.5)],
    ],
    bound: 1.4,
    reference: power,
  },
  {
    name: 'gs_sinh',
    arity: 1,
    ranges: [everywhere, even(-90, 90), even(-2, 2)],
    bound: 0.95,
    reference: Math.sinh,
  },
  {
    name: 'gs_cosh',
    arity: 1,
    ranges: [everywhere, even(-90, 90), even(-2, 2)],
    bound: 1,
    reference: Math.cosh,
  },
  {
    name: 'gs_tanh',
    arity: 1,
    ranges: [everywhere, even(-10, 10), even(-2, 2)],
    bound: 1.15,
    reference: Math.tanh,
  },
  {
    name: 'gs_sech2',
    arity: 1,
    ranges: [everywhere, even(-46, 46), even(-2, 2)],
    bound: 0.75,
    reference: sechSquared,
  },
  {
    name: 'gs_asinh',
    arity: 1,
    ranges: [everywhere, even(-4, 4), bits(0.5, 1e5)],
    bound: 0.75,
    reference: Math.asinh,
  },
  {
    name: 'gs_acosh',
    arity: 1,
    ranges: [bits(1, LARGEST), even(1, 4), bits(1, 1e5)],
    bound: 0.8,
    reference: Math.acosh,
  },
  {
    name: 'gs_atanh',
    arity: 1,
    ranges: [bits(-NEAREST_TO_ONE, NEAREST_TO_ONE), even(-1, 1), even(0.4, 0.6)],
    bound: 0.8,
    reference: Math.atanh,
  },
  {
    name: 'gs_asin',
    arity: 1,
    ranges: [bits(-1, 1), even(-1, 1), bits(0.9, 1)],
    bound: 1.2,
    reference: Math.asin,
  },
  {
    name: 'gs_acos',
    arity: 1,
    ranges: [bits(-1, 1), even(-1, 1), bits(0.9, 1)],
    bound: 0.7,
    reference: Math.acos,
  },
  {
    name: 'gs_atan',
    arity: 1,
    ranges: [everywhere, even(-2, 2), even(-20, 20)],
    bound: 1.45,
    reference: Math.atan,
  },
  {
    name: 'gs_atan2',
    arity: 2,
    ranges: [
      [everywhere, everywhere],
      [even(-10, 10), even(-10, 10)],
      [bits(-1e8, 1e8), even(-4, 4)],
      [bits(1e-30, 1e30), bits(1e-30, 1e30)],
    ],
    bound: 1.5,
    reference: Math.atan2,
  },
  {
    name: 'gs_erf',
    arity: 1,
    ranges: [everywhere, even(-4.5, 4.5), even(-1.1, 1.1)],
    bound: 1.5,
    reference: erf,
  },
  {
    name: 'gs_sigmoid',
    arity: 1,
    ranges: [everywhere, even(-90, 30), even(-4, 4)],
    bound: 0.75,
    reference: sigmoid,
  },
  {
    name: 'gs_softplus',
    arity: 1,
    ranges: [everywhere, even(-90, 30), even(-4, 4)],
    bound: 1.15,
    reference: softplus,
  },
];
