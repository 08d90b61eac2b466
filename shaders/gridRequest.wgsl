// requires:
//
// What one grid request says, for every pass over a grid, and the function that shaders/math ask of whoever includes
// them. No pass lives here. The byte layout is repeated in
// src/engines/webgpu/layouts.ts.

struct GridRequest {
  origin: vec2u, // first sample of this dispatch: large grids are done in tiles
  rows: vec2u, // of the data: the first of this dispatch, and the one after its last
  size: vec2u, // samples of the whole grid
  steps: vec2f, // h of the finite differences along x and y
  zero: u32, // always 0; see opaqueZero
  dataRows: u32, // rows of the whole data
}

@group(0) @binding(0) var<uniform> gridRequest: GridRequest;

// A zero that no compiler can know of, so that nothing hidden behind it is simplified.
fn opaqueZero() -> u32 { return gridRequest.zero; }
