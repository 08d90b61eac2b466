import { afterEach, describe, expect, test, vi } from 'vitest';
import { requestGpu } from '../../src/engines/webgpu/requestGpu';
import { requestTestAdapter } from '../support/gpuDevice';

afterEach(() => {
  vi.unstubAllGlobals();
});

const present = (adapter: unknown) =>
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });

describe('requestGpu', () => {
  test.each([
    ['no navigator', undefined],
    ['no WebGPU', {}],
    ['no adapter', { gpu: { requestAdapter: async () => null } }],
    ['a GPU process that is gone', { gpu: { requestAdapter: () => Promise.reject(new Error('blocked')) } }],
  ])('is null with %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    expect(await requestGpu()).toBeNull();
  });

  test('knows a software GPU, and takes its limits for large fields', async () => {
    const adapter = await requestTestAdapter();
    present(adapter);
    const gpu = await requestGpu();
    if (!gpu) throw new Error('expected a device');
    expect(gpu.software).toBe(true);
    expect(gpu.description).toMatch(/swiftshader/i);
    expect(gpu.device.limits.maxBufferSize).toBe(adapter.limits.maxBufferSize);
    gpu.device.destroy();
    await gpu.device.lost;
  });

  test('describes an adapter that keeps everything to itself', async () => {
    const device = { limits: {} };
    const info = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };
    present({ info, limits: {}, requestDevice: async () => device });
    expect(await requestGpu()).toEqual({ device, description: 'unnamed GPU', software: false });
  });
});
