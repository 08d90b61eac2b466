// requires: gridRequest.wgsl, core.wgsl
//
// Sums over rows of data whose error does not grow with the rows: blocks of a few rows, added plainly, go into a sum of two
// words. How far a mean may be off is said in src/expression/wgslRows.ts. No loop lives here.

struct RowSum {
  total: DoubleWord,
  faults: u32, // of any row
}

// Off by 2^-47 of what the blocks' magnitudes add up to.
fn addBlock(total: DoubleWord, block: f32) -> DoubleWord {
  let sum = twoSum(total.high, block);
  return fastTwoSum(sum.high, barrier(sum.low + total.low));
}

// A quotient and one of the rest that it leaves, so that a division of 2.5 ulp, all WGSL promises, does no harm. Rows are
// at most 2^24, exact in f32. What overflowed on the way is infinite or NaN.
fn meanOf(total: DoubleWord) -> f32 {
  let rows = f32(gridRequest.dataRows);
  let quotient = barrier(total.high / rows);
  let rest = barrier(productResidual(total.high, quotient, rows) + total.low);
  return barrier(quotient + barrier(rest / rows));
}
