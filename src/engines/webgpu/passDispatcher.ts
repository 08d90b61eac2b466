/**
 * Runs passes over a grid in dispatches short enough that pictures in between and a newer request never wait long. What a pass
 * does, and where its results go, is its pipeline's affair.
 */
import type { Grid } from '../../fields/grid';
import { DispatchBudget, dispatchesOf } from './dispatchTiles';
import { type PassName, WORKGROUP_SAMPLES } from './layouts';
import { submitCommands } from './submitCommands';
import type { TargetStorage } from './targetStorage';

/** One dispatch running and one waiting: the GPU never idles, and a newer request waits for two at most. */
const DISPATCHES_IN_FLIGHT = 2;

/** After so many the budget learns from them, so that a long request is not done in pieces fit for another device. */
const DISPATCHES_A_LESSON = 32;

export interface PlannedPass {
  readonly pass: PassName;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroups: readonly GPUBindGroup[];
  readonly operationsPerSample: number;
  /** For each of `dataRows`, besides. */
  readonly operationsPerRow: number;
  /** 0 where the pass looks at no data. */
  readonly dataRows: number;
}

export class PassDispatcher {
  readonly #budget = new DispatchBudget();

  constructor(private readonly device: GPUDevice) {}

  /**
   * Submits `passes` one after another. `goesOn` is asked before each dispatch; false where it ended them, and the rest was
   * not submitted.
   */
  async run(
    passes: readonly PlannedPass[],
    grid: Grid,
    storage: TargetStorage,
    goesOn: () => boolean,
  ): Promise<boolean> {
    const inFlight: Promise<void>[] = [];
    let started = performance.now();
    let operations = 0;
    let dispatches = 0;
    const learn = async (): Promise<void> => {
      await Promise.all(inFlight.splice(0));
      this.#budget.learn(operations, performance.now() - started);
      started = performance.now();
      operations = 0;
      dispatches = 0;
    };
    for (const { pass, pipeline, bindGroups, operationsPerSample, operationsPerRow, dataRows } of passes) {
      const side = WORKGROUP_SAMPLES[pass];
      const samples = side * side;
      const work = { once: samples * operationsPerSample, perRow: samples * operationsPerRow, dataRows };
      const [columns, rows] = [Math.ceil(grid.nx / side), Math.ceil(grid.ny / side)];
      for (const dispatch of dispatchesOf(columns, rows, work, () => this.#budget.operations)) {
        if (!goesOn()) return false;
        const { tile } = dispatch;
        storage.writeOrigin(tile.column * side, tile.row * side, dispatch.rows);
        submitCommands(this.device, pass, (encoder) => {
          const computePass = encoder.beginComputePass({ label: pass });
          computePass.setPipeline(pipeline);
          for (const [index, group] of bindGroups.entries()) computePass.setBindGroup(index, group);
          computePass.dispatchWorkgroups(tile.columns, tile.rows);
          computePass.end();
        });
        operations += dispatch.operations;
        dispatches++;
        inFlight.push(this.device.queue.onSubmittedWorkDone());
        if (inFlight.length > DISPATCHES_IN_FLIGHT) await inFlight.shift();
        if (dispatches === DISPATCHES_A_LESSON) await learn();
      }
    }
    // One dispatch for each pass says more about waiting than about computing.
    if (dispatches > passes.length) await learn();
    return goesOn();
  }
}
