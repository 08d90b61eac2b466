/** Web Workers that share the work of the CPU engine. */
import type { TaskRunner } from './cpuEngine';
import type { WorkerRequest, WorkerResponse, WorkerResult } from './workerProtocol';

/** More workers than this gain nothing on grids of usual size. */
const MAX_WORKERS = 4;

interface Waiting {
  readonly resolve: (result: WorkerResult) => void;
  readonly reject: (error: Error) => void;
}

export function createWorkerPool(): TaskRunner {
  const size = Math.max(1, Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 1));
  const waiting = new Map<number, Waiting>();
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<WorkerResponse>) => {
      waiting.get(data.ticket)?.resolve(data.result);
      waiting.delete(data.ticket);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      for (const { reject } of waiting.values())
        reject(new Error(event.message || 'a worker failed to start'));
      waiting.clear();
    };
    return worker;
  });
  let ticket = 0;
  return {
    parallel: size,
    run(task) {
      const request: WorkerRequest = { ticket: ++ticket, task };
      return new Promise((resolve, reject) => {
        waiting.set(request.ticket, { resolve, reject });
        workers[request.ticket % workers.length]?.postMessage(request);
      });
    },
    dispose() {
      for (const worker of workers) worker.terminate();
      for (const { reject } of waiting.values()) reject(new Error('the engine has been disposed'));
      waiting.clear();
    },
  };
}
