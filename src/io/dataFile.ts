/** What a file is, by its first bytes rather than its name: a text, an array, or an archive of arrays. */
import { DataFileError } from './dataFileError';
import { decodeText } from './decodeText';
import { describeBytes, MAX_BINARY_BYTES } from './limits';
import { isNpy, type NumberArray, readNpy } from './npy';
import { type NpzFile, openNpz } from './npz';
import { isZip } from './zip';

export type DataFile =
  | { readonly kind: 'text'; readonly file: string; readonly text: string }
  | { readonly kind: 'array'; readonly file: string; readonly array: NumberArray }
  | { readonly kind: 'archive'; readonly file: string; readonly archive: NpzFile };

/** Opens what `file` holds. Throws DataFileError where it is none of the three, too large, or broken. */
export function openDataFile(file: string, bytes: Uint8Array): DataFile {
  if (bytes.length === 0)
    throw new DataFileError(file, {}, 'the file is empty', 'expected CSV text, .npy or .npz');
  if (bytes.length > MAX_BINARY_BYTES) throw tooLarge(file, bytes.length);
  if (isNpy(bytes)) return { kind: 'array', file, array: readNpy(file, bytes) };
  if (isZip(bytes)) return { kind: 'archive', file, archive: openNpz(file, bytes) };
  const foreign = FOREIGN.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (foreign !== undefined) throw new DataFileError(file, {}, `this is ${foreign.what}`, foreign.advice);
  const text = decodeText(file, bytes);
  const markup = MARKUP.find(({ start }) => start.test(text));
  if (markup !== undefined)
    throw new DataFileError(file, {}, `this looks like ${markup.what}`, markup.advice);
  return { kind: 'text', file, text };
}

/** What to say of a file of `bytes`, which are more than MAX_BINARY_BYTES. */
export function tooLarge(file: string, bytes: number): DataFileError {
  return new DataFileError(
    file,
    {},
    `the file has ${describeBytes(bytes)}`,
    `expected at most ${describeBytes(MAX_BINARY_BYTES)}`,
  );
}

const MARKUP: readonly { readonly start: RegExp; readonly what: string; readonly advice: string }[] = [
  {
    start: /^\s*[{[]/,
    what: 'JSON or a list of Python',
    advice: 'expected rows of numbers separated by commas',
  },
  {
    start: /^\s*</,
    what: 'a web page or XML',
    advice: 'expected CSV text; save the file itself, not the page about it',
  },
];

const SAVE_AS_CSV = 'save the sheet as CSV first';
const SAVE_AS_NPY = 'expected CSV text, .npy or .npz; numpy.save and numpy.savez write the latter';

/** Files that people may take for data of a kind read here, by their first bytes. */
const FOREIGN: readonly {
  readonly magic: readonly number[];
  readonly what: string;
  readonly advice: string;
}[] = [
  { magic: [0x1f, 0x8b], what: 'a gzip archive', advice: 'unpack it first' },
  { magic: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', advice: 'unpack it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz archive', advice: 'unpack it first' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', advice: 'unpack it first' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', advice: SAVE_AS_CSV },
  { magic: [0x89, 0x48, 0x44, 0x46], what: 'an HDF5 file', advice: SAVE_AS_NPY },
  { magic: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', advice: SAVE_AS_NPY },
  { magic: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], what: 'an Arrow file', advice: SAVE_AS_NPY },
  { magic: [0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42], what: 'a MATLAB file', advice: SAVE_AS_NPY },
  { magic: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', advice: SAVE_AS_NPY },
  { magic: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', advice: SAVE_AS_NPY },
  { magic: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: SAVE_AS_NPY },
  { magic: [0x80, 0x02], what: 'a Python pickle', advice: SAVE_AS_NPY },
  { magic: [0x80, 0x03], what: 'a Python pickle', advice: SAVE_AS_NPY },
  { magic: [0x80, 0x04], what: 'a Python pickle', advice: SAVE_AS_NPY },
  { magic: [0x80, 0x05], what: 'a Python pickle', advice: SAVE_AS_NPY },
];
