/** The engines of the page: the CPU's always, the GPU's while there is a device; and which of them runs. */
import { type CpuEngine, createCpuEngine } from '../engines/cpu/cpuEngine';
import { INLINE_RUNNER } from '../engines/cpu/taskRunner';
import { createWebWorkers } from '../engines/cpu/webWorkers';
import { createWebGpuEngine, type RequestedGpu, requestGpu } from '../engines/webgpu/webgpuEngine';
import type { GridEngine } from '../fields/gridRequest';
import type { EngineChoice } from '../state/appState';
import { AccuracyCache, pageStorage } from './accuracy/accuracyCache';
import { AccuracyProbe } from './accuracy/accuracyProbe';

/** After so many lost devices the page stays on the CPU: a driver that keeps crashing will crash again. */
const LOSSES_TOLERATED = 2;

/**
 * How long the page must have been left alone before its device is measured. A GPU imitated in software shares the processor
 * with everything else, and takes seconds.
 */
const QUIET_MILLISECONDS = { hardware: 500, software: 10_000 } as const;

export class Engines {
  readonly cpu: CpuEngine;
  #gpu: (RequestedGpu & { readonly engine: GridEngine }) | null = null;
  #losses = 0;

  constructor(
    readonly accuracy = new AccuracyProbe(
      new AccuracyCache(pageStorage(), globalThis.navigator?.userAgent ?? ''),
    ),
  ) {
    this.cpu = createCpuEngine(typeof Worker === 'undefined' ? INLINE_RUNNER : createWebWorkers());
  }

  /** Asks for a device, unless too many have been lost. */
  async acquireGpu(): Promise<void> {
    if (this.#losses > LOSSES_TOLERATED) return;
    const gpu = await requestGpu();
    if (gpu === null) return;
    const engine = createWebGpuEngine(gpu);
    this.#gpu = { ...gpu, engine };
    this.accuracy.attach(gpu, engine);
  }

  get device(): GPUDevice | null {
    return this.#gpu?.device ?? null;
  }

  /** Lets go of a lost device. Returns whether another one may be asked for. */
  loseGpu(): boolean {
    this.#gpu?.engine.dispose();
    this.#gpu?.device.destroy();
    this.#gpu = null;
    this.accuracy.detach();
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

  /** After how long a pause the device is to be measured; null where it need not be, because it is or computes nothing. */
  quietBeforeProbe(choice: EngineChoice): number | null {
    if (this.accuracy.state.kind !== 'unmeasured' || this.chosen(choice) === this.cpu) return null;
    return QUIET_MILLISECONDS[this.#gpu?.software ? 'software' : 'hardware'];
  }
}
