/** Chapter 1: the derivative as the slope a secant settles on, in exact numbers and in floating point. */
import { block, type Chapter, choices, type Situation, show, task, text } from './chapter';

/** How near the point must be dragged, in units of x: a few pixels. */
const NEAR = 0.03;

const isSecant = ({ state }: Situation): boolean =>
  state.derivativeMethod === 'forward' || state.derivativeMethod === 'central';

export const derivative: Chapter = {
  id: 'derivative',
  title: 'What a derivative is',
  summary: 'How fast something changes: secants that become a tangent, on paper and in a computer.',
  scene: {
    layout: 'curve',
    expression: 'x^2',
    // Room for the names of run and rise.
    domainX: [-2, 3.5],
    point: [1, 0],
    derivativeMethod: 'forward',
    derivativeStep: 1,
    descentVisible: false,
  },
  parts: [
    text`
      ### How steep is a curve?

      A straight road has one steepness: so many metres up for each metre along. We call it the **slope**, *rise over run*.

      A curve has no single slope. The parabola $f(x) = x^2$ in the picture falls on the left, is level at the bottom, and rises ever faster on the right. Yet at each single point it seems to head somewhere. The **derivative** is the number that says how steeply.
    `,
    text`
      ### From secant to tangent

      Take the point at $x$ (the round dot) and a second one a little further on, at $x + h$ (the square). The straight line through both is a **secant**, and its slope is rise over run:

      $$\frac{f(x+h) - f(x)}{h}$$

      Now let $h$ shrink. The second point slides towards the first, the secant turns, and it settles on one line that only touches the curve: the **tangent**, drawn dashed.
    `,
    task({
      id: 'shrink',
      prompt:
        'Drag the square towards the dot, or move $h$ below, until the secant lies on the tangent: $h \\le 0.01$.',
      done: (situation) => isSecant(situation) && situation.state.derivativeStep <= 0.01,
      after:
        "At $x = 1$ the slopes come ever closer to $2$. That is the derivative there: we write $f'(1) = 2$.",
      solution: { derivativeMethod: 'forward', derivativeStep: 0.01 },
    }),
    block({ name: 'secant' }),
    text`
      For $f(x) = x^2$ one can see why. The slope of the secant is

      $$\frac{(x+h)^2 - x^2}{h} = \frac{2xh + h^2}{h} = 2x + h ,$$

      and when $h$ goes to nothing, $2x$ is left. In general the derivative is this **limit**:

      $$f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$$

      You may also meet it written $\dfrac{df}{dx}$: a tiny change of $f$, divided by the tiny change of $x$ that caused it.

      ### The derivative is a function too

      Every $x$ has its own slope, so the slopes make a new function, $f'$. It is drawn below $f$, on the same axis. Where $f$ falls, $f'$ is below zero; where $f$ rises, above.
    `,
    task({
      id: 'level',
      prompt: 'Drag the dot to where the parabola is level: the slope there is $0$.',
      done: ({ state, gradient }) => state.expression === 'x^2' && Math.abs(gradient[0]) < 2 * NEAR,
      after:
        "At the bottom, $f'(0) = 0$. Whoever looks for a lowest point looks for a slope of zero: remember this.",
      solution: { point: [0, 0] },
    }),
    task({
      id: 'falling',
      prompt: 'Now find the point where the curve falls by $2$ for each step to the right.',
      done: ({ state, gradient }) => state.expression === 'x^2' && Math.abs(gradient[0] + 2) < 2 * NEAR,
      after: "$f'(-1) = -2$: as steep as at $x = 1$, but downhill.",
      solution: { point: [-1, 0] },
    }),
    text`
      Other curves, the same idea. Watch how each hill and each valley of $f$ is a zero of $f'$:
    `,
    choices(
      ['x³ − 3x', { expression: 'x^3 - 3x', domainX: [-2.5, 2.5], derivativeMethod: 'exact' }],
      ['sin x', { expression: 'sin(x)', domainX: [-6.5, 6.5], derivativeMethod: 'exact' }],
      ['|x|: a corner', { expression: 'abs(x)', domainX: [-2, 2], point: [0, 0], derivativeMethod: 'exact' }],
    ),
    text`
      At its corner $|x|$ has no tangent: secants from the left have slope $-1$, from the right $+1$, and they never agree. There it has no derivative. Type any function of $x$ you like into the box at the top.

      ### When the computer takes the limit

      A computer cannot let $h$ go to nothing. It must pick a number, and one might think: the smaller, the better. Look again, now at $\sin x$ at $x = 1$, whose derivative is $\cos 1 \approx 0.5403$.
    `,
    show('sin x at 1, with h = 10⁻⁸', {
      expression: 'sin(x)',
      domainX: [-3, 3],
      point: [1, 0],
      derivativeMethod: 'forward',
      derivativeStep: 1e-8,
    }),
    block({ name: 'stepError' }),
    text`
      Read the chart from right to left. At first the error shrinks with $h$: the secant turns into the tangent. Then it **grows** again, and trembles. Numbers in a computer have about 16 digits. When $h$ is tiny, $f(x+h)$ and $f(x)$ agree in nearly all of them, and their difference is made of the digits that were lost. Divided by a tiny $h$, that rubbish becomes large.

      One does better by looking to both sides, with the **central difference**:

      $$f'(x) \approx \frac{f(x+h) - f(x-h)}{2h}$$

      Its error shrinks with $h^2$ instead of $h$, because whatever bends the curve bends it on both sides alike. So it needs no step as small: with $h = 10^{-8}$ it is as poor as any, with $h = 10^{-5}$ it is right to ten digits.
    `,
    choices(
      ['Central', { derivativeMethod: 'central' }],
      ['Forward', { derivativeMethod: 'forward' }],
      ['All methods, in 32 and 64 bits', { chartsOpen: true, chartsTab: 'microscope' }],
    ),
    task({
      id: 'central',
      prompt:
        'Find a step with which the central difference is off by less than $10^{-9}$. Press *Central*, then drag in the chart.',
      done: ({ state, gradient, estimate }) =>
        state.derivativeMethod === 'central' &&
        estimate !== undefined &&
        Math.abs(estimate[0] - gradient[0]) < 1e-9 &&
        state.derivativeStep < 1e-3,
      after:
        'Between too large and too small there is a best step, and it depends on the formula and on the digits one has.',
      solution: { expression: 'sin(x)', point: [1, 0], derivativeMethod: 'central', derivativeStep: 1e-5 },
    }),
    text`
      This program takes no such limits. It follows the rules of differentiation, exactly, for every function you type; finite differences are here to be looked at. Those rules are the next chapter.

      ### Speed, and how speed changes

      You have felt derivatives all your life. Let $s(t)$ be where you are at time $t$. Its derivative is your **velocity**: how far you get in each unit of time, with a sign that says which way. The derivative of the velocity is your **acceleration**, what pushes you into the seat.
    `,
    show('Position s(t) = t³ − 6t² + 9t', {
      expression: 's(t) = t^3 - 6t^2 + 9t',
      domainX: [0, 4],
      point: [0.5, 0],
      derivativeMethod: 'exact',
      chartsOpen: false,
    }),
    block({ name: 'motion' }),
    task({
      id: 'turning',
      prompt: 'The dot turns round twice. Stop it at a moment when it does: its velocity is $0$.',
      done: ({ state, gradient }) => state.expression.startsWith('s(t)') && Math.abs(gradient[0]) < 0.15,
      after:
        'At $t = 1$ and $t = 3$ the velocity is $0$, and the curve of $s$ is level. The acceleration is not zero there: that is what turns the dot.',
      solution: {
        expression: 's(t) = t^3 - 6t^2 + 9t',
        domainX: [0, 4],
        point: [1, 0],
        derivativeMethod: 'exact',
      },
    }),
    text`
      ### Why it matters

      To learn, a machine asks of each of its numbers: *if I turn this one up a little, does my error rise or fall, and how fast?* The answer is a derivative. A network has millions of such numbers, and learning is nothing but asking, for all of them at once, and turning each a little downhill.
    `,
  ],
};
