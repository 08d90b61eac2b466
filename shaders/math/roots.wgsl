// requires: core.wgsl, division.wgsl
//
// Cube root and hypotenuse.

// The cube root of x, odd. Measured: 0.502 ulp.
fn gs_cbrt(x: f32) -> f32 {
  if (isZero(x) || isInfinityOrNan(x)) { return x; }
  let lift = exponentField(x) == 0;
  let normal = select(abs(x), 2.0 * lifted(x), lift);
  // The normal number is m 8^third with m in [1, 8): the field plus 2 makes the quotient by 3 a floor, and 43
  // = floor(129 / 3).
  let third = (exponentField(normal) + 2) / 3 - 43;
  let m = bitcast<f32>(bitcast<u32>(normal) - (u32(3 * third) << 23u));
  // A third of the bit pattern is a cube root to 5 %; one step of Halley leaves 2^-13, and 12 bits of that
  // are kept, so that its square is exact and its cube is exact in two parts.
  let start = bitcast<f32>(bitcast<u32>(m) / 3u + 0x2a5119f2u);
  let cube = start * start * start;
  let t = leadingBits(start * (cube + 2.0 * m) / (2.0 * cube + m));
  let square = barrier(t * t);
  let squareHigh = leadingBits(square);
  let residual = barrier(barrier(m - barrier(squareHigh * t)) - barrier(barrier(square - squareHigh) * t));
  // cbrt(t^3 + r) = t + r/(3 t^2) - r^2/(9 t^5) + ...; with |r| < 2^-9 t^3 the next term is below 2^-31 t.
  let correction = barrier(barrier(residual / square) * (0.333333343 - residual / m * 0.111111112));
  let root = barrier(t + correction);
  return copySign(scaleByPowerOfTwo(root, third - select(0, (LIFT + 1) / 3, lift)), x);
}

// sqrt(x^2 + y^2) without intermediate over- or underflow. Infinite where x or y is, even beside NaN.
// Measured: 0.5 ulp.
fn gs_hypot(x: f32, y: f32) -> f32 {
  if (magnitudeBits(x) == 0x7f800000u || magnitudeBits(y) == 0x7f800000u) { return infinity(); }
  if (isNotANumber(x) || isNotANumber(y)) { return notANumber(); }
  var large = max(abs(x), abs(y));
  var small = min(abs(x), abs(y));
  if (isZero(small)) { return large; }
  let lift = exponentField(large) < 65;
  if (lift) {
    large = lifted(large);
    small = lifted(small);
  }
  // Bring the larger side into [1, 2).
  let exponent = exponentField(large) - 127;
  large = scaleByPowerOfTwo(large, -exponent);
  // Below 2^-13 the smaller side adds less than a quarter of an ulp: sqrt(1 + 2^-26) = 1 + 2^-27.
  small = select(0.0, scaleByPowerOfTwo(small, -exponent), exponentField(small) - 127 >= exponent - 13);
  let a = twoProduct(large, large);
  let b = twoProduct(small, small);
  let sum = fastTwoSum(a.high, b.high);
  let root = rootOfDoubleWord(DoubleWord(sum.high, barrier(sum.low + barrier(a.low + b.low))));
  return scaleByPowerOfTwo(root.high, exponent - select(0, LIFT, lift));
}
