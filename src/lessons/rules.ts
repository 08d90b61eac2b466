/** Chapter 2: the rules by which any formula is differentiated. */
import { block, type Chapter, task, text } from './chapter';

export const rules: Chapter = {
  id: 'rules',
  title: 'The rules',
  summary: 'Power, sum, product, quotient, chain: enough to differentiate every formula there is.',
  scene: {
    layout: 'curve',
    expression: 'x^3',
    domainX: [-2, 2],
    point: [1, 0],
    descentVisible: false,
  },
  parts: [
    text`
      ### No more limits

      Nobody takes the limit anew for each function. The limit was taken once for a few building blocks, and a few rules say how the derivatives of parts combine. This page differentiates whatever you type by exactly these rules.

      Below each rule stands an example. Change the function, guess its derivative, and the table tells you at once: beside your guess stand the exact slope and a central difference.

      ### Constants and powers

      A constant does not change, so its derivative is $0$. And for powers:

      $$(x^n)' = n\,x^{n-1}$$

      The exponent comes down in front, and is then one less. It holds for every $n$: for $\sqrt{x} = x^{1/2}$ as for $\frac1x = x^{-1}$.
    `,
    block({
      name: 'ruleCheck',
      rule: { name: 'Power rule', f: 'x^3', derivative: '3x^2', at: [0, 1, 2] },
    }),
    task({
      id: 'cube',
      prompt:
        'Look at $x^3$ in the picture. Where is its slope $3$, other than at $x = 1$? Drag the dot there.',
      done: ({ state, gradient }) =>
        state.expression === 'x^3' && state.point[0] < 0 && Math.abs(gradient[0] - 3) < 0.1,
      after: '$3x^2 = 3$ at $x = -1$ too. Turned by half a turn, the curve is the same.',
      solution: { expression: 'x^3', point: [-1, 0] },
    }),
    text`
      ### Multiples and sums

      Twice as tall is twice as steep, and the slopes of a sum add up:

      $$(c\,f)' = c\,f' \qquad (f + g)' = f' + g'$$

      So a polynomial is done term by term.
    `,
    block({
      name: 'ruleCheck',
      rule: { name: 'Sum and constant multiple', f: '4x^2 - 2x + 7', derivative: '8x - 2', at: [0, 1, 2] },
    }),
    block({ name: 'exercise', reference: { template: 'power-polynomial', seed: 0 } }),
    text`
      ### Products

      The derivative of a product is **not** the product of the derivatives. Think of a rectangle with sides $f$ and $g$: when both grow a little, its area grows by a strip along each side.

      $$(f\,g)' = f'\,g + f\,g'$$
    `,
    block({
      name: 'ruleCheck',
      rule: { name: 'Product rule', f: 'x^2 * sin(x)', derivative: '2x*sin(x) + x^2*cos(x)', at: [0, 1, 2] },
    }),
    block({ name: 'exercise', reference: { template: 'product-sine', seed: 0 } }),
    text`
      ### Quotients

      $$\left(\frac{f}{g}\right)' = \frac{f'\,g - f\,g'}{g^2}$$

      The minus sign belongs to the bottom: when $g$ grows, the quotient falls.
    `,
    block({
      name: 'ruleCheck',
      rule: { name: 'Quotient rule', f: 'x^2 / x^3', derivative: '-1/x^2', at: [1, 2] },
    }),
    text`
      ### The chain

      When one function is put into another, the outer slope is taken *where the inner one stands*, and multiplied by the inner slope:

      $$\bigl(f(g(x))\bigr)' = f'(g(x)) \cdot g'(x)$$

      Gears are like that. If the second turns twice as fast as the first and the third three times as fast as the second, the third turns six times as fast. This one rule, applied over and over, is how networks learn.
    `,
    block({
      name: 'ruleCheck',
      rule: { name: 'Chain rule', f: 'exp(2x)', derivative: '2exp(2x)', at: [-1, 0, 1] },
    }),
    block({ name: 'exercise', reference: { template: 'chain-sine', seed: 0 } }),
    text`
      ### Building blocks

      The rules need something to begin with. These are worth knowing by heart:

      | function | derivative |
      | --- | --- |
      | $e^x$ | $e^x$ |
      | $\ln x$ | $\dfrac1x$ |
      | $\sin x$ | $\cos x$ |
      | $\cos x$ | $-\sin x$ |
      | $a^x$ | $a^x \ln a$ |

      The exponential function is its own derivative: the more there is, the faster it grows.
    `,
    block({ name: 'commonFunctions' }),
    task({
      id: 'sine',
      prompt: 'Enlarge $\\sin x$ and drag the dot to where its slope is steepest uphill.',
      done: ({ state, gradient }) => state.expression === 'sin(x)' && gradient[0] > 0.999,
      after: 'At $0$ the sine climbs at slope $\\cos 0 = 1$; where it has its hill, $\\cos$ is zero.',
      solution: { expression: 'sin(x)', point: [0, 0] },
    }),
    text`
      ### Anything you type

      With these one can differentiate anything. Type a function, and see each rule at work.
    `,
    block({ name: 'stepList', f: 'x^2 sin(3x)' }),
  ],
};
