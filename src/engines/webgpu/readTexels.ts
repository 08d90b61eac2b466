/** Copies a texture of samples into memory, for tests, export and programs without a picture. */
import { EngineError } from '../../fields/engineError';
import type { Grid } from '../../fields/grid';
import { DIFFERENCE_FORMAT, TEXELS_FORMAT } from './layouts';
import { submitCommands } from './submitCommands';

/** WebGPU copies rows of a texture to multiples of this many bytes. */
const ROW_ALIGNMENT_BYTES = 256;
/**
 * A whole 8192² field would need a gigabyte at once, four times the size of buffer that every device has to
 * offer.
 */
const STAGING_BYTES = 2 ** 26;

const BYTES_A_COMPONENT = 4;
const COMPONENT_FORMAT = { 1: DIFFERENCE_FORMAT, 4: TEXELS_FORMAT } as const;

/** Returns nx·ny·components f32, row-major. Throws EngineError where the texture is not one of that grid. */
export async function readTexels(
  device: GPUDevice,
  texture: GPUTexture,
  { nx, ny }: Grid,
  components: 1 | 4,
): Promise<Float32Array<ArrayBuffer>> {
  const format = COMPONENT_FORMAT[components];
  if (texture.format !== format || texture.width !== nx || texture.height !== ny) {
    const actual = `${texture.width} × ${texture.height} ${texture.format}`;
    throw new EngineError('read', `the texture is ${actual}, expected ${nx} × ${ny} ${format}`);
  }
  const rowFloats = nx * components;
  const rowBytes = Math.ceil((rowFloats * BYTES_A_COMPONENT) / ROW_ALIGNMENT_BYTES) * ROW_ALIGNMENT_BYTES;
  const bandRows = Math.max(1, Math.min(ny, Math.floor(STAGING_BYTES / rowBytes)));
  const result = new Float32Array(rowFloats * ny);
  const staging = device.createBuffer({
    label: `${texture.label} staging`,
    size: rowBytes * bandRows,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  try {
    for (let firstRow = 0; firstRow < ny; firstRow += bandRows) {
      const rows = Math.min(bandRows, ny - firstRow);
      submitCommands(device, `read ${texture.label}`, (encoder) => {
        encoder.copyTextureToBuffer(
          { texture, origin: [0, firstRow] },
          { buffer: staging, bytesPerRow: rowBytes },
          [nx, rows],
        );
      });
      await staging.mapAsync(GPUMapMode.READ, 0, rowBytes * rows);
      const padded = new Float32Array(staging.getMappedRange(0, rowBytes * rows));
      for (let row = 0; row < rows; row++) {
        const start = (row * rowBytes) / BYTES_A_COMPONENT;
        result.set(padded.subarray(start, start + rowFloats), (firstRow + row) * rowFloats);
      }
      staging.unmap();
    }
    return result;
  } finally {
    staging.destroy();
  }
}
