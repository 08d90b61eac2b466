import { beforeAll, describe, expect, test } from 'vitest';
import {
  createGridLayouts,
  REDUCE_BINDINGS,
  REQUEST_BYTES,
  REQUEST_OFFSETS,
  SUMMARY_BYTES,
  TEXELS_FORMAT,
  WORKGROUP_SAMPLES,
} from '../../src/engines/webgpu/layouts';
import { PipelineCache } from '../../src/engines/webgpu/pipelineCache';
import { assembleShader } from '../../src/engines/webgpu/shaderLibrary';
import { decodeSummary } from '../../src/engines/webgpu/summaryDecoding';
import type { GridSummary } from '../../src/fields/gridRequest';
import { requestTestDevice } from '../support/gpuDevice';

let device: GPUDevice;

beforeAll(async () => {
  device = await requestTestDevice();
});

/** Runs the pass alone over given texels. */
async function reduce(nx: number, ny: number, texels: Float32Array<ArrayBuffer>): Promise<GridSummary> {
  const layouts = createGridLayouts(device);
  const pipeline = await new PipelineCache(device).pipeline({
    pass: 'reduce',
    shader: assembleShader('reduce.wgsl', '', []),
    layout: layouts.pipelines.reduce,
  });
  const texture = device.createTexture({
    label: 'given texels',
    size: [nx, ny],
    format: TEXELS_FORMAT,
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });
  device.queue.writeTexture({ texture }, texels, { bytesPerRow: 16 * nx }, [nx, ny]);
  const buffer = (label: string, size: number, usage: number) => device.createBuffer({ label, size, usage });
  const request = buffer('request', REQUEST_BYTES, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  const summary = buffer('summary', SUMMARY_BYTES, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  const readback = buffer('readback', SUMMARY_BYTES, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  device.queue.writeBuffer(request, REQUEST_OFFSETS.size, new Uint32Array([nx, ny]));
  const bindGroup = device.createBindGroup({
    label: 'reduce',
    layout: layouts.reduce,
    entries: [
      { binding: REDUCE_BINDINGS.request, resource: { buffer: request } },
      { binding: REDUCE_BINDINGS.texels, resource: texture.createView() },
      { binding: REDUCE_BINDINGS.summary, resource: { buffer: summary } },
    ],
  });
  const encoder = device.createCommandEncoder({ label: 'reduce' });
  const pass = encoder.beginComputePass({ label: 'reduce' });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  const side = WORKGROUP_SAMPLES.reduce;
  pass.dispatchWorkgroups(Math.ceil(nx / side), Math.ceil(ny / side));
  pass.end();
  encoder.copyBufferToBuffer(summary, 0, readback, 0, SUMMARY_BYTES);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  const result = decodeSummary(new Uint32Array(readback.getMappedRange()), nx * ny);
  for (const resource of [request, summary, readback, texture]) resource.destroy();
  return result;
}

describe('reduce', () => {
  test('finds the extremes of a 3 × 3 grid, and passes over what is undefined', async () => {
    const texels = new Float32Array(
      [
        [-5, 3, 4, 2, 2.5, 0, 0, 1, 0, 0, 0, 0],
        [-7, 0, 0, 1, 1, 0, -2, 2, 0, 0, 0, 0],
        // Validity decides, not the numbers beside it.
        [99, 99, 99, 0, -1, 99, 99, 1, 1.5, -1, 1, 2],
      ].flat(),
    );
    expect(await reduce(3, 3, texels)).toEqual({ minimum: -7, maximum: 2.5, steepest: 5, defined: 6 / 9 });
  });

  test.each([
    { sign: 'only negative', values: [-3, -1, -2, -4], minimum: -4, maximum: -1 },
    { sign: 'only positive', values: [3, 1, 2, 4], minimum: 1, maximum: 4 },
    { sign: 'zero', values: [0, 0, 0, 0], minimum: 0, maximum: 0 },
    { sign: 'huge', values: [3.4e38, -3.4e38, 1, 0], minimum: -3.4e38, maximum: 3.4e38 },
  ])('orders values that are $sign', async ({ values, minimum, maximum }) => {
    const summary = await reduce(2, 2, new Float32Array(values.flatMap((value) => [value, 0, 0, 2])));
    expect(summary.minimum).toBe(Math.fround(minimum));
    expect(summary.maximum).toBe(Math.fround(maximum));
  });

  test('says NaN where nothing is defined', async () => {
    const summary = await reduce(2, 2, new Float32Array(16));
    expect(summary).toEqual({ minimum: Number.NaN, maximum: Number.NaN, steepest: 0, defined: 0 });
  });

  test.each([
    { gradient: [3e30, 4e30], length: 5e30 },
    { gradient: [3e-30, -4e-30], length: 5e-30 },
    { gradient: [3e38, 3e38], length: 3.4028234663852886e38 },
    { gradient: [1e-20, 1], length: 1 },
  ])(
    'the length of $gradient neither over- nor underflows',
    async ({ gradient: [dx = 0, dy = 0], length }) => {
      const summary = await reduce(2, 2, new Float32Array([...Array(12).fill(0), 1, dx, dy, 2]));
      expect(Math.abs(summary.steepest / length - 1)).toBeLessThan(1e-6);
    },
  );

  test('covers every sample of a grid of several workgroups', async () => {
    const [nx, ny] = [70, 37];
    const texels = new Float32Array(4 * nx * ny);
    for (let i = 0; i < nx * ny; i++) texels.set([i, i, 0, 2], 4 * i);
    const largest = nx * ny - 1;
    expect(await reduce(nx, ny, texels)).toEqual({
      minimum: 0,
      maximum: largest,
      steepest: largest,
      defined: 1,
    });
  });
});
