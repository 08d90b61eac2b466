// requires: gridRequest.wgsl, magnitude.wgsl, differenceTexel.wgsl
//
// Samples a field and a finite-difference gradient over a grid, and how far that gradient is from the exact
// one. The textbook formulae, in f32 as they stand, with h as given (rounded to f32 once):
//
//   forward    (f(x+h) - f(x)) / h
//   central    (f(x+h) - f(x-h)) / 2h
//   five-point (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h
//
// What cancellation and the rounding of x+h do to them is the subject: the divisor is not corrected to the
// distance that was really stepped. The field's own code is appended; see src/expression/emitWgsl.ts. Texel:
// as in gridExact.wgsl; one undefined point of the stencil leaves validity 1.

// Stencil points an axis has: 1 forward, 2 central, 4 five-point; the first so many of STENCIL, in units of
// h.
override STENCIL_POINTS: u32;
const STENCIL = array<f32, 4>(1.0, -1.0, 2.0, -2.0);

// The barrier keeps x+h rounded: a compiler that may reassociate would turn (x+h) - (x-h) into 2h.
fn steppedAlong(axis: vec2f, at: vec2f, steps: f32) -> vec2f {
  return bitcast<vec2f>(bitcast<vec2u>(at + axis * (steps * gridRequest.steps)) ^ vec2u(opaqueZero()));
}

fn differenceQuotient(h: f32, value: f32, stencil: vec4f) -> f32 {
  if (STENCIL_POINTS == 1u) { return (stencil.x - value) / h; }
  if (STENCIL_POINTS == 2u) { return (stencil.x - stencil.y) / (2.0 * h); }
  return (8.0 * (stencil.x - stencil.y) - (stencil.z - stencil.w)) / (12.0 * h);
}

fn finiteDifferences(at: vec2f, value: f32) -> Partials {
  // x in 0..3, y in 4..7. One call in a loop: compilers inline every call, and the field may be long.
  var values: array<f32, 8>;
  var faults = 0u;
  for (var i = 0u; i < 2u * STENCIL_POINTS; i++) {
    let alongY = i >= STENCIL_POINTS;
    let point = select(i, i - STENCIL_POINTS, alongY);
    let stepped = steppedAlong(select(vec2f(1.0, 0.0), vec2f(0.0, 1.0), alongY), at, STENCIL[point]);
    let sampled = fieldValue(stepped.x, stepped.y);
    values[select(point, point + 4u, alongY)] = sampled.value;
    faults |= sampled.faults;
  }
  let gradient = vec2f(
    differenceQuotient(gridRequest.steps.x, value, vec4f(values[0], values[1], values[2], values[3])),
    differenceQuotient(gridRequest.steps.y, value, vec4f(values[4], values[5], values[6], values[7])),
  );
  // Defined values may still be too far apart for f32.
  return Partials(gradient, faults == 0u && isFiniteBits(gradient.x) && isFiniteBits(gradient.y));
}

@compute @workgroup_size(8, 8)
fn gridDifference(@builtin(global_invocation_id) invocation: vec3u) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let at = sampleAt(index);
  let exact = fieldGradient(at.x, at.y);
  var partials = Partials(vec2f(0.0), false);
  if (exact.valueFaults == 0u) { partials = finiteDifferences(at, exact.value); }
  storeDifference(index, exact, partials);
}
