// What the functions of shaders/math/roundoff.wgsl find, and those of core.wgsl that they are made with, against f64, which has
// products of two f32 exactly.
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePairs } from '../../src/engines/webgpu/probe/operandSampling';
import { bits, even } from '../../src/expression/functions/operandRanges';
import { requestTestDevice } from '../support/gpuDevice';
import { assembleMath, evaluateKernel } from './mathEvaluation';

const SAMPLES = 2 ** 16;
/** Within which no partial product under- or overflows. */
const RANGES = [
  [even(-4, 4), even(-4, 4)],
  [bits(2 ** -30, 2 ** 30), bits(2 ** -30, 2 ** 30)],
] as const;
/** Of a loss: more digits than one that is added to a result of f32 shows. */
const RELATIVE = 2 ** -21;

let device: GPUDevice;
beforeAll(async () => {
  device = await requestTestDevice();
});

const PARTS = `fn tail(a: f32) -> f32 { return barrier(a - leadingBits(a)); }
fn short(a: f32) -> f32 { return leadingBits(a); }`;

const product = 'barrier(x * y)';
const quotient = 'barrier(x / y)';
const root = 'barrier(sqrt(abs(x)))';
const parts = (code: string) => `leadingBits(${code}), tail(${code})`;
const f = Math.fround;
const head = (value: number) => {
  const words = new Uint32Array(Float32Array.of(value).buffer);
  return new Float32Array(Uint32Array.of((words[0] ?? 0) & 0xfffff000).buffer)[0] ?? 0;
};

/** WGSL of what a result lacks; the exact result less the rounded one in f64. */
const LOSSES: readonly [name: string, code: string, exact: (x: number, y: number) => number][] = [
  ['a product', `productLoss(${product}, ${parts('x')}, ${parts('y')})`, (x, y) => x * y - f(x * y)],
  ['a square', `squareLoss(barrier(x * x), ${parts('x')})`, (x) => x * x - f(x * x)],
  [
    'a product by 12 bits',
    `shortProductLoss(barrier(short(x) * y), short(x), ${parts('y')})`,
    (x, y) => head(x) * y - f(head(x) * y),
  ],
  ['a quotient', `productRest(x, ${parts(quotient)}, ${parts('y')}) / y`, (x, y) => (x - f(x / y) * y) / y],
  [
    'a root',
    `rootLoss(${root}, squareRest(abs(x), ${parts(root)}))`,
    (x) => (Math.abs(x) - f(Math.sqrt(Math.abs(x))) ** 2) / 2 / f(Math.sqrt(Math.abs(x))),
  ],
];

describe.each(LOSSES)('what %s lost', (name, code, exact) => {
  it('is found', async () => {
    const pairs = RANGES.flatMap((ranges) => [...samplePairs([ranges], SAMPLES)]).filter(
      ([a, b]) => a * b !== 0,
    );
    const x = Float32Array.from(pairs, ([a]) => a);
    const y = Float32Array.from(pairs, ([, b]) => b);
    const kernel = {
      name,
      code: `${assembleMath('roundoff.wgsl')}\n${PARTS}`,
      result: `bitcast<u32>(barrier(${code}))`,
    };
    const found = new Float32Array((await evaluateKernel(device, kernel, x, y)).buffer);
    const wrong = [...found].flatMap((loss, i) => {
      const [a, b] = [x[i] ?? 0, y[i] ?? 0];
      const wanted = exact(a, b);
      return Math.abs(loss - wanted) <= RELATIVE * Math.abs(wanted) ? [] : [[a, b, loss, wanted]];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

it('of the root of 0 nothing is lost', async () => {
  const kernel = {
    name: 'zero',
    code: `${assembleMath('roundoff.wgsl')}\n${PARTS}`,
    result: `bitcast<u32>(rootLoss(${root}, 0.0))`,
  };
  const zero = Float32Array.of(0);
  expect([...(await evaluateKernel(device, kernel, zero, zero))]).toEqual([0]);
});
