/**
 * A grid divided among workers. Where they share memory they write their tiles straight into it, each taking the next tile
 * that none has; else rows are sent out and come back by message. Every sample is computed alike, so both give the same bits.
 */

import { componentsOf, type Extent, type GridJob, joined, NO_EXTENT, type Samples } from './gridJob';
import { operationsOver } from './rowProgram';
import type { TaskRunner } from './taskRunner';
import type { FieldPrograms, SharedTiles, WorkerResult, WorkerTask } from './workerProtocol';

/** Some tenths of a millisecond of work: below it, handing it out costs more than it saves. */
const TILE_SAMPLES = 2 ** 14;
/** What depends on x alone is computed again for each tile, so that it must not be too low. */
const LEAST_TILE_ROWS = 16;
/** Of a field over data: some milliseconds, after which a newer request may take the worker. */
const TILE_OPERATIONS = 1e7;
/** By message, where each part takes a copy of the programs along. */
const PARTS_PER_WORKER = 4;
/** Buffers kept for the next grids: a page has three at a time (f and its partials). */
const KEPT_BUFFERS = 3;

export interface ComputedGrid {
  readonly extent: Extent;
  readonly samples: Samples<ArrayBuffer>;
}

type Run = (task: WorkerTask, wanted: number) => Promise<readonly WorkerResult[]>;

export class GridDivision {
  readonly #buffers = new SharedBuffers();

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
    if (sharesMemory && parallel > 1 && tiles > 1) return this.#inSharedMemory(programs, job, rows, signal);
    if (programs.kind === 'rows') return this.#byMessage(programs, job, rows, signal);
    const parts = parallel === 1 ? 1 : Math.min(tiles, PARTS_PER_WORKER * parallel);
    return this.#byMessage(programs, job, Math.ceil(job.ys.length / parts), signal);
  }

  async #inSharedMemory(
    programs: FieldPrograms,
    job: GridJob,
    rows: number,
    signal: AbortSignal,
  ): Promise<ComputedGrid> {
    const { layout, bytes } = layoutOf(job);
    const buffer = this.#buffers.take(bytes);
    const tiles: SharedTiles = {
      next: new Int32Array(buffer, 0, 1).fill(0),
      samples: {
        texels: new Float32Array(buffer, ...layout.texels),
        difference: new Float32Array(buffer, ...layout.difference),
      },
      rows,
    };
    // Whoever takes the next tile finds that there is none.
    const stop = () => Atomics.store(tiles.next, 0, job.ys.length);
    signal.addEventListener('abort', stop);
    const results = await this.run({ kind: 'tiles', programs, job, tiles }, this.runner.parallel);
    signal.removeEventListener('abort', stop);
    // Views and readers get memory of their own, which the next grid does not overwrite.
    const samples = {
      texels: tiles.samples.texels.slice(),
      difference: tiles.samples.difference.slice(),
    };
    // Only now, and not where a worker broke down: it might still write.
    this.#buffers.give(buffer);
    return { extent: extentOf(results), samples };
  }

  async #byMessage(
    programs: FieldPrograms,
    job: GridJob,
    rows: number,
    signal: AbortSignal,
  ): Promise<ComputedGrid> {
    const parts = Array.from({ length: Math.ceil(job.ys.length / rows) }, (_, part) => part * rows);
    const found: (readonly WorkerResult[])[] = parts.map(() => []);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let part = next++; part < parts.length && !signal.aborted; part = next++) {
        const start = parts[part] ?? 0;
        const partJob = { ...job, ys: job.ys.slice(start, start + rows) };
        found[part] = await this.run({ kind: 'rows', programs, job: partJob }, 1);
      }
    };
    await Promise.all(Array.from({ length: this.runner.parallel }, work));
    const results = found.flat();
    const computed = results.flatMap((result) => (result.kind === 'rows' ? [result.samples] : []));
    return {
      extent: extentOf(results),
      samples: {
        texels: concatenate(computed.map(({ texels }) => texels)),
        difference: concatenate(computed.map(({ difference }) => difference)),
      },
    };
  }
}

/** How many rows of the grid a tile has. */
function tileRows(programs: FieldPrograms, { xs, data }: GridJob): number {
  switch (programs.kind) {
    case 'samples':
      return Math.max(LEAST_TILE_ROWS, Math.ceil(TILE_SAMPLES / xs.length));
    case 'rows': {
      const operations = xs.length * operationsOver(programs.gradient, data?.rows ?? 0);
      return Math.max(1, Math.ceil(TILE_OPERATIONS / operations));
    }
    default:
      return programs satisfies never;
  }
}

function extentOf(results: readonly WorkerResult[]): Extent {
  return results.reduce((sum, result) => ('extent' in result ? joined(sum, result.extent) : sum), NO_EXTENT);
}

type Part = readonly [byteOffset: number, length: number];

/** Where tile counter, texels and differences of `job` stand in one buffer. */
function layoutOf(job: GridJob): { layout: { texels: Part; difference: Part }; bytes: number } {
  const count = job.xs.length * job.ys.length;
  const { texels, difference } = componentsOf(job);
  const texelsAt = Int32Array.BYTES_PER_ELEMENT;
  const differenceAt = texelsAt + Float32Array.BYTES_PER_ELEMENT * texels * count;
  return {
    layout: { texels: [texelsAt, texels * count], difference: [differenceAt, difference * count] },
    bytes: differenceAt + Float32Array.BYTES_PER_ELEMENT * difference * count,
  };
}

/** Shared memory of past grids, used again: new memory costs the machine about as much as filling it. */
class SharedBuffers {
  #free: SharedArrayBuffer[] = [];

  take(bytes: number): SharedArrayBuffer {
    // In order of size, so the first that suffices is the smallest.
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    return found ?? new SharedArrayBuffer(bytes);
  }

  give(buffer: SharedArrayBuffer): void {
    const largestFirst = [...this.#free, buffer].sort((a, b) => b.byteLength - a.byteLength);
    this.#free = largestFirst.slice(0, KEPT_BUFFERS).reverse();
  }
}

function concatenate(parts: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
