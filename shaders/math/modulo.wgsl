// requires: core.wgsl
//
// The floored remainder, exact.

// x - y floor(x / y): the sign of y (also of a zero result), magnitude below |y|, or |y| itself where a tiny
// x of the other sign rounds up to it. y = 0 and infinite x give NaN. Exact, except for that one rounding
// where x and y differ in sign and |x| < |y|. Measured: 0.5 ulp.
fn gs_mod(x: f32, y: f32) -> f32 {
  if (isInfinityOrNan(x) || isNotANumber(y) || isZero(y)) { return notANumber(); }
  let opposite = (signBit(x) ^ signBit(y)) != 0u;
  if (isZero(x)) { return copySign(0.0, y); }
  if (magnitudeBits(y) == 0x7f800000u) { return select(x, y, opposite); }
  if (magnitudeBits(x) < magnitudeBits(y)) { return select(x, x + y, opposite); }
  // |x| = mx 2^ex and |y| = my 2^ey in integers; long division, eight bits of the quotient a step, so that
  // the remainder, below 2^24, never leaves 32 bits. At most 35 steps.
  let my = integerSignificand(y);
  var shift = max(exponentField(x), 1) - max(exponentField(y), 1);
  var remainder = integerSignificand(x) % my;
  while (shift > 0) {
    let step = min(shift, 8);
    remainder = (remainder << u32(step)) % my;
    shift -= step;
  }
  if (remainder == 0u) { return copySign(0.0, y); }
  if (opposite) { remainder = my - remainder; }
  return copySign(integerTimesUlp(remainder, max(exponentField(y), 1)), y);
}

// |x| as an integer number of units of its last place.
fn integerSignificand(x: f32) -> u32 {
  let fraction = bitcast<u32>(x) & 0x007fffffu;
  return select(fraction | 0x00800000u, fraction, exponentField(x) == 0);
}

// n < 2^24 units of the last place of exponent field `field`, put together from bits: exact, subnormal or
// not.
fn integerTimesUlp(n: u32, field: i32) -> f32 {
  let leading = min(i32(countLeadingZeros(n)) - 8, field - 1);
  let aligned = n << u32(leading);
  let isSubnormal = (aligned & 0x00800000u) == 0u;
  return bitcast<f32>(select((u32(field - leading) << 23u) | (aligned & 0x007fffffu), aligned, isSubnormal));
}
