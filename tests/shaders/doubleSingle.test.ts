// Every function in double-single against f64, on the test device: the largest relative error that its row states.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OperandRanges, PRIMITIVES, type Primitive, primitiveNamed } from '../../src/expression';
import { bits, even } from '../../src/expression/functions/operandRanges';
import { requestTestDevice } from '../support/gpuDevice';
import { evaluateMath, evaluateWords, sampleOperands } from './mathEvaluation';

/** Pairs a function; more by GRADSCAPE_SAMPLES. */
const SAMPLES = Number(process.env.GRADSCAPE_SAMPLES ?? 2 ** 12);

/** Low words are the high ones times these: exact, and less than half an ulp. */
const LOW_SHARES = { x: 2 ** -25, y: -(2 ** -26) } as const;
const WORDS = ['x', 'y'].map((name) => `DoubleWord(${name}, ${name} * ${LOW_SHARES[name as 'x' | 'y']})`);

/** Magnitudes of operands and results: below, low words underflow. */
const [SMALLEST, LARGEST] = [2 ** -70, 2 ** 100];
/** Where dd_mod has digits left. */
const LARGEST_QUOTIENT = 2 ** 40;
/** Where sin, cos and tan fall back on f32 (doubleTrigonometric.wgsl). */
const LARGEST_REDUCED = 2 ** 20;
const REDUCED: ReadonlySet<string> = new Set(['sin', 'cos', 'tan']);

const EXPONENTIAL = primitiveNamed('exp').doubleSingle.library;

/** Operands of rows that are not measured in f32. */
const ANYWHERE: readonly OperandRanges[] = [
  [even(-4, 4), even(-4, 4)],
  [bits(-1e9, 1e9), bits(-1e9, 1e9)],
];

let device: GPUDevice;
beforeAll(async () => {
  device = await requestTestDevice();
});

interface Worst {
  readonly error: number;
  readonly at: string;
  readonly compared: number;
}

function isOrdinary(value: number): boolean {
  return Math.abs(value) >= SMALLEST && Math.abs(value) <= LARGEST;
}

/** Whether the function promises its bound there. */
function isWithin(name: string, [a = 0, b = 0]: readonly number[]): boolean {
  if (REDUCED.has(name)) return Math.abs(a) <= LARGEST_REDUCED;
  return name !== 'mod' || Math.abs(a / b) <= LARGEST_QUOTIENT;
}

/** What errors are relative to: the result, except where it is a difference of larger numbers, or a power of one. */
function allowance(name: string, [a = 1, b = 1]: readonly number[], exact: number): number {
  switch (name) {
    case 'pow':
      return Math.abs(exact) * Math.max(1, Math.abs(b * Math.log(Math.abs(a))));
    case 'logsumexp':
      return Math.max(Math.abs(exact), Math.abs(a), Math.abs(b));
    case 'mod':
      return Math.max(Math.abs(a), Math.abs(b));
    default:
      return Math.abs(exact);
  }
}

async function worstOf(row: Primitive): Promise<Worst> {
  const { x, y } = sampleOperands(row.measured ?? ANYWHERE, SAMPLES);
  const expression = `dd_${row.name}(${WORDS.slice(0, row.arity).join(', ')})`;
  const words = await evaluateWords(device, { file: row.doubleSingle.library, expression }, x, y);
  let worst = { error: -1, at: '' };
  let compared = 0;
  x.forEach((a, i) => {
    const operands = [a * (1 + LOW_SHARES.x), (y[i] ?? 0) * (1 + LOW_SHARES.y)].slice(0, row.arity);
    if (!operands.every(isOrdinary) || !isWithin(row.name, operands)) return;
    const exact = row.evaluate(...operands);
    if (Number.isNaN(exact) || (exact !== 0 && !isOrdinary(exact))) return;
    compared++;
    const found = (words[2 * i] ?? Number.NaN) + (words[2 * i + 1] ?? Number.NaN);
    const error = found === exact ? 0 : Math.abs(found - exact) / allowance(row.name, operands, exact);
    if (!(error <= worst.error))
      worst = { error, at: `${row.name}(${operands}) is ${found}, expected ${exact}` };
  });
  return { ...worst, compared };
}

describe('in double-single', () => {
  it.each(PRIMITIVES.map((row) => [row.name, row] as const))('%s keeps its bound', async (name, row) => {
    const { error, at, compared } = await worstOf(row);
    if (process.env.GRADSCAPE_TABLE)
      console.log(`${name} | 2^${Math.log2(error).toFixed(2)} | ${at} | ${compared}`);
    expect(compared).toBeGreaterThan(SAMPLES / 8);
    expect(error, at).toBeLessThanOrEqual(row.doubleSingle.bound);
  });

  it('falls back on f32 where angles are too large to be reduced', async () => {
    const x = Float32Array.of(2 ** 21 + 0.25, 1e30);
    const { library: file } = primitiveNamed('sin').doubleSingle;
    const words = await evaluateWords(device, { file, expression: 'dd_sin(wordOf(x))' }, x, x);
    const single = await evaluateMath(device, { name: 'gs_sin', arity: 1 }, x, x);
    expect([...words]).toEqual([single[0], 0, single[1], 0]);
  });

  it.each([
    ['dd_multiply(wordOf(x), wordOf(x))', Infinity],
    ['dd_add(dd_multiply(wordOf(x), wordOf(-x)), wordOf(y))', -Infinity],
    ['dd_divide(wordOf(y), dd_multiply(wordOf(x), wordOf(x)))', 0],
    ['dd_exp(wordOf(x))', Infinity],
    ['dd_exp(wordOf(-x))', 0],
    ['dd_hypot(wordOf(0.0), wordOf(0.0))', 0],
  ])('%s is the infinity or the zero that it is in f32', async (expression, expected) => {
    const [x, y] = [Float32Array.of(1e30), Float32Array.of(3)];
    const file = 'doubleRoots.wgsl';
    const words = await evaluateWords(
      device,
      { file: expression.includes('exp') ? EXPONENTIAL : file, expression },
      x,
      y,
    );
    expect([...words]).toEqual([expected, 0]);
  });
});
