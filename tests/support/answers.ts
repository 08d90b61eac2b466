// What readers answer to the exercises of seed 0: one row a kind, with a likely mistake and a right answer, as typed.

import type { SlipName } from '../../src/lessons/exercises';

export interface AnswerRow {
  /** What a reader types who makes the mistake. */
  readonly wrong: string;
  readonly slip: SlipName;
  readonly right: string;
}

/** By the id of the template. */
export const ANSWERS: Readonly<Record<string, AnswerRow>> = {
  'notebook-1-polynomial': { wrong: '12x^3 - 4x + 5', slip: 'constantKept', right: '12x^3 - 4x' },
  'notebook-1-exponential': { wrong: 'e^(2x)', slip: 'exponentialInner', right: '2e^(2x)' },
  'notebook-1-reciprocal': { wrong: '2/x^3', slip: 'wrongSign', right: '-2/x^3' },
  'notebook-2-partials': {
    wrong: '(2x y + e^(x y), x^2 + e^(x y))',
    slip: 'exponentialInner',
    right: '(2x y + y e^(x y), x^2 + x e^(x y))',
  },
  'notebook-3-gradient': { wrong: '(6, 4, 2)', slip: 'swappedComponents', right: '(4/2, sqrt(16), 12 - 6)' },
  'power-single': { wrong: '5x^5', slip: 'powerNotLowered', right: '5x^4' },
  'power-polynomial': {
    wrong: '-4x^4 - 6x^2 - 2',
    slip: 'powerNotLowered',
    right: '-4x^3 - 6x - 2',
  },
  'power-negative': { wrong: '-3/x^4', slip: 'wrongSign', right: '3x^(-4)' },
  'power-root': { wrong: '1/(2sqrt(x)) + 1', slip: 'forgotConstantFactor', right: '1 - 1/sqrt(x)' },
  'power-fraction': { wrong: '2x^(1/3)', slip: 'forgotExponentFactor', right: '8/3 x^(1/3)' },
  'trigonometric-sum': {
    wrong: 'cos(x) - 2sin(x)',
    slip: 'signOfTrigonometric',
    right: '-cos(x) - 2sin(x)',
  },
  'exponential-sum': { wrong: '4x - x e^(x - 1)', slip: 'exponentialAsPower', right: '4x - e^x' },
  'logarithm-sum': { wrong: '4x - x', slip: 'logarithmInverted', right: '4x - 1/x' },
  'exponential-inner': { wrong: '2e^(2x)', slip: 'exponentialInner', right: '4e^(2x)' },
  'product-sine': {
    wrong: '-2x sin(x)',
    slip: 'productOfDerivatives',
    right: '2x cos(x) - x^2 sin(x)',
  },
  'product-exponential': { wrong: '3x^2 e^x', slip: 'productOfDerivatives', right: 'x^2 (3 + x) e^x' },
  'product-logarithm': { wrong: '2x/x', slip: 'productOfDerivatives', right: 'x + 2x ln(x)' },
  'product-mixed': {
    wrong: '2x e^(2x) sin(x) + x^2 (e^(2x) sin(x) + e^(2x) cos(x))',
    slip: 'exponentialInner',
    right: '2x e^(2x) sin(x) + x^2 (2e^(2x) sin(x) + e^(2x) cos(x))',
  },
  'quotient-linear': { wrong: '-8/(x + 6)', slip: 'quotientNotSquared', right: '-8/(x + 6)^2' },
  'quotient-square': {
    wrong: '(3 + 2x - x^2)/(x^2 + 3)^2',
    slip: 'quotientSwapped',
    right: '(x^2 - 2x - 3)/(x^2 + 3)^2',
  },
  'quotient-sine': {
    wrong: 'cos(x)/(2x)',
    slip: 'quotientOfDerivatives',
    right: 'cos(x)/x^2 - 2sin(x)/x^3',
  },
  'quotient-exponential': {
    wrong: 'e^x/(2x)',
    slip: 'quotientOfDerivatives',
    right: '(x^2 - 2x + 3) e^x/(x^2 + 3)^2',
  },
  'chain-power': { wrong: '5(2x^2 - 3)^4', slip: 'forgotInner', right: '20x (2x^2 - 3)^4' },
  'chain-sine': { wrong: 'cos(4x)', slip: 'forgotInner', right: '4cos(4x)' },
  'chain-exponential': { wrong: 'e^(x - x^2)', slip: 'exponentialInner', right: '(1 - 2x) e^(x - x^2)' },
  'chain-logarithm': { wrong: '1/(2x^4 + 3)', slip: 'forgotInner', right: '8x^3/(2x^4 + 3)' },
  'chain-root': { wrong: '1/(2sqrt(2x^2 + 6))', slip: 'forgotInner', right: '2x/sqrt(2x^2 + 6)' },
  'chain-sine-power': {
    wrong: '3sin(2x)^2 cos(2x)',
    slip: 'forgotInner',
    right: '6sin(2x)^2 cos(2x)',
  },
  'chain-inverse-tangent': { wrong: '1/(1 + 9x^4)', slip: 'forgotInner', right: '6x/(1 + 9x^4)' },
  'chain-double': { wrong: '2sin(e^(-x))', slip: 'forgotInner', right: '-e^(-x) sin(2e^(-x))' },
  'chain-product': {
    wrong: '2x (3x - 2)^4 + 4x^2 (3x - 2)^3',
    slip: 'forgotInner',
    right: '2x (3x - 2)^3 (9x - 2)',
  },
  'chain-sigmoid': {
    wrong: '-e^(-2x)/(1 + e^(-2x))^2',
    slip: 'exponentialInner',
    right: '2e^(-2x)/(1 + e^(-2x))^2',
  },
  'exponential-general': {
    wrong: '-2x^(2x) (ln(x) + 1)',
    slip: 'wrongSign',
    right: '2x^(2x) (ln(x) + 1)',
  },
  'exponential-base': { wrong: '3^(2x) ln(3)', slip: 'forgotInner', right: '2ln(3) 9^x' },
  'second-polynomial': { wrong: '-5x^4 - 9x^2 - 1', slip: 'firstDerivative', right: '-20x^3 - 18x' },
  'second-mixed': {
    wrong: 'cos(x) - x sin(x)',
    slip: 'firstDerivative',
    right: '-2sin(x) - x cos(x)',
  },
  'partial-polynomial': { wrong: '2y - 2x', slip: 'wrongVariable', right: '2x - 6y^2' },
  'partial-product': { wrong: '-9x^2', slip: 'otherVariableDropped', right: '-9x^2 y^4' },
  'partial-exponential': {
    wrong: '2x y + e^(2x y)',
    slip: 'exponentialInner',
    right: '2x y + 2y e^(2x y)',
  },
  'partial-sine': {
    wrong: 'cos(3x - 3y) + x^2',
    slip: 'forgotInner',
    right: 'x^2 - 3cos(3x - 3y)',
  },
  'partial-three': { wrong: 'x^2 z + cos(y z)', slip: 'forgotInner', right: 'x^2 z + z cos(y z)' },
  'gradient-polynomial': {
    wrong: '(x + 4y, 4x + y)',
    slip: 'swappedComponents',
    right: '(4x + y, x + 4y)',
  },
  'gradient-mixed': {
    wrong: '(2x y + sin(x), x^2 + 4y^3)',
    slip: 'signOfTrigonometric',
    right: '(2x y - sin(x), x^2 + 4y^3)',
  },
  'gradient-at-point': { wrong: '(28, -5)', slip: 'swappedComponents', right: '(-5, 28)' },
  'gradient-at-sine': { wrong: '(1.930, 6)', slip: 'degrees', right: '(2 - 2sin(2), 6)' },
  'directional-polynomial': { wrong: '-39', slip: 'forgotToNormalise', right: '-39/13' },
  'directional-exponential': {
    wrong: '6 + 6cos(1) - 2sin(1)',
    slip: 'forgotToNormalise',
    right: '(6 + 6cos(1) - 2sin(1))/sqrt(10)',
  },
  'tangent-polynomial': { wrong: '25', slip: 'slopeInsteadOfLine', right: '25x - 55' },
  'tangent-root': { wrong: 'x/2 + 4', slip: 'forgotToShift', right: 'y = x/2 + 2' },
  'critical-parabola': { wrong: '0, 2', slip: 'zerosOfFunction', right: 'x = 1' },
  'critical-cubic': { wrong: '3', slip: 'missingPoint', right: 'x = 3 or x = -1' },
  'descent-line': { wrong: '-23/4', slip: 'ascentInsteadOfDescent', right: '-1/4' },
  'descent-plane': { wrong: '(2.05, 3.5)', slip: 'ascentInsteadOfDescent', right: '(39/20, 5/2)' },
  'loss-squared-error': {
    wrong: '(x (w x + b - y), w x + b - y)',
    slip: 'forgotTwo',
    right: '(2x (w x + b - y), 2(w x + b - y))',
  },
  'loss-mean-squared-error': { wrong: '(10, -2)', slip: 'forgotMean', right: '(10/3, -2/3)' },
  'loss-logistic': {
    wrong: '(sigmoid(w x + b), x sigmoid(w x + b))',
    slip: 'swappedComponents',
    right: '(x sigmoid(w x + b), sigmoid(w x + b))',
  },
};
