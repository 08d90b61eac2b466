/** Random choices of the templates. */
import { Random } from '../../fields/random';

export class Draw {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** A whole number from `low` to `high`, both included, none of `but`. */
  whole(low: number, high: number, ...but: readonly number[]): number {
    const choices = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    return this.of(choices.filter((choice) => !but.includes(choice)));
  }

  /** As `whole`, never 0. */
  nonzero(low: number, high: number, ...but: readonly number[]): number {
    return this.whole(low, high, 0, ...but);
  }

  of<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random.uniform() * items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  }
}
