// requires: gridRequest.wgsl
//
// What every pass that samples a field reads and writes: where samples are, and their texels. No pass lives here.

// x of every column, then y of every row, rounded once from double precision: first + i * spacing in f32
// would be off by up to half of the number of samples in units of the last place.
@group(0) @binding(1) var<storage, read> sampleCoordinates: array<f32>;
@group(0) @binding(2) var texelsOut: texture_storage_2d<rgba32float, write>;

fn sampleAt(index: vec2u) -> vec2f {
  return vec2f(sampleCoordinates[index.x], sampleCoordinates[gridRequest.size.x + index.y]);
}
