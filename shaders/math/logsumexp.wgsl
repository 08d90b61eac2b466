// requires: core.wgsl, division.wgsl, exponential.wgsl, logarithmic.wgsl, doubleSingle.wgsl, doubleExponential.wgsl
//
// log(e^x + e^y), which cancels where the larger of the two is between -log 2 and 0.

// From here on log 2, the most that the smaller operand adds, leaves at least half of the larger one.
const CANCELS_ABOVE = -1.4;

// large + e^small where that is below 2^-86 or nothing beside large, in double-single and lifted by 2^64, since either may be
// near the smallest normal number.
fn sumWithSmall(large: f32, small: f32) -> f32 {
  if (abs(large) >= 1.0) { return large; }
  let exponent = max(small, -110.0);
  let k = round(exponent * 1.442695);
  let mantissa = dd_add(wordOf(1.0), expm1Series(withoutPowers(wordOf(exponent), k)));
  let sum = dd_add(wordOf(barrier(large * powerOfTwo(64))), timesPowers(mantissa, i32(k) + 64));
  return scaleByPowerOfTwo(sum.high, -64);
}

// log(e^x + e^y). Measured: 1.41 ulp; results below 2^-20 of the smaller of -x, -y and e^x, e^y keep 45 bits of those.
fn gs_logsumexp(x: f32, y: f32) -> f32 {
  if (isNotANumber(x) || isNotANumber(y)) { return notANumber(); }
  let large = max(x, y);
  let small = min(x, y);
  if (isInfinityOrNan(large) || isInfinityOrNan(small)) { return select(large, 0.0, isZero(large)); }
  // What the difference loses counts to first order.
  let difference = twoSum(small, -large);
  if (difference.high < -60.0) { return sumWithSmall(large, small); }
  if (large > CANCELS_ABOVE && large < 0.0) {
    return log1pOfDoubleWord(dd_add(dd_expm1(wordOf(large)), dd_exp(wordOf(small))));
  }
  if (difference.high < -20.0) { return large + gs_exp(difference.high); }
  let e = expDoubleWord(difference.high);
  let scale = powerOfTwo(e.exponent);
  let low = barrier(e.low + barrier(e.high * difference.low));
  return large + barrier(log1pOfDoubleWord(DoubleWord(barrier(e.high * scale), barrier(low * scale))));
}
