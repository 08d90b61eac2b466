// Which engine serves the page, with and without a device, before and after losses.

import { afterEach, expect, it, vi } from 'vitest';
import { Engines } from '../../src/app/engines';
import { requestTestAdapter } from '../support/gpuDevice';

afterEach(() => vi.unstubAllGlobals());

/** A navigator whose GPU is the software one of the tests, said to be hardware or not. */
function stubGpu(isFallbackAdapter: boolean): void {
  const requestAdapter = async () => {
    const adapter = await requestTestAdapter();
    const info = { vendor: 'test', architecture: '', device: '', description: 'test GPU', isFallbackAdapter };
    return {
      info,
      limits: adapter.limits,
      requestDevice: (descriptor: GPUDeviceDescriptor) => adapter.requestDevice(descriptor),
    };
  };
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
}

it('takes the CPU where there is no GPU, whatever is asked for', async () => {
  vi.stubGlobal('navigator', {});
  const engines = new Engines();
  await engines.acquireGpu();
  expect(engines.device).toBeNull();
  for (const choice of ['auto', 'webgpu', 'cpu'] as const) expect(engines.chosen(choice).name).toBe('cpu');
});

it('takes a hardware GPU by itself, and one imitated in software only when asked to', async () => {
  for (const software of [false, true]) {
    stubGpu(software);
    const engines = new Engines();
    await engines.acquireGpu();
    expect(engines.chosen('auto').name).toBe(software ? 'cpu' : 'webgpu');
    expect(engines.chosen('webgpu').name).toBe('webgpu');
    expect(engines.chosen('cpu').name).toBe('cpu');
  }
});

it('asks for a new device after a loss, and stays on the CPU after the third', async () => {
  stubGpu(false);
  const engines = new Engines();
  const allowed: boolean[] = [];
  for (let loss = 1; loss <= 3; loss++) {
    await engines.acquireGpu();
    expect(engines.device).not.toBeNull();
    allowed.push(engines.loseGpu());
    expect(engines.chosen('webgpu').name).toBe('cpu');
  }
  expect(allowed).toEqual([true, true, false]);
  await engines.acquireGpu();
  expect(engines.device).toBeNull();
});
