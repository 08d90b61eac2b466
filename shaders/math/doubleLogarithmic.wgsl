// requires: core.wgsl, doubleSingle.wgsl, doubleExponential.wgsl
//
// Logarithms in double-single, and what is made of them: powers, areas of hyperbolas, logsumexp. Constants:
// scripts/coefficients/doubleSingle.sollya.

// 1/(2n + 1) from n = 1, where f32 does not suffice; and from n = 5, where it does: z^5/11 < 2^-28.
const ATANH_HEADS = array<vec2f, 4>(
  vec2f(0.33333334, -9.934108e-9), vec2f(0.2, -2.9802323e-9), vec2f(0.14285715, -6.386212e-9),
  vec2f(0.11111111, -8.278423e-10),
);
const ATANH_TAILS = array<f32, 7>(
  0.09090909, 0.07692308, 0.06666667, 0.05882353, 0.05263158, 0.04761905, 0.04347826,
);

// log((1 + s)/(1 - s)) = 2 (s + s^3/3 + s^5/5 + …) for |s| <= 3 - 2 sqrt(2): truncated at 2^-66.
fn logSeries(s: DoubleWord) -> DoubleWord {
  let z = dd_multiply(s, s);
  var tail = ATANH_TAILS[6];
  for (var n = 5; n >= 0; n--) { tail = barrier(ATANH_TAILS[n] + barrier(tail * z.high)); }
  var sum = wordOf(tail);
  for (var n = 3; n >= 0; n--) {
    sum = dd_add(DoubleWord(ATANH_HEADS[n].x, ATANH_HEADS[n].y), dd_multiply(sum, z));
  }
  return timesPower(dd_add(s, dd_multiply(dd_multiply(sum, z), s)), 2.0);
}

// a > 0, not below 2^-100 or so.
fn dd_log(a: DoubleWord) -> DoubleWord {
  if (isInfinityOrNan(a.high)) { return wordOf(a.high); }
  // a = 2^exponent m, m in [sqrt(1/2), sqrt(2)).
  let exponent = clamp(bitcast<i32>(bitcast<u32>(a.high) - 0x3f3504f3u) >> 23u, -125, 126);
  let m = timesPower(a, powerOfTwo(-exponent));
  let series = logSeries(dd_divide(dd_add(m, wordOf(-1.0)), dd_add(m, wordOf(1.0))));
  let k = f32(exponent);
  let powers = dd_add(twoSum(barrier(k * 0.69314575), barrier(k * 1.4281832e-6)), wordOf(barrier(k * 4.2365214e-10)));
  return dd_add(powers, series);
}

// Between 1/sqrt(2) - 1 and sqrt(2) - 1 nothing is added to 1.
fn dd_log1p(a: DoubleWord) -> DoubleWord {
  if (a.high > -0.29 && a.high < 0.41) { return logSeries(dd_divide(a, dd_add(a, wordOf(2.0)))); }
  return dd_log(dd_add(wordOf(1.0), a));
}

fn dd_log2(a: DoubleWord) -> DoubleWord { return dd_multiply(dd_log(a), DoubleWord(1.442695, 1.925963e-8)); }
fn dd_log10(a: DoubleWord) -> DoubleWord { return dd_multiply(dd_log(a), DoubleWord(0.4342945, -1.010305e-8)); }

// e^(b log|a|), of the sign that a whole b gives a negative a. Relative error 2^-45 times |b log a|, where that exceeds 1.
fn dd_pow(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  if (b.high == 0.0) { return wordOf(1.0); }
  if (a.high == 0.0) { return wordOf(0.0); }
  let power = dd_exp(dd_multiply(b, dd_log(dd_abs(a))));
  let halved = timesPower(b, 0.5);
  let isOdd = !isEqual(dd_floor(halved), halved);
  return dd_select(power, dd_negate(power), a.high < 0.0 && isOdd);
}

// max(a, 0) + log(1 + e^-|a|).
fn dd_softplus(a: DoubleWord) -> DoubleWord {
  let rest = dd_log1p(dd_exp(dd_negate(dd_abs(a))));
  return dd_add(dd_select(a, wordOf(0.0), a.high < 0.0), rest);
}
fn dd_logsumexp(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  return dd_add(dd_max(a, b), dd_softplus(dd_negate(dd_abs(dd_subtract(a, b)))));
}

// log(2x) where the 1 beside x^2 is nothing.
fn logOfTwice(x: DoubleWord) -> DoubleWord {
  return dd_add(dd_log(x), DoubleWord(0.6931472, -1.9046542e-9));
}

// log1p(x + x^2/(1 + sqrt(1 + x^2))), x = |a|.
fn dd_asinh(a: DoubleWord) -> DoubleWord {
  let x = dd_abs(a);
  let isLarge = x.high > 0x1p30;
  let square = dd_multiply(x, x);
  let root = dd_sqrt(dd_add(wordOf(1.0), square));
  let near = dd_add(x, dd_divide(square, dd_add(wordOf(1.0), root)));
  var value: DoubleWord;
  if (isLarge) { value = logOfTwice(x); } else { value = dd_log1p(near); }
  return dd_select(value, dd_negate(value), a.high < 0.0);
}

// log1p(t + sqrt(t (t + 2))), t = a - 1.
fn dd_acosh(a: DoubleWord) -> DoubleWord {
  if (a.high > 0x1p30) { return logOfTwice(a); }
  let t = dd_add(a, wordOf(-1.0));
  if (t.high <= 0.0) { return wordOf(0.0); }
  return dd_log1p(dd_add(t, dd_sqrt(dd_multiply(t, dd_add(t, wordOf(2.0))))));
}

// log1p(2x/(1 - x))/2, x = |a|.
fn dd_atanh(a: DoubleWord) -> DoubleWord {
  let x = dd_abs(a);
  let value = timesPower(dd_log1p(dd_divide(timesPower(x, 2.0), dd_subtract(wordOf(1.0), x))), 0.5);
  return dd_select(value, dd_negate(value), a.high < 0.0);
}
