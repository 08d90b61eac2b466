// requires: core.wgsl
//
// exp, exp2 and expm1. Coefficients: scripts/coefficients/exponential.sollya.

// x = exponent ln 2 + high + low, |high| <= ln(2)/2. ln 2 high has 15 fraction bits, so its product with the
// exponent (9 bits) and the first difference are exact.
struct ReducedExponent { high: f32, low: f32, exponent: i32 }

fn reduceExponent(x: f32) -> ReducedExponent {
  let k = round(x * 1.4426950216);
  let a = barrier(x - barrier(k * 0.693145751953125));
  let b = barrier(k * 1.4286067653e-6);
  let high = barrier(a - b);
  return ReducedExponent(high, barrier(barrier(a - high) - b), i32(k));
}

// (high + low) 2^exponent.
struct ScaledDoubleWord { high: f32, low: f32, exponent: i32 }

// e^(high + low) - 1 for a reduced argument: r + r^2 (1/2 + r q(r)), relative error 2^-31 of the polynomial.
fn expm1Kernel(r: ReducedExponent) -> DoubleWord {
  let x = r.high;
  var q = fma(x, 1.9742682343e-4, 1.3933724258e-3);
  q = fma(x, q, 8.33356753e-3);
  q = fma(x, q, 4.166647792e-2);
  q = fma(x, q, 0.16666665673);
  let rest = barrier(fma(barrier(x * x), fma(x, q, 0.5), r.low));
  return fastTwoSum(x, rest);
}

// e^x to about 2^-28, |x| <= 200; high in [0.7, 1.42].
fn expDoubleWord(x: f32) -> ScaledDoubleWord {
  let r = reduceExponent(x);
  let t = expm1Kernel(r);
  let sum = fastTwoSum(1.0, t.high);
  return ScaledDoubleWord(sum.high, barrier(sum.low + t.low), r.exponent);
}

// e^x; infinity from 88.72284 on. Polynomial of relative error 2^-28. Measured: 0.98 ulp.
fn gs_exp(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let r = reduceExponent(clamp(x, -104.0, 89.0));
  var q = fma(r.high, 1.3744278112e-3, 8.368974552e-3);
  q = fma(r.high, q, 4.1669663042e-2);
  q = fma(r.high, q, 0.16666518152);
  q = fma(r.high, q, 0.4999998808);
  let value = 1.0 + barrier(fma(barrier(r.high * r.high), q, r.high));
  return scaleByPowerOfTwo(value, r.exponent);
}

// 2^r for |r| <= 1/2: relative error 2^-28 of the polynomial.
fn exp2Kernel(r: f32) -> f32 {
  var q = fma(r, 1.5240116045e-4, 1.3391308021e-3);
  q = fma(r, q, 9.618836455e-3);
  q = fma(r, q, 5.550358817e-2);
  q = fma(r, q, 0.24022644758);
  q = fma(r, q, 0.69314718246);
  return 1.0 + barrier(r * q);
}

// 2^x, exact at integers; infinity from 128 on. Measured: 1.08 ulp.
fn gs_exp2(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let clamped = clamp(x, -151.0, 129.0);
  let k = round(clamped);
  return scaleByPowerOfTwo(exp2Kernel(barrier(clamped - k)), i32(k));
}

// e^x - 1. Measured: 1.03 ulp.
fn gs_expm1(x: f32) -> f32 {
  if (isNotANumber(x) || abs(x) < powerOfTwo(-26)) { return x; }
  let r = reduceExponent(clamp(x, -18.0, 89.0));
  let t = expm1Kernel(r);
  if (r.exponent == 0) { return t.high; }
  // 2^k (e^r - 2^-k), the larger of the two terms first. From k = 30 on, the term below 2^-126 does not
  // matter.
  let power = fastTwoSum(1.0, t.high);
  let one = powerOfTwo(max(-r.exponent, -126));
  let larger = select(-one, power.high, r.exponent > 0);
  let smaller = select(power.high, -one, r.exponent > 0);
  let difference = fastTwoSum(larger, smaller);
  let value = difference.high + barrier(difference.low + barrier(power.low + t.low));
  return scaleByPowerOfTwo(value, r.exponent);
}
