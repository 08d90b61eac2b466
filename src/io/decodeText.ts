/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. */
import { DataFileError } from './dataFileError';
import { describeBytes, MAX_TEXT_BYTES } from './limits';

/** Line ends become `\n`, and the byte order mark goes. Throws DataFileError where the bytes are no text. */
export function decodeText(file: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new DataFileError(
      file,
      {},
      `the text has ${describeBytes(bytes.length)}`,
      `expected at most ${describeBytes(MAX_TEXT_BYTES)}; save large arrays with numpy.save`,
    );
  }
  const text = decode(file, bytes).replace(/\r\n?/g, '\n');
  const strange = text.search(CONTROL_CHARACTER);
  if (strange >= 0) {
    const code = text.charCodeAt(strange).toString(16).toUpperCase().padStart(4, '0');
    throw new DataFileError(
      file,
      { line: text.slice(0, strange).split('\n').length },
      `the file holds the control character U+${code}, so it is no text`,
      'expected CSV text, .npy or .npz',
    );
  }
  if (text.trim() === '') throw new DataFileError(file, {}, 'the file is empty', 'expected rows of numbers');
  return text;
}

/** None of these stands in a text; tabs and line ends do. */
const CONTROL_CHARACTER = /(?![\t\n\v\f])\p{Cc}/u;

function decode(file: string, bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DataFileError(
      file,
      {},
      `the bytes are not ${encoding.toUpperCase()} text`,
      'expected CSV text saved as UTF-8, .npy or .npz',
    );
  }
}
