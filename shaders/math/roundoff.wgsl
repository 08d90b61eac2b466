// requires: core.wgsl
//
// What an operation in f32 lost: the exact result less the one at hand, which must have been hidden behind a barrier. Exact for
// products, as sumLoss of core.wgsl is for sums, and to 2^-22 of themselves for quotients and roots, without over- or
// underflow. No arithmetic of two words lives here: losses are carried beside the words that lost them
// (src/expression/wgslPairs.ts).

// a b - product (Dekker).
fn productLoss(product: f32, a: f32, b: f32) -> f32 { return -productResidual(product, a, b); }

// The same where `short` has no more than 12 bits.
fn shortProductLoss(product: f32, short: f32, a: f32) -> f32 {
  let head = leadingBits(a);
  let rest = barrier(barrier(head * short) - product);
  return barrier(rest + barrier(barrier(a - head) * short));
}

// a/b - quotient.
fn quotientLoss(quotient: f32, a: f32, b: f32) -> f32 { return productResidual(a, quotient, b) / b; }

// sqrt(a) - root, by one step of Newton.
fn rootLoss(root: f32, a: f32) -> f32 {
  if (isZero(root)) { return 0.0; }
  return 0.5 * productResidual(a, root, root) / root;
}

// `value` and what it lacks, where that exists: beside a pole it may not.
fn withLoss(value: f32, loss: f32) -> f32 { return value + select(loss, 0.0, isInfinityOrNan(loss)); }
