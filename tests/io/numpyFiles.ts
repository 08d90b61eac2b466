/** Files that NumPy itself wrote, kept in tests/golden/numpyFiles.json with what they hold. */
import golden from '../golden/numpyFiles.json';

export interface GoldenArray {
  readonly base64: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export const ARRAYS: Readonly<Record<string, GoldenArray>> = golden.arrays;

export function arrayBytes(name: string): Uint8Array {
  return fromBase64(ARRAYS[name]?.base64);
}

/** Arrays of types and shapes that are refused. */
export function refusedBytes(name: keyof typeof golden.refused): Uint8Array {
  return fromBase64(golden.refused[name]);
}

export function archiveBytes(name: keyof typeof golden.archives): Uint8Array {
  return fromBase64(golden.archives[name]);
}

export const TEXTS = golden.texts;

function fromBase64(text: string | undefined): Uint8Array {
  if (text === undefined) throw new RangeError('no such golden file');
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** A .npy file with the given header text and body, which need not fit each other. */
export function npyBytes(header: string, body: Uint8Array, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = version === 1 ? 10 : 12;
  const bytes = new Uint8Array(start + text.length + body.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, start);
  bytes.set(body, start + text.length);
  return bytes;
}

/** A .npy file of float64. */
export function float64Npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  const body = new Uint8Array(Float64Array.from(values).buffer);
  const written = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  return npyBytes(`{'descr': '<f8', 'fortran_order': False, 'shape': ${written}, }\n`, body);
}
