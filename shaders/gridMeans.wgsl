// requires: gridRequest.wgsl, fieldSamples.wgsl, rowSums.wgsl
//
// Samples a field over data and its exact gradient over a grid, some rows of the data a dispatch: sums wait in rowSums for
// the next dispatch over the same tile, and the one with the last rows writes texels. The field's own code is appended; see
// src/expression/wgslRows.ts. Texel: exactTexel.

// A column after the other, each rounded once from double precision.
@group(1) @binding(0) var<storage, read> dataColumns: array<f32>;
// A sum of all samples of the tile after the other, so that neighbours in a workgroup are neighbours here.
@group(1) @binding(1) var<storage, read_write> rowSums: array<RowSum>;

const SIDE = 8u;

fn column(index: u32, row: u32) -> f32 { return dataColumns[index * gridRequest.dataRows + row]; }

@compute @workgroup_size(SIDE, SIDE)
fn gridMeans(
  @builtin(global_invocation_id) invocation: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = gridRequest.origin + invocation.xy;
  if (any(index >= gridRequest.size)) { return; }
  let tile = SIDE * workgroups.xy;
  let sample = invocation.y * tile.x + invocation.x;
  var sums: array<RowSum, MEANS>;
  if (gridRequest.rows.x > 0u) {
    for (var k = 0u; k < MEANS; k++) { sums[k] = rowSums[k * tile.x * tile.y + sample]; }
  }
  let at = sampleAt(index);
  let field = fieldOverRows(at.x, at.y, gridRequest.rows, &sums);
  if (gridRequest.rows.y == gridRequest.dataRows) {
    textureStore(texelsOut, index, exactTexel(field));
    return;
  }
  for (var k = 0u; k < MEANS; k++) { rowSums[k * tile.x * tile.y + sample] = sums[k]; }
}
