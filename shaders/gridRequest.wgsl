// requires:
//
// What one grid request says, for every pass over a grid, and the two functions that generated code and
// shaders/math ask of whoever includes them. No pass lives here. The byte layout is repeated in
// src/engines/webgpu/layouts.ts.

struct GridRequest {
  origin: vec2u, // first sample of this dispatch: large grids are done in tiles
  size: vec2u, // samples of the whole grid
  steps: vec2f, // h of the finite differences along x and y
  zero: u32, // always 0; see opaqueZero
  parameters: array<vec4f, 16>, // four to a vector, as uniforms want them
}

@group(0) @binding(0) var<uniform> gridRequest: GridRequest;

fn parameter(index: u32) -> f32 { return gridRequest.parameters[index / 4u][index % 4u]; }

// A zero that no compiler can know of, so that nothing hidden behind it is simplified.
fn opaqueZero() -> u32 { return gridRequest.zero; }
