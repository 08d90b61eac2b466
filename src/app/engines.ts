/** The engines of the page: the CPU's always, the GPU's while there is a device; and which of them runs. */
import { type CpuEngine, createCpuEngine, INLINE_RUNNER } from '../engines/cpu/cpuEngine';
import { createWorkerPool } from '../engines/cpu/workerPool';
import { createWebGpuEngine, type RequestedGpu, requestGpu } from '../engines/webgpu/webgpuEngine';
import type { GridEngine } from '../fields/gridRequest';
import type { EngineChoice } from '../state/appState';

/** After so many lost devices the page stays on the CPU: a driver that keeps crashing will crash again. */
const LOSSES_TOLERATED = 2;

export class Engines {
  readonly cpu: CpuEngine;
  #gpu: (RequestedGpu & { readonly engine: GridEngine }) | null = null;
  #losses = 0;

  constructor() {
    this.cpu = createCpuEngine(typeof Worker === 'undefined' ? INLINE_RUNNER : createWorkerPool());
  }

  /** Asks for a device, unless too many have been lost. */
  async acquireGpu(): Promise<void> {
    if (this.#losses > LOSSES_TOLERATED) return;
    const gpu = await requestGpu();
    if (gpu) this.#gpu = { ...gpu, engine: createWebGpuEngine(gpu) };
  }

  get device(): GPUDevice | null {
    return this.#gpu?.device ?? null;
  }

  /** Lets go of a lost device. Returns whether another one may be asked for. */
  loseGpu(): boolean {
    this.#gpu?.engine.dispose();
    this.#gpu?.device.destroy();
    this.#gpu = null;
    this.#losses++;
    return this.#losses <= LOSSES_TOLERATED;
  }

  /**
   * The engine that serves `choice`; the CPU's where a GPU is asked for and there is none. Left to itself, the page takes the
   * CPU's too where the GPU is one imitated in software: it computes the same grids in a fraction of the time.
   */
  chosen(choice: EngineChoice): GridEngine {
    const gpu = this.#gpu;
    if (gpu === null || choice === 'cpu' || (choice === 'auto' && gpu.software)) return this.cpu;
    return gpu.engine;
  }
}
