// requires: core.wgsl, exponential.wgsl
//
// pow: log2 |x| to about 2^-36 from a table and a short polynomial, times y in parts, then 2^ of it.
// Coefficients and table: scripts/coefficients/power.sollya.

// Row j serves significands whose bit pattern lies in the j-th of 32 equal cells of [sqrt(1/2), sqrt(2)):
// c close to 1/m with 9 bits; the head of log2(1/c), 12 fraction bits; its tail. |m c - 1| <= 0.0162.
const LOGARITHM_TABLE = array<vec3f, 32>(
  vec3f(1.3984375, -0.48388671875, 7.094148896e-5),
  vec3f(1.3671875, -0.451171875, -3.923683107e-5),
  vec3f(1.33984375, -0.42211914062, 5.437445361e-5),
  vec3f(1.3125, -0.39233398437, 1.6561596567e-5),
  vec3f(1.28515625, -0.36206054687, 1.1677313887e-4),
  vec3f(1.26171875, -0.33544921875, 5.886405779e-5),
  vec3f(1.23828125, -0.30834960937, 1.0579236005e-5),
  vec3f(1.21484375, -0.28076171875, -9.0513804025e-6),
  vec3f(1.19140625, -0.25268554687, 2.0114424842e-5),
  vec3f(1.16796875, -0.22412109375, 1.19419550174e-4),
  vec3f(1.1484375, -0.19970703125, 3.4686414438e-5),
  vec3f(1.12890625, -0.1748046875, -1.20994998724e-4),
  vec3f(1.109375, -0.14965820312, -8.8916378445e-5),
  vec3f(1.08984375, -0.1240234375, -9.787432646e-5),
  vec3f(1.0703125, -9.814453125e-2, 1.1244828784e-4),
  vec3f(1.0546875, -7.6904296875e-2, 8.869982412e-5),
  vec3f(1.03515625, -4.98046875e-2, -4.3861949962e-5),
  vec3f(1.01953125, -2.783203125e-2, -7.3965318734e-5),
  vec3f(1, 0, 0),
  vec3f(0.9765625, 3.41796875e-2, 3.6027839087e-5),
  vec3f(0.94921875, 7.51953125e-2, -7.816105608e-6),
  vec3f(0.921875, 0.117431640625, -7.468998956e-5),
  vec3f(0.89453125, 0.16088867187, -9.245997353e-5),
  vec3f(0.87109375, 0.19921875, -1.18649921205e-4),
  vec3f(0.84765625, 0.23852539062, -7.662306598e-5),
  vec3f(0.82421875, 0.27880859375, 9.22175459e-5),
  vec3f(0.8046875, 0.3134765625, 2.2910317057e-5),
  vec3f(0.78515625, 0.34887695312, 7.135569467e-5),
  vec3f(0.765625, 0.38525390625, 3.624963574e-5),
  vec3f(0.75, 0.4150390625, -1.5632211898e-6),
  vec3f(0.73046875, 0.453125, -1.9459886971e-5),
  vec3f(0.71484375, 0.484375, -7.483828085e-5),
);

// log2(m 2^k) for positive normal or subnormal x: high has 12 bits, low carries the rest.
fn log2InParts(x: f32) -> DoubleWord {
  let lift = exponentField(x) == 0;
  let bits = bitcast<u32>(select(x, lifted(x), lift));
  let offset = bits - 0x3f3504f3u; // from sqrt(1/2)
  let exponent = bitcast<i32>(offset) >> 23u;
  let m = bitcast<f32>(bits - (u32(exponent) << 23u));
  let row = LOGARITHM_TABLE[(offset >> 18u) & 31u];
  // z = m c - 1 exactly, as zHigh + zLow.
  let mHigh = leadingBits(m);
  let z = twoSum(barrier(barrier(mHigh * row.x) - 1.0), barrier(barrier(m - mHigh) * row.x));
  // log(1 + z) = z - z^2/2 + z^3 p(z), relative error 2^-36.8; the square of the leading bits of z is exact,
  // and the sum is kept in two parts.
  let zHead = leadingBits(z.high);
  let zTail = barrier(z.high - zHead);
  let sum = fastTwoSum(z.high, -barrier(0.5 * zHead * zHead));
  let p = fma(z.high, fma(z.high, fma(z.high, -0.16686584055, 0.20022130013), -0.2499999255), 0.33333325386);
  let cubic = barrier(barrier(barrier(z.high * z.high) * z.high) * p);
  let squareRest = barrier(zTail * barrier(fma(0.5, zTail, zHead)));
  let lowPart = barrier(z.low - barrier(z.low * z.high));
  let rest = barrier(sum.low + barrier(lowPart + barrier(cubic - squareRest)));
  // To base 2: 1/ln 2 in 12 bits and the rest.
  let head = leadingBits(sum.high + rest);
  let tail = barrier(barrier(sum.high - head) + rest);
  let scaledHead = barrier(head * 1.4423828125);
  let scaledTail = barrier(fma(tail, 1.4426950216, barrier(head * 3.1222839607e-4)));
  let integerPart = barrier(f32(exponent - select(0, LIFT, lift)) + row.y); // exact: 12 fraction bits
  let total = fastTwoSum(integerPart, scaledHead);
  let totalLow = barrier(total.low + barrier(row.z + scaledTail));
  let high = leadingBits(total.high + totalLow);
  return DoubleWord(high, barrier(barrier(total.high - high) + totalLow));
}

// x^y for positive finite x and finite y.
fn powOfPositive(x: f32, y: f32) -> f32 {
  let logarithm = log2InParts(x);
  let bounded = clamp(y, -1.0e30, 1.0e30); // far beyond every over- and underflow of x != 1
  let yHead = leadingBits(bounded);
  let yTail = barrier(bounded - yHead);
  let product = barrier(yHead * logarithm.high); // exact
  let mixed = barrier(fma(yHead, logarithm.low, barrier(yTail * logarithm.high)));
  let rest = barrier(mixed + barrier(yTail * logarithm.low));
  if (barrier(product - 128.0) + rest >= 0.0) { return infinity(); }
  if (product + rest < -150.5) { return 0.0; }
  let k = round(product + rest);
  let r = barrier(barrier(product - k) + rest);
  return scaleByPowerOfTwo(exp2Kernel(r), i32(k));
}

const NOT_INTEGER = 0;
const ODD_INTEGER = 1;
const EVEN_INTEGER = 2;

// By bits, so that it holds for every finite y.
fn parityOf(y: f32) -> i32 {
  let exponent = exponentField(y) - 127;
  if (exponent >= 24) { return EVEN_INTEGER; }
  if (exponent < 0) { return NOT_INTEGER; }
  let significand = (bitcast<u32>(y) & 0x7fffffu) | 0x800000u;
  let fractionBits = u32(23 - exponent);
  if ((significand & ((1u << fractionBits) - 1u)) != 0u) { return NOT_INTEGER; }
  return select(EVEN_INTEGER, ODD_INTEGER, ((significand >> fractionBits) & 1u) == 1u);
}

// x^y with the special cases of IEEE 754 (pow): x^0 = 1^y = 1 even for NaN; negative x only to integers.
// Measured: 1.2 ulp.
fn gs_pow(x: f32, y: f32) -> f32 {
  if (magnitudeBits(y) == 0u || bitcast<u32>(x) == 0x3f800000u) { return 1.0; }
  if (isNotANumber(x) || isNotANumber(y)) { return notANumber(); }
  let xBits = magnitudeBits(x);
  let grows = (xBits > 0x3f800000u) != isNegative(y); // |x|^y exceeds 1
  if (magnitudeBits(y) == 0x7f800000u) {
    if (xBits == 0x3f800000u) { return 1.0; }
    return select(0.0, infinity(), grows);
  }
  let parity = parityOf(y);
  let sign = select(0u, signBit(x), parity == ODD_INTEGER);
  if (xBits == 0u || xBits == 0x7f800000u) {
    return bitcast<f32>(bitcast<u32>(select(0.0, infinity(), grows)) | sign);
  }
  if (isNegative(x) && parity == NOT_INTEGER) { return notANumber(); }
  if (xBits == 0x3f800000u) { return bitcast<f32>(0x3f800000u | sign); }
  return bitcast<f32>(bitcast<u32>(powOfPositive(abs(x), y)) | sign);
}
