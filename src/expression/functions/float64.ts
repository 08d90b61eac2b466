/** Elementary functions in f64 that the language does not bring. */

/** sech(x)², to about 2 ulp: 4e/(1 + e)² with e = exp(-2|x|) neither overflows nor cancels. */
export function sech2(x: number): number {
  const e = Math.exp(-2 * Math.abs(x));
  const d = 1 + e;
  return (4 * e) / (d * d);
}

/** 1/(1 + exp(-x)); for x < 0 as exp(x)/(1 + exp(x)), so that small results keep their digits. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** sin(πx), to about 2 ulp; exactly 0 at whole numbers. */
export function sinpi(x: number): number {
  return sineOfHalfTurns(x, 0);
}

/** cos(πx), to about 2 ulp; exactly 0 at halves of odd numbers. */
export function cospi(x: number): number {
  return sineOfHalfTurns(x, 1);
}

/** sin(πx + quadrants·π/2): the remainder of x and its distance to the nearest half, at most 1/4, are exact. */
function sineOfHalfTurns(x: number, quadrants: number): number {
  const turn = x - 2 * Math.round(0.5 * x);
  const nearest = Math.round(2 * turn);
  const angle = Math.PI * (turn - 0.5 * nearest);
  const quadrant = nearest + quadrants;
  const value = (quadrant & 1) === 0 ? Math.sin(angle) : Math.cos(angle);
  return (quadrant & 2) === 0 ? value : -value;
}

/** log(exp(a) + exp(b)) = max(a, b) + log1p(exp(-|a - b|)), without overflow. */
export function logsumexp(a: number, b: number): number {
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + (coefficients[k] ?? 0);
  return sum;
}

// Rational approximations of Sun's fdlibm (s_erf.c, 1993), error below 1 ulp; each interval's numerator and denominator.
const SMALL_P = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -5.770270296489442e-3,
  -2.3763016656650163e-5,
];
const SMALL_Q = [
  1, 0.39791722395915535, 0.0650222499887673, 5.081306281875766e-3, 1.3249473800432164e-4,
  -3.960228278775368e-6,
];
const NEAR_ONE_P = [
  -2.3621185607526594e-3, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -2.166375594868791e-3,
];
const NEAR_ONE_Q = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const MIDDLE_P = [
  -9.864944034847148e-3, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const MIDDLE_Q = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const TAIL_P = [
  -9.8649429247001e-3, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const TAIL_Q = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
/** erf(1) rounded to f32: the constant around which fdlibm expands on [0.84375, 1.25]. */
const ERF_ONE = 0.8450629115104675;

const highWord = new DataView(new ArrayBuffer(8));

/** `x` with the lower 32 bits of its f64 cleared, so that its square is exact. */
function withoutLowWord(x: number): number {
  highWord.setFloat64(0, x);
  highWord.setUint32(4, 0);
  return highWord.getFloat64(0);
}

/** The error function, below 1 ulp (fdlibm). */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(x)) return Number.NaN;
  if (a < 0.84375) {
    const z = x * x;
    return x + x * (polynomial(z, SMALL_P) / polynomial(z, SMALL_Q));
  }
  const sign = Math.sign(x);
  if (a < 1.25) {
    const s = a - 1;
    return sign * (ERF_ONE + polynomial(s, NEAR_ONE_P) / polynomial(s, NEAR_ONE_Q));
  }
  if (a >= 6) return sign;
  const s = 1 / (a * a);
  const middle = a < 1 / 0.35;
  const quotient = middle
    ? polynomial(s, MIDDLE_P) / polynomial(s, MIDDLE_Q)
    : polynomial(s, TAIL_P) / polynomial(s, TAIL_Q);
  const z = withoutLowWord(a);
  return sign * (1 - (Math.exp(-z * z - 0.5625) * Math.exp((z - a) * (z + a) + quotient)) / a);
}
