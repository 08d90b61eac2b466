// Evaluates functions of shaders/math, and code that calls them, on the test device.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplePairs } from '../../src/engines/webgpu/probe/operandSampling';
import type { OperandRanges } from '../../src/expression';
import type { MathBound } from './mathBounds';

const LIBRARY_FOLDER = join(import.meta.dirname, '../../shaders/math');
const WORKGROUP_SIZE = 64;
/** Workgroups in a row of the dispatch: the limit of WebGPU is 65535 per dimension. */
const WORKGROUPS_PER_ROW = 4096;

export function mathFiles(): readonly string[] {
  return readdirSync(LIBRARY_FOLDER).filter((file) => file.endsWith('.wgsl'));
}

export function mathSource(file: string): string {
  return readFileSync(join(LIBRARY_FOLDER, file), 'utf8');
}

/** `count` operands among `ranges`, as the device takes them: those of one index belong together. */
export function sampleOperands(
  ranges: readonly OperandRanges[],
  count: number,
): { readonly x: Float32Array<ArrayBuffer>; readonly y: Float32Array<ArrayBuffer> } {
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  let sampled = 0;
  for (const [first, second] of samplePairs(ranges, count)) {
    x[sampled] = first;
    y[sampled++] = second;
  }
  if (sampled !== count) throw new RangeError(`${sampled} pairs of operands, not ${count}`);
  return { x, y };
}

/** The file with everything that its first line, and theirs, require. */
export function assembleMath(file: string, included = new Set<string>()): string {
  if (included.has(file)) return '';
  included.add(file);
  const source = mathSource(file);
  const required = /^\/\/ requires:(.*)$/m.exec(source.slice(0, source.indexOf('\n')));
  if (!required) throw new Error(`the first line of shaders/math/${file} is not "// requires: …"`);
  const names = (required[1] ?? '').split(',').map((name) => name.trim());
  return [...names.filter(Boolean).map((name) => assembleMath(name, included)), source].join('\n');
}

/** The file that defines the function. */
export function mathFileOf(name: string): string {
  const file = mathFiles().find((candidate) => mathSource(candidate).includes(`fn ${name}(`));
  if (!file) throw new Error(`no file of shaders/math defines ${name}`);
  return file;
}

/** name(x[i]), or name(x[i], y[i]) for arity 2, on the device. */
export async function evaluateMath(
  device: GPUDevice,
  { name, arity }: Pick<MathBound, 'name' | 'arity'>,
  x: Float32Array<ArrayBuffer>,
  y: Float32Array<ArrayBuffer>,
): Promise<Float32Array> {
  const call = `${name}(${arity === 1 ? 'x' : 'x, y'})`;
  const results = await evaluateKernel(
    device,
    { name, code: assembleMath(mathFileOf(name)), result: `bitcast<u32>(${call})` },
    x,
    y,
  );
  return new Float32Array(results.buffer);
}

/** The words, high and low in turn, of `expression`, a DoubleWord of functions in the library's `file`, on the device. */
export async function evaluateWords(
  device: GPUDevice,
  { file, expression }: { readonly file: string; readonly expression: string },
  x: Float32Array<ArrayBuffer>,
  y: Float32Array<ArrayBuffer>,
): Promise<Float32Array> {
  const bits = 'fn bitsOf(a: DoubleWord) -> vec2u { return bitcast<vec2u>(vec2f(barrier(a.high), a.low)); }';
  const code = `${assembleMath(file)}\n${bits}`;
  const kernel = { name: expression, code, result: `bitsOf(${expression})`, type: 'vec2u' } as const;
  return new Float32Array((await evaluateKernel(device, kernel, x, y)).buffer);
}

export interface Kernel {
  readonly name: string;
  /** What `result` calls. It may call opaqueZero. */
  readonly code: string;
  /** An expression of the f32 x and y, of type u32 unless `type` says otherwise. */
  readonly result: string;
  readonly type?: 'vec2u';
}

/** The result for every x[i] and y[i], on the device, component by component. */
export async function evaluateKernel(
  device: GPUDevice,
  { name, code, result, type }: Kernel,
  x: Float32Array<ArrayBuffer>,
  y: Float32Array<ArrayBuffer>,
): Promise<Uint32Array<ArrayBuffer>> {
  const module = device.createShaderModule({ label: name, code: kernelSource(code, result, type) });
  const pipeline = await device.createComputePipelineAsync({
    label: name,
    layout: 'auto',
    compute: { module },
  });
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = [x, y].map((values) => {
    const buffer = device.createBuffer({
      label: `${name} argument`,
      size: values.byteLength,
      usage: storage,
    });
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  });
  const resultBytes = (type === 'vec2u' ? 2 : 1) * x.byteLength;
  const output = device.createBuffer({ label: `${name} result`, size: resultBytes, usage: storage });
  // A new buffer is zero.
  const zero = device.createBuffer({ label: 'opaque zero', size: 16, usage: GPUBufferUsage.UNIFORM });
  const readback = device.createBuffer({
    label: `${name} readback`,
    size: resultBytes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...buffers, output, zero].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder({ label: name });
  const pass = encoder.beginComputePass({ label: name });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  const workgroups = Math.ceil(x.length / WORKGROUP_SIZE);
  const row = Math.min(workgroups, WORKGROUPS_PER_ROW);
  pass.dispatchWorkgroups(row, Math.ceil(workgroups / row));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, readback, 0, resultBytes);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  const values = new Uint32Array(readback.getMappedRange().slice(0));
  for (const buffer of [...buffers, output, zero, readback]) buffer.destroy();
  return values;
}

function kernelSource(
  code: string,
  result: string,
  type: NonNullable<Kernel['type']> | 'u32' = 'u32',
): string {
  return `${code}
@group(0) @binding(0) var<storage, read> xs: array<f32>;
@group(0) @binding(1) var<storage, read> ys: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<${type}>;
@group(0) @binding(3) var<uniform> zeroOfUniform: u32;
fn opaqueZero() -> u32 { return zeroOfUniform; }
@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${WORKGROUP_SIZE}u;
  if (i >= arrayLength(&xs)) { return; }
  let x = xs[i];
  let y = ys[i];
  results[i] = ${result};
}`;
}
