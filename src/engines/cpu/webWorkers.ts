/** The worker pool of a page. */
import type { TaskRunner } from './taskRunner';
import { createWorkerPool } from './workerPool';
import type { WorkerResult } from './workerProtocol';

/** More workers than this gain nothing on grids of usual size. */
const MAX_WORKERS = 4;

export function createWebWorkers(): TaskRunner {
  return createWorkerPool({
    size: Math.max(1, Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 1)),
    // Only then may a page share memory between its threads.
    sharesMemory: globalThis.crossOriginIsolated === true,
    start({ onResult, onError }) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<WorkerResult>) => onResult(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onError(event.message || 'a worker failed to start');
      };
      return {
        post: (task, transfer) => worker.postMessage(task, transfer),
        terminate: () => worker.terminate(),
      };
    },
  });
}
