/** A layer machine as machine code. */
import { type LayerMachine, TILE_INPUTS, TILE_UNITS } from '../layers/layerMachine';
import type { LayerMap, LayerMaps } from '../layers/layerMaps';
import { CONTRACT, emitLayers, MULTIPLY } from './emitLayers';
import { type Exported, WasmInstance } from './instance';
import { F64_BYTES } from './vector';

export class WasmLayers implements LayerMachine {
  readonly memory: Float64Array;
  readonly base: number;
  readonly #multiply: Exported;
  readonly #contract: Exported;
  readonly #maps: Readonly<Record<LayerMap, Exported>>;

  /** Throws what WasmInstance throws. */
  constructor(maps: LayerMaps, numbers: number) {
    const instance = new WasmInstance(emitLayers(maps));
    this.base = instance.freeAt / F64_BYTES;
    this.memory = new Float64Array(instance.reserve(instance.freeAt + F64_BYTES * numbers));
    this.#multiply = instance.exported(MULTIPLY);
    this.#contract = instance.exported(CONTRACT);
    this.#maps = Object.fromEntries(
      Object.keys(maps).map((name) => [name, instance.exported(name)]),
    ) as Record<LayerMap, Exported>;
  }

  multiply(
    panels: number,
    inputs: number,
    outputs: number,
    tiles: number,
    inner: number,
    stride: number,
  ): void {
    const end = outputs + TILE_UNITS * tiles * stride;
    this.#multiply(
      F64_BYTES * panels,
      F64_BYTES * inputs,
      F64_BYTES * outputs,
      F64_BYTES * end,
      inner,
      F64_BYTES * stride,
    );
  }

  contract(
    left: number,
    leftTiles: number,
    right: number,
    rightTiles: number,
    sums: number,
    stride: number,
  ): void {
    const [leftEnd, rightEnd] = [
      left + TILE_UNITS * leftTiles * stride,
      right + TILE_INPUTS * rightTiles * stride,
    ];
    this.#contract(
      F64_BYTES * left,
      F64_BYTES * leftEnd,
      F64_BYTES * right,
      F64_BYTES * rightEnd,
      F64_BYTES * sums,
      F64_BYTES * stride,
    );
  }

  map(name: LayerMap, addresses: readonly number[], count: number): void {
    this.#maps[name](...addresses.map((address) => F64_BYTES * address), F64_BYTES * count);
  }
}
