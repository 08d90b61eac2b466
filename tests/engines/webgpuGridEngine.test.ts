import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebGpuGridEngine } from '../../src/engines/webgpu/webgpuGridEngine';
import { EngineError } from '../../src/fields/engineError';
import type { Grid } from '../../src/fields/grid';
import type { GridAnswer, GridRequest } from '../../src/fields/gridRequest';
import { requestTestDevice } from '../support/gpuDevice';
import {
  by,
  CUBIC,
  createTestEngine,
  GRID_3X3,
  type HandWrittenField,
  handWritten,
  PRODUCT,
  present,
  requestOf,
  textureOf,
} from './webgpuFields';

/** Characters that make the engine take a field for so long that it dispatches a workgroup at a time. */
const SEEMINGLY_LONG = `// ${'-'.repeat(4_000_000)}`;
/** f = x + 10y, and the same taken for long. */
const PLANE: HandWrittenField = { value: 'x + 10.0 * y', dx: '1.0', dy: '10.0' };
const LONG_PLANE: HandWrittenField = { ...PLANE, extra: SEEMINGLY_LONG };
const BROKEN: HandWrittenField = { value: 'x + nowhere', dx: '1.0', dy: '0.0' };
const GRID_5X4: Grid = { nx: 5, ny: 4, x: [-1, 1], y: [0, 3] };
const GRID_40X24 = { ...GRID_3X3, nx: 40, ny: 24 };

let device: GPUDevice;
let engine: WebGpuGridEngine;

beforeAll(async () => {
  device = await requestTestDevice();
});
beforeEach(() => {
  engine = createTestEngine(device);
});
afterEach(() => {
  vi.restoreAllMocks();
  engine.dispose();
});

async function answer(request: GridRequest): Promise<GridAnswer> {
  return present(await engine.grid(request));
}

async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof EngineError) return error;
  throw new Error(`expected an EngineError, got ${String(error)}`);
}

describe('pipelines', () => {
  test('moving a slider compiles nothing and emits nothing', async () => {
    const field = handWritten({ ...PRODUCT, value: 'parameter(0u)', parameters: ['a'] });
    await answer(requestOf(field, GRID_3X3, { parameters: [1] }));
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const { summary } = await answer(requestOf(field, GRID_3X3, { parameters: [7.5] }));
    expect(summary.maximum).toBe(7.5);
    expect(compile).not.toHaveBeenCalled();
  });

  test('going back to a function compiles nothing; beyond 16 pipelines the oldest is forgotten', async () => {
    const compile = vi.spyOn(device, 'createComputePipelineAsync');
    const constant = (value: number) => handWritten({ value: `${value}.0`, dx: '0.0', dy: '0.0' });
    for (let value = 0; value < 15; value++) await answer(requestOf(constant(value)));
    expect(compile).toHaveBeenCalledTimes(16); // and one to reduce
    await answer(requestOf(constant(0)));
    expect(compile).toHaveBeenCalledTimes(16);
    await answer(requestOf(constant(15)));
    await answer(requestOf(constant(0)));
    expect(compile).toHaveBeenCalledTimes(17);
    expect((await answer(requestOf(constant(1)))).summary.maximum).toBe(1);
    expect(compile).toHaveBeenCalledTimes(18);
  });

  test('an error in the field names the pass, the place in the field, and what is wrong', async () => {
    const error = await failureOf(engine.grid(requestOf(handWritten(BROKEN))));
    expect(error.pass).toBe('gridExact');
    expect(error.detail).toMatch(/^field:(5|11):\d+ .*nowhere/);
    const other = await failureOf(engine.grid(requestOf(handWritten(BROKEN), GRID_3X3, by('central', 0.1))));
    expect(other.pass).toBe('gridDifference');
    // The engine is none the worse for it.
    expect((await answer(requestOf(handWritten(PLANE)))).summary.maximum).toBe(21);
  });
});

describe('requests for one target', () => {
  test('of several at once the newest answers, the others with null', async () => {
    const fields = [PRODUCT, CUBIC, PLANE].map(handWritten);
    const answers = await Promise.all(fields.map((field) => engine.grid(requestOf(field))));
    expect(answers.map((one) => one?.summary.maximum)).toEqual([undefined, undefined, 21]);
  });

  test('the newest wins as well where nothing is left to compile', async () => {
    const field = handWritten({ ...PLANE, value: 'parameter(0u)', parameters: ['a'] });
    const ask = (a: number) => engine.grid(requestOf(field, GRID_3X3, { parameters: [a] }));
    await ask(0);
    const answers = await Promise.all([ask(1), ask(2), ask(3)]);
    expect(answers.map((one) => one?.summary.maximum)).toEqual([undefined, undefined, 3]);
  });

  test('another target does not disturb', async () => {
    const field = handWritten(PLANE);
    const answers = await Promise.all([
      engine.grid(requestOf(field)),
      engine.grid(requestOf(handWritten(PRODUCT), GRID_3X3, { target: 'inset' })),
    ]);
    expect(answers.map((one) => one?.target)).toEqual(['surface', 'inset']);
    expect(answers.map((one) => one?.summary.maximum)).toEqual([21, 2]);
  });

  test('a newer one stops an older one between its dispatches', async () => {
    await answer(requestOf(handWritten(PLANE), GRID_40X24));
    const submit = vi.spyOn(device.queue, 'submit');
    const older = engine.grid(requestOf(handWritten(LONG_PLANE), GRID_40X24));
    await vi.waitUntil(() => submit.mock.calls.length > 2, { interval: 0 });
    const newer = engine.grid(requestOf(handWritten(PLANE), GRID_40X24));
    expect(await older).toBeNull();
    const { texels, summary } = present(await newer);
    expect(summary).toEqual({
      minimum: -1,
      maximum: 21,
      steepest: Math.fround(Math.hypot(1, 10)),
      defined: 1,
    });
    const data = await engine.read(texels, GRID_40X24, 4);
    expect(data[4 * (40 * 24 - 1)]).toBe(21);
  });

  test('a newer one that fails leaves an older one that has begun its answer', async () => {
    const submit = vi.spyOn(device.queue, 'submit');
    const older = engine.grid(requestOf(handWritten(LONG_PLANE), GRID_40X24));
    await vi.waitUntil(() => submit.mock.calls.length > 1, { interval: 0 });
    const newer = failureOf(engine.grid(requestOf(handWritten(BROKEN), GRID_40X24)));
    expect(present(await older).summary.maximum).toBe(21);
    expect((await newer).pass).toBe('gridExact');
  });
});

describe('textures', () => {
  test('are written in place where the size stays the same', async () => {
    const first = await answer(requestOf(handWritten(PRODUCT)));
    const second = await answer(requestOf(handWritten(PLANE)));
    expect(textureOf(second.texels)).toBe(textureOf(first.texels));
    expect(await engine.read(second.texels, GRID_3X3, 4)).toHaveLength(36);
  });

  test('of another size are new, and the old one lives until the second answer from then', async () => {
    const field = handWritten(PLANE);
    const old = textureOf((await answer(requestOf(field, GRID_3X3, by('central', 0.5)))).texels);
    const destroy = vi.spyOn(old, 'destroy');
    const replaced = textureOf((await answer(requestOf(field, GRID_5X4))).texels);
    expect(replaced).not.toBe(old);
    expect(destroy).not.toHaveBeenCalled();
    const kept = await engine.read({ kind: 'texture', texture: old }, GRID_3X3, 4);
    expect(kept[32]).toBe(21);
    await answer(requestOf(field, GRID_5X4));
    expect(destroy).toHaveBeenCalledOnce();
  });

  test('that no answer named are destroyed with their request', async () => {
    const create = vi.spyOn(device, 'createTexture');
    const field = handWritten(PLANE);
    await answer(requestOf(field));
    const sizes = [3, 5, 7, 9].map((nx) => engine.grid(requestOf(field, { ...GRID_3X3, nx })));
    const answers = await Promise.all(sizes);
    expect(answers.map((one) => one === null)).toEqual([true, true, true, false]);
    // Superseded before they began, the ones between asked for no memory at all.
    expect(create).toHaveBeenCalledTimes(2);
  });

  test('the texture of differences comes and goes with the method', async () => {
    const field = handWritten(CUBIC);
    const exact = await answer(requestOf(field));
    const central = await answer(requestOf(field, GRID_3X3, by('central', 0.5)));
    expect(exact.difference).toBeUndefined();
    expect(textureOf(central.texels)).toBe(textureOf(exact.texels));
    expect(textureOf(central.difference).format).toBe('r32float');
    const forward = await answer(requestOf(field, GRID_3X3, by('forward', 0.5)));
    expect(textureOf(forward.difference)).toBe(textureOf(central.difference));
    expect((await answer(requestOf(field))).difference).toBeUndefined();
  });

  test('that do not fit into memory are refused in words, and the old one stays', async () => {
    const field = handWritten(PLANE);
    const before = await answer(requestOf(field));
    const popErrorScope = device.popErrorScope.bind(device);
    vi.spyOn(device, 'popErrorScope').mockImplementationOnce(async () => {
      await popErrorScope();
      return { message: 'out of memory' };
    });
    const error = await failureOf(engine.grid(requestOf(field, { ...GRID_3X3, nx: 1024, ny: 2048 })));
    expect(error.pass).toBe('texture');
    expect(error.detail).toMatch(/1024 × 2048 samples \(32 MiB\)/);
    const after = await answer(requestOf(field));
    expect(textureOf(after.texels)).toBe(textureOf(before.texels));
  });
});

describe('large work', () => {
  test.each(['exact', 'central'] as const)('in many dispatches gives the same bits (%s)', async (method) => {
    const request = (field: HandWrittenField) => requestOf(handWritten(field), GRID_40X24, by(method, 0.5));
    const whole = await answer(request(PLANE));
    const wholeTexels = await engine.read(whole.texels, GRID_40X24, 4);
    const submit = vi.spyOn(device.queue, 'submit');
    const tiled = await answer(request(LONG_PLANE));
    // 5 × 3 workgroups, one a dispatch; then clearing, reducing and reading.
    expect(submit).toHaveBeenCalledTimes(15 + 3);
    expect(await engine.read(tiled.texels, GRID_40X24, 4)).toEqual(wholeTexels);
    expect(tiled.summary).toEqual(whole.summary);
  });
});

test('a field too large to be summarised in one dispatch is summarised whole', async () => {
  const grid: Grid = { ...GRID_3X3, nx: 1025, ny: 1024 };
  const { summary } = await answer(requestOf(handWritten(PLANE), grid));
  expect(summary).toEqual({ minimum: -1, maximum: 21, steepest: Math.fround(Math.hypot(1, 10)), defined: 1 });
});

describe('read', () => {
  test('leaves out the padding of rows', async () => {
    const { texels, difference } = await answer(requestOf(handWritten(CUBIC), GRID_5X4, by('forward', 0.5)));
    const data = await engine.read(texels, GRID_5X4, 4);
    expect(data).toHaveLength(80);
    expect([...data.subarray(20, 24)]).toEqual([0, 1.75, 1, 2]);
    const differences = await engine.read(present(difference), GRID_5X4, 1);
    expect([...differences.subarray(5, 10)]).toEqual([1.25, 0.5, 0.25, 1, 1.75]);
  });

  test('copies what is in memory already', async () => {
    const data = new Float32Array([1, 2, 3, 4]);
    const copy = await engine.read({ kind: 'memory', data }, { ...GRID_3X3, nx: 2, ny: 2 }, 1);
    expect(copy).toEqual(data);
    expect(copy).not.toBe(data);
  });

  test('refuses a texture of another grid', async () => {
    const { texels } = await answer(requestOf(handWritten(PLANE)));
    expect((await failureOf(engine.read(texels, GRID_5X4, 4))).message).toMatch(
      /3 × 3 rgba32float, expected 5 × 4/,
    );
    expect((await failureOf(engine.read(texels, GRID_3X3, 1))).message).toMatch(/expected 3 × 3 r32float/);
  });
});

describe('requests that cannot be carried out', () => {
  const field = handWritten({ ...PLANE, parameters: ['a'] });
  test.each<[string, Partial<GridRequest>, RegExp]>([
    ['a grid of one sample', { grid: { ...GRID_3X3, nx: 1 } }, /nx = 1/],
    ['an empty domain', { grid: { ...GRID_3X3, x: [1, 1] } }, /x = \[1, 1\]/],
    ['a domain beyond f32', { grid: { ...GRID_3X3, x: [0, 1e39] } }, /1e\+39/],
    [
      'more samples a side than the device has',
      { grid: { ...GRID_3X3, nx: 1_000_000 } },
      /1000000 × 3 samples/,
    ],
    ['a parameter without a value', { parameters: [] }, /0 parameter values, expected 1/],
    ['a parameter beyond f32', { parameters: [1e39] }, /parameter a = 1e\+39/],
    ['a parameter that is NaN', { parameters: [Number.NaN] }, /parameter a = NaN/],
    ['a step of 0', by('central', 0), /step = 0/],
    ['a step beyond f32', by('fivePoint', 1e38), /step = 1e\+38/],
  ])('%s', async (_, rest, message) => {
    const error = await failureOf(engine.grid(requestOf(field, GRID_3X3, { parameters: [1], ...rest })));
    expect(error.pass).toBe('request');
    expect(error.detail).toMatch(message);
  });
});

describe('the end', () => {
  test('disposing destroys textures and buffers, leaves the device, and refuses further calls', async () => {
    const { texels } = await answer(requestOf(handWritten(PLANE)));
    const destroyTexture = vi.spyOn(textureOf(texels), 'destroy');
    engine.dispose();
    engine.dispose();
    expect(destroyTexture).toHaveBeenCalledOnce();
    expect((await failureOf(engine.grid(requestOf(handWritten(PLANE))))).pass).toBe('engine');
    expect((await failureOf(engine.read(texels, GRID_3X3, 4))).pass).toBe('engine');
    const successor = createTestEngine(device);
    expect(await successor.grid(requestOf(handWritten(PLANE)))).not.toBeNull();
    successor.dispose();
  });

  test.each([0, 1, 2, 4])(
    'disposing amid a request (after %i submits) answers it with null',
    async (submits) => {
      const submit = vi.spyOn(device.queue, 'submit');
      const unfinished = engine.grid(requestOf(handWritten(LONG_PLANE), GRID_40X24));
      await vi.waitUntil(() => submit.mock.calls.length >= submits, { interval: 0 });
      engine.dispose();
      expect(await unfinished).toBeNull();
    },
  );

  test.each([0, 2])(
    'a lost device fails the request under way (after %i submits) and every later call',
    async (submits) => {
      const doomed = await requestTestDevice();
      const orphan = createTestEngine(doomed);
      const { texels } = present(await orphan.grid(requestOf(handWritten(PLANE))));
      const submit = vi.spyOn(doomed.queue, 'submit');
      const underWay = failureOf(orphan.grid(requestOf(handWritten(LONG_PLANE), GRID_40X24)));
      await vi.waitUntil(() => submit.mock.calls.length >= submits, { interval: 0 });
      doomed.destroy();
      expect((await underWay).pass).toBe('device');
      expect((await failureOf(orphan.grid(requestOf(handWritten(PLANE))))).pass).toBe('device');
      expect((await failureOf(orphan.read(texels, GRID_3X3, 4))).pass).toBe('device');
      orphan.dispose();
    },
  );
});
