/** From the few words that the passes count on the GPU to the numbers of a GridSummary. */
import type { DifferenceSummary, GridSummary } from '../../fields/gridRequest';
import { BIN_COUNT, BIN_SHIFT, DIFFERENCE_WORDS, SUMMARY_WORDS } from './layouts';

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

function floatOfBits(bits: number): number {
  word[0] = bits;
  return float[0] ?? 0;
}

/** The inverse of orderedBits in magnitude.wgsl; -0 becomes 0. */
function floatOfOrder(order: number): number {
  return floatOfBits(order & 0x80000000 ? order & 0x7fffffff : ~order) + 0;
}

/** `words`: struct GridSummary of reduce.wgsl; `samples`: nx·ny. */
export function decodeSummary(words: Uint32Array, samples: number): GridSummary {
  const at = (index: number): number => words[index] ?? 0;
  const valid = at(SUMMARY_WORDS.valid);
  return {
    minimum: valid === 0 ? Number.NaN : floatOfOrder(~at(SUMMARY_WORDS.minimum)),
    maximum: valid === 0 ? Number.NaN : floatOfOrder(at(SUMMARY_WORDS.maximum)),
    steepest: floatOfBits(at(SUMMARY_WORDS.steepest)),
    defined: valid / samples,
  };
}

/**
 * `words`: struct DifferenceCounts of gridDifference.wgsl. The median of an even number of differences is the
 * mean of the middle two; of none it is 0. A bin is 2^-7 wide in relation to its values, so that the median
 * is off by less than 1 % where it is a normal f32.
 */
export function decodeDifferences(words: Uint32Array): DifferenceSummary {
  const largest = floatOfBits(words[DIFFERENCE_WORDS.largest] ?? 0);
  const bins = words.subarray(DIFFERENCE_WORDS.bins, DIFFERENCE_WORDS.bins + BIN_COUNT);
  const count = bins.reduce((sum, inBin) => sum + inBin, 0);
  if (count === 0) return { largest: 0, median: 0 };
  const lower = differenceOfRank(bins, Math.floor((count - 1) / 2));
  const upper = differenceOfRank(bins, Math.floor(count / 2));
  return { largest, median: Math.min(largest, lower / 2 + upper / 2) };
}

/** The difference with `rank` smaller ones before it, taking those of one bin as evenly spread over it. */
function differenceOfRank(bins: Uint32Array, rank: number): number {
  let before = 0;
  for (const [bin, inBin] of bins.entries()) {
    if (rank < before + inBin) {
      // Bin 0 holds 0 and what is too small to be told from it.
      if (bin === 0) return 0;
      const low = floatOfBits(bin << BIN_SHIFT);
      const high = floatOfBits(((bin + 1) << BIN_SHIFT) - 1);
      return low + ((rank - before + 0.5) / inBin) * (high - low);
    }
    before += inBin;
  }
  throw new RangeError(`rank ${rank} of ${before} differences`);
}
