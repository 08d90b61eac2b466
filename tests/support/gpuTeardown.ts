// Runs around every unit test file: GPU errors that nobody captured fail the test they came from, and no device
// outlives its file, or Node would not exit cleanly.

import { afterAll, afterEach } from 'vitest';
import { destroyTestDevices, expectNoGpuErrors } from './gpuDevice';

afterEach(expectNoGpuErrors);
afterAll(destroyTestDevices);
