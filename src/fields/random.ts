/** Seeded random numbers: the same seed gives the same data, weights and batches wherever the page runs. */

/**
 * xoshiro128** (Blackman and Vigna, 2018, "Scrambled linear pseudorandom number generators"): 128 bits of state, 32 bits a
 * draw, all in integer arithmetic. The state is filled from the seed by splitmix32, so that neighbouring seeds share nothing.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    const next = splitmix32(seed);
    this.#state = Uint32Array.from({ length: 4 }, next);
  }

  /** 32 random bits, as a whole number from 0. */
  bits(): number {
    const s = this.#state;
    const [a = 0, b = 0, c = 0, d = 0] = s;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    s[1] = b ^ c ^ a;
    s[0] = a ^ d ^ b;
    s[2] = c ^ a ^ (b << 9);
    s[3] = rotateLeft(d ^ b, 11);
    return result;
  }

  /** Uniform in [0, 1): a multiple of 2^-53. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Normal with mean 0 and width 1 (Box and Muller, 1958; the second number of each pair is not kept). */
  normal(): number {
    // 1 − u is in (0, 1]: its logarithm exists.
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** 0, 1, …, length − 1 in random order (Fisher and Yates). */
  permutation(length: number): number[] {
    const order = Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last--) {
      const other = Math.floor(this.uniform() * (last + 1));
      const [left = 0, right = 0] = [order[last], order[other]];
      order[last] = right;
      order[other] = left;
    }
    return order;
  }
}

function splitmix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

function rotateLeft(value: number, places: number): number {
  return (value << places) | (value >>> (32 - places));
}
