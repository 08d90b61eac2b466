// requires: core.wgsl, division.wgsl
//
// asin, acos, atan and atan2. Coefficients: scripts/coefficients/inverseTrigonometric.sollya; the parts of pi
// from trigonometric.sollya.

const PI_HIGH = 3.141592741;
const PI_LOW = -8.7422776573e-8;
const HALF_PI_HIGH = 1.5707963705;
const HALF_PI_LOW = -4.3711388287e-8;
const QUARTER_PI_HIGH = 0.78539818525;

// asin(s)/s - 1 of z = s^2 <= 1/4: relative error 2^-31.7 of asin.
fn asinKernel(z: f32) -> f32 {
  var p = fma(z, 3.7575043738e-2, 1.4392215759e-2);
  p = fma(z, p, 3.1821638346e-2);
  p = fma(z, p, 4.4515006244e-2);
  p = fma(z, p, 7.500516623e-2);
  p = fma(z, p, 0.16666659713);
  return z * p;
}

// sqrt((1 - a)/2) as its leading 12 bits, and asin of it less those bits: asin(s) = head + rest.
fn asinOfHalfComplement(a: f32) -> DoubleWord {
  let z = barrier(0.5 * barrier(1.0 - a));
  if (z == 0.0) { return DoubleWord(0.0, 0.0); }
  let s = barrier(sqrt(z));
  let head = leadingBits(s);
  let tail = barrier(barrier(z - barrier(head * head)) / (s + head)); // s - head, without its rounding
  return DoubleWord(head, barrier(fma(s, asinKernel(z), tail)));
}

// asin x, NaN beyond +-1; asin x = pi/2 - 2 asin sqrt((1 - x)/2) above 1/2. Measured: 1.11 ulp.
fn gs_asin(x: f32) -> f32 {
  let a = abs(x);
  if (isNotANumber(x) || a > 1.0) { return notANumber(); }
  if (a <= 0.5) { return x + barrier(x * asinKernel(x * x)); }
  let s = asinOfHalfComplement(a);
  let outer = barrier(QUARTER_PI_HIGH - 2.0 * s.high);
  return copySign(QUARTER_PI_HIGH - barrier(barrier(2.0 * s.low - outer) - HALF_PI_LOW), x);
}

// acos x, NaN beyond +-1. Measured: 0.63 ulp.
fn gs_acos(x: f32) -> f32 {
  let a = abs(x);
  if (isNotANumber(x) || a > 1.0) { return notANumber(); }
  if (a <= 0.5) {
    let outer = fastTwoSum(HALF_PI_HIGH, -x);
    return outer.high + barrier(outer.low + barrier(HALF_PI_LOW - x * asinKernel(x * x)));
  }
  let s = asinOfHalfComplement(a);
  if (x > 0.0) { return 2.0 * barrier(s.high + s.low); }
  let outer = fastTwoSum(HALF_PI_HIGH, -s.high);
  return 2.0 * barrier(outer.high + barrier(outer.low + barrier(HALF_PI_LOW - s.low)));
}

// atan(t) - t, |t| <= 1: relative error 2^-28.5 of atan.
fn atanKernel(t: f32) -> f32 {
  let z = t * t;
  var p = fma(z, -1.7888337607e-3, 1.08928810805e-2);
  p = fma(z, p, -3.1136786565e-2);
  p = fma(z, p, 5.7915776968e-2);
  p = fma(z, p, -8.4009721875e-2);
  p = fma(z, p, 0.109513260424);
  p = fma(z, p, -0.14264075458);
  p = fma(z, p, 0.19998532534);
  p = fma(z, p, -0.33333298564);
  return barrier(p * barrier(z * t));
}

// atan x. Measured: 1.37 ulp.
fn gs_atan(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let a = abs(x);
  if (a <= 1.0) { return copySign(x + atanKernel(x), x); }
  let t = repairedQuotient(1.0, min(a, powerOfTwo(60)));
  return copySign(HALF_PI_HIGH - barrier(t + barrier(atanKernel(t) - HALF_PI_LOW)), x);
}

// The angle of the point (x, y) in (-pi, pi], with the signed zeros and infinities of IEEE 754. Measured:
// 1.14 ulp.
fn gs_atan2(y: f32, x: f32) -> f32 {
  if (isNotANumber(x) || isNotANumber(y)) { return notANumber(); }
  var large = max(abs(x), abs(y));
  var small = min(abs(x), abs(y));
  if (isInfinityOrNan(large)) { // only the directions of the axes and diagonals remain
    small = select(0.0, 1.0, isInfinityOrNan(small));
    large = 1.0;
  }
  if (isZero(large)) { return copySign(select(0.0, PI_HIGH, isNegative(x)), y); }
  // atan(small/large) = t + rest. The rounding of the quotient counts to first order; where it is below 2^-24
  // the angle is the quotient itself.
  let t = gs_div(small, large);
  var rest = 0.0;
  if (t > powerOfTwo(-24)) {
    let lift = select(0, select(-64, 64, exponentField(large) < 127), abs(exponentField(large) - 127) > 40);
    let liftedLarge = barrier(large * powerOfTwo(lift));
    let quotientRest = productResidual(barrier(small * powerOfTwo(lift)), t, liftedLarge) / liftedLarge;
    rest = barrier(atanKernel(t) + barrier(quotientRest / (1.0 + t * t)));
  }
  var angle = t + rest;
  if (abs(y) > abs(x)) {
    let direction = select(-1.0, 1.0, isNegative(x));
    let sum = fastTwoSum(HALF_PI_HIGH, direction * t);
    angle = sum.high + barrier(sum.low + barrier(fma(direction, rest, HALF_PI_LOW)));
  } else if (isNegative(x)) {
    let sum = fastTwoSum(PI_HIGH, -t);
    angle = sum.high + barrier(sum.low + barrier(PI_LOW - rest));
  }
  return copySign(angle, y);
}
