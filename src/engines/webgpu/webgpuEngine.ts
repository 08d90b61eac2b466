/** The GPU engine as the rest of Gradscape knows it: fields become WGSL, and a device comes from outside. */
import { emitDoubleSingle, emitWgsl } from '../../expression/emitWgsl';
import { WebGpuGridEngine } from './webgpuGridEngine';

export {
  choiceOf,
  choicesOf,
  type DeviceChoices,
  differOver,
  type FunctionChoice,
  UNMEASURED_CHOICES,
} from './probe/deviceChoices';
export { libraryVersion } from './probe/libraryVersion';
export {
  type DeviceMeasurement,
  type FormMeasurement,
  type FunctionMeasurement,
  measureDevice,
} from './probe/measureDevice';
export { measurementFromText, measurementToText } from './probe/measurementText';
export { describeAdapter, type RequestedGpu, requestGpu } from './requestGpu';
export type { WebGpuGridEngine } from './webgpuGridEngine';

export interface WebGpuEngineOptions {
  readonly device: GPUDevice;
  /** What a person may know the device by. */
  readonly description?: string;
  /** Whether it is imitated in software. */
  readonly software?: boolean;
}

/** The device stays the caller's: `dispose()` does not destroy it. */
export function createWebGpuEngine({
  device,
  description = 'WebGPU',
  software = false,
}: WebGpuEngineOptions): WebGpuGridEngine {
  return new WebGpuGridEngine(
    device,
    description,
    { single: emitWgsl, doubleSingle: emitDoubleSingle },
    software,
  );
}
