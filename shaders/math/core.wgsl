// requires:
//
// Bits, signs, exponents and error-free transforms: what every family of this library stands on. No
// elementary function lives here, and no binding.
//
// The seam. The including module supplies
//
//   fn opaqueZero() -> u32
//
// a zero that no compiler can know: read it from a uniform. Compilers of shaders may reassociate, contract
// a*b + c and assume that NaN and infinity never occur. barrier() hides a value behind that zero, so every
// intermediate of an error-free transform is rounded exactly where it is written. One forgotten barrier cost
// sin a third of an ulp; without any, Mesa breaks twoSum in 86 % of cases.
//
// fma() appears only where fused and unfused are equally good: WGSL promises neither.
// NaN and infinity are recognised and made by their bits, never by comparison or overflow.
//
// Names: gs_ is public, everything else serves this library. Error bounds are in units in the last place
// (ulp) of the f32 result where it is normal: the largest over every f32, or among samples of pairs for
// functions of two arguments (docs/accuracy.md); subnormal results may be flushed to zero by the device.
// tests/shaders/mathBounds.ts holds what the tests enforce.

// high + low, with |low| at most half an ulp of high unless stated otherwise.
struct DoubleWord { high: f32, low: f32 }

fn barrier(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ opaqueZero()); }

fn magnitudeBits(x: f32) -> u32 { return (bitcast<u32>(x) ^ opaqueZero()) & 0x7fffffffu; }
fn signBit(x: f32) -> u32 { return bitcast<u32>(x) & 0x80000000u; }
fn exponentField(x: f32) -> i32 { return i32((bitcast<u32>(x) >> 23u) & 0xffu); }
fn isNotANumber(x: f32) -> bool { return magnitudeBits(x) > 0x7f800000u; }
fn isZero(x: f32) -> bool { return magnitudeBits(x) == 0u; } // x == 0.0 may hold for subnormals too
fn isInfinityOrNan(x: f32) -> bool { return magnitudeBits(x) >= 0x7f800000u; }
fn isNegative(x: f32) -> bool { return signBit(x) != 0u; }

fn infinity() -> f32 { return bitcast<f32>(0x7f800000u ^ opaqueZero()); }
fn notANumber() -> f32 { return bitcast<f32>(0x7fc00000u ^ opaqueZero()); }

// |magnitude| with the sign of signSource.
fn copySign(magnitude: f32, signSource: f32) -> f32 {
  return bitcast<f32>((bitcast<u32>(magnitude) & 0x7fffffffu) | signBit(signSource));
}
// value, negated where signSource is negative.
fn multiplySign(value: f32, signSource: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(value) ^ signBit(signSource));
}

// The leading 12 bits of the significand. x - leadingBits(x) has 12 bits too, so all four products of the
// parts of two numbers are exact without fma.
fn leadingBits(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u); }

// 2^exponent for -126 <= exponent <= 127.
fn powerOfTwo(exponent: i32) -> f32 { return bitcast<f32>(u32(exponent + 127) << 23u); }

// |x| 2^LIFT for exponent fields below 106, by integer arithmetic: devices may flush a subnormal in every
// operation on floats, but not in its bits.
const LIFT = 149;
fn lifted(x: f32) -> f32 {
  let bits = bitcast<u32>(x) & 0x7fffffffu;
  return select(bitcast<f32>(bits + (u32(LIFT) << 23u)), f32(bits), bits < 0x00800000u);
}

// value * 2^exponent for a normal value, by integer arithmetic: beyond the largest f32 infinity, below the
// smallest normal one rounding (or zero, where the device flushes).
fn scaleByPowerOfTwo(value: f32, exponent: i32) -> f32 {
  let bits = bitcast<u32>(value);
  let field = exponentField(value) + exponent;
  if (field >= 255) { return copySign(infinity(), value); }
  if (field >= 1) { return bitcast<f32>(bits + (u32(exponent) << 23u)); }
  if (field < -30) { return copySign(0.0, value); }
  return barrier(bitcast<f32>(bits + (u32(exponent + 64) << 23u))) * powerOfTwo(-64);
}

// a + b - sum exactly, where sum is a + b rounded (Knuth).
fn sumLoss(sum: f32, a: f32, b: f32) -> f32 {
  let bPart = barrier(sum - a);
  let aPart = barrier(sum - bPart);
  return barrier(barrier(a - aPart) + barrier(b - bPart));
}

// a + b = high + low exactly.
fn twoSum(a: f32, b: f32) -> DoubleWord {
  let sum = barrier(a + b);
  return DoubleWord(sum, sumLoss(sum, a, b));
}

// The same where |a| >= |b| or a = 0 (Dekker).
fn fastTwoSum(a: f32, b: f32) -> DoubleWord {
  let sum = barrier(a + b);
  return DoubleWord(sum, barrier(b - barrier(sum - a)));
}

// a - (pHead + pRest)(qHead + qRest) of parts of 12 bits, exact where that is within an ulp of a and the smallest partial
// product, about 2^-46 a, does not underflow (Dekker). The products are exact, fused or not; a barrier after each
// difference keeps these in order.
fn productRest(a: f32, pHead: f32, pRest: f32, qHead: f32, qRest: f32) -> f32 {
  let r1 = barrier(a - pHead * qHead);
  let r2 = barrier(r1 - pHead * qRest);
  let r3 = barrier(r2 - pRest * qHead);
  return barrier(r3 - pRest * qRest);
}

// a - p q, exact where productRest is.
fn productResidual(a: f32, p: f32, q: f32) -> f32 {
  let pHead = leadingBits(p);
  let qHead = leadingBits(q);
  return productRest(a, pHead, barrier(p - pHead), qHead, barrier(q - qHead));
}

// a - x^2, the same.
fn squareResidual(a: f32, x: f32) -> f32 {
  let head = leadingBits(x);
  let rest = barrier(x - head);
  return squareRest(a, head, rest);
}

// a - (head + rest)^2, the same.
fn squareRest(a: f32, head: f32, rest: f32) -> f32 {
  let r1 = barrier(a - head * head);
  let r2 = barrier(r1 - (head + head) * rest);
  return barrier(r2 - rest * rest);
}

// a b = high + low exactly, without over- or underflow.
fn twoProduct(a: f32, b: f32) -> DoubleWord {
  let product = barrier(a * b);
  return DoubleWord(product, -productResidual(product, a, b));
}
