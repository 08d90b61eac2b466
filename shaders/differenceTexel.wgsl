// requires: gridRequest.wgsl, magnitude.wgsl, fieldSamples.wgsl
//
// What the passes that differentiate by differences write: a sample's texel, and how far its gradient is from the exact
// one, counted. No formula lives here. The field's own code is appended; see src/expression/emitWgsl.ts.

// A difference's bin is its leading 16 bits: 8 of exponent, 7 of significand, so that a bin is 2^-7 = 0.8 %
// wide.
const BIN_SHIFT = 16u;
const BIN_COUNT = 0x7f80u; // the bins of all finite floats

// Counted here and not by a later pass, because a stored 0 does not tell a difference of nothing from an
// undefined one.
struct DifferenceCounts {
  largest: atomic<u32>, // bits of the largest: floats that are not negative are ordered as their bits
  bins: array<atomic<u32>, BIN_COUNT>,
}

@group(1) @binding(0) var differenceOut: texture_storage_2d<r32float, write>;
@group(1) @binding(1) var<storage, read_write> differenceCounts: DifferenceCounts;

struct Partials { gradient: vec2f, isDefined: bool }

// Few samples are larger than all before them, so looking first spares nearly all of the contended
// operations. Reducing a workgroup among itself instead takes barriers, which made the whole pass several
// times slower in software.
fn countDifference(difference: f32) {
  let bits = bitcast<u32>(difference);
  if (bits > atomicLoad(&differenceCounts.largest)) { atomicMax(&differenceCounts.largest, bits); }
  atomicAdd(&differenceCounts.bins[bits >> BIN_SHIFT], 1u);
}

// Texel: as in gridExact.wgsl, with the gradient by differences; where it is undefined validity is 1.
fn storeDifference(index: vec2u, exact: FieldGradient, partials: Partials) {
  var texel = vec4f(0.0);
  var difference = 0.0;
  if (exact.valueFaults == 0u) {
    texel = vec4f(exact.value, 0.0, 0.0, 1.0);
    if (partials.isDefined) {
      texel = vec4f(exact.value, partials.gradient, 2.0);
      if (exact.gradientFaults == 0u) {
        difference = magnitude(partials.gradient - vec2f(exact.dx, exact.dy));
        countDifference(difference);
      }
    }
  }
  textureStore(texelsOut, index, texel);
  textureStore(differenceOut, index, vec4f(difference, 0.0, 0.0, 0.0));
}
