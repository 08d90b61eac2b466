/** Who does the tasks of the CPU engine: workers, or the calling thread. */
import { answer, type WorkerResult, type WorkerTask } from './workerProtocol';

/** Does tasks; several at once where `parallel` is more than 1. */
export interface TaskRunner {
  readonly parallel: number;
  /** Whether tasks may hold SharedArrayBuffers, which are the same memory wherever they are done. */
  readonly sharesMemory: boolean;
  /** Has `task` done by up to `wanted` workers at once, by as many as are free; the results of those that took part. */
  run(task: WorkerTask, wanted: number): Promise<readonly WorkerResult[]>;
  dispose(): void;
}

/** Runs in the calling thread: for Node, and where workers are refused. */
export const INLINE_RUNNER: TaskRunner = {
  parallel: 1,
  sharesMemory: false,
  run: (task) => Promise.resolve([answer(task)]),
  dispose: () => undefined,
};
