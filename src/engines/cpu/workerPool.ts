/** Workers that share the work of the CPU engine, each doing one task at a time. It knows nothing of how they are started. */
import type { TaskRunner } from './taskRunner';
import { Posting, transferablesTo, type WorkerResult, type WorkerTask } from './workerProtocol';

/** One worker, as whoever started it hands it over. */
export interface StartedWorker {
  /** `transfer` moves to the worker. */
  post(task: WorkerTask, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

export interface WorkerEvents {
  onResult(result: WorkerResult): void;
  /** The worker cannot go on. */
  onError(message: string): void;
}

export interface PoolOptions {
  readonly size: number;
  /** Whether SharedArrayBuffers may be posted to the workers. */
  readonly sharesMemory: boolean;
  start(events: WorkerEvents): StartedWorker;
}

/** A task that up to `wanted` workers do together. It begins to end with its first result, as then nothing is left to take. */
interface Job {
  readonly task: WorkerTask;
  wanted: number;
  running: number;
  readonly results: WorkerResult[];
  readonly resolve: (results: readonly WorkerResult[]) => void;
  readonly reject: (error: Error) => void;
}

interface PooledWorker {
  readonly worker: StartedWorker;
  readonly posting: Posting;
  job: Job | null;
}

export function createWorkerPool({ size, sharesMemory, start }: PoolOptions): TaskRunner {
  /** Jobs that more workers may take, oldest first. */
  let queue: Job[] = [];
  let ended: Error | null = null;

  const workers = Array.from({ length: size }, (): PooledWorker => {
    const pooled: PooledWorker = {
      job: null,
      posting: new Posting(),
      worker: start({
        onResult: (result) => finish(pooled, result),
        onError: (message) => end(new Error(message)),
      }),
    };
    return pooled;
  });

  function finish(pooled: PooledWorker, result: WorkerResult): void {
    const { job } = pooled;
    pooled.job = null;
    if (job) {
      job.running--;
      job.results.push(result);
      queue = queue.filter((queued) => queued !== job);
      if (job.running === 0) job.resolve(job.results);
    }
    occupy();
  }

  /** Gives idle workers something to do. */
  function occupy(): void {
    for (const pooled of workers) {
      const [job] = queue;
      if (job === undefined) return;
      if (pooled.job) continue;
      pooled.job = job;
      job.running++;
      job.wanted--;
      if (job.wanted === 0) queue = queue.slice(1);
      pooled.worker.post(pooled.posting.of(job.task), transferablesTo(job.task));
    }
  }

  function end(error: Error): void {
    ended ??= error;
    const running = workers.flatMap(({ job }) => (job ? [job] : []));
    for (const job of new Set([...running, ...queue])) job.reject(ended);
    queue = [];
    for (const { worker } of workers) worker.terminate();
  }

  return {
    parallel: size,
    sharesMemory,
    run(task, wanted) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        queue.push({ task, wanted, running: 0, results: [], resolve, reject });
        occupy();
      });
    },
    dispose: () => end(new Error('the engine has been disposed')),
  };
}
