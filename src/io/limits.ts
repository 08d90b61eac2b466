/** How much a data file may hold. Everything is read on this machine, so the limits are those of its memory and patience. */

/** A table's cells are kept as texts while columns are found out: about 30 bytes a cell, some 200 MB for a text this long. */
export const MAX_TEXT_BYTES = 32 * 2 ** 20;
/** A .npy or .npz file as it lies on disk. */
export const MAX_BINARY_BYTES = 128 * 2 ** 20;
/** What an archive may unpack to, all chosen arrays together. */
export const MAX_UNPACKED_BYTES = 256 * 2 ** 20;
/** Rows that the engines take means over. */
export const MAX_ROWS = 100_000;
export const MAX_COLUMNS = 256;
/** Arrays of an archive: as many as can be chosen from. */
export const MAX_ARRAYS = 1000;
/** Samples along each side of a loss grid: the most the picture draws. */
export const MAX_GRID_SIDE = 2049;
/** Second-order differences at an edge take three samples. */
export const MIN_GRID_SIDE = 3;
/** Lines of a text: a full loss grid as rows of x, y, z would be longer than MAX_TEXT_BYTES, so this stops only degenerate texts. */
export const MAX_LINES = 2 ** 21;

const MEBIBYTE = 2 ** 20;

/** `31.4 MiB`, `812 bytes`. */
export function describeBytes(bytes: number): string {
  return bytes < MEBIBYTE / 10
    ? `${bytes.toLocaleString('en-US')} bytes`
    : `${(bytes / MEBIBYTE).toLocaleString('en-US', { maximumFractionDigits: 1 })} MiB`;
}
