// requires: gridRequest.wgsl
//
// What every pass that samples a field reads and writes: where samples are, parameters, and texels. No pass lives here.

// x of every column, then y of every row, rounded once from double precision: first + i * spacing in f32
// would be off by up to half of the number of samples in units of the last place.
@group(0) @binding(1) var<storage, read> sampleCoordinates: array<f32>;
@group(0) @binding(2) var texelsOut: texture_storage_2d<rgba32float, write>;
// Of the field, in its order: a network seen along a plane has thousands. Then what each lost when it was rounded to f32.
@group(0) @binding(3) var<storage, read> fieldParameters: array<f32>;

fn parameter(index: u32) -> f32 { return fieldParameters[index]; }
fn parameterLoss(index: u32) -> f32 { return fieldParameters[arrayLength(&fieldParameters) / 2u + index]; }

fn sampleAt(index: vec2u) -> vec2f {
  return vec2f(sampleCoordinates[index.x], sampleCoordinates[gridRequest.size.x + index.y]);
}

// (f, df/dx, df/dy, validity), validity as VALIDITY in src/fields/gridRequest.ts; 0 where undefined.
fn exactTexel(field: FieldGradient) -> vec4f {
  if (field.valueFaults != 0u) { return vec4f(0.0); }
  return select(
    vec4f(field.value, 0.0, 0.0, 1.0),
    vec4f(field.value, field.dx, field.dy, 2.0),
    field.gradientFaults == 0u,
  );
}
