// requires: core.wgsl, doubleSingle.wgsl, roots.wgsl
//
// Cube root and length in double-single; the square root is among the arithmetic.

// One step of Newton from the root in f32.
fn dd_cbrt(a: DoubleWord) -> DoubleWord {
  let root = gs_cbrt(a.high);
  if (isInfinityOrNan(root) || isZero(root)) { return wordOf(root); }
  let square = twoProduct(root, root);
  let rest = dd_subtract(a, timesSingle(square, root));
  return fastTwoSum(root, barrier(rest.high / barrier(3.0 * square.high)));
}

// sqrt(a^2 + b^2), scaled by a power of two so that squares stay inside.
fn dd_hypot(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  let larger = max(abs(a.high), abs(b.high));
  if (isZero(larger) || isInfinityOrNan(larger)) { return wordOf(larger); }
  let exponent = clamp(exponentField(larger) - 127, -126, 126);
  let inverse = powerOfTwo(-exponent);
  let x = timesPower(a, inverse);
  let y = timesPower(b, inverse);
  let root = dd_sqrt(dd_add(dd_multiply(x, x), dd_multiply(y, y)));
  let high = barrier(root.high * powerOfTwo(exponent));
  return keepInfinity(timesPower(root, powerOfTwo(exponent)), high);
}
