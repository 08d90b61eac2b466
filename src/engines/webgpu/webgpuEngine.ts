/** The GPU engine as the rest of Gradscape knows it: fields become WGSL, and a device comes from outside. */
import { emitWgsl } from '../../expression/emitWgsl';
import type { GridEngine } from '../../fields/gridRequest';
import { WebGpuGridEngine } from './webgpuGridEngine';

export { type RequestedGpu, requestGpu } from './requestGpu';

export interface WebGpuEngineOptions {
  readonly device: GPUDevice;
  /** What a person may know the device by. */
  readonly description?: string;
}

/** The device stays the caller's: `dispose()` does not destroy it. */
export function createWebGpuEngine({ device, description = 'WebGPU' }: WebGpuEngineOptions): GridEngine {
  return new WebGpuGridEngine(device, description, emitWgsl);
}
