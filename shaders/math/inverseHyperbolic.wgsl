// requires: core.wgsl, division.wgsl, logarithmic.wgsl
//
// asinh, acosh and atanh: polynomials near their zeros, elsewhere the logarithm of an argument in double
// precision, whose own rounding would otherwise cost an ulp. Coefficients:
// scripts/coefficients/hyperbolic.sollya.

// From here on log(a + a) is all: the 1/(4 a^2) < 2^-27 it lacks is nothing beside a logarithm of 9.7.
const ROOT_IS_ARGUMENT = 8192.0;

// log(a + sqrt(a^2 + offset)), 1/2 <= a, offset +-1.
fn logOfSumWithRoot(a: f32, offset: f32) -> f32 {
  if (a >= ROOT_IS_ARGUMENT) { return logOfDoubleWord(DoubleWord(a, 0.0), 1); }
  let square = twoProduct(a, a);
  let shifted = twoSum(square.high, offset);
  let root = rootOfDoubleWord(DoubleWord(shifted.high, barrier(shifted.low + square.low)));
  let sum = twoSum(a, root.high);
  return logOfDoubleWord(DoubleWord(sum.high, barrier(sum.low + root.low)), 0);
}

// asinh x. Polynomial of relative error 2^-33.9 below 1/2. Measured: 0.64 ulp.
fn gs_asinh(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return x; }
  let a = abs(x);
  if (a >= 0.5) { return copySign(logOfSumWithRoot(a, 1.0), x); }
  let z = x * x;
  var p = fma(z, 9.256033227e-3, -2.0049242303e-2);
  p = fma(z, p, 3.0033506453e-2);
  p = fma(z, p, -4.4616091996e-2);
  p = fma(z, p, 7.499907166e-2);
  p = fma(z, p, -0.16666665673);
  return copySign(x + barrier(barrier(z * x) * p), x);
}

// acosh x, NaN below 1. With t = x - 1 <= 1: sqrt(2 t) (1 + t q(t)), relative error 2^-31.5, the rounding of
// the root given back. Measured: 0.67 ulp.
fn gs_acosh(x: f32) -> f32 {
  if (isNotANumber(x) || x < 1.0) { return notANumber(); }
  if (x == 1.0) { return 0.0; }
  if (isInfinityOrNan(x)) { return x; }
  if (x > 2.0) { return logOfSumWithRoot(x, -1.0); }
  let t = barrier(x - 1.0);
  var q = fma(t, -2.6904332117e-5, 1.755051635e-4);
  q = fma(t, q, -6.316868821e-4);
  q = fma(t, q, 1.8708978314e-3);
  q = fma(t, q, -5.5739320815e-3);
  q = fma(t, q, 1.874928549e-2);
  q = fma(t, q, -8.3333306015e-2);
  let root = rootOfDoubleWord(DoubleWord(2.0 * t, 0.0));
  return root.high + barrier(fma(root.high, barrier(t * q), root.low));
}

// atanh x, infinite at +-1, NaN beyond. Below 1/2 a polynomial of relative error 2^-32.7; then
// log((1 + a)/(1 - a))/2, where 1 - a is exact. Measured: 0.71 ulp.
fn gs_atanh(x: f32) -> f32 {
  let a = abs(x);
  if (isNotANumber(x) || a > 1.0) { return notANumber(); }
  if (a == 1.0) { return copySign(infinity(), x); }
  if (a < 0.5) {
    let z = x * x;
    var p = fma(z, 0.17910553515, 2.1648794413e-2);
    p = fma(z, p, 0.103859603405);
    p = fma(z, p, 0.10948609561);
    p = fma(z, p, 0.14296585321);
    p = fma(z, p, 0.19999650121);
    p = fma(z, p, 0.33333337307);
    return x + barrier(barrier(z * x) * p);
  }
  let below = barrier(1.0 - a);
  let above = fastTwoSum(1.0, a);
  let quotient = barrier(above.high / below);
  let rest = barrier(barrier(productResidual(above.high, quotient, below) + above.low) / below);
  return copySign(0.5 * logOfDoubleWord(DoubleWord(quotient, rest), 0), x);
}
