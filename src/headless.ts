/**
 * Gradscape without a page: the same questions as `window.gradscape` answers, for Node and other programs. The GPU engine runs
 * on any GPUDevice it is given.
 */
import { AccuracyCache } from './app/accuracy/accuracyCache';
import { AccuracyProbe } from './app/accuracy/accuracyProbe';
import { type AccuracyReport, accuracyReport } from './app/accuracy/accuracyReport';
import type { Descent } from './app/descent/descend';
import {
  type DescendQuery,
  descendQuery,
  type EvaluateQuery,
  evaluate,
  type GridQuery,
  type GridResult,
  grid,
  type PointAnswer,
} from './app/scripting/queries';
import { createCpuEngine } from './engines/cpu/cpuEngine';
import { createWebGpuEngine, describeAdapter } from './engines/webgpu/webgpuEngine';
import { EngineError } from './fields/engineError';
import type { GridEngine } from './fields/gridRequest';

export type { AccuracyReport } from './app/accuracy/accuracyReport';
export type { Descent } from './app/descent/descend';
export type {
  DescendQuery,
  EngineName,
  EvaluateQuery,
  FunctionQuery,
  GridQuery,
  GridResult,
  PointAnswer,
  Want,
} from './app/scripting/queries';
export { ExpressionError } from './expression';
export { EngineError } from './fields/engineError';

export interface Headless {
  evaluate(query: EvaluateQuery): Promise<PointAnswer[]>;
  grid(query: GridQuery): Promise<GridResult>;
  descend(query: DescendQuery): Promise<Descent>;
  /**
   * Measures how exact the device is, the first time it is asked; from then on the GPU engine takes those of the device's own
   * functions that are exact enough, and leaves to the CPU what needs one that no form is. Null without a device.
   */
  accuracy(): Promise<AccuracyReport | null>;
  /** Ends the engines; the device stays the caller's. */
  dispose(): void;
}

/** Without a device all questions are answered by the CPU engine in f64. */
export function createHeadless(options: { readonly device?: GPUDevice } = {}): Headless {
  const cpu = createCpuEngine();
  const gpu = options.device ? createWebGpuEngine({ device: options.device }) : null;
  const probe = new AccuracyProbe(new AccuracyCache(null, ''));
  if (options.device && gpu) {
    probe.attach({ device: options.device, description: describeAdapter(options.device.adapterInfo) }, gpu);
  }
  const engineOf = (name: GridEngine['name'] = gpu ? 'webgpu' : 'cpu'): GridEngine => {
    if (name === 'cpu') return cpu;
    if (gpu === null) throw new EngineError('webgpu', 'no GPUDevice was given');
    return gpu;
  };
  return {
    evaluate: (query) => evaluate(query, engineOf),
    grid: (query) => grid(query, engineOf),
    descend: async (query) => descendQuery(query),
    accuracy: async () => accuracyReport(await probe.known()),
    dispose() {
      cpu.dispose();
      gpu?.dispose();
    },
  };
}
