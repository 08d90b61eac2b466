// requires:
//
// The error-free transforms of math/core.wgsl without their barriers, for the probe alone: how many of them a device's
// compiler breaks says what the barriers are needed for. No picture is computed with these.

// What a + b lost, where nothing was simplified (Knuth); the compiler may find that it is 0.
fn unguardedSumError(a: f32, b: f32) -> f32 {
  let sum = a + b;
  let bPart = sum - a;
  let aPart = sum - bPart;
  return (a - aPart) + (b - bPart);
}

// What a b lost, by parts of 12 bits (Dekker).
fn unguardedProductError(a: f32, b: f32) -> f32 {
  let product = a * b;
  let aHigh = bitcast<f32>(bitcast<u32>(a) & 0xfffff000u);
  let bHigh = bitcast<f32>(bitcast<u32>(b) & 0xfffff000u);
  let aLow = a - aHigh;
  let bLow = b - bHigh;
  return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
}
