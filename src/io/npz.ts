/** NumPy's .npz: a zip archive of .npy files, each an array by its name. Arrays are unpacked when they are asked for. */
import { DataFileError } from './dataFileError';
import { describeBytes, MAX_UNPACKED_BYTES } from './limits';
import { type NumberArray, readNpy } from './npy';
import { readZip, unpack, type ZipEntry } from './zip';

export interface NpzFile {
  readonly file: string;
  /** Names as they were given to numpy.savez: `X`, `y`; `arr_0` where none was given. */
  readonly names: readonly string[];
  /** Throws DataFileError where the array cannot be read. */
  read(name: string): NumberArray;
}

const SUFFIX = '.npy';

/** Opens an archive. Throws DataFileError where it is broken or holds no arrays. */
export function openNpz(file: string, bytes: Uint8Array): NpzFile {
  const all = readZip(file, bytes);
  const entries = new Map<string, ZipEntry>();
  for (const entry of all) {
    if (entry.name.endsWith(SUFFIX)) entries.set(entry.name.slice(0, -SUFFIX.length), entry);
  }
  if (entries.size === 0) throw new DataFileError(file, {}, ...withoutArrays(all));
  const unpacked = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
  if (unpacked > MAX_UNPACKED_BYTES)
    throw new DataFileError(
      file,
      {},
      `the arrays unpack to ${describeBytes(unpacked)} together`,
      `expected at most ${describeBytes(MAX_UNPACKED_BYTES)}; save fewer in one file`,
    );
  return {
    file,
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) {
        throw new DataFileError(
          file,
          { entry: name },
          'there is no such array',
          `expected one of ${[...entries.keys()].join(', ')}`,
        );
      }
      return readNpy(file, unpack(file, entry), name);
    },
  };
}

function withoutArrays(entries: readonly ZipEntry[]): readonly [problem: string, expected: string] {
  const has = (part: string) => entries.some(({ name }) => name.includes(part));
  if (has('xl/workbook')) return ['this is an Excel workbook', 'save the sheet as CSV first'];
  if (has('content.xml')) return ['this is an OpenDocument file', 'save the sheet as CSV first'];
  if (has('data.pkl'))
    return ['this is a file of torch.save', 'save arrays with numpy.savez and tensor.numpy() instead'];
  return ['the archive holds no .npy files', 'expected what numpy.savez writes'];
}
