/** A worker of the CPU engine in Node: bundled by nodeWorkers.ts, as Node reads no TypeScript by itself. */
import { parentPort } from 'node:worker_threads';
import { answer, transferables, type WorkerTask } from '../src/engines/cpu/workerProtocol';

parentPort?.on('message', (task: WorkerTask) => {
  const result = answer(task);
  parentPort?.postMessage(result, transferables(result));
});
