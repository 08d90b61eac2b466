/**
 * A zip archive's directory and entries: stored or deflated, checked by length and CRC. Nothing unpacks to more than the
 * directory announces; how much that may be is for the caller to say before anything is unpacked.
 * Format: PKWARE's APPNOTE.TXT, sections 4.3 and 4.4.
 */
import { Inflate } from 'fflate';
import { DataFileError, quote } from './dataFileError';
import { describeBytes, MAX_ARRAYS } from './limits';

export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  readonly method: number;
  readonly crc: number;
  /** The bytes as they lie in the archive. */
  readonly packed: Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
/** The longest comment, which stands behind the end of the directory. */
const MAX_COMMENT = 0xffff;
/** Stands in a 32-bit field whose value is in a ZIP64 record. */
const IN_ZIP64 = 0xffffffff;
const ENCRYPTED = 1;
const UTF8_NAMES = 1 << 11;
const STORED = 0;
const DEFLATED = 8;

export function isZip(bytes: Uint8Array): boolean {
  const signature = bytes.length >= END_LENGTH ? viewOf(bytes).getUint32(0, true) : 0;
  return signature === LOCAL_HEADER || signature === END_OF_DIRECTORY;
}

/** The files of the archive, in the order of its directory. Throws DataFileError. */
export function readZip(file: string, bytes: Uint8Array): readonly ZipEntry[] {
  const broken = (problem: string) => new DataFileError(file, {}, problem, 'expected a whole zip archive');
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end === undefined) throw broken('the directory at the end of the archive is not there');
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ARRAYS)
    throw new DataFileError(file, {}, `the archive has ${count} files`, `expected at most ${MAX_ARRAYS}`);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number++) {
    if (at + CENTRAL_LENGTH > end || view.getUint32(at, true) !== CENTRAL_HEADER)
      throw broken(`entry ${number + 1} of the directory is broken`);
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + CENTRAL_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw broken(`entry ${number + 1} of the directory is broken`);
    const flags = view.getUint16(at + 8, true);
    const nameBytes = bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength);
    const name = new TextDecoder(flags & UTF8_NAMES ? 'utf-8' : 'latin1').decode(nameBytes);
    if (flags & ENCRYPTED)
      throw new DataFileError(
        file,
        { entry: name },
        'the entry is encrypted',
        'expected what numpy.savez writes',
      );
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: packedBytes(view, name, view.getUint32(at + 20, true), view.getUint32(at + 42, true)),
    });
    at = next;
  }
  return entries;

  function packedBytes(view: DataView, name: string, length: number, header: number): Uint8Array {
    const wrong = (problem: string) =>
      new DataFileError(file, { entry: name }, problem, 'expected a whole zip archive');
    if (length === IN_ZIP64 || header === IN_ZIP64) throw wrong('the entry takes 4 GiB or more');
    if (header + LOCAL_LENGTH > bytes.length || view.getUint32(header, true) !== LOCAL_HEADER)
      throw wrong('the entry does not begin where the directory says');
    const start =
      header + LOCAL_LENGTH + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    if (start + length > bytes.length) throw wrong('the entry reaches beyond the end of the archive');
    return bytes.subarray(start, start + length);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  return undefined;
}

/** Unpacks `entry`. Throws DataFileError where it is longer or shorter than announced, or its checksum differs. */
export function unpack(file: string, entry: ZipEntry): Uint8Array {
  const { name, size, method, packed } = entry;
  const fail = (problem: string, expected: string) =>
    new DataFileError(file, { entry: name }, problem, expected);
  if (method !== STORED && method !== DEFLATED)
    throw fail(
      `the entry is packed by method ${method}`,
      'expected stored or deflated, as numpy.savez writes',
    );
  const bytes = method === STORED ? packed : inflate(packed, size, fail);
  if (bytes.length !== size)
    throw fail(
      `the entry has ${describeBytes(bytes.length)}, and ${describeBytes(size)} are announced`,
      'expected a whole zip archive',
    );
  if (crc32(bytes) !== entry.crc)
    throw fail(`the checksum of ${quote(name)} differs`, 'expected a file that is not damaged');
  return bytes;
}

/** Fed in pieces, so that what unpacks to more than `size` is stopped soon: 1032 bytes at most come of one. */
const PIECE_BYTES = 2 ** 14;

function inflate(
  packed: Uint8Array,
  size: number,
  fail: (problem: string, expected: string) => DataFileError,
): Uint8Array {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((chunk) => {
    if (filled + chunk.length > size)
      throw fail(
        `the entry unpacks to more than the ${describeBytes(size)} announced`,
        'expected a file that is not damaged',
      );
    bytes.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at === 0 || at < packed.length; at += PIECE_BYTES)
      stream.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    throw fail(
      `the entry cannot be unpacked (${error instanceof Error ? error.message : String(error)})`,
      'expected a file that is not damaged',
    );
  }
  return bytes.subarray(0, filled);
}

/** CRC-32 with the reversed polynomial 0xEDB88320 (ISO 3309), byte by byte. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    crc = (CRC_TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});
