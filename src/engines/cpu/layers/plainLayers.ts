/** A layer machine of plain loops: needs nothing of the browser. */
import { type Runner, runnerOf } from '../kernels';
import { isKernelOperation, type RowProgram } from '../rowProgram';
import { type LayerMachine, TILE_INPUTS, TILE_SUMS, TILE_UNITS } from './layerMachine';
import type { LayerMap, LayerMaps } from './layerMaps';

export class PlainLayers implements LayerMachine {
  readonly memory: Float64Array;
  readonly base = 0;
  readonly #maps: Readonly<Record<LayerMap, PlainMap>>;

  /** With `numbers` numbers of memory; maps run over `longest` numbers at most. */
  constructor(maps: LayerMaps, numbers: number, longest: number) {
    this.memory = new Float64Array(numbers);
    this.#maps = Object.fromEntries(
      Object.entries(maps).map(([name, program]) => [name, new PlainMap(program, longest)]),
    ) as Record<LayerMap, PlainMap>;
  }

  multiply(
    panels: number,
    inputs: number,
    outputs: number,
    tiles: number,
    inner: number,
    stride: number,
  ): void {
    const { memory } = this;
    memory.fill(0, outputs, outputs + TILE_UNITS * tiles * stride);
    for (let unit = 0; unit < TILE_UNITS * tiles; unit++) {
      const panel = panels + Math.floor(unit / TILE_UNITS) * inner * TILE_UNITS + (unit % TILE_UNITS);
      const out = outputs + unit * stride;
      for (let k = 0; k < inner; k++) {
        const weight = memory[panel + TILE_UNITS * k] as number;
        const input = inputs + k * stride;
        for (let row = 0; row < stride; row++)
          memory[out + row] = (memory[out + row] as number) + weight * (memory[input + row] as number);
      }
    }
  }

  contract(
    left: number,
    leftTiles: number,
    right: number,
    rightTiles: number,
    sums: number,
    stride: number,
  ): void {
    const { memory } = this;
    for (let i = 0; i < TILE_UNITS * leftTiles; i++) {
      for (let k = 0; k < TILE_INPUTS * rightTiles; k++) {
        let sum = 0;
        for (let row = 0; row < stride; row++)
          sum += (memory[left + i * stride + row] as number) * (memory[right + k * stride + row] as number);
        const tile = Math.floor(i / TILE_UNITS) * rightTiles + Math.floor(k / TILE_INPUTS);
        const entry = TILE_INPUTS * (i % TILE_UNITS) + (k % TILE_INPUTS);
        memory[sums + TILE_SUMS * tile + 2 * entry] = sum;
        memory[sums + TILE_SUMS * tile + 2 * entry + 1] = 0;
      }
    }
  }

  map(name: LayerMap, addresses: readonly number[], count: number): void {
    this.#maps[name].run(this.memory, addresses, count);
  }
}

/** A program without rows, run by kernels over arrays. */
class PlainMap {
  readonly #registers: Float64Array[];
  readonly #runners: readonly (Runner | undefined)[];

  constructor(
    private readonly program: RowProgram,
    longest: number,
  ) {
    this.#registers = program.operations.map(
      (operation): Float64Array =>
        operation.kind === 'input'
          ? new Float64Array(0)
          : new Float64Array(longest).fill(operation.kind === 'constant' ? operation.value : 0),
    );
    this.#runners = program.operations.map((operation, k) =>
      isKernelOperation(operation) ? runnerOf(operation, k) : undefined,
    );
  }

  run(memory: Float64Array, addresses: readonly number[], count: number): void {
    const { operations, inputs, roots } = this.program;
    const at = (place: number): Float64Array => {
      const address = addresses[place] ?? 0;
      return memory.subarray(address, address + count);
    };
    operations.forEach((operation, k) => {
      if (operation.kind === 'input') this.#registers[k] = at(operation.index);
    });
    for (const run of this.#runners) run?.(this.#registers, count);
    roots.forEach((root, index) => {
      const values = this.#registers[root];
      if (values) at(inputs + index).set(values.subarray(0, count));
    });
  }
}
