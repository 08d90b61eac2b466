// requires: core.wgsl, division.wgsl, exponential.wgsl
//
// sinh, cosh, tanh and sech^2, the derivative of tanh. Coefficients: scripts/coefficients/hyperbolic.sollya.

// sinh x. Polynomial of relative error 2^-31.4 below 1, (e^a - e^-a)/2 beyond. Measured: 0.8 ulp.
fn gs_sinh(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return x; }
  let a = abs(x);
  if (a < 1.0) {
    let z = x * x;
    let p = fma(z, fma(z, fma(z, 2.7899839097e-6, 1.9841665926e-4), 8.3333151415e-3), 0.16666667163);
    return x + barrier(barrier(z * x) * p);
  }
  let e = expDoubleWord(min(a, 90.0));
  let inverse = barrier(repairedQuotient(1.0, e.high) * powerOfTwo(max(-2 * e.exponent, -126)));
  return multiplySign(scaleByPowerOfTwo(e.high + barrier(e.low - inverse), e.exponent - 1), x);
}

// cosh x = (e^a + e^-a)/2. Measured: 0.88 ulp.
fn gs_cosh(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return abs(x); }
  let e = expDoubleWord(min(abs(x), 90.0));
  let inverse = barrier(repairedQuotient(1.0, e.high) * powerOfTwo(max(-2 * e.exponent, -126)));
  return scaleByPowerOfTwo(e.high + barrier(e.low + inverse), e.exponent - 1);
}

// What tanh and sech^2 of a >= 0 are made of, from m = e^(-2a) - 1 = power 2^exponent - 1, exact to some 2^-26 of itself even
// near 0: tanh a = -m/(2 + m), and sech^2 a = e^(-2a) (1 + tanh a)^2, where nothing cancels. Nothing branches.
struct Tangent { value: f32, low: f32, power: DoubleWord, exponent: i32 }

fn hyperbolicTangent(a: f32) -> Tangent {
  let r = reduceExponent(-2.0 * min(a, 60.0));
  let t = expm1Kernel(r);
  let power = fastTwoSum(1.0, t.high);
  let powerLow = barrier(power.low + t.low);
  let scale = powerOfTwo(max(r.exponent, -60)); // m is -1 below
  let beyond = fastTwoSum(-1.0, power.high * scale);
  let isReduced = r.exponent == 0;
  let m = DoubleWord(select(beyond.high, t.high, isReduced), select(beyond.low, 0.0, isReduced));
  let mLow = barrier(m.low + select(powerLow, t.low, isReduced) * scale);
  let divisor = fastTwoSum(2.0, m.high);
  let quotient = barrier(-m.high / divisor.high);
  let rest = productResidual(-m.high, quotient, divisor.high);
  let correction = (rest - barrier(mLow + quotient * barrier(divisor.low + mLow))) / divisor.high;
  let tangent = fastTwoSum(quotient, barrier(correction));
  return Tangent(tangent.high, tangent.low, DoubleWord(power.high, powerLow), r.exponent);
}

// Below this, tanh x and x differ by less than x^3/3 < 2^-27 x; it also keeps the sign of zero.
const SMALL_TANGENT = 1.220703125e-4; // 2^-13

fn tanhOf(x: f32, tangent: Tangent) -> f32 {
  return select(copySign(tangent.value, x), x, abs(x) < SMALL_TANGENT || isNotANumber(x));
}

// e^(-2a) (1 + tanh a)^2 with 1 + tanh a in parts of 6 bits and what is left, e^(-2a) of 12: the leading product is exact, and
// the rounding of the others, 2^-5 of it at most, hardly counts.
fn sech2Of(x: f32, tangent: Tangent) -> f32 {
  let sum = 1.0 + tangent.value;
  let head = bitcast<f32>(bitcast<u32>(sum) & 0xfffc0000u);
  let tail = barrier(tangent.value - barrier(head - 1.0)) + tangent.low;
  let square = head * head;
  let powerHead = leadingBits(tangent.power.high);
  let powerTail = barrier(tangent.power.high - powerHead) + tangent.power.low;
  let rest = barrier(square * powerTail + barrier(tail * (sum + head)) * tangent.power.high);
  let value = barrier(square * powerHead + rest);
  // In two steps, since 2^exponent may be subnormal.
  let half = tangent.exponent >> 1u;
  let scaled = barrier(value * powerOfTwo(half)) * powerOfTwo(tangent.exponent - half);
  return select(scaled, x, isNotANumber(x));
}

// tanh x. Measured: 0.75 ulp.
fn gs_tanh(x: f32) -> f32 { return tanhOf(x, hyperbolicTangent(abs(x))); }

// sech^2 x, the derivative of tanh. Measured: 0.71 ulp.
fn gs_sech2(x: f32) -> f32 { return sech2Of(x, hyperbolicTangent(abs(x))); }

struct TanhSech2 { tanh: f32, sech2: f32 }

// gs_tanh and gs_sech2, bit by bit.
fn gs_tanh_sech2(x: f32) -> TanhSech2 {
  let tangent = hyperbolicTangent(abs(x));
  return TanhSech2(tanhOf(x, tangent), sech2Of(x, tangent));
}
