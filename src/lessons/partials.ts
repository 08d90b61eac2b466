/** Chapter 3: derivatives of functions of several variables, one variable at a time. */
import { block, type Chapter, choices, type Situation, show, task, text } from './chapter';

/** A slope that looks level. */
const LEVEL = 0.12;

const isBowl = ({ state }: Situation): boolean => state.expression === 'x^2 + x*y + y^2';

export const partials: Chapter = {
  id: 'partials',
  title: 'Partial derivatives',
  summary: 'Functions of several variables: hold all but one still, and you know what to do.',
  scene: {
    expression: 'x^2 + x*y + y^2',
    point: [1, 2],
    slicesVisible: true,
    tangentPlaneVisible: false,
    gradientVisible: false,
    quiverOnFloor: false,
    contoursOnSurface: false,
    descentVisible: false,
  },
  parts: [
    text`
      ### A landscape

      Most things depend on more than one number. The function $f(x, y) = x^2 + xy + y^2$ takes two, and its picture is no longer a curve but a landscape: over each place $(x, y)$ of the ground lies the height $f(x, y)$.

      How steep is it at the dot? That depends on which way you walk.

      ### Hold one still

      Walk along $x$ and leave $y$ alone. You then walk along a cut through the landscape, the orange curve, and on it $f$ is a function of $x$ only. Its slope is an ordinary derivative. We call it the **partial derivative** of $f$ with respect to $x$:

      $$\frac{\partial f}{\partial x} = \lim_{h \to 0} \frac{f(x + h,\, y) - f(x,\, y)}{h}$$

      The blue cut runs along $y$, with $x$ held still, and its slope is $\dfrac{\partial f}{\partial y}$. The round $\partial$ says: other variables are there, and stay where they are.

      To compute it, treat the other variable as a constant, and use the rules you know:

      $$\frac{\partial f}{\partial x} = 2x + y \qquad \frac{\partial f}{\partial y} = x + 2y$$

      In the picture the dot is at $(1, 2)$: $f = 7$, and the slopes are $4$ and $5$.
    `,
    task({
      id: 'level-along-x',
      prompt:
        'Drag the dot to a place where the orange cut is level but the blue one is not: $\\partial f/\\partial x = 0$.',
      done: (situation) =>
        isBowl(situation) &&
        Math.abs(situation.gradient[0]) < LEVEL &&
        Math.abs(situation.gradient[1]) > 4 * LEVEL,
      after:
        'Wherever $2x + y = 0$, such as at $(-1, 2)$. One partial derivative alone does not tell a lowest point.',
      solution: { expression: 'x^2 + x*y + y^2', point: [-1, 2] },
    }),
    task({
      id: 'bottom',
      prompt: 'Now find the place where both cuts are level.',
      done: (situation) => isBowl(situation) && Math.hypot(...situation.gradient) < LEVEL,
      after: 'At $(0, 0)$ all partial derivatives are zero. That is the bottom of the bowl.',
      solution: { expression: 'x^2 + x*y + y^2', point: [0, 0] },
    }),
    text`
      The cut by itself is a curve as in the first chapter. Here it is, with its derivative below it:
    `,
    choices(
      ['The cut along x', { layout: 'curve', tangentPlaneVisible: true }],
      ['The landscape', { layout: 'surface', tangentPlaneVisible: false }],
    ),
    text`
      ### Three landscapes

      Every place has its own $\partial f/\partial x$ and its own $\partial f/\partial y$. So both are functions of $x$ and $y$ too, with landscapes of their own: $f$ in the colours from violet to yellow, $\partial f/\partial x$ in reds, $\partial f/\partial y$ in blues.
    `,
    task({
      id: 'three',
      prompt: 'Show the function beside its two partial derivatives.',
      done: ({ state }) => state.layout === 'partials',
      after: 'Of a function with squares the partial derivatives are tilted planes: they grow evenly.',
      solution: { layout: 'partials' },
    }),
    choices(
      ['f and its partials', { layout: 'partials' }],
      [
        'x²y + y³ at (2, 3)',
        {
          layout: 'partials',
          expression: 'x^2*y + y^3',
          domainX: [-4, 4],
          domainY: [-4, 4],
          point: [2, 3],
        },
      ],
      ['One landscape', { layout: 'surface' }],
    ),
    text`
      ### Worked examples

      Here are partial derivatives by hand beside those of the program. Move the sliders: they agree everywhere.
    `,
    block({
      name: 'partialTable',
      example: { f: 'x^2 + x*y + y^2', variables: ['x', 'y'], at: [1, 2], partials: ['2x + y', 'x + 2y'] },
    }),
    block({
      name: 'partialTable',
      example: { f: 'x^2*y + y^3', variables: ['x', 'y'], at: [2, 3], partials: ['2x*y', 'x^2 + 3y^2'] },
    }),
    text`
      In the next one the chain rule is at work. For $\partial/\partial x$ the inner function $xy$ has the slope $y$, so the $y$ comes down as a factor.
    `,
    block({
      name: 'partialTable',
      example: { f: 'exp(x*y)', variables: ['x', 'y'], at: [1, 2], partials: ['y*exp(x*y)', 'x*exp(x*y)'] },
    }),
    block({ name: 'exercise', reference: { template: 'partial-polynomial', seed: 0 } }),
    block({ name: 'exercise', reference: { template: 'partial-exponential', seed: 0 } }),
    text`
      ### Three variables and more

      Nothing changes with a third variable, except that nobody can draw it. Hold two still, and differentiate by the third:
    `,
    block({
      name: 'partialTable',
      example: {
        f: 'x^2*y*z + sin(x*y) + z^3',
        variables: ['x', 'y', 'z'],
        at: [1, 2, 3],
        partials: ['2x*y*z + y*cos(x*y)', 'x^2*z + x*cos(x*y)', 'x^2*y + 3z^2'],
      },
    }),
    text`
      Press *Show in the picture*: you see the landscape over $x$ and $y$ while $z$ waits on a slider at the right. That too is holding a variable still.
    `,
    show('Back to the bowl', {
      expression: 'x^2 + x*y + y^2',
      point: [1, 2],
      domainX: [-3, 3],
      domainY: [-3, 3],
    }),
    text`
      All partial derivatives together make one arrow, and it knows more than each of them: [the gradient](#lesson=gradient).
    `,
  ],
};
