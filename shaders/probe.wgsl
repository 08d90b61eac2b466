// requires:
//
// Evaluates several forms of one function at pairs of operands, to see how this device computes them. The forms' own
// code, `evaluateForm`, is appended; see src/engines/webgpu/probe/probePass.ts. What is right is not known here.

struct ProbeRequest {
  count: u32, // of pairs
  zero: u32, // always 0; see opaqueZero
}

@group(0) @binding(0) var<uniform> probeRequest: ProbeRequest;
@group(0) @binding(1) var<storage, read> operandsIn: array<vec2f>;
// count results of the first form, then of the second, …
@group(0) @binding(2) var<storage, read_write> resultsOut: array<f32>;

// As in gridRequest.wgsl, for the functions that are looked at.
fn opaqueZero() -> u32 { return probeRequest.zero; }

@compute @workgroup_size(64)
fn probe(@builtin(global_invocation_id) invocation: vec3u) {
  let index = invocation.x;
  if (index >= probeRequest.count) { return; }
  let operands = operandsIn[index];
  resultsOut[invocation.y * probeRequest.count + index] = evaluateForm(invocation.y, operands.x, operands.y);
}
