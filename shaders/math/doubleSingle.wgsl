// requires: core.wgsl
//
// Arithmetic in double-single: a number is the unevaluated sum of two f32, about 2^-46 precise (Dekker 1971; Joldes,
// Muller and Popescu 2017). Names: dd_ is public and takes and gives DoubleWords with |low| at most half an ulp of high.
// A result beyond f32 is an infinity with low = 0. Results below 2^-100 lose digits, since their low words underflow.
//
// Elementary functions are in the files double….wgsl; what is measured of each, the table of functions says.

fn wordOf(x: f32) -> DoubleWord { return DoubleWord(x, 0.0); }

// twoSum and twoProduct make NaN of infinities; `plain` is the result in f32.
fn keepInfinity(result: DoubleWord, plain: f32) -> DoubleWord {
  if (isInfinityOrNan(plain)) { return wordOf(plain); }
  return result;
}

fn dd_select(no: DoubleWord, yes: DoubleWord, condition: bool) -> DoubleWord {
  return DoubleWord(select(no.high, yes.high, condition), select(no.low, yes.low, condition));
}

fn dd_negate(a: DoubleWord) -> DoubleWord { return DoubleWord(-a.high, -a.low); }

// AccurateDWPlusDW: relative error 3 2^-48, whatever cancels.
fn dd_add(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  let s = twoSum(a.high, b.high);
  let t = twoSum(a.low, b.low);
  let u = fastTwoSum(s.high, barrier(s.low + t.high));
  return keepInfinity(fastTwoSum(u.high, barrier(u.low + t.low)), s.high);
}

fn dd_subtract(a: DoubleWord, b: DoubleWord) -> DoubleWord { return dd_add(a, dd_negate(b)); }

// DWTimesDW1: relative error 5 2^-48.
fn dd_multiply(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  let p = twoProduct(a.high, b.high);
  let cross = barrier(barrier(a.high * b.low) + barrier(a.low * b.high));
  return keepInfinity(fastTwoSum(p.high, barrier(p.low + cross)), p.high);
}

fn timesSingle(a: DoubleWord, b: f32) -> DoubleWord {
  let p = twoProduct(a.high, b);
  return fastTwoSum(p.high, barrier(p.low + barrier(a.low * b)));
}

// By a power of two: exact.
fn timesPower(a: DoubleWord, power: f32) -> DoubleWord {
  return DoubleWord(barrier(a.high * power), barrier(a.low * power));
}

// One quotient in f32 and one of the rest that it leaves: with a division of 2.5 ulp, all WGSL promises, 2^-43.
fn dd_divide(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  let quotient = barrier(a.high / b.high);
  if (isInfinityOrNan(quotient) || isZero(quotient)) { return wordOf(quotient); }
  let rest = dd_subtract(a, timesSingle(b, quotient));
  return fastTwoSum(quotient, barrier(rest.high / b.high));
}

// a >= 0; what is below by rounding counts as 0.
fn dd_sqrt(a: DoubleWord) -> DoubleWord {
  if (a.high <= 0.0 || isInfinityOrNan(a.high)) { return wordOf(max(a.high, 0.0)); }
  let root = barrier(sqrt(a.high));
  let rest = dd_subtract(a, twoProduct(root, root));
  return fastTwoSum(root, barrier(barrier(0.5 * rest.high) / root));
}

// The high word has the sign of the whole.
fn dd_abs(a: DoubleWord) -> DoubleWord { return dd_select(a, dd_negate(a), a.high < 0.0); }
fn dd_sign(a: DoubleWord) -> DoubleWord { return wordOf(sign(a.high)); }

// The low word decides only where the high one is whole.
fn dd_floor(a: DoubleWord) -> DoubleWord {
  let high = floor(a.high);
  return fastTwoSum(high, select(0.0, floor(a.low), high == a.high));
}
fn dd_ceil(a: DoubleWord) -> DoubleWord { return dd_negate(dd_floor(dd_negate(a))); }

// Words are compared in order: normalised ones are ordered so.
fn isLess(a: DoubleWord, b: DoubleWord) -> bool {
  return a.high < b.high || (a.high == b.high && a.low < b.low);
}
fn isEqual(a: DoubleWord, b: DoubleWord) -> bool { return a.high == b.high && a.low == b.low; }
fn truth(holds: bool) -> DoubleWord { return wordOf(select(0.0, 1.0, holds)); }

fn dd_less(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(isLess(a, b)); }
fn dd_lessOrEqual(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(!isLess(b, a)); }
fn dd_greater(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(isLess(b, a)); }
fn dd_greaterOrEqual(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(!isLess(a, b)); }
fn dd_equal(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(isEqual(a, b)); }
fn dd_notEqual(a: DoubleWord, b: DoubleWord) -> DoubleWord { return truth(!isEqual(a, b)); }
fn dd_min(a: DoubleWord, b: DoubleWord) -> DoubleWord { return dd_select(a, b, isLess(b, a)); }
fn dd_max(a: DoubleWord, b: DoubleWord) -> DoubleWord { return dd_select(a, b, isLess(a, b)); }

// a - b floor(a/b), in [0, b] or [b, 0], off by 2^-46 of the larger operand: the rounded quotient may be whole where the
// true one is just below or above. From quotients of 2^46 on nothing is left of it.
fn dd_mod(a: DoubleWord, b: DoubleWord) -> DoubleWord {
  let rest = dd_subtract(a, dd_multiply(b, dd_floor(dd_divide(a, b))));
  let below = rest.high != 0.0 && isNegative(rest.high) != isNegative(b.high);
  let above = isLess(dd_abs(b), dd_abs(rest));
  return dd_select(dd_select(rest, dd_subtract(rest, b), above), dd_add(rest, b), below);
}
