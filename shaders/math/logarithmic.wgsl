// requires: core.wgsl
//
// log, log2, log10 and log1p. Coefficients: scripts/coefficients/logarithmic.sollya.

// x = 2^exponent (1 + f), 1 + f in [sqrt(1/2), sqrt(2)), f exact.
struct ReducedLogarithm { f: f32, exponent: i32 }

// Positive finite x; subnormals are lifted.
fn reduceLogarithm(x: f32) -> ReducedLogarithm {
  let lift = exponentField(x) == 0;
  let bits = bitcast<u32>(select(x, lifted(x), lift));
  let exponent = bitcast<i32>(bits - 0x3f3504f3u) >> 23u; // 0x3f3504f3: sqrt(1/2)
  let significand = bitcast<f32>(bits - (u32(exponent) << 23u));
  return ReducedLogarithm(barrier(significand - 1.0), exponent - select(0, LIFT, lift));
}

// Whether x is zero, negative, infinite or NaN; and what every logarithm gives there.
fn isOutsideLogarithm(x: f32) -> bool { return (bitcast<u32>(x) ^ opaqueZero()) - 1u >= 0x7f7fffffu; }
fn logarithmOutside(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  if (magnitudeBits(x) == 0u) { return -infinity(); }
  return select(infinity(), notANumber(), isNegative(x));
}

// log(1 + f) - f = -f^2/2 + f^3 p(f) on the reduced interval; relative error 2^-30.1 of the whole.
fn logKernel(f: f32) -> f32 {
  let z = barrier(f * f);
  var p = fma(f, 6.761003286e-2, -0.11700446904);
  p = fma(f, p, 0.11895083636);
  p = fma(f, p, -0.124013364315);
  p = fma(f, p, 0.14217869937);
  p = fma(f, p, -0.16668221354);
  p = fma(f, p, 0.20002228022);
  p = fma(f, p, -0.2500000596);
  p = fma(f, p, 0.33333310485);
  return barrier(barrier(barrier(z * f) * p) - 0.5 * z);
}

// exponent ln 2 + f + rest. ln 2 high has 15 fraction bits, so its product is exact; it outweighs f unless it
// is 0.
fn assembleLogarithm(exponent: i32, f: f32, rest: f32) -> f32 {
  let k = f32(exponent);
  let sum = fastTwoSum(barrier(k * 0.693145751953125), f);
  return sum.high + barrier(sum.low + barrier(fma(k, 1.4286067653e-6, rest)));
}

// The natural logarithm. Measured: 0.88 ulp.
fn gs_log(x: f32) -> f32 {
  if (isOutsideLogarithm(x)) { return logarithmOutside(x); }
  let r = reduceLogarithm(x);
  return assembleLogarithm(r.exponent, r.f, logKernel(r.f));
}

// log((high + low) 2^extraExponent) for normal high and |low| at most some ulp of high, 0 from 2^126 on (where
// 2^-exponent is no normal number): below 1 ulp where the result exceeds 1/4.
fn logOfDoubleWord(x: DoubleWord, extraExponent: i32) -> f32 {
  let r = reduceLogarithm(x.high);
  let low = barrier(x.low * powerOfTwo(max(-r.exponent, -126)));
  let rest = barrier(logKernel(r.f) + barrier(low / (1.0 + r.f)));
  return assembleLogarithm(r.exponent + extraExponent, r.f, rest);
}

// log(1 + high + low), |low| at most some ulp of high, high > -1.
fn log1pOfDoubleWord(x: DoubleWord) -> f32 {
  let sum = twoSum(1.0, x.high);
  let r = reduceLogarithm(sum.high);
  // Exponent 0: high itself is the reduced argument, with nothing lost. Otherwise the rounding of the sum
  // counts to first order; beyond 2^60 it is nothing.
  let near = r.exponent == 0;
  let f = select(r.f, x.high, near);
  let low = barrier(select(sum.low, 0.0, near) + x.low) * powerOfTwo(-clamp(r.exponent, -30, 60));
  let rest = barrier(logKernel(f) + barrier(low / (1.0 + f)));
  return assembleLogarithm(r.exponent, f, rest);
}

// log(1 + x). Measured: 0.96 ulp.
fn gs_log1p(x: f32) -> f32 {
  if (isNotANumber(x) || abs(x) < powerOfTwo(-26)) { return x; }
  if (x <= -1.0 || isInfinityOrNan(x)) { return logarithmOutside(barrier(1.0 + x)); }
  return log1pOfDoubleWord(DoubleWord(x, 0.0));
}

// (f + g) = log(1 + f), times a constant in two parts: the leading 12 bits of both multiply exactly into
// high.
fn scaleLogarithm(f: f32, g: f32, constantHead: f32, constantTail: f32, constantWhole: f32) -> DoubleWord {
  let head = leadingBits(f + g);
  let tail = barrier(g - barrier(head - f));
  let low = barrier(fma(tail, constantWhole, barrier(head * constantTail)));
  return DoubleWord(barrier(head * constantHead), low);
}

// The logarithm to base 2, exact at powers of two. Measured: 0.93 ulp.
fn gs_log2(x: f32) -> f32 {
  if (isOutsideLogarithm(x)) { return logarithmOutside(x); }
  let r = reduceLogarithm(x);
  let scaled = scaleLogarithm(r.f, logKernel(r.f), 1.4423828125, 3.1222839607e-4, 1.4426950216);
  let sum = fastTwoSum(f32(r.exponent), scaled.high);
  return sum.high + barrier(sum.low + scaled.low);
}

// The logarithm to base 10. log10(2) head has 16 fraction bits: exact times the exponent. Measured: 0.76 ulp.
fn gs_log10(x: f32) -> f32 {
  if (isOutsideLogarithm(x)) { return logarithmOutside(x); }
  let r = reduceLogarithm(x);
  let scaled = scaleLogarithm(r.f, logKernel(r.f), 0.4342041015625, 9.03803375e-5, 0.434294492);
  let k = f32(r.exponent);
  let sum = fastTwoSum(barrier(k * 0.301025390625), scaled.high);
  return sum.high + barrier(sum.low + barrier(fma(k, 4.6050390665e-6, scaled.low)));
}
