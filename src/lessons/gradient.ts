/** Chapter 4: the gradient, its direction, its length, and its computation for any number of variables. */
import { block, type Chapter, choices, show, task, text } from './chapter';

/** Degrees within which a direction counts as found. */
const ANGLE_TOLERANCE = 2;

function angleTo(direction: number, [x, y]: readonly [number, number]): number {
  const uphill = (Math.atan2(y, x) * 180) / Math.PI;
  const apart = Math.abs(direction - uphill) % 360;
  return Math.min(apart, 360 - apart);
}

/** The notebook's contour plot: a map with numbered lines and a few arrows. */
const MAP = {
  layout: 'surface',
  surfaceVisible: false,
  contoursOnFloor: true,
  contourLabels: true,
  quiverOnFloor: true,
  quiverOnSurface: false,
  quiverLength: 'magnitude',
  cameraElevation: 90,
  cameraAzimuth: -90,
  // A map has no height to leave room for.
  cameraDistance: 0.8,
} as const;

/** From the corner that one looks from by default. */
const ASLANT = { cameraElevation: 32, cameraAzimuth: -60, cameraDistance: 1 } as const;

export const gradient: Chapter = {
  id: 'gradient',
  title: 'The gradient',
  summary: 'All partial derivatives in one arrow, which points straight uphill.',
  scene: {
    ...MAP,
    expression: 'x^2 + y^2',
    point: [2, 1],
    quiverCount: 8,
    contourCount: 10,
    direction: 90,
    directionVisible: true,
    tangentPlaneVisible: false,
    descentVisible: false,
  },
  parts: [
    text`
      ### One arrow

      Put all partial derivatives of a function into one list, and you have its **gradient**:

      $$\nabla f = \left( \frac{\partial f}{\partial x},\ \frac{\partial f}{\partial y} \right)$$

      Read $\nabla$ as *nabla* or simply as *gradient of*. For $f(x, y) = x^2 + y^2$ it is $\nabla f = (2x, 2y)$. At each place it is an arrow: so far along $x$, so far along $y$.

      ### The map

      The picture shows the landscape from above, as a map does. Each **contour line** joins places of the same height, and the numbers say which. The arrows are gradients. Look at how they stand to the lines.
    `,
    choices(
      ['8 × 8 arrows', { ...MAP, quiverCount: 8 }],
      ['24 × 24 arrows', { ...MAP, quiverCount: 24 }],
      [
        'The surface with its arrows',
        { ...ASLANT, surfaceVisible: true, quiverOnSurface: true, quiverOnFloor: true, quiverCount: 14 },
      ],
    ),
    text`
      > The gradient points where $f$ rises fastest, and stands at a right angle on the contour line.

      Why a right angle? Along the contour line $f$ does not change at all. What rises fastest must have nothing of that direction in it.

      ### Turn a direction

      Standing at the dot you may walk any way. If the unit vector $u$ is your direction, the slope that way is the **directional derivative**

      $$D_u f = \nabla f \cdot u = |\nabla f| \cos \theta ,$$

      where $\theta$ is the angle between your direction and the gradient. Turn the blue arrow and watch, here or in the picture: at its tip stands the slope that way.
    `,
    block({ name: 'directionDial' }),
    task({
      id: 'steepest',
      prompt: 'Turn the blue arrow to where the slope is greatest.',
      done: ({ state, gradient: slopes }) =>
        Math.hypot(...slopes) > 0 && angleTo(state.direction, slopes) <= ANGLE_TOLERANCE,
      after:
        'There $\\theta = 0$ and $\\cos \\theta = 1$: the slope is the length of the gradient, $|\\nabla f|$. So the arrow tells both: which way, and how steeply.',
      solution: { point: [2, 1], direction: 27 },
    }),
    task({
      id: 'level-walk',
      prompt: 'Turn it to a direction in which you would neither climb nor descend.',
      done: ({ state, gradient: slopes }) =>
        Math.hypot(...slopes) > 0 && Math.abs(angleTo(state.direction, slopes) - 90) <= ANGLE_TOLERANCE,
      after: 'That is along the contour line, at $90°$ to the gradient, on either side.',
      solution: { point: [2, 1], direction: 117 },
    }),
    text`
      Straight against the gradient, $\theta = 180°$, is the steepest way **down**. This is all that gradient descent needs to know.

      ### Any landscape

      Drag the dot and turn the map; type a function of your own. Where arrows are long, contour lines crowd. Where the gradient vanishes there may be a peak, a bottom, or a pass between two hills.
    `,
    choices(
      ['x² + y² at (2, 3)', { expression: 'x^2 + y^2', domainX: [-4, 4], domainY: [-4, 4], point: [2, 3] }],
      ['x²y + sin x + y³ at (1, 2)', { expression: 'x^2*y + sin(x) + y^3', point: [1, 2] }],
      ['A pass: x² − y²', { expression: 'x^2 - y^2', point: [1, 1] }],
      ['Hills', { expression: 'sin(x)*cos(y)', domainX: [-4, 4], domainY: [-4, 4], point: [2.2, -0.7] }],
    ),
    task({
      id: 'pass',
      prompt: 'On the pass $x^2 - y^2$, find the place where the gradient is zero.',
      done: ({ state, gradient: slopes }) => state.expression === 'x^2 - y^2' && Math.hypot(...slopes) < 0.2,
      after:
        'At $(0, 0)$ it is level, yet neither top nor bottom: up along $x$, down along $y$. It is called a **saddle**.',
      solution: { expression: 'x^2 - y^2', point: [0, 0] },
    }),
    show('Back to the bowl', {
      ...MAP,
      quiverCount: 8,
      expression: 'x^2 + y^2',
      point: [2, 1],
      domainX: [-3, 3],
      domainY: [-3, 3],
    }),
    block({ name: 'exercise', reference: { template: 'gradient-at-point', seed: 0 } }),
    block({ name: 'exercise', reference: { template: 'directional-polynomial', seed: 0 } }),
    text`
      ### Any number of variables

      With $n$ variables the gradient is a list of $n$ numbers, and all that was said holds: it points where $f$ rises fastest. Nobody can draw an arrow in 4 or in a million dimensions, but nobody needs to.

      A computer without rules would measure it: nudge one variable after the other by $h$ and see what $f$ does. Compare, and choose $h$ yourself.
    `,
    block({
      name: 'numericalGradient',
      examples: [
        { label: 'x² + y²', f: 'x^2 + y^2', at: [2, 3] },
        { label: 'x²y + sin x + y³', f: 'x^2*y + sin(x) + y^3', at: [1, 2] },
        { label: 'Four variables', f: 'a^2 + b^2 + c^2 + d^2', at: [1, 2, 3, 4] },
      ],
    }),
    text`
      Measuring costs two values of $f$ for *each* variable. The rules, applied backwards through the formula, give *all* partial derivatives for little more than one value of $f$. This is called **backpropagation**, and it is why networks with millions of variables can be trained. This program does the same with what you type.
    `,
  ],
};
