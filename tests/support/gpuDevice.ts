// A real GPUDevice in Node: Dawn on a software GPU. What it runs is WGSL as browsers run it, not a simulation.
// Devices are destroyed, and errors nobody caught fail the test, by gpuTeardown.ts after each test and file.

/**
 * Beyond the default limits a field on a fine grid needs room. The rest stays at the defaults that any browser's
 * device has, so that a pipeline asking for more than those fails here as it would there.
 */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxStorageTexturesPerShaderStage',
  'maxTextureDimension2D',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Referenced for as long as the process lives: Dawn crashes once its instance is collected before a device. */
let instance: Promise<GPU> | undefined;

interface TestDevice {
  readonly device: GPUDevice;
  readonly uncaptured: string[];
}

const testDevices: TestDevice[] = [];

/**
 * A new device of the software GPU. `descriptor` adds features, a label, or limits in place of the raised ones.
 * Throws where there is no adapter, saying what to install. Callable in a test as well as in beforeAll.
 */
export async function requestTestDevice(descriptor: GPUDeviceDescriptor = {}): Promise<GPUDevice> {
  const adapter = await requestTestAdapter();
  const requiredLimits = Object.fromEntries(RAISED_LIMITS.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ label: 'test device', requiredLimits, ...descriptor });
  const entry: TestDevice = { device, uncaptured: [] };
  device.addEventListener('uncapturederror', (event) => entry.uncaptured.push(describeError(event.error)));
  testDevices.push(entry);
  return device;
}

/** The adapter behind requestTestDevice, for tests about features and limits. */
export async function requestTestAdapter(): Promise<GPUAdapter> {
  instance ??= createInstance();
  const gpu = await instance;
  const adapter = await gpu.requestAdapter();
  if (adapter) return adapter;
  throw new Error(
    `no GPU adapter in Node (Vulkan driver: ${process.env.VK_ICD_FILENAMES ?? 'none named'}). ` +
      'On Linux the tests use the software GPU that Chromium brings: run them with `npm test`, which installs it where it can.',
  );
}

/**
 * Waits for the device's queue, then returns the errors that no error scope captured since the last call and forgets
 * them. For a test that provokes one; all others are watched without asking.
 */
async function takeGpuErrors(device: GPUDevice): Promise<readonly string[]> {
  await device.queue.onSubmittedWorkDone().catch(() => undefined);
  const entry = testDevices.find((candidate) => candidate.device === device);
  return entry?.uncaptured.splice(0) ?? [];
}

/** Throws the GPU errors of all devices that nobody captured, each with its message. */
export async function expectNoGpuErrors(): Promise<void> {
  const errors = (await Promise.all(testDevices.map(({ device }) => takeGpuErrors(device)))).flat();
  if (errors.length > 0) throw new Error(`uncaptured GPU errors:\n${errors.join('\n')}`);
}

/** Destroys every device handed out, and waits until each says it is lost. */
export async function destroyTestDevices(): Promise<void> {
  const devices = testDevices.splice(0).map(({ device }) => device);
  for (const device of devices) device.destroy();
  await Promise.all(devices.map((device) => device.lost));
}

/** Dawn is loaded by the first test that asks for a device, so that all others start without it. */
async function createInstance(): Promise<GPU> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  return create([]);
}

function describeError(error: GPUError): string {
  return `${error.constructor.name}: ${error.message}`;
}
