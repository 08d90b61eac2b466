// requires: gridRequest.wgsl, magnitude.wgsl, differenceTexel.wgsl, doubleSingle.wgsl
//
// Samples a field, and by central differences in double-single its gradient, over a grid: (f(x+h) - f(x-h)) / 2h. Steps are
// powers of two, so that x+h is exact in two words and the quotient only moves the exponent. The field's own code is
// appended, in f32 and in double-single; see src/expression/emitWgsl.ts. Texels as in gridDifference.wgsl.

fn halfInverse(powerOfTwoStep: f32) -> f32 { return powerOfTwo(126 - exponentField(powerOfTwoStep)); }

fn centralDifferences(at: vec2f) -> Partials {
  // x+h, x-h, y+h, y-h. One call in a loop: compilers inline every call, and the field is long.
  var values: array<DoubleWord, 4>;
  var faults = 0u;
  for (var i = 0u; i < 4u; i++) {
    let along = select(vec2f(1.0, 0.0), vec2f(0.0, 1.0), i >= 2u);
    let offset = along * gridRequest.steps * select(1.0, -1.0, (i & 1u) != 0u);
    let sampled = fieldValueInWords(twoSum(at.x, offset.x), twoSum(at.y, offset.y));
    values[i] = sampled.value;
    faults |= sampled.faults;
  }
  let gradient = vec2f(
    dd_subtract(values[0], values[1]).high * halfInverse(gridRequest.steps.x),
    dd_subtract(values[2], values[3]).high * halfInverse(gridRequest.steps.y),
  );
  return Partials(gradient, faults == 0u && isFiniteBits(gradient.x) && isFiniteBits(gradient.y));
}

@compute @workgroup_size(8, 8)
fn gridDoubleSingle(@builtin(global_invocation_id) invocation: vec3u) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let at = sampleAt(index);
  let exact = fieldGradient(at.x, at.y);
  var partials = Partials(vec2f(0.0), false);
  if (exact.valueFaults == 0u) { partials = centralDifferences(at); }
  storeDifference(index, exact, partials);
}
