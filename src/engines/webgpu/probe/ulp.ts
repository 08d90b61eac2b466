/** Errors in units in the last place of f32, against a reference in float64. */

const SMALLEST_NORMAL_EXPONENT = -126;
const LARGEST_EXPONENT = 127;
const FRACTION_BITS = 23;
/** What the f32 after the largest would be: infinity stands for it where the reference is finite. */
const BEYOND_LARGEST = 2 ** 128;

const SMALLEST_ULP_EXPONENT = SMALLEST_NORMAL_EXPONENT - FRACTION_BITS;
/** 2^n from the smallest spacing of f32 to the largest. */
const POWERS = Float64Array.from(
  { length: LARGEST_EXPONENT - SMALLEST_NORMAL_EXPONENT + 1 },
  (_, i) => 2 ** (SMALLEST_ULP_EXPONENT + i),
);

/** The spacing of f32 at `reference`: 2^-149 at and below the subnormals, 2^104 at and beyond the largest exponent. */
function ulp32(reference: number): number {
  const magnitude = Math.abs(reference);
  if (!(magnitude > 2 ** SMALLEST_NORMAL_EXPONENT)) return 2 ** (SMALLEST_NORMAL_EXPONENT - FRACTION_BITS);
  if (magnitude >= BEYOND_LARGEST) return 2 ** (LARGEST_EXPONENT - FRACTION_BITS);
  return POWERS[exponentOf(magnitude) - FRACTION_BITS - SMALLEST_ULP_EXPONENT] ?? 0;
}

const f64 = new DataView(new ArrayBuffer(8));

/** ⌊log2 x⌋ of a normal f64, from its bits. */
function exponentOf(x: number): number {
  f64.setFloat64(0, x);
  return ((f64.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/**
 * |value - reference| in ulp of the f32 next to the reference. An infinite value counts as 2^128, so that overflow is
 * right where the reference rounds to infinity. Two NaNs differ by 0; NaN against a number, a finite value against an
 * infinite reference, and infinities of different sign differ by Infinity.
 */
function ulpError(value: number, reference: number): number {
  if (Object.is(value, reference)) return 0;
  if (Number.isNaN(value) || Number.isNaN(reference)) return Infinity;
  const overflown = Math.abs(reference) >= BEYOND_LARGEST;
  if (overflown) return Math.abs(value) === Infinity && value > 0 === reference > 0 ? 0 : Infinity;
  const finite = Math.abs(value) === Infinity ? Math.sign(value) * BEYOND_LARGEST : value;
  return Math.abs(finite - reference) / ulp32(reference);
}

/**
 * The error of a function's f32 result as docs/accuracy.md counts it: where the reference is below the normal numbers
 * the device may round as it likes, or flush, but not give more than the smallest of them.
 */
export function resultError(value: number, reference: number): number {
  const smallestNormal = 2 ** SMALLEST_NORMAL_EXPONENT;
  if (Math.abs(reference) < smallestNormal) return Math.abs(value) <= smallestNormal ? 0 : Infinity;
  return ulpError(value, reference);
}
