/** Weights as panels, the order in which a layer machine's products read a matrix, and sums of products as weights again. */
import type { LayerPlaces } from './layerLayout';
import { TILE_INPUTS, TILE_UNITS } from './layerMachine';

/** A part of a matrix: W of `from` in the columns from `at` on, and b in the one behind where wanted. */
export interface PanelPart {
  readonly from: Float64Array;
  readonly at: number;
  readonly withBias: boolean;
}

/** Writes panels with a row a unit and `inner` columns, 0 where no part stands. */
export function packForward(
  memory: Float64Array,
  { inputs, units, weights, unitTiles }: LayerPlaces,
  panels: number,
  inner: number,
  parts: readonly PanelPart[],
): void {
  memory.fill(0, panels, panels + unitTiles * TILE_UNITS * inner);
  const biases = weights + units * inputs;
  for (const { from, at, withBias } of parts) {
    for (let unit = 0; unit < units; unit++) {
      const row = panels + (unit - (unit % TILE_UNITS)) * inner + TILE_UNITS * at + (unit % TILE_UNITS);
      const first = weights + unit * inputs;
      for (let k = 0; k < inputs; k++) memory[row + TILE_UNITS * k] = from[first + k] as number;
      if (withBias) memory[row + TILE_UNITS * inputs] = from[biases + unit] as number;
    }
  }
}

/** Writes panels with a row an input: Wᵀ of each of `from` beside one another, each filled up to whole tiles of units. */
export function packBackward(
  memory: Float64Array,
  { inputs, units, weights, unitTiles, inputTiles }: LayerPlaces,
  panels: number,
  from: readonly Float64Array[],
): void {
  const whole = TILE_UNITS * unitTiles;
  const inner = whole * from.length;
  memory.fill(0, panels, panels + inputTiles * TILE_UNITS * inner);
  from.forEach((theta, part) => {
    for (let k = 0; k < inputs; k++) {
      const row = panels + (k - (k % TILE_UNITS)) * inner + TILE_UNITS * part * whole + (k % TILE_UNITS);
      for (let unit = 0; unit < units; unit++)
        memory[row + TILE_UNITS * unit] = theta[weights + unit * inputs + k] as number;
    }
  });
}

/**
 * Writes the sums of a contraction of `arrays` arrays to where the weights and biases of the layer stand in `theta`, or adds them to
 * what stands there. Array number `inputs` is of the biases, where there is one.
 */
export function takeProducts(
  memory: Float64Array,
  { inputs, units, weights, unitTiles }: LayerPlaces,
  sums: number,
  arrays: number,
  theta: Float64Array,
  how: 'set' | 'add' = 'set',
): void {
  const biases = weights + units * inputs;
  let at = sums;
  for (let first = 0; first < TILE_UNITS * unitTiles; first += TILE_UNITS) {
    for (let input = 0; input < arrays; input += TILE_INPUTS) {
      for (let unit = first; unit < first + TILE_UNITS; unit++) {
        for (let k = input; k < input + TILE_INPUTS; k++, at += 2) {
          if (unit >= units || k > inputs) continue;
          const place = k < inputs ? weights + unit * inputs + k : biases + unit;
          const sum = (memory[at] as number) + (memory[at + 1] as number);
          theta[place] = how === 'add' ? (theta[place] as number) + sum : sum;
        }
      }
    }
  }
}
