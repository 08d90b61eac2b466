/** Memory for the samples of grids, used again once whoever shows them has let go of it. */

/** Buffers kept for the next grids: a page has three at a time (f and its partials). */
const KEPT_BUFFERS = 3;

/** New memory costs the machine more than filling it: its pages are given one by one, as they are first touched. */
export class GridMemory<Buffer extends ArrayBufferLike> {
  #free: Buffer[] = [];

  constructor(private readonly allocate: (bytes: number) => Buffer) {}

  /** A buffer of at least `bytes` bytes, whatever stands in them, that nobody else has until it is given back. */
  take(bytes: number): Buffer {
    // In order of size, so the first that suffices is the smallest.
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    return found ?? this.allocate(bytes);
  }

  /** What gives `buffer` back at its first call, and does nothing later. */
  releaseOf(buffer: Buffer): () => void {
    let taken = true;
    return () => {
      if (taken) this.give(buffer);
      taken = false;
    };
  }

  give(buffer: Buffer): void {
    const largestFirst = [...this.#free, buffer].sort((a, b) => b.byteLength - a.byteLength);
    this.#free = largestFirst.slice(0, KEPT_BUFFERS).reverse();
  }
}
