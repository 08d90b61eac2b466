/** A worker of the CPU engine in a page: computes parts of grids and finds breaks. */
import { answer, transferables, type WorkerTask } from './workerProtocol';

self.onmessage = ({ data }: MessageEvent<WorkerTask>): void => {
  const result = answer(data);
  self.postMessage(result, { transfer: transferables(result) });
};
