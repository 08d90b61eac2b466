// requires: gridRequest.wgsl, fieldSamples.wgsl
//
// Samples a field and its exact gradient over a grid. The field's own code is appended; see
// src/expression/emitWgsl.ts. Texel: (f, df/dx, df/dy, validity), validity as VALIDITY in
// src/fields/gridRequest.ts; 0 where undefined.

@compute @workgroup_size(8, 8)
fn gridExact(@builtin(global_invocation_id) invocation: vec3u) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let at = sampleAt(index);
  let field = fieldGradient(at.x, at.y);
  var texel = vec4f(0.0);
  if (field.valueFaults == 0u) {
    texel = select(
      vec4f(field.value, 0.0, 0.0, 1.0),
      vec4f(field.value, field.dx, field.dy, 2.0),
      field.gradientFaults == 0u,
    );
  }
  textureStore(texelsOut, index, texel);
}
