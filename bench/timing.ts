/** Timing by the shortest of several passes after some that warm up: what other work on the machine adds is never negative. */

/** Optimizing compilers work beside the first passes, and have done so by then. */
const WARM_UP_MILLISECONDS = 150;

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Milliseconds of the shortest of `repetitions` passes. */
export async function milliseconds(repetitions: number, pass: () => unknown): Promise<number> {
  const begin = performance.now();
  do await pass();
  while (performance.now() - begin < WARM_UP_MILLISECONDS);
  const times: number[] = [];
  for (let k = 0; k < repetitions; k++) {
    const start = performance.now();
    await pass();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
