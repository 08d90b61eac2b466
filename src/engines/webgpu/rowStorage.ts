/**
 * What a target keeps on the GPU for fields over data: columns in f32, and the sums of a tile's samples between dispatches.
 * It knows nothing of grids.
 */
import type { WgslRows } from '../../expression/wgslRows';
import { columnNamed, type DataTable } from '../../fields/dataTable';
import { EngineError } from '../../fields/engineError';
import { MOST_TILE_WORKGROUPS } from './dispatchTiles';
import { MEANS_BINDINGS, ROW_SUM_BYTES, WORKGROUP_SAMPLES } from './layouts';

/** f32 counts no further. */
const MOST_ROWS = 2 ** 24;
const SUM_BYTES = MOST_TILE_WORKGROUPS * WORKGROUP_SAMPLES.gridMeans ** 2 * ROW_SUM_BYTES;

export class RowStorage {
  #columns: GPUBuffer | undefined;
  #sums: GPUBuffer | undefined;
  /** What `#columns` holds. */
  #held: { readonly data: DataTable; readonly names: string } | undefined;
  #bindGroup: GPUBindGroup | undefined;

  constructor(
    private readonly device: GPUDevice,
    private readonly layout: GPUBindGroupLayout,
    private readonly target: string,
  ) {}

  /**
   * Group 1 of gridMeans, with the columns that `rows` asks for; they are uploaded where they are not there already. Call it
   * for data that `checkData` has accepted.
   */
  bindGroup(data: DataTable, rows: WgslRows): GPUBindGroup {
    const names = rows.columns.join();
    if (this.#held?.data !== data || this.#held.names !== names) {
      const values = packed(data, rows.columns);
      this.#columns = this.#sized(this.#columns, 'columns', values.byteLength);
      this.device.queue.writeBuffer(this.#columns, 0, values);
      this.#held = { data, names };
    }
    this.#sums = this.#sized(this.#sums, 'sums', rows.means * SUM_BYTES);
    const [columns, sums] = [this.#columns, this.#sums];
    if (!columns) throw new EngineError(this.target, 'no columns were uploaded');
    this.#bindGroup ??= this.device.createBindGroup({
      label: `${this.target} means`,
      layout: this.layout,
      entries: [
        { binding: MEANS_BINDINGS.columns, resource: { buffer: columns } },
        { binding: MEANS_BINDINGS.sums, resource: { buffer: sums } },
      ],
    });
    return this.#bindGroup;
  }

  dispose(): void {
    this.#columns?.destroy();
    this.#sums?.destroy();
  }

  /** `buffer` where its size fits, else another one. */
  #sized(buffer: GPUBuffer | undefined, kind: string, size: number): GPUBuffer {
    if (buffer?.size === size) return buffer;
    buffer?.destroy();
    this.#bindGroup = undefined;
    return this.device.createBuffer({
      label: `${this.target} ${kind}`,
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
  }
}

/**
 * Throws EngineError where there are no rows, more than a device of these limits holds, or numbers beyond f32; and where a
 * column is missing.
 */
export function checkData(
  data: DataTable,
  { columns, means }: WgslRows,
  { maxStorageBufferBindingSize, maxBufferSize }: GPUSupportedLimits,
): void {
  const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  if (data.rows === 0) throw new EngineError('data', 'a mean over no rows has no value');
  if (data.rows > MOST_ROWS || 4 * data.rows * columns.length > most)
    throw new EngineError('data', `${data.rows} rows of ${columns.length} columns are too many for this GPU`);
  if (means * SUM_BYTES > most)
    throw new EngineError('data', `${means} means, this GPU sums ${Math.floor(most / SUM_BYTES)} at once`);
  for (const name of columns) {
    const beyond = columnIn(data, name).find((value) => !Number.isFinite(Math.fround(value)));
    if (beyond !== undefined)
      throw new EngineError('data', `column ${name} holds ${beyond}, the GPU's floats end at 3.4e38`);
  }
}

/** The columns called `names`, one after the other, in f32. */
function packed(data: DataTable, names: readonly string[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(Math.max(1, data.rows * names.length));
  for (const [index, name] of names.entries()) values.set(columnIn(data, name), index * data.rows);
  return values;
}

function columnIn(data: DataTable, name: string): Float64Array {
  try {
    return columnNamed(data, name).values;
  } catch (error) {
    throw new EngineError('data', error instanceof Error ? error.message : String(error));
  }
}
