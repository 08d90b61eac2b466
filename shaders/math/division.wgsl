// requires: core.wgsl
//
// Division and square root. WGSL promises 2.5 ulp for a / b and less for sqrt; one correction by the exact
// residual makes both as good as correctly rounded: the rounding of the correction itself decides only where
// the true value is within 2^-24 ulp of a tie. The results are behind a barrier: without it, 1 - quotient may be
// reassociated around the correction, which costs tanh 0.2 ulp.

// a / b where neither a, b nor the quotient is near over- or underflow.
fn repairedQuotient(a: f32, b: f32) -> f32 {
  let quotient = barrier(a / b);
  return barrier(quotient + barrier(productResidual(a, quotient, b) / b));
}

// (n.high + n.low) / (d.high + d.low), rounded once: about 0.5 ulp. Same range.
fn quotientOfDoubleWords(n: DoubleWord, d: DoubleWord) -> f32 {
  let quotient = barrier(n.high / d.high);
  let rest = barrier(barrier(productResidual(n.high, quotient, d.high) + n.low) - barrier(quotient * d.low));
  return barrier(quotient + barrier(rest / d.high));
}

// sqrt(x) for x > 0 far from over- and underflow.
fn repairedRoot(x: f32) -> f32 {
  let root = barrier(sqrt(x));
  return barrier(root + barrier(0.5 * productResidual(x, root, root) / root));
}

// sqrt(x.high + x.low) to about twice the precision of f32. Same range.
fn rootOfDoubleWord(x: DoubleWord) -> DoubleWord {
  let root = barrier(sqrt(x.high));
  return fastTwoSum(root, barrier(0.5 * barrier(productResidual(x.high, root, root) + x.low) / root));
}

// x / y. Measured: 0.5 ulp (correctly rounded).
fn gs_div(x: f32, y: f32) -> f32 {
  let fieldX = exponentField(x);
  let fieldY = exponentField(y);
  // Fields within 127 +- 47: the quotient stays within 2^+-95, and the residual's parts above 2^-94.
  if (u32(fieldX - 80) <= 94u && u32(fieldY - 80) <= 94u) { return repairedQuotient(x, y); }
  return quotientOfAnyRange(x, y);
}

fn quotientOfAnyRange(x: f32, y: f32) -> f32 {
  let sign = signBit(x) ^ signBit(y);
  let xIsZero = isZero(x);
  let yIsZero = isZero(y);
  let xIsInfinite = magnitudeBits(x) == 0x7f800000u;
  let yIsInfinite = magnitudeBits(y) == 0x7f800000u;
  let undefined = (xIsZero && yIsZero) || (xIsInfinite && yIsInfinite);
  if (isNotANumber(x) || isNotANumber(y) || undefined) { return notANumber(); }
  if (xIsZero || yIsInfinite) { return bitcast<f32>(sign); }
  if (yIsZero || xIsInfinite) { return bitcast<f32>(bitcast<u32>(infinity()) | sign); }
  // Divide the significands, both in [1, 2); subnormals are lifted first.
  let liftX = exponentField(x) == 0;
  let liftY = exponentField(y) == 0;
  let normalX = select(x, lifted(x), liftX);
  let normalY = select(y, lifted(y), liftY);
  let liftExponent = select(0, LIFT, liftY) - select(0, LIFT, liftX);
  let exponent = exponentField(normalX) - exponentField(normalY) + liftExponent;
  let significandX = bitcast<f32>((bitcast<u32>(normalX) & 0x007fffffu) | 0x3f800000u);
  let significandY = bitcast<f32>((bitcast<u32>(normalY) & 0x007fffffu) | 0x3f800000u);
  let quotient = repairedQuotient(significandX, significandY);
  return bitcast<f32>(bitcast<u32>(scaleByPowerOfTwo(quotient, exponent)) | sign);
}

// sqrt(x). Measured: 0.5 ulp.
fn gs_sqrt(x: f32) -> f32 {
  if (u32(exponentField(x) - 80) <= 94u && !isNegative(x)) { return repairedRoot(x); }
  if (isNotANumber(x) || isZero(x)) { return x; }
  if (isNegative(x)) { return notANumber(); }
  if (isInfinityOrNan(x)) { return x; }
  let lift = exponentField(x) == 0;
  let normal = select(x, 2.0 * lifted(x), lift);
  // The normal number is s 4^half with s in [1, 4).
  let half = (exponentField(normal) - 127) >> 1u;
  let significand = bitcast<f32>(bitcast<u32>(normal) - (u32(2 * half) << 23u));
  return scaleByPowerOfTwo(repairedRoot(significand), half - select(0, (LIFT + 1) / 2, lift));
}
