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

// tanh x. Polynomial of relative error 2^-30.8 below 1, 1 - 2/(e^2a + 1) beyond; 1 rounds from 9.02 on.
// Measured: 1.06 ulp.
fn gs_tanh(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let a = abs(x);
  if (a < 1.0) {
    let z = x * x;
    var p = fma(z, 1.19998832815e-4, -8.349910495e-4);
    p = fma(z, p, 3.0680871569e-3);
    p = fma(z, p, -8.5856691e-3);
    p = fma(z, p, 2.1779967472e-2);
    p = fma(z, p, -5.3951773793e-2);
    p = fma(z, p, 0.13333182037);
    p = fma(z, p, -0.33333328366);
    return copySign(x + barrier(barrier(z * x) * p), x);
  }
  if (a > 9.02) { return copySign(1.0, x); }
  return copySign(1.0 - repairedQuotient(2.0, barrier(gs_exp(2.0 * a) + 1.0)), x);
}

// sech^2 x = 4 e / (1 + e)^2 with e = e^(-2|x|): no cancellation, unlike 1 - tanh^2. Measured: 0.68 ulp.
fn gs_sech2(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let e = expDoubleWord(-2.0 * min(abs(x), 60.0));
  // Below 2^-30 the denominator is 1.
  let scale = select(0.0, powerOfTwo(max(e.exponent, -30)), e.exponent >= -30);
  let sum = fastTwoSum(1.0, barrier(e.high * scale));
  let sumLow = barrier(sum.low + barrier(e.low * scale));
  let square = twoProduct(sum.high, sum.high);
  let denominator = DoubleWord(square.high, barrier(square.low + barrier(2.0 * sum.high * sumLow)));
  return scaleByPowerOfTwo(quotientOfDoubleWords(DoubleWord(e.high, e.low), denominator), e.exponent + 2);
}
