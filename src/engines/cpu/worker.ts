/** A worker of the CPU engine: computes bands of grids and finds breaks. */
import { answer, transferables, type WorkerRequest, type WorkerResponse } from './workerProtocol';

self.onmessage = ({ data }: MessageEvent<WorkerRequest>): void => {
  const result = answer(data.task);
  const response: WorkerResponse = { ticket: data.ticket, result };
  self.postMessage(response, { transfer: transferables(result) });
};
