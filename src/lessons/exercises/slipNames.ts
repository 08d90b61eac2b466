/** The slips that are recognised, with what is said to the person. Texts hold $TeX$. */

export const SLIPS = {
  forgotInner: 'The chain rule also multiplies by the derivative of the inner function.',
  exponentialInner: "The derivative of $e^{u}$ is $e^{u}\\,u'$: the derivative of the exponent is missing.",
  powerNotLowered: "The power rule lowers the exponent by one: $\\left(x^n\\right)' = n\\,x^{n-1}$.",
  forgotExponentFactor:
    "The power rule brings the exponent down as a factor: $\\left(x^n\\right)' = n\\,x^{n-1}$.",
  productOfDerivatives:
    "The derivative of a product is not the product of the derivatives: $\\left(u\\,v\\right)' = u'\\,v + u\\,v'$.",
  quotientOfDerivatives:
    "The derivative of a quotient is not the quotient of the derivatives: $\\left(\\frac{u}{v}\\right)' = \\frac{u'\\,v - u\\,v'}{v^2}$.",
  quotientSwapped:
    "The terms of the quotient rule are swapped: the numerator is $u'\\,v - u\\,v'$, in this order.",
  quotientNotSquared: 'The quotient rule divides by the square of the denominator.',
  forgotConstantFactor: 'A constant factor stays in front of the derivative.',
  constantKept: 'The derivative of a constant term is 0.',
  signOfTrigonometric:
    "Check the sign: $\\left(\\sin x\\right)' = \\cos x$, and $\\left(\\cos x\\right)' = -\\sin x$.",
  exponentialAsPower:
    "The power rule is for a variable base. With the variable in the exponent, $\\left(e^{u}\\right)' = e^{u}\\,u'$.",
  logarithmInverted: "The derivative of $\\ln u$ is $\\frac{u'}{u}$: divide by the argument.",
  wrongSign: 'The size is right, the sign is not.',
  answeredFunction: 'This is the function itself, not its derivative.',
  otherVariableVaries:
    'This lets the other variables vary too. In a partial derivative they are held constant.',
  otherVariableDropped: 'A variable that is held constant stays in place as a factor, like a number.',
  wrongVariable: 'This is the derivative with respect to another variable.',
  firstDerivative: 'This is the first derivative; it has to be differentiated once more.',
  swappedComponents:
    'The components stand in the wrong order: first the derivative with respect to the first variable.',
  valueInsteadOfGradient:
    'This is the value of the function. The gradient has one partial derivative for each variable.',
  degrees: 'The angle was taken in degrees. In calculus angles are in radians.',
  forgotToNormalise: 'The direction has to be a unit vector: divide by its length.',
  lengthOfGradient:
    'This is the length of the gradient, the slope in the steepest direction, not in the one asked for.',
  slopeInsteadOfLine: 'This is the slope of the tangent; the line also passes through the point.',
  forgotToShift: "The tangent through $(a, f(a))$ is $f(a) + f'(a)\\,(x - a)$: the shift by $a$ is missing.",
  zerosOfFunction: 'These are zeros of the function. Critical points are zeros of its derivative.',
  wrongSignOfPoints: 'Check the signs: these are the opposites of the critical points.',
  missingPoint: 'One critical point is missing.',
  ascentInsteadOfDescent: 'This step goes uphill. Gradient descent subtracts the gradient.',
  forgotRate: 'The gradient has to be multiplied by the learning rate.',
  answeredGradient: 'This is the gradient at the point; the question is where the step leads.',
  onlyStep:
    'This is the step by itself. The new point is the old one minus the learning rate times the gradient.',
  forgotMean: 'This is the sum over the data. The mean divides by their number.',
  forgotTwo: 'The square gives a factor 2.',
  residualSwapped: 'The sign of the residual: prediction minus target.',
  slopeOfLogistic:
    'The factor $\\sigma\\,(1 - \\sigma)$ cancels against the derivative of the logarithms in the cross-entropy.',
} as const;

export type SlipName = keyof typeof SLIPS;
