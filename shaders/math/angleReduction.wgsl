// requires: core.wgsl
//
// x = quadrant pi/2 + high + low with |high| <= pi/4 (a little more at the seams): the argument reduction of
// sin, cos and tan. Coefficients: scripts/coefficients/trigonometric.sollya.

struct ReducedAngle { high: f32, low: f32, quadrant: i32 }

const CODY_WAITE_LIMIT_BITS = 0x45c80000u; // 6400: quotients up to 4075, 12 bits

// Cody and Waite: pi/2 in parts of 8, 12, 13 and 24 bits. |x| <= 6400, so the quotient k has 12 bits, k part1
// and k part2 are exact, and so are both differences; k part3 rounds only from its 25th bit.
fn reduceByCodyWaite(x: f32) -> ReducedAngle {
  let k = round(x * 0.636619747);
  let a = barrier(x - barrier(k * 1.5703125));
  let b = barrier(a - barrier(k * 4.83751297e-4));
  let c = barrier(k * 7.5495336205e-8);
  let high = barrier(b - c);
  let low = barrier(barrier(barrier(b - high) - c) - barrier(k * 2.5633440683e-12));
  return ReducedAngle(high, low, i32(k));
}

// 2/pi, one word of zeros first: 2^-32 (2/pi) = 0.words.
const TWO_OVER_PI_WORDS = array<u32, 9>(
  0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u,
  0x3c439041u, 0xfe5163abu, 0xdebbc561u,
);

// The high word of a b.
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let aLow = a & 0xffffu;
  let aHigh = a >> 16u;
  let bLow = b & 0xffffu;
  let bHigh = b >> 16u;
  let middle = aLow * bHigh + ((aLow * bLow) >> 16u);
  let carry = aHigh * bLow + (middle & 0xffffu);
  return aHigh * bHigh + (middle >> 16u) + (carry >> 16u);
}

// Payne and Hanek, |x| >= 1/2 and finite. |x| = m 2^(e - 150) with m of 24 bits and e the exponent field. Of
// the bits of 2/pi, those before position e - 120 contribute multiples of 4 quadrants, and those 96 places on
// contribute less than 2^-62 quadrants: a window of three words, times m, modulo 2^64, is the angle as a
// fixed-point number with two bits of quadrant and 62 of fraction. No f32 is closer to a multiple of pi/2
// than 2^-31, so 31 good bits remain.
fn reduceByPayneHanek(x: f32) -> ReducedAngle {
  let m = (bitcast<u32>(x) & 0x7fffffu) | 0x800000u;
  let position = u32(exponentField(x) - 120);
  let shift = position & 31u;
  let word = min(position >> 5u, 5u);
  var w0 = TWO_OVER_PI_WORDS[word];
  var w1 = TWO_OVER_PI_WORDS[word + 1u];
  var w2 = TWO_OVER_PI_WORDS[word + 2u];
  if (shift != 0u) {
    let back = 32u - shift;
    w0 = (w0 << shift) | (w1 >> back);
    w1 = (w1 << shift) | (w2 >> back);
    w2 = (w2 << shift) | (TWO_OVER_PI_WORDS[word + 3u] >> back);
  }
  let middle = m * w1;
  let fraction = middle + multiplyHigh(m, w2);
  let top = m * w0 + multiplyHigh(m, w1) + select(0u, 1u, fraction < middle);
  return angleOfFixedPoint(x, top, fraction);
}

// top:fraction holds |x| 2/pi modulo 4, two bits before the point.
fn angleOfFixedPoint(x: f32, top: u32, fraction: u32) -> ReducedAngle {
  let quadrant = (top + 0x20000000u) >> 30u; // to nearest
  var f0 = top - (quadrant << 30u);
  var f1 = fraction;
  let below = (f0 >> 31u) != 0u;
  if (below) {
    f0 = ~f0 + select(0u, 1u, f1 == 0u);
    f1 = 0u - f1;
  }
  // f0 <= 2^29 has two leading zeros at least, so neither shift is by 32.
  let leading = min(countLeadingZeros(f0), 31u);
  let normalised = (f0 << leading) | (f1 >> (32u - leading));
  let unit = powerOfTwo(-30 - i32(leading));
  // 16 bits times 1.5703125, of 8 bits, is exact; 1.5703125 + 4.838e-4 = pi/2.
  let head = f32(normalised & 0xffff0000u) * unit;
  let rest = f32(normalised & 0xffffu) * unit;
  let exactPart = barrier(head * 1.5703125);
  let smallPart = barrier(barrier(head * 4.8382679233e-4) + barrier(rest * 1.57079637));
  let angle = fastTwoSum(exactPart, smallPart);
  let sign = signBit(x) ^ select(0u, 0x80000000u, below);
  return ReducedAngle(
    bitcast<f32>(bitcast<u32>(angle.high) ^ sign),
    bitcast<f32>(bitcast<u32>(angle.low) ^ sign),
    select(i32(quadrant), -i32(quadrant), isNegative(x)),
  );
}

// Any finite x.
fn reduceAngle(x: f32) -> ReducedAngle {
  if (magnitudeBits(x) <= CODY_WAITE_LIMIT_BITS) { return reduceByCodyWaite(x); }
  return reduceByPayneHanek(x);
}
