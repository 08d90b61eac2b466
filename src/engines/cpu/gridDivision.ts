/**
 * A grid divided among workers. Where they share memory they write their tiles straight into it, each taking the next tile
 * that none has; else rows are sent out and come back by message. Every sample is computed alike, so both give the same bits.
 */

import { weightCount } from '../../fields/layeredLoss';
import { type Extent, joined, NO_EXTENT } from './extent';
import type { FieldPrograms } from './fieldEvaluators';
import { copySamples, type GridJob, type Samples, samplesBytes, samplesIn } from './gridJob';
import { GridMemory } from './gridMemory';
import { operationsOver } from './rowProgram';
import type { TaskRunner } from './taskRunner';
import type { WorkerResult, WorkerTask } from './workerProtocol';

/**
 * A hundredth of a millisecond of work or more: a hundred times what taking a tile costs, and short beside a whole grid, as one
 * worker waits for the other's last tile.
 */
const TILE_SAMPLES = 2 ** 13;
/** Of a field over data: some milliseconds, after which a newer request may take the worker. */
const TILE_OPERATIONS = 1e7;
/** By message, which takes its time: each worker waits for its next part. */
const PARTS_PER_WORKER = 4;

export interface ComputedGrid {
  readonly extent: Extent;
  readonly samples: Samples;
  /** Lets the samples' memory be used again. */
  readonly release: () => void;
}

type Run = (task: WorkerTask, wanted: number) => Promise<readonly WorkerResult[]>;

export class GridDivision {
  readonly #shared = new GridMemory((bytes) => new SharedArrayBuffer(bytes));
  readonly #own = new GridMemory((bytes) => new ArrayBuffer(bytes));
  readonly #parts = new GridMemory((bytes) => new ArrayBuffer(bytes));

  /** `run` is the runner's, with failures thrown. */
  constructor(
    private readonly runner: Pick<TaskRunner, 'parallel' | 'sharesMemory'>,
    private readonly run: Run,
  ) {}

  /** Once `signal` is aborted no more tiles are begun, and what is resolved with is not whole. */
  compute(programs: FieldPrograms, job: GridJob, signal: AbortSignal): Promise<ComputedGrid> {
    const rows = tileRows(programs, job);
    const tiles = Math.ceil(job.ys.length / rows);
    const { parallel, sharesMemory } = this.runner;
    if (tiles === 1) return this.#inOnePart(programs, job);
    if (sharesMemory) return this.#inSharedMemory(programs, job, rows, signal);
    if (programs.kind !== 'samples') return this.#byMessage(programs, job, rows, signal);
    if (parallel === 1) return this.#inOnePart(programs, job);
    const parts = Math.min(tiles, PARTS_PER_WORKER * parallel);
    return this.#byMessage(programs, job, Math.ceil(job.ys.length / parts), signal);
  }

  async #inSharedMemory(
    programs: FieldPrograms,
    job: GridJob,
    rows: number,
    signal: AbortSignal,
  ): Promise<ComputedGrid> {
    const bytes = samplesBytes(job);
    const memory = this.#shared.take(bytes + Int32Array.BYTES_PER_ELEMENT);
    const samples = samplesIn(memory, job);
    const next = new Int32Array(memory, bytes, 1).fill(0);
    // Whoever takes the next tile finds that there is none.
    const stop = () => Atomics.store(next, 0, job.ys.length);
    signal.addEventListener('abort', stop);
    // Where a worker breaks down the memory is not given back: it might still write.
    const task = { kind: 'tiles', programs, job, tiles: { samples, next, rows } } as const;
    const results = await this.run(task, this.runner.parallel);
    signal.removeEventListener('abort', stop);
    return { extent: extentOf(results), samples, release: this.#shared.releaseOf(memory) };
  }

  async #byMessage(
    programs: FieldPrograms,
    job: GridJob,
    rows: number,
    signal: AbortSignal,
  ): Promise<ComputedGrid> {
    const memory = this.#own.take(samplesBytes(job));
    const samples = samplesIn(memory, job);
    let extent = NO_EXTENT;
    let next = 0;
    const work = async (): Promise<void> => {
      // One buffer goes to and fro for all parts.
      let partMemory = this.#parts.take(samplesBytes({ ...job, ys: job.ys.subarray(0, rows) }));
      for (let start = next; start < job.ys.length && !signal.aborted; start = next) {
        next += rows;
        const partJob = { ...job, ys: job.ys.slice(start, start + rows) };
        const found = await this.#rows(programs, partJob, partMemory);
        partMemory = found.memory;
        extent = joined(extent, found.extent);
        copySamples(samplesIn(found.memory, partJob), samples, start * job.xs.length);
      }
      this.#parts.give(partMemory);
    };
    await Promise.all(Array.from({ length: this.runner.parallel }, work));
    return { extent, samples, release: this.#own.releaseOf(memory) };
  }

  async #inOnePart(programs: FieldPrograms, job: GridJob): Promise<ComputedGrid> {
    const { extent, memory } = await this.#rows(programs, job, this.#own.take(samplesBytes(job)));
    return { extent, samples: samplesIn(memory, job), release: this.#own.releaseOf(memory) };
  }

  async #rows(
    programs: FieldPrograms,
    job: GridJob,
    memory: ArrayBuffer,
  ): Promise<{ readonly extent: Extent; readonly memory: ArrayBuffer }> {
    const [found] = await this.run({ kind: 'rows', programs, job, memory }, 1);
    if (found?.kind !== 'rows') throw new RangeError('rows are answered by rows');
    return found;
  }
}

/** How many rows of the grid a tile has. */
function tileRows(programs: FieldPrograms, { xs, data }: GridJob): number {
  switch (programs.kind) {
    case 'samples':
      return Math.ceil(TILE_SAMPLES / xs.length);
    case 'rows':
      return rowsOfTile(xs.length * operationsOver(programs.gradient, data?.rows ?? 0));
    case 'plane': {
      const passes = programs.of === 'loss' ? 1 : CURVATURE_PASSES;
      return rowsOfTile(xs.length * passes * weightCount(programs.loss) * (data?.rows ?? 0));
    }
    default:
      return programs satisfies never;
  }
}

/** For `operations` in a row of the grid. */
function rowsOfTile(operations: number): number {
  return Math.max(1, Math.ceil(TILE_OPERATIONS / Math.max(1, operations)));
}

/** A product of the Hessian costs some three times a gradient. */
const CURVATURE_PASSES = 4;

function extentOf(results: readonly WorkerResult[]): Extent {
  return results.reduce((sum, result) => ('extent' in result ? joined(sum, result.extent) : sum), NO_EXTENT);
}
