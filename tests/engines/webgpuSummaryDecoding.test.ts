import { describe, expect, test } from 'vitest';
import { BIN_COUNT, BIN_SHIFT, DIFFERENCE_WORDS } from '../../src/engines/webgpu/layouts';
import { decodeDifferences } from '../../src/engines/webgpu/summaryDecoding';

const bitsOf = (value: number) => new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0;

/** Counts as gridDifference.wgsl does. */
function countsOf(differences: readonly number[]): Uint32Array {
  const words = new Uint32Array(DIFFERENCE_WORDS.bins + BIN_COUNT);
  for (const difference of differences) {
    const bin = DIFFERENCE_WORDS.bins + (bitsOf(difference) >> BIN_SHIFT);
    words[bin] = (words[bin] ?? 0) + 1;
  }
  words[DIFFERENCE_WORDS.largest] = bitsOf(Math.max(0, ...differences));
  return words;
}

describe('the median of a histogram', () => {
  test.each([
    { name: 'none', differences: [], median: 0 },
    { name: 'only zeros', differences: [0, 0, 0], median: 0 },
    { name: 'one', differences: [1e-7], median: 1e-7 },
    { name: 'an even number: the mean of the middle two', differences: [1, 2, 10, 1000], median: 6 },
    { name: 'a zero and more', differences: [0, 3, 5], median: 3 },
    { name: 'all in one bin', differences: [1, 1.001, 1.002, 1.003], median: 1.0015 },
    { name: 'the largest floats', differences: [3.4e38, 3.4e38], median: 3.4e38 },
    { name: 'the smallest normal ones', differences: [1.2e-38, 1.3e-38, 1.4e-38], median: 1.3e-38 },
  ])('$name', ({ differences, median }) => {
    const summary = decodeDifferences(countsOf(differences));
    expect(summary.largest).toBe(Math.fround(Math.max(0, ...differences)));
    expect(Math.abs(summary.median - median)).toBeLessThanOrEqual(0.01 * median);
    expect(summary.median).toBeLessThanOrEqual(summary.largest);
  });
});
