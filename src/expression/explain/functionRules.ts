/**
 * What the derivative of each function of the table is, as one writes it on paper: one row each, in the expression
 * language, with operands a, b and c. What a function is comes from `functions/`, where its derivative as graph is written
 * so that it loses the fewest digits; this is the same derivative written to be read.
 */

interface Derivative {
  readonly kind: 'derivative';
  /** The name of the rule. */
  readonly title: string;
  /** The partial derivative by each operand; '0' where it is zero wherever it exists. */
  readonly partials: readonly string[];
}

/** Is differentiated as what it is written for: by number of operands. */
interface Expansion {
  readonly kind: 'expansion';
  readonly title: string;
  readonly forms: Readonly<Record<number, string>>;
}

/** Has a rule of structure: sums, products, quotients, powers. */
interface Structure {
  readonly kind: 'structure';
}

export type FunctionRule = Derivative | Expansion | Structure;

const STRUCTURE: Structure = { kind: 'structure' };

function derivative(title: string, ...partials: readonly string[]): Derivative {
  return { kind: 'derivative', title, partials };
}

function expansion(title: string, forms: Readonly<Record<number, string>>): Expansion {
  return { kind: 'expansion', title, forms };
}

const STEP = 'Step function: slope 0 between its jumps';
const CONDITION = 'Condition: constant between its changes';

/** By name of the row of the function table. */
export const FUNCTION_RULES: Readonly<Record<string, FunctionRule>> = {
  add: STRUCTURE,
  subtract: STRUCTURE,
  negate: STRUCTURE,
  multiply: STRUCTURE,
  divide: STRUCTURE,
  pow: STRUCTURE,
  less: derivative(CONDITION, '0', '0'),
  lessOrEqual: derivative(CONDITION, '0', '0'),
  greater: derivative(CONDITION, '0', '0'),
  greaterOrEqual: derivative(CONDITION, '0', '0'),
  equal: derivative(CONDITION, '0', '0'),
  notEqual: derivative(CONDITION, '0', '0'),
  and: derivative(CONDITION, '0', '0'),
  or: derivative(CONDITION, '0', '0'),
  not: derivative(CONDITION, '0'),
  min: expansion('Definition of the smaller one', { 2: 'a <= b ? a : b' }),
  max: expansion('Definition of the larger one', { 2: 'a >= b ? a : b' }),
  mod: derivative('Remainder', '1', '-floor(a/b)'),
  sqrt: derivative('Square root', '1/(2 sqrt(a))'),
  cbrt: derivative('Cube root', '1/(3 cbrt(a)^2)'),
  abs: derivative('Absolute value', 'sign(a)'),
  sign: derivative(STEP, '0'),
  floor: derivative(STEP, '0'),
  ceil: derivative(STEP, '0'),
  round: derivative(STEP, '0'),
  step: derivative(STEP, '0'),
  exp: derivative('Exponential', 'exp(a)'),
  expm1: derivative('Exponential', 'exp(a)'),
  exp2: derivative('Exponential to base 2', 'exp2(a) ln(2)'),
  log: derivative('Natural logarithm', '1/a'),
  log2: derivative('Logarithm to base 2', '1/(a ln(2))'),
  log10: derivative('Logarithm to base 10', '1/(a ln(10))'),
  log1p: derivative('Natural logarithm of 1 + u', '1/(1 + a)'),
  logBase: expansion('Change of base', { 2: 'ln(a)/ln(b)' }),
  sin: derivative('Sine', 'cos(a)'),
  cos: derivative('Cosine', '-sin(a)'),
  sinpi: derivative('Sine of half turns', 'pi cospi(a)'),
  cospi: derivative('Cosine of half turns', '-pi sinpi(a)'),
  tan: derivative('Tangent', 'sec(a)^2'),
  sec: derivative('Secant', 'sec(a) tan(a)'),
  csc: derivative('Cosecant', '-csc(a) cot(a)'),
  cot: derivative('Cotangent', '-csc(a)^2'),
  asin: derivative('Inverse sine', '1/sqrt(1 - a^2)'),
  acos: derivative('Inverse cosine', '-1/sqrt(1 - a^2)'),
  atan: derivative('Inverse tangent', '1/(1 + a^2)'),
  atan2: derivative('Angle of a point', 'b/(a^2 + b^2)', '-a/(a^2 + b^2)'),
  sinh: derivative('Hyperbolic sine', 'cosh(a)'),
  cosh: derivative('Hyperbolic cosine', 'sinh(a)'),
  tanh: derivative('Hyperbolic tangent', 'sech(a)^2'),
  sech: derivative('Hyperbolic secant', '-sech(a) tanh(a)'),
  csch: derivative('Hyperbolic cosecant', '-csch(a) coth(a)'),
  coth: derivative('Hyperbolic cotangent', '-csch(a)^2'),
  sech2: derivative('Square of the hyperbolic secant', '-2 sech(a)^2 tanh(a)'),
  asinh: derivative('Inverse hyperbolic sine', '1/sqrt(a^2 + 1)'),
  acosh: derivative('Inverse hyperbolic cosine', '1/sqrt(a^2 - 1)'),
  atanh: derivative('Inverse hyperbolic tangent', '1/(1 - a^2)'),
  erf: derivative('Error function', '2 exp(-a^2)/sqrt(pi)'),
  sigmoid: derivative('Logistic function', 'sigmoid(a) (1 - sigmoid(a))'),
  softplus: derivative('Softplus', 'sigmoid(a)'),
  logsumexp: derivative('Logarithm of a sum of exponentials', 'sigmoid(a - b)', 'sigmoid(b - a)'),
  hypot: expansion('Definition of the length', { 2: 'sqrt(a^2 + b^2)' }),
  square: derivative('Square', '2a'),
  relu: expansion('Definition of the rectifier', { 1: 'a >= 0 ? a : 0' }),
  gelu: expansion('Definition of the Gaussian error linear unit', { 1: 'a (1 + erf(a/sqrt(2)))/2' }),
  silu: expansion('Definition of the sigmoid linear unit', { 1: 'a sigmoid(a)' }),
  elu: expansion('Definition of the exponential linear unit', { 1: 'a > 0 ? a : exp(a) - 1' }),
  sinc: expansion('Definition of sinc', { 1: 'a == 0 ? 1 : sin(a)/a' }),
  gaussian: expansion('Definition of the bell curve', {
    1: 'exp(-a^2/2)',
    2: 'exp(-(a - b)^2/2)',
    3: 'exp(-((a - b)/c)^2/2)',
  }),
  clamp: expansion('Definition of clamping', { 3: 'a < b ? b : (a > c ? c : a)' }),
};
