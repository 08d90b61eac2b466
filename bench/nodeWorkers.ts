/** Worker pools in Node, on worker_threads: the same pool as in a page, for measuring and testing it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { TaskRunner } from '../src/engines/cpu/taskRunner';
import { createWorkerPool } from '../src/engines/cpu/workerPool';
import type { WorkerResult } from '../src/engines/cpu/workerProtocol';

export interface NodeWorkers {
  pool(size: number, sharesMemory: boolean): TaskRunner;
  /** Removes the bundled worker. */
  dispose(): void;
}

/** Bundles the worker. */
export async function bundleNodeWorkers(): Promise<NodeWorkers> {
  const folder = mkdtempSync(join(tmpdir(), 'gradscape-worker-'));
  await build({
    root: join(import.meta.dirname, '..'),
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'bench/nodeWorker.ts',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return {
    pool: (size, sharesMemory) =>
      createWorkerPool({
        size,
        sharesMemory,
        start({ onResult, onError }) {
          const worker = new Worker(join(folder, 'worker.mjs'));
          worker.on('message', (result: WorkerResult) => onResult(result));
          worker.on('error', ({ message }) => onError(message));
          return {
            post: (task, transfer) => worker.postMessage(task, transfer),
            terminate: () => void worker.terminate(),
          };
        },
      }),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
