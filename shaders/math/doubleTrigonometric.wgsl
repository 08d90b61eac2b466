// requires: core.wgsl, doubleSingle.wgsl, trigonometric.wgsl, inverseTrigonometric.wgsl
//
// Trigonometric functions and their inverses in double-single. Beyond 2^20 sin, cos and tan fall back on those of f32,
// with the low word to first order. Constants: scripts/coefficients/doubleSingle.sollya.

// (-1)^n/(2n + 1)! and (-1)^n/(2n)!: those that f32 does not suffice for, then the others.
const SIN_HEADS = array<vec2f, 4>(
  vec2f(-0.16666667, 4.967054e-9), vec2f(0.008333334, -4.346172e-10), vec2f(-1.984127e-4, 2.7255969e-12),
  vec2f(2.7557319e-6, 3.7935712e-14),
);
const SIN_TAILS = array<f32, 4>(-2.5052108e-8, 1.6059044e-10, -7.6471636e-13, 2.8114574e-15);
const COS_HEADS = array<vec2f, 5>(
  vec2f(-0.5, 0.0), vec2f(0.041666668, -1.2417635e-9), vec2f(-0.0013888889, 3.3631094e-11),
  vec2f(2.4801588e-5, -3.406996e-13), vec2f(-2.755732e-7, 7.575112e-15),
);
const COS_TAILS = array<f32, 4>(2.0876756e-9, -1.1470745e-11, 4.7794773e-14, -1.5619207e-16);

const LARGEST_REDUCED = 0x1p20;

// sin and cos of r + quadrant pi/2.
struct SineCosine { sine: DoubleWord, cosine: DoubleWord }

// By Taylor's series for |r| <= pi/4 and a little more: truncated at 2^-60.
fn sineCosineSeries(r: DoubleWord, quadrant: i32) -> SineCosine {
  let z = dd_multiply(r, r);
  var sineTail = SIN_TAILS[3];
  var cosineTail = COS_TAILS[3];
  for (var n = 2; n >= 0; n--) {
    sineTail = barrier(SIN_TAILS[n] + barrier(sineTail * z.high));
    cosineTail = barrier(COS_TAILS[n] + barrier(cosineTail * z.high));
  }
  var sine = wordOf(sineTail);
  for (var n = 3; n >= 0; n--) {
    sine = dd_add(DoubleWord(SIN_HEADS[n].x, SIN_HEADS[n].y), dd_multiply(sine, z));
  }
  sine = dd_add(r, dd_multiply(dd_multiply(sine, z), r));
  var cosine = wordOf(cosineTail);
  for (var n = 4; n >= 0; n--) {
    cosine = dd_add(DoubleWord(COS_HEADS[n].x, COS_HEADS[n].y), dd_multiply(cosine, z));
  }
  cosine = dd_add(wordOf(1.0), dd_multiply(cosine, z));
  let swap = (quadrant & 1) != 0;
  let s = dd_select(sine, cosine, swap);
  let c = dd_select(cosine, sine, swap);
  return SineCosine(
    dd_select(s, dd_negate(s), (quadrant & 2) != 0),
    dd_select(c, dd_negate(c), ((quadrant + 1) & 2) != 0),
  );
}

// a - k pi/2 with pi/2 in three parts, 2^-77 off; their products with k are exact.
fn sineCosine(a: DoubleWord) -> SineCosine {
  let k = round(a.high * 0.63661975);
  let first = dd_subtract(a, twoProduct(k, 1.5707964));
  let second = dd_subtract(first, twoProduct(k, -4.371139e-8));
  return sineCosineSeries(dd_subtract(second, twoProduct(k, -1.7151245e-15)), i32(k));
}

fn isReducible(a: DoubleWord) -> bool { return abs(a.high) <= LARGEST_REDUCED; }

fn dd_sin(a: DoubleWord) -> DoubleWord {
  if (isReducible(a)) { return sineCosine(a).sine; }
  return fastTwoSum(gs_sin(a.high), barrier(a.low * gs_cos(a.high)));
}
fn dd_cos(a: DoubleWord) -> DoubleWord {
  if (isReducible(a)) { return sineCosine(a).cosine; }
  return twoSum(gs_cos(a.high), -barrier(a.low * gs_sin(a.high)));
}
fn dd_tan(a: DoubleWord) -> DoubleWord { return dd_divide(dd_sin(a), dd_cos(a)); }

// x modulo 4 half turns, in [-2, 2]: exact.
fn withinTwoTurns(x: f32) -> f32 { return barrier(x - barrier(4.0 * round(x * 0.25))); }

// pi times what a is beyond its nearest half, which is exact.
fn sineCosineOfHalfTurns(a: DoubleWord) -> SineCosine {
  let turns = twoSum(withinTwoTurns(a.high), withinTwoTurns(a.low));
  let k = round(barrier(2.0 * turns.high));
  let rest = twoSum(barrier(turns.high - barrier(0.5 * k)), turns.low);
  return sineCosineSeries(dd_multiply(rest, DoubleWord(3.1415927, -8.742278e-8)), i32(k));
}
fn dd_sinpi(a: DoubleWord) -> DoubleWord { return sineCosineOfHalfTurns(a).sine; }
fn dd_cospi(a: DoubleWord) -> DoubleWord { return sineCosineOfHalfTurns(a).cosine; }

// One step from the angle v in f32: the angle between (x, y) and (cos v, sin v) is so small that it is its tangent.
fn dd_atan2(y: DoubleWord, x: DoubleWord) -> DoubleWord {
  let near = gs_atan2(y.high, x.high);
  let larger = max(abs(x.high), abs(y.high));
  if (isZero(larger) || isInfinityOrNan(larger)) { return wordOf(near); }
  let inverse = powerOfTwo(clamp(127 - exponentField(larger), -126, 126));
  let v = sineCosine(wordOf(near));
  let b = timesPower(y, inverse);
  let a = timesPower(x, inverse);
  let across = dd_subtract(dd_multiply(b, v.cosine), dd_multiply(a, v.sine));
  let along = dd_add(dd_multiply(a, v.cosine), dd_multiply(b, v.sine));
  return dd_add(wordOf(near), dd_divide(across, along));
}
fn dd_atan(a: DoubleWord) -> DoubleWord { return dd_atan2(a, wordOf(1.0)); }

// sqrt(1 - a^2), 0 where |a| exceeds 1 by its low word.
fn otherLeg(a: DoubleWord) -> DoubleWord {
  return dd_sqrt(dd_multiply(dd_subtract(wordOf(1.0), a), dd_add(wordOf(1.0), a)));
}
fn dd_asin(a: DoubleWord) -> DoubleWord { return dd_atan2(a, otherLeg(a)); }
fn dd_acos(a: DoubleWord) -> DoubleWord { return dd_atan2(otherLeg(a), a); }
