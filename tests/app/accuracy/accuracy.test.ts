// How exact the GPU is, as the page knows it: kept from visit to visit, measured when asked, told to scripts.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccuracyCache, type KeyedTexts } from '../../../src/app/accuracy/accuracyCache';
import { AccuracyProbe, type Measure } from '../../../src/app/accuracy/accuracyProbe';
import { accuracyReport } from '../../../src/app/accuracy/accuracyReport';
import { Engines } from '../../../src/app/engines';
import { Picture } from '../../../src/app/picture';
import { grid } from '../../../src/app/scripting/queries';
import { compileFunction } from '../../../src/app/subject/functionModel';
import { functionsOf } from '../../../src/app/subject/shownModel';
import { createCpuEngine } from '../../../src/engines/cpu/cpuEngine';
import { PROBED_FUNCTIONS } from '../../../src/engines/webgpu/probe/probedFunctions';
import {
  choicesOf,
  createWebGpuEngine,
  type DeviceChoices,
  type DeviceMeasurement,
  differOver,
  type FormMeasurement,
  UNMEASURED_CHOICES,
} from '../../../src/engines/webgpu/webgpuEngine';
import { createHeadless } from '../../../src/headless';
import { DEFAULT_STATE } from '../../../src/state/schema';
import type { Stage } from '../../../src/views/stage';
import { requestTestAdapter, requestTestDevice } from '../../support/gpuDevice';

const form = (error: number, wrongAt: readonly number[] = []): FormMeasurement => ({
  error,
  at: [1],
  wrongAt,
});

/** A device on which everything of ours holds, except for `failing`, and nothing built-in does. */
function measurement(failing: readonly string[] = []): DeviceMeasurement {
  return {
    twoSum: { guarded: 0, unguarded: 0.86 },
    twoProduct: { guarded: 0, unguarded: 0 },
    fusedFma: 1,
    subnormals: { operands: 'kept', results: 'flushed' },
    functions: PROBED_FUNCTIONS.map(({ name, small, bound, forms }) => ({
      name,
      small,
      bound,
      own: form(failing.includes(name) ? Infinity : bound),
      native: forms.native === undefined ? null : form(1e6, [Number.NaN, -Infinity]),
    })),
  };
}

function memory(): KeyedTexts & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  };
}

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 31);

describe('the cache', () => {
  const kept = { measuredAt: NOW - DAY, measurement: measurement() };
  const cached = () => {
    const storage = memory();
    new AccuracyCache(storage, 'browser 1', () => NOW).write('GPU', kept);
    return storage;
  };
  const read = (storage: KeyedTexts | null, adapter = 'GPU', browser = 'browser 1', now = NOW) =>
    new AccuracyCache(storage, browser, () => now).read(adapter);

  it('gives back what was kept, infinities and NaN included', () => {
    expect(read(cached())).toEqual(kept);
  });

  it('is for one adapter, one browser and thirty days', () => {
    expect(read(cached(), 'another GPU')).toBeNull();
    expect(read(cached(), 'GPU', 'browser 2')).toBeNull();
    expect(read(cached(), 'GPU', 'browser 1', NOW + 28 * DAY)).not.toBeNull();
    expect(read(cached(), 'GPU', 'browser 1', NOW + 30 * DAY)).toBeNull();
    expect(read(cached(), 'GPU', 'browser 1', NOW - 2 * DAY)).toBeNull();
  });

  it.each<[what: string, spoil: (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, -20)],
    ['is another library’s', (text) => text.replace(/^\[1,"./, '[1,"?')],
    ['has no date', (text) => text.replace(/\n\d+\n/, '\nsoon\n')],
    ['lacks a function', (text) => text.replace(/\{"name":"pow".*?\},\{"name":"mod"/, '{"name":"mod"')],
    ['calls a function something else', (text) => text.replace('"erf"', '"ref"')],
    ['moves a bound', (text) => text.replace('"bound":1.4,', '"bound":1e9,')],
    ['has a word for a number', (text) => text.replace('"error":1000000', '"error":"small"')],
    ['has no words for subnormals', (text) => text.replace('"kept"', '"lost"')],
    ['is empty', () => ''],
  ])('ignores what %s', (_, spoil) => {
    const storage = cached();
    for (const [key, text] of storage.texts) {
      expect(spoil(text)).not.toBe(text);
      storage.texts.set(key, spoil(text));
    }
    expect(read(storage)).toBeNull();
  });

  it('does without storage, and with one that refuses', () => {
    const refusing: KeyedTexts = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const storage of [null, refusing]) {
      new AccuracyCache(storage, '').write('GPU', kept);
      expect(read(storage)).toBeNull();
    }
  });
});

describe('the probe', () => {
  const gpu = { device: {} as GPUDevice, description: 'GPU' };

  function probing(measure: Measure, storage: KeyedTexts | null = null) {
    const probe = new AccuracyProbe(new AccuracyCache(storage, ''), measure);
    const adopt = vi.fn<(choices: DeviceChoices) => void>();
    const states: string[] = [];
    probe.onChange = () => states.push(probe.state.kind);
    return { probe, adopt, states };
  }

  it('measures once for all who ask, hands the choices on, and knows them on the next visit', async () => {
    const storage = memory();
    const measure = vi.fn(async () => measurement(['tanh']));
    const { probe, adopt, states } = probing(measure, storage);
    probe.attach(gpu, { adopt });
    const [first, second] = await Promise.all([probe.measure(), probe.known()]);
    expect(first).toBe(second);
    expect(measure).toHaveBeenCalledTimes(1);
    expect(states).toEqual(['unmeasured', 'measuring', 'measured']);
    expect([...new Set(adopt.mock.calls[0]?.[0].failed.values())]).toEqual(['tanh']);

    const later = probing(measure, storage);
    later.probe.attach(gpu, { adopt: later.adopt });
    expect(later.states).toEqual(['measured']);
    expect(later.adopt).toHaveBeenCalledTimes(1);
    expect(measure).toHaveBeenCalledTimes(1);
    await later.probe.measure();
    expect(measure).toHaveBeenCalledTimes(2);
  });

  it('says where a measurement was broken off, and can start again', async () => {
    const measure = vi.fn<Measure>().mockRejectedValueOnce(new Error('device lost'));
    measure.mockResolvedValueOnce(measurement());
    const { probe, adopt } = probing(measure);
    probe.attach(gpu, { adopt });
    expect(await probe.measure()).toMatchObject({ kind: 'interrupted', message: 'device lost' });
    expect(() => accuracyReport(probe.state)).toThrow('device lost');
    expect((await probe.measure()).kind).toBe('measured');
  });

  it('forgets a measurement of a device that is gone', async () => {
    let finish: (found: DeviceMeasurement) => void = () => undefined;
    const { probe, adopt } = probing(() => new Promise((resolve) => (finish = resolve)));
    probe.attach(gpu, { adopt });
    const running = probe.measure();
    probe.detach();
    finish(measurement());
    expect((await running).kind).toBe('none');
    expect(adopt).not.toHaveBeenCalled();
    expect(accuracyReport(probe.state)).toBeNull();
    expect((await probe.measure()).kind).toBe('none');
  });
});

describe('a query', () => {
  const query = { f: 'tanh(x) + y', nx: 2, ny: 2, x: [0, 1], y: [0, 1] } as const;

  it('that names no engine is answered by the CPU where the device fails, one that names it is refused', async () => {
    const [cpu, gpu] = [createCpuEngine(), createWebGpuEngine({ device: await requestTestDevice() })];
    const engineOf = (name = 'webgpu') => (name === 'cpu' ? cpu : gpu);
    expect((await grid(query, engineOf)).engine).toBe('webgpu');
    gpu.adopt(choicesOf(measurement(['tanh'])));
    const answer = await grid(query, engineOf);
    expect(answer.engine).toBe('cpu');
    expect(answer.value[1]).toBe(Math.fround(Math.tanh(1)));
    await expect(grid({ ...query, engine: 'webgpu' }, engineOf)).rejects.toThrow('not exact enough at tanh');
    expect((await grid({ ...query, f: 'sin(x) + y' }, engineOf)).engine).toBe('webgpu');
    gpu.dispose();
  });
});

describe('the picture', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** The page's engines on the test GPU, said to be hardware, of which `failing` is found. */
  async function enginesFailing(...failing: readonly string[]): Promise<Engines> {
    const requestAdapter = async () => {
      const adapter = await requestTestAdapter();
      const info = {
        vendor: 'test',
        architecture: '',
        device: '',
        description: '',
        isFallbackAdapter: false,
      };
      const requestDevice = (descriptor: GPUDeviceDescriptor) => adapter.requestDevice(descriptor);
      return { info, limits: adapter.limits, requestDevice };
    };
    vi.stubGlobal('navigator', { gpu: { requestAdapter } });
    const engines = new Engines(
      new AccuracyProbe(new AccuracyCache(null, ''), async () => measurement(failing)),
    );
    await engines.acquireGpu();
    return engines;
  }

  it('is computed by the CPU where the device fails, and says so once', async () => {
    const engines = await enginesFailing('tanh');
    const stage = {
      showField: vi.fn(),
      clearPartials: vi.fn(),
      whenDrawn: async () => undefined,
    } as unknown as Stage;
    let expression = 'tanh(x) + y';
    const told: string[] = [];
    const picture = new Picture(
      engines,
      () => ({ state: { ...DEFAULT_STATE, resolution: 16 }, model: compileFunction(expression), stage }),
      { onComputed: () => undefined, onEngineTrouble: (message) => told.push(message) },
    );
    const engineAfter = async (typed: string) => {
      expression = typed;
      picture.request();
      await picture.settled();
      return picture.computed?.engine.name;
    };
    expect(await engineAfter('tanh(x) + y')).toBe('webgpu');
    expect(engines.quietBeforeProbe('auto')).toBe(500);
    expect(engines.quietBeforeProbe('cpu')).toBeNull();
    await engines.accuracy.measure();
    expect(engines.quietBeforeProbe('auto')).toBeNull();
    expect(await engineAfter('tanh(x) + y')).toBe('cpu');
    expect(await engineAfter('tanh(2*x) + y')).toBe('cpu');
    expect(told).toEqual(['accuracy: this device is not exact enough at tanh']);
    expect(await engineAfter('exp(x) + y')).toBe('webgpu');
    expect(told).toHaveLength(1);
    expect(await engineAfter('tanh(x) + y')).toBe('cpu');
    expect(told).toHaveLength(2);
    engines.loseGpu();
  });

  it('is computed once more only where its own functions are computed otherwise', () => {
    const functions = functionsOf(compileFunction('sin(x)/y'));
    expect(functions).toEqual(expect.arrayContaining(['sin', 'cos', 'divide']));
    const found = measurement();
    const withNative = (name: string) =>
      choicesOf({
        ...found,
        functions: found.functions.map((one) => (one.name === name ? { ...one, native: form(0.5) } : one)),
      });
    expect(differOver(UNMEASURED_CHOICES, withNative('divide'), functions)).toBe(false);
    expect(differOver(UNMEASURED_CHOICES, withNative('cos'), functions)).toBe(true);
    // Until it is measured, a quotient is the device's own.
    expect(differOver(UNMEASURED_CHOICES, choicesOf(found), functions)).toBe(true);
    expect(differOver(UNMEASURED_CHOICES, withNative('divide'), ['tanh', 'pow'])).toBe(false);
    expect(differOver(UNMEASURED_CHOICES, choicesOf(measurement(['erf'])), ['tanh'])).toBe(true);
  });
});

it('is told to scripts with every function’s choice, and null without a device', async () => {
  expect(await createHeadless().accuracy()).toBeNull();
  const measuredAt = Date.UTC(2026, 1, 3);
  const report = accuracyReport({
    kind: 'measured',
    adapter: 'GPU',
    measuredAt,
    measurement: measurement(['pow']),
  });
  expect(report).toMatchObject({ adapter: 'GPU', measuredAt: '2026-02-03T00:00:00.000Z', fusedFma: 1 });
  const choiceOf = (name: string) => report?.functions.find((one) => one.name === name)?.choice;
  expect([choiceOf('pow'), choiceOf('sin')]).toEqual(['cpu', 'own']);
});
