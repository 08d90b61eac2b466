// requires: core.wgsl, doubleSingle.wgsl, doubleExponential.wgsl
//
// The error function in double-single. Constants:
// scripts/coefficients/doubleSingle.sollya.

const SERIES_LIMIT = 2.5;
const SERIES_TERMS = 64; // at 2.5 the 64th is 2^-90 of the sum
const FRACTION_LEVELS = 40; // at 2.5 they leave 2^-40 of 1 - erf, which is 2^-11
const TOTAL_LIMIT = 6.0; // from here on 1 - erf is below 2^-54

// 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1)/(1·3·…·(2n+1)): all terms of one sign (Abramowitz and Stegun, 7.1.6).
fn erfSeries(x: DoubleWord) -> DoubleWord {
  let square = dd_multiply(x, x);
  let twice = timesPower(square, 2.0);
  var term = x;
  var sum = x;
  for (var n = 1; n <= SERIES_TERMS; n++) {
    term = dd_divide(dd_multiply(term, twice), wordOf(f32(2 * n + 1)));
    sum = dd_add(sum, term);
    if (abs(term.high) < 0x1p-52 * abs(sum.high)) { break; }
  }
  let scale = dd_multiply(DoubleWord(1.1283792, -5.8635383e-8), dd_exp(dd_negate(square)));
  return dd_multiply(scale, sum);
}

// 1 - erf(x) = e^(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))) (7.1.14).
fn erfcFraction(x: DoubleWord) -> DoubleWord {
  var below = x;
  for (var n = FRACTION_LEVELS; n >= 1; n--) {
    below = dd_add(x, dd_divide(wordOf(0.5 * f32(n)), below));
  }
  let scale = dd_multiply(DoubleWord(0.5641896, -2.9317691e-8), dd_exp(dd_negate(dd_multiply(x, x))));
  return dd_divide(scale, below);
}

fn dd_erf(a: DoubleWord) -> DoubleWord {
  let x = dd_abs(a);
  if (x.high >= TOTAL_LIMIT) { return wordOf(sign(a.high)); }
  if (x.high < SERIES_LIMIT) { return erfSeries(a); }
  let value = dd_subtract(wordOf(1.0), erfcFraction(x));
  return dd_select(value, dd_negate(value), a.high < 0.0);
}
