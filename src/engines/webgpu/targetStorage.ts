/**
 * What one target keeps on the GPU between requests: its textures, and the buffers and bind groups of the
 * passes that fill them. It compiles, dispatches and reads back nothing.
 *
 * Who may still look at a replaced texture: a view draws the last answer until it has the next one, and
 * perhaps for a frame more. So a texture that an answer named lives on until the answer after the one that
 * replaced it; one that no answer ever named goes at once.
 */
import { EngineError } from '../../fields/engineError';
import { type Grid, sampleCoordinates } from '../../fields/grid';
import {
  DIFFERENCE_BINDINGS,
  DIFFERENCE_BYTES,
  DIFFERENCE_FORMAT,
  FIELD_BINDINGS,
  type GridLayouts,
  REDUCE_BINDINGS,
  REQUEST_BYTES,
  REQUEST_OFFSETS,
  SUMMARY_BYTES,
  TEXELS_FORMAT,
} from './layouts';
import { RowStorage } from './rowStorage';

const MEBIBYTE = 2 ** 20;
const BYTES_A_SAMPLE = { [TEXELS_FORMAT]: 16, [DIFFERENCE_FORMAT]: 4 } as const;
type Format = keyof typeof BYTES_A_SAMPLE;

export interface TargetTextures {
  readonly texels: GPUTexture;
  readonly difference: GPUTexture | undefined;
}

export interface TargetBindGroups {
  readonly field: GPUBindGroup;
  readonly reduce: GPUBindGroup;
  readonly difference: GPUBindGroup | undefined;
}

export class TargetStorage {
  readonly #device: GPUDevice;
  readonly #layouts: GridLayouts;
  readonly #target: string;
  readonly #request: GPUBuffer;
  readonly summary: GPUBuffer;
  /** What fields over data need besides. */
  readonly rows: RowStorage;
  #coordinates: GPUBuffer | undefined;
  #parameters: GPUBuffer | undefined;
  #counts: GPUBuffer | undefined;
  #textures: TargetTextures | undefined;
  #bindGroups: TargetBindGroups | undefined;
  #answers = 0;
  readonly #named = new WeakSet<GPUTexture>();
  #retired: { readonly texture: GPUTexture; readonly answers: number }[] = [];

  constructor(device: GPUDevice, layouts: GridLayouts, target: string) {
    this.#device = device;
    this.#layouts = layouts;
    this.#target = target;
    this.#request = device.createBuffer({
      label: `${target} request`,
      size: REQUEST_BYTES,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.summary = this.#storageBuffer('summary', SUMMARY_BYTES);
    this.rows = new RowStorage(device, layouts.means, target);
  }

  /** What the passes by differences count into; made when first asked for. */
  get counts(): GPUBuffer {
    this.#counts ??= this.#storageBuffer('difference counts', DIFFERENCE_BYTES);
    return this.#counts;
  }

  /**
   * Textures for `grid`: those that are there where their size fits, else new ones. Changes nothing; pass the
   * result to install or abandon. Throws EngineError where memory does not suffice.
   */
  async allocate(grid: Grid, withDifference: boolean): Promise<TargetTextures> {
    const present = this.#textures;
    const reusable = (texture: GPUTexture | undefined) =>
      texture?.width === grid.nx && texture.height === grid.ny ? texture : undefined;
    const texels = reusable(present?.texels) ?? (await this.#createTexture('texels', TEXELS_FORMAT, grid));
    if (!withDifference) return { texels, difference: undefined };
    try {
      const difference =
        reusable(present?.difference) ?? (await this.#createTexture('difference', DIFFERENCE_FORMAT, grid));
      return { texels, difference };
    } catch (error) {
      this.abandon({ texels, difference: undefined });
      throw error;
    }
  }

  /** Destroys those of `textures` that are not in use. */
  abandon(textures: TargetTextures): void {
    const inUse: readonly unknown[] = [this.#textures?.texels, this.#textures?.difference];
    for (const texture of [textures.texels, textures.difference]) {
      if (texture && !inUse.includes(texture)) texture.destroy();
    }
  }

  /**
   * Puts `textures` in place of the present ones, and the samples' coordinates, the parameters and the request beside them.
   * `dataRows` is 0 for a field that is not over data.
   */
  install(
    textures: TargetTextures,
    grid: Grid,
    steps: readonly [number, number],
    parameters: readonly number[],
    dataRows = 0,
  ): void {
    const present = this.#textures;
    if (present?.texels !== textures.texels || present.difference !== textures.difference) {
      for (const texture of [present?.texels, present?.difference]) {
        if (texture && texture !== textures.texels && texture !== textures.difference) this.#release(texture);
      }
      this.#textures = textures;
      this.#bindGroups = undefined;
    }
    this.#writeCoordinates(grid);
    this.#writeParameters(parameters);
    this.#writeRequest(grid, steps, dataRows);
  }

  get bindGroups(): TargetBindGroups {
    this.#bindGroups ??= this.#createBindGroups();
    return this.#bindGroups;
  }

  /** Sets the first sample of the next dispatch to be submitted, and its rows of the data. */
  writeOrigin(x: number, y: number, [first, end]: readonly [number, number]): void {
    const words = new Uint32Array([x, y, first, end]);
    this.#device.queue.writeBuffer(this.#request, REQUEST_OFFSETS.origin, words);
  }

  /**
   * Tells that an answer names `textures`, and destroys what the answer before last was the last one to need.
   */
  markAnswered(textures: TargetTextures): void {
    const expired = this.#retired.filter(({ answers }) => answers < this.#answers);
    this.#retired = this.#retired.filter(({ answers }) => answers >= this.#answers);
    for (const { texture } of expired) texture.destroy();
    this.#answers++;
    this.#named.add(textures.texels);
    if (textures.difference) this.#named.add(textures.difference);
  }

  dispose(): void {
    const buffers = [this.#request, this.summary, this.#coordinates, this.#parameters, this.#counts];
    for (const buffer of buffers) buffer?.destroy();
    this.rows.dispose();
    for (const { texture } of this.#retired) texture.destroy();
    this.#textures?.texels.destroy();
    this.#textures?.difference?.destroy();
    this.#retired = [];
    this.#textures = undefined;
    this.#bindGroups = undefined;
  }

  #release(texture: GPUTexture): void {
    if (this.#named.has(texture)) this.#retired.push({ texture, answers: this.#answers });
    else texture.destroy();
  }

  async #createTexture(kind: string, format: Format, { nx, ny }: Grid): Promise<GPUTexture> {
    this.#device.pushErrorScope('out-of-memory');
    const texture = this.#device.createTexture({
      label: `${this.#target} ${kind}`,
      size: [nx, ny],
      format,
      usage:
        GPUTextureUsage.STORAGE_BINDING |
        GPUTextureUsage.TEXTURE_BINDING |
        GPUTextureUsage.COPY_SRC |
        GPUTextureUsage.COPY_DST,
    });
    const error = await this.#device.popErrorScope();
    if (error === null) return texture;
    texture.destroy();
    const mebibytes = Math.ceil((nx * ny * BYTES_A_SAMPLE[format]) / MEBIBYTE);
    throw new EngineError(
      'texture',
      `no GPU memory for ${nx} × ${ny} samples (${mebibytes} MiB); ask for a coarser grid: ${error.message}`,
    );
  }

  #storageBuffer(kind: string, size: number): GPUBuffer {
    return this.#device.createBuffer({
      label: `${this.#target} ${kind}`,
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  #writeCoordinates(grid: Grid): void {
    const coordinates = new Float32Array(grid.nx + grid.ny);
    coordinates.set(sampleCoordinates(grid.x, grid.nx), 0);
    coordinates.set(sampleCoordinates(grid.y, grid.ny), grid.nx);
    if (this.#coordinates === undefined || this.#coordinates.size < coordinates.byteLength) {
      // Destroying it is safe: work already submitted keeps what it needs, and nobody outside knows of this
      // buffer.
      this.#coordinates?.destroy();
      this.#coordinates = this.#storageBuffer('coordinates', coordinates.byteLength);
      this.#bindGroups = undefined;
    }
    this.#device.queue.writeBuffer(this.#coordinates, 0, coordinates);
  }

  #writeParameters(parameters: readonly number[]): void {
    const count = Math.max(1, parameters.length);
    const values = new Float32Array(2 * count);
    values.set(parameters);
    values.set(
      parameters.map((value) => lostBySingle(value)),
      count,
    );
    if (this.#parameters?.size !== values.byteLength) {
      this.#parameters?.destroy();
      this.#parameters = this.#storageBuffer('parameters', values.byteLength);
      this.#bindGroups = undefined;
    }
    this.#device.queue.writeBuffer(this.#parameters, 0, values);
  }

  #writeRequest(grid: Grid, steps: readonly [number, number], dataRows: number): void {
    const bytes = new ArrayBuffer(REQUEST_BYTES);
    new Uint32Array(bytes, REQUEST_OFFSETS.size, 2).set([grid.nx, grid.ny]);
    new Float32Array(bytes, REQUEST_OFFSETS.steps, 2).set(steps);
    new Uint32Array(bytes, REQUEST_OFFSETS.dataRows, 1).set([dataRows]);
    this.#device.queue.writeBuffer(this.#request, 0, bytes);
  }

  #createBindGroups(): TargetBindGroups {
    const textures = this.#textures;
    const coordinates = this.#coordinates;
    const parameters = this.#parameters;
    if (!textures || !coordinates || !parameters)
      throw new EngineError(this.#target, 'bind groups asked for before install');
    const texels = textures.texels.createView({ label: `${this.#target} texels` });
    const group = (kind: keyof TargetBindGroups, entries: readonly GPUBindGroupEntry[]) =>
      this.#device.createBindGroup({
        label: `${this.#target} ${kind}`,
        layout: this.#layouts[kind],
        entries: [...entries],
      });
    const differenceView = textures.difference?.createView({ label: `${this.#target} difference` });
    return {
      field: group('field', [
        { binding: FIELD_BINDINGS.request, resource: { buffer: this.#request } },
        { binding: FIELD_BINDINGS.coordinates, resource: { buffer: coordinates } },
        { binding: FIELD_BINDINGS.texels, resource: texels },
        { binding: FIELD_BINDINGS.parameters, resource: { buffer: parameters } },
      ]),
      reduce: group('reduce', [
        { binding: REDUCE_BINDINGS.request, resource: { buffer: this.#request } },
        { binding: REDUCE_BINDINGS.texels, resource: texels },
        { binding: REDUCE_BINDINGS.summary, resource: { buffer: this.summary } },
      ]),
      difference:
        differenceView &&
        group('difference', [
          { binding: DIFFERENCE_BINDINGS.difference, resource: differenceView },
          { binding: DIFFERENCE_BINDINGS.counts, resource: { buffer: this.counts } },
        ]),
    };
  }
}

/** What rounding to f32 took from `value`; nothing of what f32 has no number for. */
function lostBySingle(value: number): number {
  const loss = value - Math.fround(value);
  return Number.isFinite(loss) ? loss : 0;
}
