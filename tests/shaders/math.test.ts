import { beforeAll, describe, expect, it } from 'vitest';
import { resultError } from '../../src/engines/webgpu/probe/ulp';
import { PRIMITIVES, SMALL_OPERAND } from '../../src/expression';
import { SMALL_RANGES } from '../../src/expression/functions/operandRanges';
import { requestTestDevice } from '../support/gpuDevice';
import { MATH_BOUNDS, type MathBound } from './mathBounds';
import {
  assembleMath,
  evaluateKernel,
  evaluateMath,
  mathFileOf,
  mathFiles,
  mathSource,
  sampleOperands,
} from './mathEvaluation';

/** Arguments a function; another number by GRADSCAPE_SAMPLES. */
const SAMPLES = Number(process.env.GRADSCAPE_SAMPLES ?? 2 ** 20);
const SMALLEST_NORMAL = 2 ** -126;

/** Where special cases live: zeros, infinities, NaN, subnormals, extremes, and the thresholds of the functions. */
const EDGES = [
  [0, 1, 0.5, 2, 3, 4, Infinity, 1e-40, SMALLEST_NORMAL, 3.4028234663852886e38],
  [88.72283, 88.72284, 87.33655, 103, 110, 128, 127.99999, 150, 9.1, 89.4, 44.3, 20, 17.4],
  [1e5, 6400, 6400.0005, 8192, 3.3e7, 2 ** 24, 2 ** 24 + 2, 1e10, 1e-10, 1e-30, 1e30, 2.5, 10, 1000],
  [0.9999999403953552, 1.0000001192092896, Math.fround(Math.PI), Math.fround(Math.PI / 2), 2 ** -13],
]
  .flat()
  .flatMap((value) => [Math.fround(value), -Math.fround(value)])
  .concat(Number.NaN);

let device: GPUDevice;
beforeAll(async () => {
  device = await requestTestDevice();
});

describe.each(MATH_BOUNDS)('$name', (bound) => {
  it('stays within its bound', async () => {
    const { x, y } = sampleOperands(bound.ranges, SAMPLES);
    const values = await evaluateMath(device, bound, x, y);
    let worst = { error: -1, message: '' };
    for (let i = 0; i < SAMPLES; i++) {
      const value = values[i] ?? 0;
      const a = x[i] ?? 0;
      const b = y[i] ?? 0;
      const error = errorAt(bound, value, a, b);
      if (error > worst.error) worst = { error, message: describeCall(bound, a, b, value) };
    }
    expect(worst.error, worst.message).toBeLessThanOrEqual(bound.bound);
  });

  it('gives zeros, infinities and NaN at the edges as IEEE 754 does', async () => {
    const pairs =
      bound.arity === 1 ? unaryEdges(bound) : EDGES.flatMap((a) => EDGES.map((b) => [a, b] as const));
    const x = Float32Array.from(pairs, ([a]) => a);
    const y = Float32Array.from(pairs, ([, b]) => b);
    const values = await evaluateMath(device, bound, x, y);
    const wrong = pairs.flatMap(([a, b], i) => {
      const value = values[i] ?? 0;
      return edgeIsMet(bound, value, a, b) ? [] : [describeCall(bound, a, b, value)];
    });
    expect(wrong).toEqual([]);
  });
});

/** Every joint form of the table of functions, and its row's own. */
const JOINT = PRIMITIVES.flatMap(({ name, wgsl, wgslSmall, joint, measured = [] }) => {
  if (joint === undefined) return [];
  const full = { name, own: wgsl('x'), joint: `${joint.wgsl('x')}.${joint.member}`, ranges: measured };
  if (!wgslSmall || !joint.wgslSmall) return [full];
  const small = `${joint.wgslSmall('x')}.${joint.member}`;
  return [full, { name, own: wgslSmall('x'), joint: small, ranges: SMALL_RANGES }];
});

describe.each(JOINT)('$joint', ({ own, joint, ranges }) => {
  it(`is ${own}, bit by bit`, async () => {
    const edges = ranges === SMALL_RANGES ? EDGES.filter((value) => Math.abs(value) <= SMALL_OPERAND) : EDGES;
    const x = new Float32Array(SAMPLES + edges.length);
    x.set(sampleOperands(ranges, SAMPLES).x);
    x.set(edges, SAMPLES);
    const function_ = /^\w+/.exec(joint)?.[0] ?? '';
    const code = assembleMath(mathFileOf(function_));
    const [a, b] = await Promise.all(
      [own, joint].map((call) =>
        evaluateKernel(device, { name: call, code, result: `bitcast<u32>(${call})` }, x, x),
      ),
    );
    const differing = [...x.keys()].filter((i) => a?.[i] !== b?.[i] && !bothNaN(a?.[i], b?.[i]));
    expect(differing.map((i) => x[i])).toEqual([]);
  });
});

function bothNaN(...bits: readonly (number | undefined)[]): boolean {
  return bits.every((word) => ((word ?? 0) & 0x7fffffff) > 0x7f800000);
}

describe('the library', () => {
  it('promises a bound for every public function of one value, and no other', () => {
    const defined = mathFiles().flatMap((file) =>
      [...mathSource(file).matchAll(/^fn (gs_\w+)\([^)]*\) -> f32/gm)].map(([, name]) => name),
    );
    expect(MATH_BOUNDS.map(({ name }) => name).sort()).toEqual(defined.sort());
  });

  it.each(mathFiles())('%s compiles with what it requires alone', async (file) => {
    const code = `${assembleMath(file)}\nfn opaqueZero() -> u32 { return 0u; }`;
    const info = await device.createShaderModule({ label: file, code }).getCompilationInfo();
    expect(info.messages.map(({ message }) => message)).toEqual([]);
  });

  it.each(mathFiles())('%s calls no inexact builtin and declares no binding', (file) => {
    const code = mathSource(file).replaceAll(/\/\/.*$/gm, '');
    expect(code).not.toMatch(
      /\b(a?(sin|cos|tan)h?|atan2|exp2?|log2?|pow|inverseSqrt|length|ldexp|fract|smoothstep)\(/,
    );
    expect(code).not.toContain('@binding');
  });
});

function referenceOf(bound: MathBound, x: number, y: number): number {
  return bound.arity === 1 ? bound.reference(x) : bound.reference(x, y);
}

function errorAt(bound: MathBound, value: number, x: number, y: number): number {
  return resultError(value, referenceOf(bound, x, y));
}

function unaryEdges(bound: MathBound): (readonly [number, number])[] {
  const largest = ('largestArgument' in bound && bound.largestArgument) || Infinity;
  const meant = EDGES.filter((value) => largest === Infinity || Math.abs(value) <= largest);
  return meant.map((value) => [value, 0] as const);
}

/**
 * Within the bound and, where the result is zero, of the right sign. A subnormal argument may count as the zero of its
 * sign instead.
 */
function edgeIsMet(bound: MathBound, value: number, x: number, y: number): boolean {
  const candidates = flushed(x).flatMap((a) => flushed(y).map((b) => [a, b] as const));
  return candidates.some(([a, b]) => {
    const reference = referenceOf(bound, a, b);
    if (errorAt(bound, value, a, b) > bound.bound) return false;
    return reference !== 0 || Object.is(value, reference);
  });
}

function flushed(argument: number): number[] {
  const isSubnormal = argument !== 0 && Math.abs(argument) < SMALLEST_NORMAL;
  return isSubnormal ? [argument, Math.sign(argument) * 0] : [argument];
}

function describeCall(bound: MathBound, x: number, y: number, value: number): string {
  const call = bound.arity === 1 ? show(x) : `${show(x)}, ${show(y)}`;
  return `${bound.name}(${call}) is ${show(value)}, expected ${show(referenceOf(bound, x, y))}`;
}

function show(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
