// What shaders/math promises: each function with the largest error allowed, and its float64 reference; the arguments it
// is tried at are those of its row in the table of functions. Bounds are in ulp of f32 where the result is normal: the largest error
// seen at every float (of two arguments: at 2^24 pairs; see docs/accuracy.md, stated in the WGSL beside each
// function), and a margin for those not tried. They also held in a trial with fused fma and with the repaired quotients and
// roots off by some 2 ulp before their repair.

import { type OperandRanges, primitiveNamed } from '../../src/expression';
import { even, everywhere, SMALL_RANGES } from '../../src/expression/functions/operandRanges';
import {
  cosPi,
  erf,
  flooredModulo,
  hypotenuse,
  logSumExp,
  power,
  sechSquared,
  sigmoid,
  sinPi,
  softplus,
} from './mathReferences';

interface Promised {
  readonly name: string;
  /** Largest error in ulp. */
  readonly bound: number;
  readonly ranges: readonly OperandRanges[];
}

export interface UnaryBound extends Promised {
  readonly arity: 1;
  readonly reference: (x: number) => number;
  /** Only arguments up to this magnitude mean anything. */
  readonly largestArgument?: number;
}

export interface BinaryBound extends Promised {
  readonly arity: 2;
  readonly reference: (x: number, y: number) => number;
}

export type MathBound = UnaryBound | BinaryBound;

/** Where the row called `name` is measured. */
function measuredAt(name: string): readonly OperandRanges[] {
  const { measured } = primitiveNamed(name);
  if (measured === undefined) throw new Error(`the row ${name} does not say where it is measured`);
  return measured;
}

export const MATH_BOUNDS: readonly MathBound[] = [
  {
    name: 'gs_div',
    arity: 2,
    ranges: measuredAt('divide'),
    bound: 0.501,
    reference: (x, y) => x / y,
  },
  { name: 'gs_sqrt', arity: 1, ranges: measuredAt('sqrt'), bound: 0.501, reference: Math.sqrt },
  { name: 'gs_cbrt', arity: 1, ranges: measuredAt('cbrt'), bound: 0.51, reference: Math.cbrt },
  {
    name: 'gs_hypot',
    arity: 2,
    ranges: measuredAt('hypot'),
    bound: 0.51,
    reference: hypotenuse,
  },
  {
    name: 'gs_mod',
    arity: 2,
    ranges: measuredAt('mod'),
    bound: 0.501,
    reference: flooredModulo,
  },
  {
    name: 'gs_sin',
    arity: 1,
    ranges: measuredAt('sin'),
    bound: 0.85,
    reference: Math.sin,
  },
  {
    name: 'gs_cos',
    arity: 1,
    ranges: measuredAt('cos'),
    bound: 0.85,
    reference: Math.cos,
  },
  {
    name: 'gs_sin_small',
    arity: 1,
    ranges: SMALL_RANGES,
    bound: 0.85,
    reference: Math.sin,
    largestArgument: 6400,
  },
  {
    name: 'gs_cos_small',
    arity: 1,
    ranges: SMALL_RANGES,
    bound: 0.85,
    reference: Math.cos,
    largestArgument: 6400,
  },
  {
    name: 'gs_tan',
    arity: 1,
    ranges: measuredAt('tan'),
    bound: 1.4,
    reference: Math.tan,
  },
  {
    name: 'gs_sinpi',
    arity: 1,
    ranges: measuredAt('sinpi'),
    bound: 0.85,
    reference: sinPi,
  },
  {
    name: 'gs_cospi',
    arity: 1,
    ranges: measuredAt('cospi'),
    bound: 0.85,
    reference: cosPi,
  },
  {
    name: 'gs_exp',
    arity: 1,
    ranges: measuredAt('exp'),
    bound: 1.05,
    reference: Math.exp,
  },
  {
    name: 'gs_exp2',
    arity: 1,
    ranges: [[everywhere], [even(-151, 129)], [even(-1, 1)]],
    bound: 1.15,
    reference: (x) => 2 ** x,
  },
  {
    name: 'gs_expm1',
    arity: 1,
    ranges: measuredAt('expm1'),
    bound: 1.15,
    reference: Math.expm1,
  },
  {
    name: 'gs_log',
    arity: 1,
    ranges: measuredAt('log'),
    bound: 0.95,
    reference: Math.log,
  },
  {
    name: 'gs_log2',
    arity: 1,
    ranges: measuredAt('log2'),
    bound: 1,
    reference: Math.log2,
  },
  {
    name: 'gs_log10',
    arity: 1,
    ranges: measuredAt('log10'),
    bound: 0.85,
    reference: Math.log10,
  },
  {
    name: 'gs_log1p',
    arity: 1,
    ranges: measuredAt('log1p'),
    bound: 1,
    reference: Math.log1p,
  },
  {
    name: 'gs_pow',
    arity: 2,
    ranges: measuredAt('pow'),
    bound: 1.4,
    reference: power,
  },
  {
    name: 'gs_sinh',
    arity: 1,
    ranges: measuredAt('sinh'),
    bound: 0.95,
    reference: Math.sinh,
  },
  {
    name: 'gs_cosh',
    arity: 1,
    ranges: measuredAt('cosh'),
    bound: 1,
    reference: Math.cosh,
  },
  {
    name: 'gs_tanh',
    arity: 1,
    ranges: measuredAt('tanh'),
    bound: 0.85,
    reference: Math.tanh,
  },
  {
    name: 'gs_sech2',
    arity: 1,
    ranges: measuredAt('sech2'),
    bound: 0.75,
    reference: sechSquared,
  },
  {
    name: 'gs_asinh',
    arity: 1,
    ranges: measuredAt('asinh'),
    bound: 0.75,
    reference: Math.asinh,
  },
  {
    name: 'gs_acosh',
    arity: 1,
    ranges: measuredAt('acosh'),
    bound: 0.8,
    reference: Math.acosh,
  },
  {
    name: 'gs_atanh',
    arity: 1,
    ranges: measuredAt('atanh'),
    bound: 0.8,
    reference: Math.atanh,
  },
  {
    name: 'gs_asin',
    arity: 1,
    ranges: measuredAt('asin'),
    bound: 1.2,
    reference: Math.asin,
  },
  {
    name: 'gs_acos',
    arity: 1,
    ranges: measuredAt('acos'),
    bound: 0.7,
    reference: Math.acos,
  },
  {
    name: 'gs_atan',
    arity: 1,
    ranges: measuredAt('atan'),
    bound: 1.45,
    reference: Math.atan,
  },
  {
    name: 'gs_atan2',
    arity: 2,
    ranges: measuredAt('atan2'),
    bound: 1.5,
    reference: Math.atan2,
  },
  {
    name: 'gs_erf',
    arity: 1,
    ranges: measuredAt('erf'),
    bound: 1.5,
    reference: erf,
  },
  {
    name: 'gs_sigmoid',
    arity: 1,
    ranges: measuredAt('sigmoid'),
    bound: 0.75,
    reference: sigmoid,
  },
  {
    name: 'gs_softplus',
    arity: 1,
    ranges: measuredAt('softplus'),
    bound: 1.15,
    reference: softplus,
  },
  {
    name: 'gs_logsumexp',
    arity: 2,
    ranges: measuredAt('logsumexp'),
    bound: 1.6,
    reference: logSumExp,
  },
];
