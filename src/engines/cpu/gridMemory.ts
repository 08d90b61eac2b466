/** Memory for the samples of grids, lent to whoever shows them and used again once they have let go of it. */
import { componentsOf, type GridJob, type Samples } from './gridJob';

/** Buffers kept for the next grids: a page has three at a time (f and its partials). */
const KEPT_BUFFERS = 3;

/** The samples of one grid. Nobody else writes to them before `release`, which whoever has them last may call. */
export interface LentSamples<Buffer extends ArrayBufferLike = ArrayBufferLike> {
  readonly samples: Samples<Buffer>;
  /** The number of the next tile, 0. */
  readonly next: Int32Array<Buffer>;
  /** Calls after the first do nothing. */
  readonly release: () => void;
}

/** New memory costs the machine more than filling it: its pages are given one by one, as they are first touched. */
export class GridMemory<Buffer extends ArrayBufferLike> {
  #free: Buffer[] = [];

  constructor(private readonly allocate: (bytes: number) => Buffer) {}

  lend(job: GridJob): LentSamples<Buffer> {
    const count = job.xs.length * job.ys.length;
    const { texels, difference } = componentsOf(job);
    const differenceAt = Float32Array.BYTES_PER_ELEMENT * texels * count;
    const nextAt = differenceAt + Float32Array.BYTES_PER_ELEMENT * difference * count;
    const buffer = this.#take(nextAt + Int32Array.BYTES_PER_ELEMENT);
    let lent = true;
    return {
      samples: {
        texels: new Float32Array(buffer, 0, texels * count),
        difference: new Float32Array(buffer, differenceAt, difference * count),
      },
      next: new Int32Array(buffer, nextAt, 1).fill(0),
      release: () => {
        if (lent) this.#give(buffer);
        lent = false;
      },
    };
  }

  #take(bytes: number): Buffer {
    // In order of size, so the first that suffices is the smallest.
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    return found ?? this.allocate(bytes);
  }

  #give(buffer: Buffer): void {
    const largestFirst = [...this.#free, buffer].sort((a, b) => b.byteLength - a.byteLength);
    this.#free = largestFirst.slice(0, KEPT_BUFFERS).reverse();
  }
}
