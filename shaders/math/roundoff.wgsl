// requires: core.wgsl
//
// What an operation in f32 lost: the exact result less the one at hand, which must have been hidden behind a barrier. Exact
// for products by their parts, as sumLoss of core.wgsl is for sums, without over- or underflow; for quotients and roots, of
// which productRest and squareRest say what they leave of their equations, to 2^-22 of itself. The parts of a number are taken
// once for all that it goes into. No arithmetic of two words lives here: losses are carried beside the words that lost them
// (src/expression/wgslPairs.ts).

// Of a product.
fn productLoss(product: f32, aHead: f32, aRest: f32, bHead: f32, bRest: f32) -> f32 {
  return -productRest(product, aHead, aRest, bHead, bRest);
}

fn squareLoss(square: f32, head: f32, rest: f32) -> f32 { return -squareRest(square, head, rest); }

// Of a product by a number of 12 bits.
fn shortProductLoss(product: f32, short: f32, head: f32, rest: f32) -> f32 {
  return barrier(head * short - product) + rest * short;
}

// What a root lacks by one step of Newton, where `rest` is what its square leaves.
fn rootLoss(root: f32, rest: f32) -> f32 { return select(0.5 * rest / root, 0.0, isZero(root)); }

// `value` and what it lacks, where that exists: beside a pole it may not.
fn withLoss(value: f32, loss: f32) -> f32 { return value + select(loss, 0.0, isInfinityOrNan(loss)); }
