/** Numbers that follow from a seed, so that an exercise and its check are the same wherever they are made. */

/** Uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Ettinger, 2017): 32 bits of state, enough to choose exercises and points with. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
