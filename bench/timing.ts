/** Timing by medians of several passes after one that warms up. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Median milliseconds of `pass`. */
export async function milliseconds(repetitions: number, pass: () => unknown): Promise<number> {
  await pass();
  const times: number[] = [];
  for (let k = 0; k < repetitions; k++) {
    const start = performance.now();
    await pass();
    times.push(performance.now() - start);
  }
  return median(times);
}
