import { beforeAll, describe, expect, test } from 'vitest';
import { assembleShader, SHADER_SOURCES } from '../../src/engines/webgpu/shaderLibrary';
import type { WebGpuGridEngine } from '../../src/engines/webgpu/webgpuGridEngine';
import {
  createTestEngine,
  GRID_3X3,
  handWritten,
  handWrittenModule,
  moduleInWords,
  PRODUCT,
  present,
  ROOT,
  requestOf,
} from '../engines/webgpuFields';
import { requestTestDevice } from '../support/gpuDevice';

let device: GPUDevice;
let engine: WebGpuGridEngine;

beforeAll(async () => {
  device = await requestTestDevice();
  engine = createTestEngine(device);
});

describe('gridExact', () => {
  test('writes value, both partials and validity 2, row by row with x fastest', async () => {
    const answer = present(await engine.grid(requestOf(handWritten(PRODUCT))));
    const data = await engine.read(answer.texels, GRID_3X3, 4);
    // x is -1, 0, 1 along a row; y is 0, 1, 2 from row to row.
    // Adding 0 makes 0 of -0, which 2xy is at (-1, 0).
    expect([...data].map((value) => value + 0)).toEqual([
      ...[0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 1, 2],
      ...[1, -2, 1, 2, 0, 0, 0, 2, 1, 2, 1, 2],
      ...[2, -4, 1, 2, 0, 0, 0, 2, 2, 4, 1, 2],
    ]);
    expect(answer.difference).toBeUndefined();
    expect(answer.summary).toEqual({
      minimum: 0,
      maximum: 2,
      steepest: Math.fround(Math.hypot(4, 1)),
      defined: 1,
    });
  });

  test('leaves nothing but zeros in a hole, and the value where only the gradient is undefined', async () => {
    const answer = present(await engine.grid(requestOf(handWritten(ROOT))));
    const data = await engine.read(answer.texels, GRID_3X3, 4);
    const row = [0, 0, 0, 0, 0, 0, 0, 1, 1, 0.5, 0, 2];
    expect([...data]).toEqual([...row, ...row, ...row]);
    expect(answer.summary).toEqual({ minimum: 0, maximum: 1, steepest: 0.5, defined: 6 / 9 });
  });

  test('takes every coordinate within half a unit in the last place, ends exact', async () => {
    const grid = { nx: 1000, ny: 2, x: [-0.7, 1.3], y: [0.1, 0.3] } as const;
    const identity = handWritten({ value: 'x', dx: '1.0', dy: 'y' });
    const answer = present(await engine.grid(requestOf(identity, grid)));
    const data = await engine.read(answer.texels, grid, 4);
    for (let i = 0; i < grid.nx; i++) {
      expect(data[4 * i]).toBe(Math.fround(i === grid.nx - 1 ? 1.3 : -0.7 + (i * 2) / (grid.nx - 1)));
    }
    expect([data[2], data[4 * grid.nx + 2]]).toEqual([Math.fround(0.1), Math.fround(0.3)]);
  });

  test('reads parameters, a thousand of them, then two of another field', async () => {
    const parameters = Array.from({ length: 1000 }, (_, i) => i * i);
    const field = handWritten({
      value: 'parameter(0u) + parameter(999u)',
      dx: 'parameter(5u)',
      dy: 'parameter(u32(y) + 30u)',
      parameters: parameters.map((_, i) => `p${i}`),
    });
    const answer = present(await engine.grid(requestOf(field, GRID_3X3, { parameters })));
    const data = await engine.read(answer.texels, GRID_3X3, 4);
    expect([...data.subarray(0, 4)]).toEqual([999 * 999, 25, 900, 2]);
    expect([...data.subarray(24, 28)]).toEqual([999 * 999, 25, 32 * 32, 2]);
    const lost = handWritten({ value: 'parameterLoss(1u)', dx: '0.0', dy: '0.0', parameters: ['p', 'q'] });
    const losses = present(await engine.grid(requestOf(lost, GRID_3X3, { parameters: [1, 0.1] })));
    expect(losses.summary.maximum).toBe(Math.fround(0.1 - Math.fround(0.1)));
    const fewer = handWritten({ value: 'parameter(1u)', dx: '0.0', dy: '0.0', parameters: ['p', 'q'] });
    const { summary } = present(await engine.grid(requestOf(fewer, GRID_3X3, { parameters: [1, 7] })));
    expect(summary.maximum).toBe(7);
  });
});

test.each(['gridExact.wgsl', 'gridDifference.wgsl', 'gridDoubleSingle.wgsl', 'reduce.wgsl'])(
  '%s shares no name with any file of the library',
  async (pass) => {
    const libraries = [...SHADER_SOURCES].flatMap(([name, source]) =>
      source.includes('@compute') ? [] : [name],
    );
    expect(libraries.length).toBeGreaterThan(2);
    const field = `${handWrittenModule(PRODUCT).code}${moduleInWords('dd_multiply(x, y)').code}`;
    const { code } = assembleShader(pass, field, libraries);
    const info = await device.createShaderModule({ label: pass, code }).getCompilationInfo();
    expect(info.messages.filter(({ type }) => type === 'error').map(({ message }) => message)).toEqual([]);
  },
);
