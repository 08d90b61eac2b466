/** Mini-batches: the rows of the data in random order, an epoch at a time, from a seed. */
import { Random } from '../../fields/random';

export class Batches {
  readonly #random: Random;
  #order = new Uint32Array(0);
  #next = 0;

  /** Throws RangeError where `size` is not a whole number from 1 to `rows`. */
  constructor(
    readonly rows: number,
    readonly size: number,
    seed: number,
  ) {
    if (!Number.isInteger(size) || size < 1 || size > rows)
      throw new RangeError(`a batch has 1 to ${rows} rows, not ${size}`);
    this.#random = new Random(seed);
  }

  /** The rows of the next batch: every row once an epoch; the last batch of an epoch may be shorter. */
  next(): Uint32Array {
    if (this.#next >= this.#order.length) {
      this.#order = Uint32Array.from(this.#random.permutation(this.rows));
      this.#next = 0;
    }
    const batch = this.#order.slice(this.#next, this.#next + this.size);
    this.#next += this.size;
    return batch;
  }
}
