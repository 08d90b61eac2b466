// requires: gridRequest.wgsl
//
// Samples a field and its exact gradient over a grid. The field's own code is appended; see
// src/expression/emitWgsl.ts. Texel: (f, df/dx, df/dy, validity), validity as VALIDITY in
// src/fields/gridRequest.ts; 0 where undefined.

// x of every column, then y of every row, rounded once from double precision: first + i * spacing in f32
// would be off by up to half of the number of samples in units of the last place.
@group(0) @binding(1) var<storage, read> sampleCoordinates: array<f32>;
@group(0) @binding(2) var texelsOut: texture_storage_2d<rgba32float, write>;

@compute @workgroup_size(8, 8)
fn gridExact(@builtin(global_invocation_id) invocation: vec3u) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let field = fieldGradient(sampleCoordinates[index.x], sampleCoordinates[gridRequest.size.x + index.y]);
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
