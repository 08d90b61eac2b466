// requires: core.wgsl, doubleSingle.wgsl
//
// The exponential in double-single, and what is made of it by arithmetic. Constants:
// scripts/coefficients/doubleSingle.sollya.

// 1/k! from k = 1, where f32 does not suffice; and from k = 8, where it does: r^7/8! < 2^-25.
const EXP_HEADS = array<vec2f, 7>(
  vec2f(1.0, 0.0), vec2f(0.5, 0.0), vec2f(0.16666667, -4.967054e-9), vec2f(0.041666668, -1.2417635e-9),
  vec2f(0.008333334, -4.346172e-10), vec2f(0.0013888889, -3.3631094e-11), vec2f(1.984127e-4, -2.7255969e-12),
);
const EXP_TAILS = array<f32, 7>(
  2.4801588e-5, 2.7557319e-6, 2.755732e-7, 2.5052108e-8, 2.0876756e-9, 1.6059044e-10, 1.1470745e-11,
);

// e^r - 1 for |r| <= ln(2)/2, by Taylor's series up to r^14: truncated at 2^-63.
fn expm1Series(r: DoubleWord) -> DoubleWord {
  var tail = EXP_TAILS[6];
  for (var k = 5; k >= 0; k--) { tail = barrier(EXP_TAILS[k] + barrier(tail * r.high)); }
  var sum = wordOf(tail);
  for (var k = 6; k >= 0; k--) {
    sum = dd_add(DoubleWord(EXP_HEADS[k].x, EXP_HEADS[k].y), dd_multiply(sum, r));
  }
  return dd_multiply(sum, r);
}

// a - k ln 2. The first two parts have 15 and 16 fraction bits, so that their products with k (9 bits) are exact.
fn withoutPowers(a: DoubleWord, k: f32) -> DoubleWord {
  let first = twoSum(barrier(a.high - barrier(k * 0.69314575)), -barrier(k * 1.4281832e-6));
  return dd_add(first, twoSum(a.low, -barrier(k * 4.2365214e-10)));
}

// a 2^exponent, in two steps since 2^exponent may exceed f32 where the result does not.
fn timesPowers(a: DoubleWord, exponent: i32) -> DoubleWord {
  let half = exponent >> 1u;
  return timesPower(timesPower(a, powerOfTwo(half)), powerOfTwo(exponent - half));
}

fn dd_exp(a: DoubleWord) -> DoubleWord {
  if (a.high > 88.72283) { return wordOf(infinity()); }
  if (a.high < -103.0) { return wordOf(0.0); }
  let k = round(a.high * 1.442695);
  return timesPowers(dd_add(wordOf(1.0), expm1Series(withoutPowers(a, k))), i32(k));
}

// 2^k (e^r - 1) + (2^k - 1).
fn dd_expm1(a: DoubleWord) -> DoubleWord {
  if (a.high > 88.72283) { return wordOf(infinity()); }
  let clamped = dd_select(a, wordOf(-40.0), a.high < -40.0);
  let k = round(clamped.high * 1.442695);
  let series = expm1Series(withoutPowers(clamped, k));
  if (k == 0.0) { return series; }
  // From k = 60 on, 1 is nothing; up to there 2^k - 1 is exact in two words.
  let exponent = i32(k);
  if (exponent >= 60) { return timesPowers(dd_add(wordOf(1.0), series), exponent); }
  let power = powerOfTwo(exponent);
  return dd_add(timesPower(series, power), twoSum(power, -1.0));
}

// t + t/(1 + t) over 2, t = e^|a| - 1: keeps the digits near 0.
fn dd_sinh(a: DoubleWord) -> DoubleWord {
  let t = dd_expm1(dd_abs(a));
  let sum = dd_select(dd_add(t, dd_divide(t, dd_add(wordOf(1.0), t))), t, t.high > 0x1p60);
  let half = timesPower(sum, 0.5);
  return dd_select(half, dd_negate(half), a.high < 0.0);
}

fn dd_cosh(a: DoubleWord) -> DoubleWord {
  let e = dd_exp(dd_abs(a));
  return timesPower(dd_add(e, dd_divide(wordOf(1.0), e)), 0.5);
}

// t/(t + 2), t = e^2|a| - 1; 1 from 40 on.
fn dd_tanh(a: DoubleWord) -> DoubleWord {
  let x = dd_abs(a);
  let t = dd_expm1(timesPower(dd_select(x, wordOf(40.0), x.high > 40.0), 2.0));
  let value = dd_divide(t, dd_add(t, wordOf(2.0)));
  return dd_select(value, dd_negate(value), a.high < 0.0);
}

// 4q/(1 + q)^2, q = e^-2|a|.
fn dd_sech2(a: DoubleWord) -> DoubleWord {
  let q = dd_exp(timesPower(dd_abs(a), -2.0));
  let sum = dd_add(wordOf(1.0), q);
  return dd_divide(timesPower(q, 4.0), dd_multiply(sum, sum));
}

// 1/(1 + q) or q/(1 + q), q = e^-|a|.
fn dd_sigmoid(a: DoubleWord) -> DoubleWord {
  let q = dd_exp(dd_negate(dd_abs(a)));
  return dd_divide(dd_select(wordOf(1.0), q, a.high < 0.0), dd_add(wordOf(1.0), q));
}
