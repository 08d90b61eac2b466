/** What the library's proofs stand on: error-free sums and products, with and without barriers, fma, subnormal numbers. */

import { samplePairs } from './operandSampling';
import type { ProbePass } from './probePass';

/** Shares of pairs, 0 to 1, whose rounding error was not found exactly. */
export interface TransformErrors {
  /** As the library has it. */
  readonly guarded: number;
  /** Without barriers: what the device's compiler makes of it. */
  readonly unguarded: number;
}

export interface TransformMeasurement {
  readonly twoSum: TransformErrors;
  readonly twoProduct: TransformErrors;
  /** Share of fma(a, b, c) that rounded once. WGSL leaves it open. */
  readonly fusedFma: number;
  /** What becomes of numbers below 2^-126. */
  readonly subnormals: {
    readonly operands: 'kept' | 'flushed';
    readonly results: 'kept' | 'flushed';
  };
}

const SAMPLES = 2 ** 16;
/** Exponents far enough from the ends that no part of a product over- or underflows, and from each other that f64 is exact. */
const OPERANDS = { from: 2 ** -13, to: 2 ** 13, spacing: 'bits' } as const;
const RANGES = [
  [OPERANDS, OPERANDS],
  [OPERANDS, { from: -OPERANDS.to, to: -OPERANDS.from, spacing: 'bits' }],
] as const;

const TRANSFORMS = [
  'twoSum(x, y).high',
  'twoSum(x, y).low',
  'twoProduct(x, y).high',
  'twoProduct(x, y).low',
  'x + y',
  'unguardedSumError(x, y)',
  'x * y',
  'unguardedProductError(x, y)',
] as const;

/** Rejects where the device is lost; throws EngineError where its compiler refuses the code. */
export async function measureTransforms(pass: ProbePass): Promise<TransformMeasurement> {
  const wrong = { sum: 0, product: 0, plainSum: 0, plainProduct: 0 };
  const libraries = ['core.wgsl', 'unguarded.wgsl'];
  await pass.run(
    { expressions: TRANSFORMS, libraries },
    samplePairs(RANGES, SAMPLES),
    (results, operands) => {
      const [sum, sumLow, product, productLow, plainSum, plainSumLow, plainProduct, plainProductLow] =
        results;
      for (let i = 0; 2 * i < operands.length; i++) {
        const [x = 0, y = 0] = [operands[2 * i], operands[2 * i + 1]];
        if (!isExact(x + y, sum?.[i], sumLow?.[i])) wrong.sum++;
        if (!isExact(x * y, product?.[i], productLow?.[i])) wrong.product++;
        if (!isExact(x + y, plainSum?.[i], plainSumLow?.[i])) wrong.plainSum++;
        if (!isExact(x * y, plainProduct?.[i], plainProductLow?.[i])) wrong.plainProduct++;
      }
    },
  );
  return {
    twoSum: { guarded: wrong.sum / SAMPLES, unguarded: wrong.plainSum / SAMPLES },
    twoProduct: { guarded: wrong.product / SAMPLES, unguarded: wrong.plainProduct / SAMPLES },
    fusedFma: await measureFma(pass),
    subnormals: await measureSubnormals(pass),
  };
}

/** high + low = exact, where f64 holds all three: the difference of neighbours is exact. */
function isExact(exact: number, high = Number.NaN, low = Number.NaN): boolean {
  return high === Math.fround(exact) && low === exact - high;
}

/** What fma(x, y, -xy) gives: the rounding error of xy where it is fused, else 0. */
async function measureFma(pass: ProbePass): Promise<number> {
  let [fused, telling] = [0, 0];
  const forms = { expressions: ['fma(x, y, -barrier(x * y))'], libraries: ['core.wgsl'] };
  await pass.run(forms, samplePairs(RANGES, SAMPLES), ([rests], operands) => {
    for (let i = 0; 2 * i < operands.length; i++) {
      const product = (operands[2 * i] ?? 0) * (operands[2 * i + 1] ?? 0);
      const rest = product - Math.fround(product);
      if (rest === 0) continue;
      telling++;
      if (rests?.[i] === rest) fused++;
    }
  });
  return fused / telling;
}

/** 2^-130 lifted by 2^24, and 2^-106 lowered by as much. */
async function measureSubnormals(pass: ProbePass): Promise<TransformMeasurement['subnormals']> {
  const [operand, result, factor] = [2 ** -130, 2 ** -106, 2 ** 24];
  const forms = { expressions: ['x * y', 'x / y'], libraries: [] };
  let [keepsOperand, keepsResult] = [false, false];
  await pass.run(
    forms,
    [
      [operand, factor],
      [result, factor],
    ],
    ([products, quotients]) => {
      keepsOperand = products?.[0] === operand * factor;
      keepsResult = quotients?.[1] === result / factor;
    },
  );
  const word = (kept: boolean) => (kept ? 'kept' : 'flushed');
  return { operands: word(keepsOperand), results: word(keepsResult) };
}
