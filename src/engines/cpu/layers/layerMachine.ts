/**
 * The few operations that the passes of a network are made of, over one memory of f64: products of matrices with blocks of rows of
 * data, and maps of what is not linear. A block holds an array of `stride` numbers for every unit, one number a row of the data.
 */
import type { LayerMap } from './layerMaps';

/** Units that are computed together: matrices are stored in panels of so many rows, filled up with zeros. */
export const TILE_UNITS = 4;
/** Arrays that a product of two blocks takes together from the second. */
export const TILE_INPUTS = 2;
/** Numbers that a product of two blocks leaves for a tile: two halves of a sum for each of its entries. */
export const TILE_SUMS = 2 * TILE_UNITS * TILE_INPUTS;
/** The stride is a multiple of it. */
export const STRIDE_STEP = 4;

/** Addresses are indices into `memory`. */
export interface LayerMachine {
  readonly memory: Float64Array;
  /** The first address that is free to the caller. */
  readonly base: number;
  /**
   * Writes `tiles` times TILE_UNITS arrays: array i of tile t is the sum over k of panels[(t·inner + k)·TILE_UNITS + i] times array k
   * of `inputs`.
   */
  multiply(
    panels: number,
    inputs: number,
    outputs: number,
    tiles: number,
    inner: number,
    stride: number,
  ): void;
  /**
   * Sums of products of arrays over their rows: for every tile of `left` (TILE_UNITS arrays) and every tile of `right` (TILE_INPUTS)
   * TILE_SUMS numbers at `sums`, entry (i, k) in two halves from 2·(TILE_INPUTS·i + k) on.
   */
  contract(
    left: number,
    leftTiles: number,
    right: number,
    rightTiles: number,
    sums: number,
    stride: number,
  ): void;
  /** Runs a map over `count` numbers from each of `addresses`, those of its inputs and then those of its roots. */
  map(name: LayerMap, addresses: readonly number[], count: number): void;
}
