// requires: core.wgsl, exponential.wgsl
//
// erf. Coefficients: scripts/coefficients/errorFunction.sollya.

// erf x = x + x p(x^2) below 1 (relative error 2^-30.1), 1 - e^q(|x|) beyond (q: log erfc, absolute error
// 2^-27.4); 1 rounds from 4 on. Measured: 1.42 ulp.
fn gs_erf(x: f32) -> f32 {
  if (isNotANumber(x)) { return x; }
  let a = abs(x);
  if (a < powerOfTwo(-60)) { return x * 1.1283792257; } // 2/sqrt(pi), one rounding where x p would underflow
  if (a < 1.0) {
    let z = x * x;
    var p = fma(z, -8.825561963e-6, 1.0942785593e-4);
    p = fma(z, p, -8.434219053e-4);
    p = fma(z, p, 5.217093043e-3);
    p = fma(z, p, -2.6863753796e-2);
    p = fma(z, p, 0.11283745617);
    p = fma(z, p, -0.37612634897);
    p = fma(z, p, 0.12837916613);
    return x + barrier(x * p);
  }
  if (a >= 4.0) { return copySign(1.0, x); }
  var q = fma(a, -5.219615673e-8, 2.7876105833e-6);
  q = fma(a, q, -5.705184958e-5);
  q = fma(a, q, 6.5648031887e-4);
  q = fma(a, q, -4.962000996e-3);
  q = fma(a, q, 2.6865255088e-2);
  q = fma(a, q, -0.1107095629);
  q = fma(a, q, -0.6312709451);
  q = fma(a, q, -1.130509615);
  q = fma(a, q, 3.791967174e-4);
  return copySign(1.0 - gs_exp(q), x);
}
