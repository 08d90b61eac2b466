// requires: gridRequest.wgsl, magnitude.wgsl
//
// Summarises the texels of a grid: smallest and largest value, steepest gradient, number of defined values.
// First an invocation on its own, then a workgroup among itself, then one atomic operation a workgroup. Knows
// no field.

@group(0) @binding(1) var texels: texture_2d<f32>;

// All zero is the summary of no samples, so clearing the buffer is all the preparation.
struct GridSummary {
  minimum: atomic<u32>, // ~orderedBits: the largest complement is the smallest value
  maximum: atomic<u32>, // orderedBits
  steepest: atomic<u32>, // bits of |gradient|, which is never negative
  valid: atomic<u32>, // samples whose value is defined
}

@group(0) @binding(2) var<storage, read_write> gridSummary: GridSummary;

var<workgroup> groupMinimum: atomic<u32>;
var<workgroup> groupMaximum: atomic<u32>;
var<workgroup> groupSteepest: atomic<u32>;
var<workgroup> groupValid: atomic<u32>;

// Samples an invocation takes along each axis before it speaks to the others: barriers and atomic operations
// cost far more than looking at a texel.
const STRIDES = 8u;
const SIDE = 8u;

@compute @workgroup_size(SIDE, SIDE)
fn reduce(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) localIndex: u32,
) {
  var minimum = 0u;
  var maximum = 0u;
  var steepest = 0.0;
  var valid = 0u;
  // Neighbours in the workgroup read neighbours in the texture.
  let first = gridRequest.origin + workgroup.xy * (SIDE * STRIDES) + local.xy;
  for (var row = 0u; row < STRIDES; row++) {
    for (var column = 0u; column < STRIDES; column++) {
      let index = first + SIDE * vec2u(column, row);
      if (any(index >= gridRequest.size)) { continue; }
      let texel = textureLoad(texels, index, 0);
      if (texel.w > 0.5) {
        let order = orderedBits(texel.x);
        minimum = max(minimum, ~order);
        maximum = max(maximum, order);
        valid++;
      }
      if (texel.w > 1.5) { steepest = max(steepest, magnitude(texel.yz)); }
    }
  }
  atomicMax(&groupMinimum, minimum);
  atomicMax(&groupMaximum, maximum);
  atomicMax(&groupSteepest, bitcast<u32>(steepest));
  atomicAdd(&groupValid, valid);
  workgroupBarrier();
  if (localIndex == 0u) {
    atomicMax(&gridSummary.minimum, atomicLoad(&groupMinimum));
    atomicMax(&gridSummary.maximum, atomicLoad(&groupMaximum));
    atomicMax(&gridSummary.steepest, atomicLoad(&groupSteepest));
    atomicAdd(&gridSummary.valid, atomicLoad(&groupValid));
  }
}
