// requires: gridRequest.wgsl
//
// Finite lengths of vectors, and the order of floats as integers, for passes that compare and count. WGSL
// compilers may assume that infinity never occurs, so it is looked for among the bits.

const LARGEST_FINITE = 0x1.fffffep127;

fn isFiniteBits(x: f32) -> bool {
  return ((bitcast<u32>(x) ^ opaqueZero()) & 0x7f800000u) != 0x7f800000u;
}

// sqrt(x^2 + y^2), at most LARGEST_FINITE. length() squares, which over- or underflows beyond 2^63 and below
// 2^-63: scaling by a power of two, which is exact, keeps squares inside.
fn magnitude(v: vec2f) -> f32 {
  let larger = max(abs(v.x), abs(v.y));
  if (larger == 0.0) { return 0.0; }
  var scale = 1.0;
  var inverse = 1.0;
  if (larger > 0x1p60) {
    scale = 0x1p-68;
    inverse = 0x1p68;
  } else if (larger < 0x1p-60) {
    scale = 0x1p66;
    inverse = 0x1p-66;
  }
  let scaled = v * scale;
  let result = sqrt(scaled.x * scaled.x + scaled.y * scaled.y) * inverse;
  return select(LARGEST_FINITE, result, isFiniteBits(result));
}

// Integers in the order of the floats: a < b exactly where orderedBits(a) < orderedBits(b), with -0 just
// below 0.
fn orderedBits(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  return select(bits | 0x80000000u, ~bits, (bits & 0x80000000u) != 0u);
}
