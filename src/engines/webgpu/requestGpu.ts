/** Asks a browser for a GPU. What else may bring a device (Node, a test) hands it to the engine itself. */

export interface RequestedGpu {
  readonly device: GPUDevice;
  /** Vendor, architecture and name, as far as the adapter tells. */
  readonly description: string;
  /** The GPU is imitated by the CPU, so the CPU engine is likely to be faster. */
  readonly software: boolean;
}

/**
 * Fields finer than the defaults allow, and their copies. Everything else stays at the defaults of WebGPU,
 * which any device has, so that what runs on one runs on all.
 */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxTextureDimension2D',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const SOFTWARE_ADAPTERS = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Null where there is no WebGPU, no adapter, or no device to be had. The caller owns the device. */
export async function requestGpu(): Promise<RequestedGpu | null> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  if (gpu === undefined) return null;
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return null;
    const device = await adapter.requestDevice({
      label: 'gradscape',
      requiredLimits: Object.fromEntries(RAISED_LIMITS.map((name) => [name, adapter.limits[name]])),
    });
    const description = describeAdapter(adapter.info);
    return {
      device,
      description,
      software: adapter.info.isFallbackAdapter || SOFTWARE_ADAPTERS.test(description),
    };
  } catch {
    // A blocked or crashed GPU process rejects here: for the page that is the same as having no GPU.
    return null;
  }
}

/** Browsers leave fields empty for privacy, and some repeat one in another. */
export function describeAdapter({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const words = [vendor, architecture, device, description].filter((word) => word !== '');
  return [...new Set(words)].join(' ') || 'unnamed GPU';
}
