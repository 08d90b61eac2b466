// The probe of a device: what it finds on the software GPU, and what measurements, true and made up, lead to.

import { beforeAll, describe, expect, it } from 'vitest';
import { choiceOf, choicesOf, type DeviceChoices } from '../../src/engines/webgpu/probe/deviceChoices';
import {
  type DeviceMeasurement,
  type FormMeasurement,
  type FunctionMeasurement,
  measureDevice,
} from '../../src/engines/webgpu/probe/measureDevice';
import { PROBED_FUNCTIONS, pairsOf } from '../../src/engines/webgpu/probe/probedFunctions';
import { ProbePass } from '../../src/engines/webgpu/probe/probePass';
import { measureTransforms } from '../../src/engines/webgpu/probe/transforms';
import { SHADER_SOURCES, type ShaderSources } from '../../src/engines/webgpu/shaderLibrary';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { compileExpression, emitWgsl, PRIMITIVES, parseExpression } from '../../src/expression';
import { EngineError } from '../../src/fields/engineError';
import { requestTestDevice } from '../support/gpuDevice';
import { requestOf } from './webgpuFields';

/** Fewer operands than on the page: enough for what is told here. */
const SAMPLES = 2 ** 13;

const form = (error: number, wrongAt: readonly number[] = []): FormMeasurement => ({
  error,
  at: [1],
  wrongAt,
});

function made(name: string, own: FormMeasurement, native: FormMeasurement | null, small = false) {
  const bound = PRIMITIVES.find((row) => row.name === name)?.bound ?? Number.NaN;
  return { name, small, bound, own, native } satisfies FunctionMeasurement;
}

function choicesFrom(functions: readonly FunctionMeasurement[], lossy = 0): DeviceChoices {
  const exact = { guarded: 0, unguarded: 1 };
  return choicesOf({ functions, twoSum: exact, twoProduct: { ...exact, guarded: lossy } });
}

function fieldOf(text: string) {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return { graph: builder.graph, value: root, variables, parameters };
}

describe('on the software GPU', () => {
  let device: GPUDevice;
  let measured: DeviceMeasurement;
  beforeAll(async () => {
    device = await requestTestDevice();
    measured = await measureDevice(device, SAMPLES);
  });

  it('every function of our own keeps its bound', () => {
    const names = measured.functions.map(({ name, small }) => (small ? `${name}, small` : name));
    expect(names).toEqual(
      expect.arrayContaining(['divide', 'sqrt', 'sin', 'sin, small', 'pow', 'erf', 'mod']),
    );
    const beyond = measured.functions.filter(({ own, bound }) => !(own.error <= bound));
    expect(beyond.map(({ name }) => name)).toEqual([]);
    expect(measured.functions.flatMap(({ name, own }) => (own.wrongAt.length > 0 ? name : []))).toEqual([]);
    // An error of 0 would mean that nothing was compared.
    expect(measured.functions.filter(({ own }) => own.error < 0.4).map(({ name }) => name)).toEqual([]);
  });

  it('the built-in sine is far off, and division and square root are as good as ours', () => {
    const nativeOf = (name: string) =>
      measured.functions.find((one) => one.name === name && !one.small)?.native;
    expect(nativeOf('sin')?.error).toBeGreaterThan(1e6);
    expect(nativeOf('tanh')?.wrongAt).not.toEqual([]);
    expect(nativeOf('divide')?.error).toBeLessThanOrEqual(0.5);
    expect(nativeOf('sqrt')?.error).toBeLessThanOrEqual(0.5);
    expect(nativeOf('erf')).toBeNull();
    const { forms, failed } = choicesOf(measured);
    expect([forms.of('sin'), forms.ofSmall('sin'), forms.of('divide')]).toEqual(['own', 'own', 'native']);
    expect(failed.size).toBe(0);
  });

  it('sums and products lose nothing behind barriers', () => {
    expect(measured.twoSum.guarded).toBe(0);
    expect(measured.twoProduct.guarded).toBe(0);
    expect(measured.fusedFma).toBe(0);
    expect(measured.subnormals).toEqual({ operands: 'flushed', results: 'flushed' });
  });

  it('transforms that lose something are found out', async () => {
    const core = SHADER_SOURCES.get('core.wgsl') ?? '';
    const lossy = core
      .replace('barrier(barrier(a - aPart) + barrier(b - bPart))', '0.0')
      .replace('-productResidual(product, a, b)', '0.0');
    const pass = new ProbePass(device, new Map(SHADER_SOURCES).set('core.wgsl', lossy));
    const { twoSum, twoProduct } = await measureTransforms(pass);
    pass.dispose();
    // Some sums and products of samples fit into one number.
    expect(twoSum.guarded).toBeGreaterThan(0.5);
    expect(twoProduct.guarded).toBeGreaterThan(0.9);
    expect(twoSum.unguarded).toBe(0);
  });

  it('code that the compiler refuses counts as no code at all', async () => {
    const pass = new ProbePass(device);
    const run = pass.run({ expressions: ['nowhere(x)'], libraries: [] }, [[1, 2]], () => undefined);
    await expect(run).rejects.toThrow(EngineError);
    pass.dispose();
  });

  it('hands out every pair once, in order, over pieces', async () => {
    const pass = new ProbePass(device);
    const count = 40_000;
    const pairs = Array.from({ length: count }, (_, i) => [2 * i, 2 * i + 1] as const);
    const sums: number[] = [];
    const forms = { expressions: ['x', 'x + y'], libraries: [] };
    await pass.run(forms, pairs, ([x, both], piece) => {
      both?.forEach((sum, i) => {
        expect(x?.[i]).toBe(piece[2 * i]);
        sums.push(sum);
      });
    });
    pass.dispose();
    expect(sums).toEqual(Array.from({ length: count }, (_, i) => 4 * i + 1));
  });
});

describe('on a device that divides and takes roots as badly as WGSL lets it', () => {
  /** What is repaired: first approximations of quotients (2.5 ulp) and of roots (4.5 ulp). */
  const APPROXIMATIONS: readonly (readonly [file: string, text: string, ulp: number])[] = [
    ['division.wgsl', 'a / b', 2],
    ['division.wgsl', 'n.high / d.high', 2],
    ['division.wgsl', 'sqrt(x)', 4],
    ['division.wgsl', 'sqrt(x.high)', 4],
    ['inverseHyperbolic.wgsl', 'above.high / below', 2],
    ['inverseTrigonometric.wgsl', 'sqrt(z)', 4],
  ];

  /** The library with each of them off by so many ulp upwards or downwards. */
  function spoiled(direction: 1 | -1): ShaderSources {
    const sources = new Map(SHADER_SOURCES);
    for (const [file, text, ulp] of APPROXIMATIONS) {
      const source = sources.get(file) ?? '';
      expect(source.split(`barrier(${text})`)).toHaveLength(2);
      const worse = `bitcast<f32>(bitcast<u32>(${text}) + u32(${direction * ulp}))`.replace(
        'u32(-',
        'bitcast<u32>(-',
      );
      sources.set(file, source.replace(`barrier(${text})`, `barrier(${worse})`));
    }
    return sources;
  }

  it.each([1, -1] as const)('every function of our own keeps its bound (direction %i)', async (direction) => {
    const { functions } = await measureDevice(await requestTestDevice(), 2 ** 12, spoiled(direction));
    const beyond = functions.filter(({ own, bound }) => own.error > bound);
    expect(beyond.map(({ name, own, bound }) => `${name}: ${own.error} > ${bound}`)).toEqual([]);
  });
});

describe('the choice of a form', () => {
  it.each([
    ['the built-in one where it keeps the bound', form(0.8), form(0.9), 'native'],
    ['ours where the built-in one does not', form(0.8), form(1.2), 'own'],
    ['ours where the built-in one fails at a special value', form(0.8), form(0.5, [Infinity]), 'own'],
    ['ours where there is no built-in one', form(0.8), null, 'own'],
    ['none where both fail', form(7), form(8), 'cpu'],
    ['none where ours fails at a special value', form(0.8, [0]), null, 'cpu'],
    ['the built-in one where only it holds', form(Infinity), form(1), 'native'],
  ] as const)('is %s', (_, own, native, choice) => {
    expect(choiceOf(made('exp', own, native))).toBe(choice);
  });

  it('trusts numbers in two parts where sums and products lose nothing', () => {
    expect(choicesFrom([]).errorFree).toBe(true);
    expect(choicesFrom([], 1e-5).errorFree).toBe(false);
  });

  it('is made anew for small operands', () => {
    const good = form(0.5);
    const { forms } = choicesFrom([
      made('sin', good, form(9)),
      made('sin', good, form(0.6), true),
      made('cos', good, null, true),
    ]);
    expect([forms.of('sin'), forms.ofSmall('sin'), forms.ofSmall('cos')]).toEqual(['own', 'native', 'own']);
  });
});

describe('the code of a field', () => {
  const code = (text: string, { forms }: DeviceChoices, small = false) =>
    emitWgsl(fieldOf(text), () => small, forms);

  it('follows the choices, and takes in no library that it does not call', () => {
    const native = choicesFrom([
      made('exp', form(9), form(1)),
      made('divide', form(9), form(0.5)),
      made('sqrt', form(0.5), form(2)),
    ]);
    const { code: text, libraries } = code('exp(x)/y + sqrt(x)', native);
    expect(text).toContain('= exp(x)');
    expect(text).not.toContain('gs_exp');
    expect(text).not.toContain('gs_div');
    expect(text).toContain('gs_sqrt(');
    expect(libraries).toEqual(['division.wgsl']);
  });

  it('repairs quotients where those of the device are only 2.5 ulp', () => {
    const repaired = choicesFrom([made('divide', form(0.5), form(2.5))]);
    expect(code('1/x', repaired).code).toContain('gs_div(');
    expect(code('1/x', choicesFrom([])).code).toContain(', inside2) / select(');
  });

  it('takes the full reduction where the code for small operands fails', () => {
    const functions = [made('sin', form(0.5), null), made('sin', form(9), null, true)];
    expect(code('sin(x)', choicesFrom(functions), true).code).toContain('gs_sin(x)');
  });
});

describe('an engine that was told of a function that fails', () => {
  const failing = (...names: readonly string[]) =>
    choicesFrom(names.map((name) => made(name, form(99), form(99))));
  const computed = async (text: string, choices: DeviceChoices) => {
    const engine = createWebGpuEngine({ device: await requestTestDevice() });
    engine.adopt(choices);
    try {
      return await engine.grid(requestOf(fieldOf(text)));
    } finally {
      engine.dispose();
    }
  };

  it.each([
    ['tanh(x) + y', ['tanh'], 'tanh'],
    ['x*sinh(y)', ['cosh', 'exp'], 'cosh'], // of the gradient alone
    ['x*cos(1e5*y)', ['sin', 'exp'], 'sin'], // by a joint form
    ['logsumexp(x, y)', ['logsumexp'], 'logsumexp'],
    ['1/x', ['divide'], 'a / b'],
    ['tan(x) + erf(y)', ['tan', 'erf'], 'tan, erf'],
  ])('refuses %s, naming it', async (text, names, named) => {
    await expect(computed(text, failing(...names))).rejects.toThrow(
      new RegExp(`accuracy: this device is not exact enough at ${named}$`),
    );
  });

  it('computes everything else', async () => {
    expect(await computed('exp(x) + y', failing('tanh', 'log'))).not.toBeNull();
  });
});

it('measures every row that promises a bound, within its domain', () => {
  const promising = PRIMITIVES.filter(({ bound }) => bound !== undefined).map(({ name }) => name);
  expect([...new Set(PROBED_FUNCTIONS.map(({ name }) => name))].sort()).toEqual(promising.sort());
  for (const probed of PROBED_FUNCTIONS) {
    const pairs = [...pairsOf(probed, 1000)];
    expect(pairs.length).toBeGreaterThan(400);
    expect(pairs.filter((pair) => !probed.holds(...pair))).toEqual([]);
  }
});
