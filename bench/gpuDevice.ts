/** The GPU device that benchmarks run on. */
import { create, globals } from 'webgpu';

/** Referenced for as long as the process lives: Dawn crashes once its instance is collected before a device. */
let instance: GPU | undefined;

export interface BenchDevice {
  readonly device: GPUDevice;
  readonly description: string;
  /** Whether it is imitated in software. */
  readonly software: boolean;
}

/** Null where there is no adapter. */
export async function requestBenchDevice(): Promise<BenchDevice | null> {
  Object.assign(globalThis, globals);
  instance ??= create([]);
  const adapter = await instance.requestAdapter();
  if (adapter === null) return null;
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  const { description, isFallbackAdapter } = adapter.info;
  return { device, description: description || 'this adapter', software: isFallbackAdapter };
}
