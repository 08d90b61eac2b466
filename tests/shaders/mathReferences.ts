// Float64 references for the elementary functions of shaders/math: the built-in ones of JavaScript are within about
// one ulp of float64, 2^-29 ulp of f32; those it lacks, or defines otherwise than IEEE 754, are written here.

/** 1 ** NaN and (+-1) ** Infinity are 1 in IEEE 754 and NaN in JavaScript. */
export function power(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1;
  return x ** y;
}

/** sin(pi x). The remainder and the distance to the nearest half are exact; zeros take the sign of x. */
export function sinPi(x: number): number {
  const turn = x % 2;
  const quadrant = Math.round(2 * turn);
  const value = sinQuadrant(Math.PI * (turn - quadrant / 2), quadrant);
  return value === 0 ? (x < 0 || Object.is(x, -0) ? -0 : 0) : value;
}

/** cos(pi x); zeros are positive. */
export function cosPi(x: number): number {
  const turn = x % 2;
  const quadrant = Math.round(2 * turn);
  const value = sinQuadrant(Math.PI * (turn - quadrant / 2), quadrant + 1);
  return value === 0 ? 0 : value;
}

/** sin(angle + quadrant pi/2). */
function sinQuadrant(angle: number, quadrant: number): number {
  switch (((quadrant % 4) + 4) % 4) {
    case 0:
      return Math.sin(angle);
    case 1:
      return Math.cos(angle);
    case 2:
      return -Math.sin(angle);
    case 3:
      return -Math.cos(angle);
    default:
      return Number.NaN;
  }
}

/** 1 / cosh(x)^2 without overflow. */
export function sechSquared(x: number): number {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / ((1 + e) * (1 + e));
}

export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** log(e^x + e^y); where that is near 0 off by 2^-53, which is nothing beside 2^-24 of the smallest results tried. */
export function logSumExp(x: number, y: number): number {
  const [small, large] = [Math.min(x, y), Math.max(x, y)];
  if (Number.isNaN(large) || Math.abs(large) === Infinity) return large;
  if (large > -1.4 && large < 0) return Math.log1p(Math.expm1(large) + Math.exp(small));
  return large + Math.log1p(Math.exp(small - large));
}

/** From here on, erfc(x) < 2^-53. */
const ERF_IS_ONE = 6;

/**
 * erf x = 2/sqrt(pi) e^(-x^2) sum 2^n x^(2n+1) / (2n+1)!! (Abramowitz and Stegun, 7.1.6): no cancellation, as all
 * terms have one sign.
 */
export function erf(x: number): number {
  if (!(Math.abs(x) < ERF_IS_ONE)) return Number.isNaN(x) ? x : Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * Number.EPSILON * 0.1; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return sum * Math.exp(-x * x) * (2 / Math.sqrt(Math.PI));
}

/** Squares of f32 neither over- nor underflow in float64. */
export function hypotenuse(x: number, y: number): number {
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
  return Math.sqrt(x * x + y * y);
}

/** x - y floor(x / y); % is exact. Zeros take the sign of y. */
export function flooredModulo(x: number, y: number): number {
  const remainder = x % y;
  if (remainder === 0) return y < 0 ? -0 : 0;
  return remainder < 0 === y < 0 ? remainder : remainder + y;
}
