import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { softwareGpuEnvironment } from './scripts/chromium.mjs';

/** Software rendering of one full-size frame takes seconds, and a machine may have two cores. */
const BROWSER_TIMEOUT_MILLISECONDS = 120_000;
const UNIT_TIMEOUT_MILLISECONDS = 180_000;

export default defineConfig({
  test: {
    // Only processes of their own get the variables before Dawn loads Vulkan; threads would share their parent's.
    pool: 'forks',
    // Left to itself vitest keeps one core free, which on two cores halves the tests.
    maxWorkers: availableParallelism(),
    env: softwareGpuEnvironment(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          setupFiles: ['tests/support/gpuTeardown.ts'],
          testTimeout: UNIT_TIMEOUT_MILLISECONDS,
          hookTimeout: UNIT_TIMEOUT_MILLISECONDS,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/support/previewServer.ts'],
          // A page drawn in software leaves parts of two cores idle; more at a time only wait for each other.
          maxWorkers: 2,
          testTimeout: BROWSER_TIMEOUT_MILLISECONDS,
          hookTimeout: BROWSER_TIMEOUT_MILLISECONDS,
        },
      },
    ],
  },
});
