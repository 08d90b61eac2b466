/** Where a network's matrices and blocks stand in the memory of a layer machine. It moves nothing. */
import { SUMMED_ROWS } from '../rowTape';
import { STRIDE_STEP, TILE_INPUTS, TILE_SUMS, TILE_UNITS } from './layerMachine';

/**
 * One layer: `inputs` numbers in, `units` sums out. Blocks are addresses of arrays one after another; panels those of matrices. What
 * is called a rate is the derivative along a direction through the weights.
 */
export interface LayerPlaces {
  readonly inputs: number;
  readonly units: number;
  /** Of its W in θ; its b follows. */
  readonly weights: number;
  /** Tiles of its units, and of its inputs as outputs of the backward pass. */
  readonly unitTiles: number;
  readonly inputTiles: number;
  /** Arrays of what feeds it, with an array of ones behind for b, and zeros up to whole tiles. */
  readonly fed: number;
  /** As many arrays of the rates of what feeds it, whole tiles of them. */
  readonly fedRates: number;
  /** Blocks: what feeds it (`fed` arrays) with its rates behind. */
  readonly activations: number;
  readonly sums: number;
  readonly sumRates: number;
  /** Blocks: δ, with its rates behind whole tiles of units. */
  readonly deltas: number;
  /** Blocks: what goes back to the layer below, before its activation. */
  readonly back: number;
  readonly backRates: number;
  /** Panels of W with b; of the direction, then of W; of Wᵀ; of the direction's, then of Wᵀ. */
  readonly forward: number;
  readonly forwardRate: number;
  readonly backward: number;
  readonly backwardRate: number;
  /** Sums of products over a block: δ with what feeds the layer, and δ with the rates of that. */
  readonly products: number;
  readonly rateProducts: number;
}

export interface LayerLayout {
  readonly layers: readonly LayerPlaces[];
  /** Arrays of one block each: target, mask, loss of the rows; and one an output. */
  readonly target: number;
  readonly mask: number;
  readonly losses: number;
  readonly outputs: number;
  /** Numbers of memory. */
  readonly size: number;
  /** Numbers of the longest map. */
  readonly longest: number;
}

/** Rows of a block at most: as many as a mean adds plainly. */
export const BLOCK_ROWS = SUMMED_ROWS;

const wholeTiles = (count: number, tile: number): number => Math.ceil(count / tile);

/** The layout for numbers of units `widths`, from address `base` on; `outputs` numbers are predicted. */
export function layerLayout(widths: readonly number[], outputs: number, base: number): LayerLayout {
  // Loads of pairs are quickest where they do not cross a line of the cache.
  let next = STRIDE_STEP * Math.ceil(base / STRIDE_STEP);
  const take = (numbers: number): number => {
    const address = next;
    next += STRIDE_STEP * Math.ceil(numbers / STRIDE_STEP);
    return address;
  };
  const block = (arrays: number): number => take(BLOCK_ROWS * arrays);
  let weights = 0;
  const layers = widths.slice(1).map((units, layer): LayerPlaces => {
    const inputs = widths[layer] ?? 0;
    const [unitTiles, inputTiles] = [wholeTiles(units, TILE_UNITS), wholeTiles(inputs, TILE_UNITS)];
    const fed = TILE_INPUTS * wholeTiles(inputs + 1, TILE_INPUTS);
    const fedRates = TILE_INPUTS * wholeTiles(inputs, TILE_INPUTS);
    const whole = TILE_UNITS * unitTiles;
    const places = {
      inputs,
      units,
      weights,
      unitTiles,
      inputTiles,
      fed,
      fedRates,
      activations: block(fed + fedRates),
      sums: block(whole),
      sumRates: block(whole),
      deltas: block(2 * whole),
      back: block(TILE_UNITS * inputTiles),
      backRates: block(TILE_UNITS * inputTiles),
      forward: take(whole * (inputs + 1)),
      forwardRate: take(whole * (fed + inputs)),
      backward: take(TILE_UNITS * inputTiles * whole),
      backwardRate: take(2 * TILE_UNITS * inputTiles * whole),
      products: take((TILE_SUMS * unitTiles * fed) / TILE_INPUTS),
      rateProducts: take((TILE_SUMS * unitTiles * fedRates) / TILE_INPUTS),
    };
    weights += units * (inputs + 1);
    return places;
  });
  const single = { target: block(1), mask: block(1), losses: block(1), outputs: block(Math.max(1, outputs)) };
  return { layers, ...single, size: next - base, longest: BLOCK_ROWS * Math.max(...widths) };
}
