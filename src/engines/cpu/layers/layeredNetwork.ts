/**
 * A network's loss over data, its gradient and its Hessian's products, by matrices over blocks of rows: forward and backward pass
 * as textbooks have them (Goodfellow, Bengio and Courville, 2016, algorithms 6.3 and 6.4), with rates carried through both for the
 * Hessian (Pearlmutter, 1994, "Fast exact multiplication by the Hessian"). It differentiates nothing itself: what is not linear
 * comes from graphs, by `layerMaps`. A graph of every weight says the same of small networks and is what this is tested against.
 */
import { columnNamed, type DataTable } from '../../../fields/dataTable';
import { type LayeredLoss, weightCount } from '../../../fields/layeredLoss';
import { finished, type Steps } from '../../../fields/steps';
import { CompensatedSum } from '../compensatedSum';
import { createLayerMachine } from './createLayerMachine';
import { BLOCK_ROWS, type LayerLayout, type LayerPlaces, layerLayout } from './layerLayout';
import { type LayerMachine, STRIDE_STEP, TILE_INPUTS, TILE_UNITS } from './layerMachine';
import { layerMaps } from './layerMaps';
import { packBackward, packForward, takeProducts } from './panels';
import { VectorSum } from './vectorSum';

/** z, a and δ of a layer's units in one row. */
export interface UnitNumbers {
  readonly sums: readonly number[];
  readonly outputs: readonly number[];
  readonly deltas: readonly number[];
}

export interface Score {
  readonly loss: number;
  /** The share of rows classified right; null for a regression. */
  readonly accuracy: number | null;
}

/** Some of the rows that an evaluation is over, which stand in memory together. */
interface Block {
  /** The first of them, among `rows` where they are given. */
  readonly start: number;
  readonly count: number;
  /** That of all blocks of the evaluation but the last. */
  readonly size: number;
  readonly rows: Uint32Array | undefined;
}

/** The memory holds the packed weights of one evaluation at a time: others that were begun pack theirs again. */
type Packing = () => void;

/** θ is layer by layer, W row by row and then b; it must not change during an evaluation. */
export class LayeredNetwork {
  readonly weights: number;
  readonly #machine: LayerMachine;
  readonly #layout: LayerLayout;
  #features: readonly Float64Array[] = [];
  #target: Float64Array = new Float64Array(0);
  #rows = 0;
  #stride = 0;
  #packed: Packing | null = null;

  constructor(
    private readonly loss: LayeredLoss,
    create = createLayerMachine,
  ) {
    const { widths, outputs } = loss;
    const { size, longest } = layerLayout(widths, outputs.length, 0);
    this.weights = weightCount(loss);
    this.#machine = create(layerMaps(loss), size + STRIDE_STEP, longest);
    this.#layout = layerLayout(widths, outputs.length, this.#machine.base);
  }

  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void {
    this.#features = this.loss.features.map((name) => columnNamed(data, name).values);
    this.#target = columnNamed(data, this.loss.target).values;
    this.#rows = data.rows;
  }

  /** The loss at `theta` over the rows `rows`, or all; NaN or ±Infinity where undefined. */
  *score(theta: Float64Array, rows?: Uint32Array): Steps<Score> {
    const { right } = this.loss;
    const [losses, hits] = [new CompensatedSum(), new CompensatedSum()];
    const pack = () => this.#pack(theta, 'forward');
    for (const block of this.#blocks(rows)) {
      if (block.start > 0) yield;
      const { count } = this.#begin(block, pack);
      this.#forward();
      this.#lossOf();
      losses.add(this.#sumOf(this.#layout.losses, count));
      if (right !== null) {
        this.#machine.map(
          'right',
          [...this.#lastSums('sums'), ...this.#judged(), this.#layout.losses],
          this.#stride,
        );
        hits.add(this.#sumOf(this.#layout.losses, count));
      }
    }
    const n = rows?.length ?? this.#rows;
    return { loss: losses.total() / n, accuracy: right === null ? null : hits.total() / n };
  }

  /** The loss at `theta` over the rows `rows`, or all, with its gradient written into `gradient`. */
  *lossAndGradient(theta: Float64Array, gradient: Float64Array, rows?: Uint32Array): Steps<number> {
    const losses = new CompensatedSum();
    const sums = new VectorSum(gradient);
    const pack = () => this.#pack(theta, 'both');
    for (const block of this.#blocks(rows)) {
      if (block.start > 0) yield;
      const { count } = this.#begin(block, pack);
      this.#forward();
      this.#lossOf();
      losses.add(this.#sumOf(this.#layout.losses, count));
      this.#backward();
      for (const layer of this.#layout.layers) {
        this.#contract(layer, layer.deltas, layer.activations, layer.fed, layer.products);
        takeProducts(this.#machine.memory, layer, layer.products, layer.fed, sums.term);
      }
      sums.endTerm();
    }
    const n = rows?.length ?? this.#rows;
    sums.divide(n);
    return losses.total() / n;
  }

  /** The product of the loss's Hessian at `theta` with `direction`, over all rows, written into `product`. */
  *hessianProduct(theta: Float64Array, direction: Float64Array, product: Float64Array): Steps<void> {
    const sums = new VectorSum(product);
    const { memory } = this.#machine;
    const pack = () => {
      this.#pack(theta, 'both');
      for (const layer of this.#layout.layers) {
        packForward(memory, layer, layer.forwardRate, layer.fed + layer.inputs, [
          { from: direction, at: 0, withBias: true },
          { from: theta, at: layer.fed, withBias: false },
        ]);
        packBackward(memory, layer, layer.backwardRate, [direction, theta]);
      }
    };
    for (const block of this.#blocks()) {
      if (block.start > 0) yield;
      this.#begin(block, pack);
      this.#forwardWithRates();
      this.#backwardWithRates();
      for (const layer of this.#layout.layers) {
        const { deltas, activations, products, rateProducts, unitTiles, fed, fedRates } = layer;
        const stride = this.#stride;
        this.#contract(layer, deltas + TILE_UNITS * unitTiles * stride, activations, fed, products);
        this.#contract(layer, deltas, activations + fed * stride, fedRates, rateProducts);
        takeProducts(memory, layer, products, fed, sums.term);
        takeProducts(memory, layer, rateProducts, fedRates, sums.term, 'add');
      }
      sums.endTerm();
    }
    sums.divide(this.#rows);
  }

  /** What is predicted with `theta` for rows of features, one array a feature; one array an output. */
  predict(theta: Float64Array, features: readonly Float64Array[]): readonly Float64Array[] {
    const rows = features[0]?.length ?? 0;
    const found = this.loss.outputs.map(() => new Float64Array(rows));
    const known = { features: this.#features, target: this.#target, rows: this.#rows };
    [this.#features, this.#target, this.#rows] = [features, new Float64Array(rows), rows];
    const pack = () => this.#pack(theta, 'forward');
    for (const block of this.#blocks()) {
      const { start, count } = this.#begin(block, pack);
      this.#forward();
      const { outputs } = this.#layout;
      const places = found.map((_, index) => outputs + index * this.#stride);
      this.#machine.map('outputs', [...this.#lastSums('sums'), ...places], this.#stride);
      found.forEach((values, index) => {
        const at = places[index] ?? 0;
        values.set(this.#machine.memory.subarray(at, at + count), start);
      });
    }
    [this.#features, this.#target, this.#rows] = [known.features, known.target, known.rows];
    return found;
  }

  /** z, a and δ of every layer in row `row`, with `theta`; ∂(loss of the row)/∂θ goes into `gradient`. */
  units(theta: Float64Array, row: number, gradient: Float64Array): readonly UnitNumbers[] {
    finished(this.lossAndGradient(theta, gradient, Uint32Array.of(row)));
    const { layers, outputs } = this.#layout;
    const places = this.loss.outputs.map((_, index) => outputs + index * this.#stride);
    this.#machine.map('outputs', [...this.#lastSums('sums'), ...places], this.#stride);
    const first = (block: number, arrays: number): number[] =>
      Array.from(
        { length: arrays },
        (_, array) => this.#machine.memory[block + array * this.#stride] ?? Number.NaN,
      );
    return layers.map(({ sums, deltas, units }, index) => ({
      sums: first(sums, units),
      outputs: first(layers[index + 1]?.activations ?? outputs, units),
      deltas: first(deltas, units),
    }));
  }

  #pack(theta: Float64Array, passes: 'forward' | 'both'): void {
    const { memory } = this.#machine;
    for (const layer of this.#layout.layers) {
      packForward(memory, layer, layer.forward, layer.inputs + 1, [{ from: theta, at: 0, withBias: true }]);
      if (passes === 'both') packBackward(memory, layer, layer.backward, [theta]);
    }
  }

  /** The rows of the data, or `rows` of them, in blocks of about the same size. Throws RangeError for a row that is not there. */
  *#blocks(rows?: Uint32Array): Generator<Block> {
    const beyond = rows?.find((row) => row >= this.#rows);
    if (beyond !== undefined) throw new RangeError(`there is no row ${beyond} in a table of ${this.#rows}`);
    const all = rows?.length ?? this.#rows;
    const blocks = Math.ceil(all / BLOCK_ROWS);
    const size = Math.ceil(all / blocks);
    for (let start = 0; start < all; start += size)
      yield { start, count: Math.min(size, all - start), size, rows };
  }

  /** Puts a block into memory, and what `pack` puts there, unless nothing else has been since. */
  #begin(block: Block, pack: Packing): Block {
    this.#useStride(STRIDE_STEP * Math.ceil(block.size / STRIDE_STEP));
    if (this.#packed !== pack) pack();
    this.#packed = pack;
    this.#fill(block);
    return block;
  }

  /** Lays the constant arrays of all blocks out for arrays of `stride` numbers. */
  #useStride(stride: number): void {
    if (stride === this.#stride) return;
    this.#stride = stride;
    const { memory } = this.#machine;
    for (const { activations, inputs, fed, fedRates, deltas, units, unitTiles } of this.#layout.layers) {
      const ones = activations + inputs * stride;
      memory.fill(0, ones, activations + (fed + fedRates) * stride);
      memory.fill(1, ones, ones + stride);
      const whole = TILE_UNITS * unitTiles;
      memory.fill(0, deltas + units * stride, deltas + whole * stride);
      memory.fill(0, deltas + (whole + units) * stride, deltas + 2 * whole * stride);
    }
  }

  /** A block's last places repeat its last row, with a mask of 0. */
  #fill({ start, count, rows }: Block): void {
    const { memory } = this.#machine;
    const { layers, target, mask } = this.#layout;
    const stride = this.#stride;
    const first = layers[0]?.activations ?? 0;
    for (let place = 0; place < stride; place++) {
      const index = start + Math.min(place, count - 1);
      const row = rows ? (rows[index] as number) : index;
      for (let k = 0; k < this.#features.length; k++)
        memory[first + k * stride + place] = this.#features[k]?.[row] ?? Number.NaN;
      memory[target + place] = this.#target[row] ?? Number.NaN;
      memory[mask + place] = place < count ? 1 : 0;
    }
  }

  #forward(): void {
    const { layers } = this.#layout;
    layers.forEach((layer, index) => {
      const { forward, activations, sums, unitTiles, inputs, units } = layer;
      this.#machine.multiply(forward, activations, sums, unitTiles, inputs + 1, this.#stride);
      const above = layers[index + 1];
      if (above) this.#machine.map('activate', [sums, above.activations], units * this.#stride);
    });
  }

  #forwardWithRates(): void {
    const { layers } = this.#layout;
    const stride = this.#stride;
    layers.forEach((layer, index) => {
      const { forward, forwardRate, activations, sums, sumRates, unitTiles, inputs, fed, units } = layer;
      this.#machine.multiply(forward, activations, sums, unitTiles, inputs + 1, stride);
      this.#machine.multiply(forwardRate, activations, sumRates, unitTiles, fed + inputs, stride);
      const above = layers[index + 1];
      if (above) {
        const rates = above.activations + above.fed * stride;
        this.#machine.map('activateRate', [sums, sumRates, above.activations, rates], units * stride);
      }
    });
  }

  /** The loss of every row, and δ of the last layer. */
  #lossOf(): void {
    const { losses } = this.#layout;
    const addresses = [...this.#lastSums('sums'), ...this.#judged(), losses, ...this.#lastSums('deltas')];
    this.#machine.map('loss', addresses, this.#stride);
  }

  #backward(): void {
    const { layers } = this.#layout;
    for (let index = layers.length - 1; index > 0; index--) {
      const [layer, below] = [layers[index], layers[index - 1]];
      if (!layer || !below) continue;
      const { backward, deltas, back, inputTiles, unitTiles } = layer;
      this.#machine.multiply(backward, deltas, back, inputTiles, TILE_UNITS * unitTiles, this.#stride);
      this.#machine.map('activateBack', [below.sums, back, below.deltas], below.units * this.#stride);
    }
  }

  #backwardWithRates(): void {
    const { layers } = this.#layout;
    const stride = this.#stride;
    const ratesOf = ({ deltas, unitTiles }: LayerPlaces) => deltas + TILE_UNITS * unitTiles * stride;
    const last = layers.at(-1);
    const lastRates = Array.from(
      { length: last?.units ?? 0 },
      (_, unit) => (last ? ratesOf(last) : 0) + unit * stride,
    );
    const addresses = [
      ...this.#lastSums('sums'),
      ...this.#lastSums('sumRates'),
      ...this.#judged(),
      ...this.#lastSums('deltas'),
      ...lastRates,
    ];
    this.#machine.map('lossRate', addresses, stride);
    for (let index = layers.length - 1; index > 0; index--) {
      const [layer, below] = [layers[index], layers[index - 1]];
      if (!layer || !below) continue;
      const { backward, backwardRate, deltas, back, backRates, inputTiles, unitTiles } = layer;
      const whole = TILE_UNITS * unitTiles;
      this.#machine.multiply(backward, deltas, back, inputTiles, whole, stride);
      this.#machine.multiply(backwardRate, deltas, backRates, inputTiles, 2 * whole, stride);
      this.#machine.map(
        'activateBackRate',
        [below.sums, below.sumRates, back, backRates, below.deltas, ratesOf(below)],
        below.units * stride,
      );
    }
  }

  /** Addresses of the last layer's arrays in one of its blocks. */
  #lastSums(block: 'sums' | 'sumRates' | 'deltas'): readonly number[] {
    const last = this.#layout.layers.at(-1);
    return Array.from({ length: last?.units ?? 0 }, (_, unit) => (last?.[block] ?? 0) + unit * this.#stride);
  }

  #judged(): readonly number[] {
    return [this.#layout.target, this.#layout.mask];
  }

  #sumOf(array: number, count: number): number {
    const { memory } = this.#machine;
    let sum = 0;
    for (let row = 0; row < count; row++) sum += memory[array + row] as number;
    return sum;
  }

  #contract({ unitTiles }: LayerPlaces, left: number, right: number, arrays: number, sums: number): void {
    this.#machine.contract(left, unitTiles, right, arrays / TILE_INPUTS, sums, this.#stride);
  }
}
