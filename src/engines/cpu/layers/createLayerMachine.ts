/** What the passes of a network run on: machine code where the browser lets us write some, else plain loops. */
import { WasmLayers } from '../wasm/wasmLayers';
import type { LayerMachine } from './layerMachine';
import type { LayerMaps } from './layerMaps';
import { PlainLayers } from './plainLayers';

export type CreateLayerMachine = (maps: LayerMaps, numbers: number, longest: number) => LayerMachine;

/** A machine with `numbers` numbers of memory, whose maps run over `longest` numbers at most. */
export const createLayerMachine: CreateLayerMachine = (maps, numbers, longest) => {
  try {
    return new WasmLayers(maps, numbers);
  } catch {
    // As for grids: no WebAssembly, no SIMD in it, or a policy that forbids it.
    return new PlainLayers(maps, numbers, longest);
  }
};
