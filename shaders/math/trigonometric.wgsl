// requires: core.wgsl, division.wgsl, angleReduction.wgsl
//
// sin, cos and tan in radians, and sin and cos of multiples of pi. Coefficients:
// scripts/coefficients/trigonometric.sollya.

// Below this, sin x, tan x and x differ by less than x^3/3 < 2^-25 x; it also keeps the sign of zero.
const SMALL_ANGLE = 2.44140625e-4; // 2^-12

// sin(h + l) = h + h^3 p(h^2) + l cos h, |h| <= pi/4; p: relative error 2^-32.3.
fn sinKernel(h: f32, l: f32) -> f32 {
  let z = barrier(h * h);
  let p = fma(z, fma(z, fma(z, 2.8005470085e-6, -1.9849911041e-4), 8.333371952e-3), -0.16666667163);
  return h + barrier(fma(barrier(z * h), p, barrier(l * fma(z, -0.5, 1.0))));
}

// cos(h + l) = 1 - h^2/2 + h^4 q(h^2) - l sin h, the rounding of 1 - h^2/2 given back; q: relative error
// 2^-33.
fn cosKernel(h: f32, l: f32) -> f32 {
  let z = barrier(h * h);
  let q = fma(z, fma(z, 2.4432565624e-5, -1.3887310633e-3), 4.1666645557e-2);
  let leading = fastTwoSum(1.0, -0.5 * z);
  return leading.high + barrier(leading.low + barrier(fma(barrier(z * z), q, -barrier(h * l))));
}

// sin, or cos by one quadrant more.
fn sinOfReduced(r: ReducedAngle, extraQuadrants: i32) -> f32 {
  let quadrant = r.quadrant + extraQuadrants;
  let value = select(sinKernel(r.high, r.low), cosKernel(r.high, r.low), (quadrant & 1) != 0);
  return bitcast<f32>(bitcast<u32>(value) ^ (u32(quadrant & 2) << 30u));
}

struct SinCos { sine: f32, cosine: f32 }

// sin and cos, each as sinOfReduced has it, of which half the work is common.
fn sinCosOfReduced(r: ReducedAngle) -> SinCos {
  let s = sinKernel(r.high, r.low);
  let c = cosKernel(r.high, r.low);
  let odd = (r.quadrant & 1) != 0;
  return SinCos(
    bitcast<f32>(bitcast<u32>(select(s, c, odd)) ^ (u32(r.quadrant & 2) << 30u)),
    bitcast<f32>(bitcast<u32>(select(c, s, odd)) ^ (u32((r.quadrant + 1) & 2) << 30u)),
  );
}

// sin x over every finite x; NaN at infinity. Measured: 0.79 ulp.
fn gs_sin(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return notANumber(); }
  if (abs(x) < SMALL_ANGLE) { return x; }
  return sinOfReduced(reduceAngle(x), 0);
}

// cos x over every finite x; NaN at infinity. Measured: 0.79 ulp.
fn gs_cos(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return notANumber(); }
  return sinOfReduced(reduceAngle(x), 1);
}

// sin x for |x| <= 6400, at about a third of the cost; meaningless beyond. Measured: 0.79 ulp.
fn gs_sin_small(x: f32) -> f32 {
  return select(sinOfReduced(reduceByCodyWaite(x), 0), x, abs(x) < SMALL_ANGLE);
}

// cos x for |x| <= 6400, at about a third of the cost; meaningless beyond. Measured: 0.79 ulp.
fn gs_cos_small(x: f32) -> f32 { return sinOfReduced(reduceByCodyWaite(x), 1); }

// gs_sin and gs_cos, bit by bit.
fn gs_sincos(x: f32) -> SinCos {
  if (isInfinityOrNan(x)) { return SinCos(notANumber(), notANumber()); }
  let both = sinCosOfReduced(reduceAngle(x));
  return SinCos(select(both.sine, x, abs(x) < SMALL_ANGLE), both.cosine);
}

// gs_sin_small and gs_cos_small, bit by bit.
fn gs_sincos_small(x: f32) -> SinCos {
  let both = sinCosOfReduced(reduceByCodyWaite(x));
  return SinCos(select(both.sine, x, abs(x) < SMALL_ANGLE), both.cosine);
}

// tan x over every finite x; NaN at infinity. tan(h + l) = h + h^3 p(h^2) + l (1 + h^2), p: relative error
// 2^-29.6; in odd quadrants -1/tan, with the rounding of the tangent carried through the quotient. Measured:
// 1.34 ulp.
fn gs_tan(x: f32) -> f32 {
  if (isInfinityOrNan(x)) { return notANumber(); }
  if (abs(x) < SMALL_ANGLE) { return x; }
  let r = reduceAngle(x);
  let z = barrier(r.high * r.high);
  var p = fma(z, 4.3694637716e-3, 1.0449971887e-4);
  p = fma(z, p, 1.0822833516e-2);
  p = fma(z, p, 2.1287808195e-2);
  p = fma(z, p, 5.4058656096e-2);
  p = fma(z, p, 0.13332676888);
  p = fma(z, p, 0.33333349228);
  let rest = barrier(fma(barrier(z * r.high), p, barrier(r.low * (1.0 + z))));
  let tangent = fastTwoSum(r.high, rest);
  if ((r.quadrant & 1) == 0) { return tangent.high; }
  return -quotientOfDoubleWords(DoubleWord(1.0, 0.0), tangent);
}

// pi x modulo 2 pi. x - 2 round(x/2) and the distance to the nearest multiple of 1/2 are exact; pi in 8 and
// 24 bits.
fn reduceHalfTurns(x: f32) -> ReducedAngle {
  let turn = barrier(x - 2.0 * round(0.5 * x));
  let k = round(2.0 * turn);
  let rest = barrier(turn - 0.5 * k);
  let head = leadingBits(rest);
  let tail = barrier(rest - head);
  let angle = fastTwoSum(
    barrier(head * 3.140625),
    barrier(barrier(head * 9.6765358467e-4) + barrier(tail * 3.141592741)),
  );
  return ReducedAngle(angle.high, angle.low, i32(k));
}

// Below this, of sin(pi x) only pi x counts: lifted, so that its small parts do not underflow.
const FEW_HALF_TURNS = 8.673617379884035e-19; // 2^-60
const HALF_TURNS_LIFT = 56;

// One multiple of pi, reduced, and what the functions below see of x itself. Nothing branches: what is not meant is
// computed, too, and not taken.
struct HalfTurns { reduced: ReducedAngle, few: bool, undefined: bool }

fn halfTurnsOf(x: f32) -> HalfTurns {
  let few = abs(x) < FEW_HALF_TURNS;
  return HalfTurns(
    reduceHalfTurns(select(x, x * powerOfTwo(HALF_TURNS_LIFT), few)), few, isInfinityOrNan(x),
  );
}

fn sineOfHalfTurns(x: f32, turns: HalfTurns, value: f32) -> f32 {
  let product = copySign(barrier(turns.reduced.high + turns.reduced.low) * powerOfTwo(-HALF_TURNS_LIFT), x);
  let sine = select(select(value, copySign(0.0, x), isZero(value)), product, turns.few);
  return select(sine, notANumber(), turns.undefined);
}

fn cosineOfHalfTurns(turns: HalfTurns, value: f32) -> f32 {
  return select(select(select(value, 0.0, isZero(value)), 1.0, turns.few), notANumber(), turns.undefined);
}

// sin(pi x), exactly 0 at integers (with the sign of x). Measured: 0.78 ulp.
fn gs_sinpi(x: f32) -> f32 {
  let turns = halfTurnsOf(x);
  return sineOfHalfTurns(x, turns, sinOfReduced(turns.reduced, 0));
}

// cos(pi x), exactly 0 at halves and +-1 at integers. Measured: 0.79 ulp.
fn gs_cospi(x: f32) -> f32 {
  let turns = halfTurnsOf(x);
  return cosineOfHalfTurns(turns, sinOfReduced(turns.reduced, 1));
}

// gs_sinpi and gs_cospi, bit by bit.
fn gs_sincospi(x: f32) -> SinCos {
  let turns = halfTurnsOf(x);
  let both = sinCosOfReduced(turns.reduced);
  return SinCos(sineOfHalfTurns(x, turns, both.sine), cosineOfHalfTurns(turns, both.cosine));
}
