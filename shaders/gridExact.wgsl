// requires: gridRequest.wgsl, fieldSamples.wgsl
//
// Samples a field and its exact gradient over a grid. The field's own code is appended; see
// src/expression/emitWgsl.ts. Texel: exactTexel.

@compute @workgroup_size(8, 8)
fn gridExact(@builtin(global_invocation_id) invocation: vec3u) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let at = sampleAt(index);
  textureStore(texelsOut, index, exactTexel(fieldGradient(at.x, at.y)));
}
