/** NumPy's types of elements: which are read and how, and why others are not. */

export interface NpyType {
  /** As NumPy calls it: `float64`. */
  readonly name: string;
  readonly bytes: number;
  readonly read: (view: DataView, offset: number, little: boolean) => number;
}

const TYPES: Readonly<Record<string, NpyType>> = {
  f2: { name: 'float16', bytes: 2, read: (view, at, little) => halfToNumber(view.getUint16(at, little)) },
  f4: { name: 'float32', bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { name: 'float64', bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  i1: { name: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) },
  i2: { name: 'int16', bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  i4: { name: 'int32', bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  i8: { name: 'int64', bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u1: { name: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) },
  u2: { name: 'uint16', bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  u4: { name: 'uint32', bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  u8: { name: 'uint64', bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  b1: { name: 'bool', bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
};

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction * 2 ** -10) * 2 ** (exponent - 15);
}

export type DescribedType =
  | { readonly kind: 'numbers'; readonly type: NpyType; readonly little: boolean }
  /** `what` it is, and what to do about it. */
  | { readonly kind: 'refused'; readonly what: string; readonly expected: string };

const REFUSALS: Readonly<Record<string, readonly [what: string, expected: string]>> = {
  c: ['complex numbers', 'expected real ones; save the real and the imaginary part as arrays of their own'],
  O: ['Python objects', 'expected numbers; convert with astype(float) before saving'],
  M: ['dates', 'expected numbers, such as days since a start'],
  m: ['time spans', 'expected numbers, such as seconds'],
  S: ['texts', 'expected numbers; save classes as 0, 1, 2, …'],
  a: ['texts', 'expected numbers; save classes as 0, 1, 2, …'],
  U: ['texts', 'expected numbers; save classes as 0, 1, 2, …'],
  T: ['texts', 'expected numbers; save classes as 0, 1, 2, …'],
  V: [
    'bytes of a type that NumPy does not know, such as bfloat16',
    'expected numbers; convert to float32 before saving',
  ],
};

/** What the `descr` of a header stands for, such as `<f8`. */
export function describeType(descr: string): DescribedType {
  const [, order = '', code = ''] = /^([<>|=]?)(.*)$/s.exec(descr) ?? [];
  const type = Object.hasOwn(TYPES, code) ? TYPES[code] : undefined;
  // `=` is the machine's own order, which NumPy itself never writes; every machine of today is little-endian.
  if (type !== undefined) return { kind: 'numbers', type, little: order !== '>' };
  const kind = code.charAt(0);
  const refusal = Object.hasOwn(REFUSALS, kind) ? REFUSALS[kind] : undefined;
  const [what, expected] = refusal ?? [
    /^f\d/.test(code) ? 'floats wider than 64 bits' : 'of a type that is not known here',
    'expected float16 to float64, integers or bool',
  ];
  return { kind: 'refused', what, expected };
}
