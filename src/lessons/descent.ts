/** Chapter 7: going downhill, learning rates, valleys, saddles, momentum. */
import { LINEAR_SCENE } from '../presets/modelScenes';
import { block, type Chapter, choices, task, text } from './chapter';

/** From the corner that one looks from by default. */
const ASLANT = { cameraAzimuth: -60, cameraElevation: 32 } as const;

const BOWL = {
  ...ASLANT,
  subject: 'function',
  expression: 'x^2 + y^2',
  domainX: [-3, 3],
  domainY: [-3, 3],
  point: [2, 2],
  optimizer: 'gradientDescent',
  hyperparameters: { eta: 0.1 },
  descentSteps: 40,
} as const;

const VALLEY = {
  subject: 'function',
  expression: '(1-x)^2 + 100*(y-x^2)^2',
  domainX: [-2, 2],
  domainY: [-1, 3],
  point: [-1.2, 1],
  verticalScale: 'log',
  descentSteps: 500,
  descentSpeed: 60,
  // Into the bend of the valley, from above its outer side: all of its floor is seen.
  cameraAzimuth: -80,
  cameraElevation: 58,
} as const;

const SADDLE = {
  ...ASLANT,
  subject: 'function',
  expression: 'x^2 - y^2',
  domainX: [-2, 2],
  domainY: [-2, 2],
  verticalScale: 'fit',
  optimizer: 'gradientDescent',
  hyperparameters: { eta: 0.1 },
  descentSteps: 40,
} as const;

const LINE_LOSS = {
  ...LINEAR_SCENE,
  ...ASLANT,
  point: [-1, 6],
  hyperparameters: { eta: 0.005, beta: 0.9 },
  descentSteps: 100,
  descentVisible: true,
} as const;

export const descent: Chapter = {
  id: 'descent',
  title: 'Downhill: how machines learn',
  summary: 'Gradient descent, its learning rate, valleys, saddles and momentum.',
  scene: {
    ...BOWL,
    tangentPlaneVisible: false,
    gradientVisible: true,
    gradientDirection: 'downhill',
    descentVisible: true,
    descentPosition: 0,
  },
  parts: [
    text`
      ### Step by step down

      The gradient points uphill, so its opposite points downhill. Take a small step that way, look again, take another:

      $$x_{\text{new}} = x - \eta\, \nabla f(x)$$

      That is **gradient descent**, and it is the whole of it. The number $\eta$ (*eta*) is the **learning rate**: how far a step goes for each unit of slope. Press play below the picture, or the space bar.
    `,
    task({
      id: 'arrive',
      prompt: 'Play the descent to its end.',
      done: ({ state, descent: { values } }) =>
        state.descentPosition > 0 && state.descentPosition >= values.length - 1,
      after:
        'Steps grow shorter by themselves: near the bottom the slope is small. At the bottom $\\nabla f = 0$, and the path stays.',
      solution: { ...BOWL, descentVisible: true, descentPosition: 40 },
    }),
    text`
      ### Too small, right, too large

      On the bowl $x^2 + y^2$ each step multiplies the distance from the bottom by $1 - 2\eta$. So $\eta = 0.01$ creeps, $\eta = 0.1$ arrives, and beyond $\eta = 1$ each step lands *farther* from the bottom than it began.
    `,
    block({ name: 'learningRates', rates: [0.01, 0.1, 1.05] }),
    task({
      id: 'diverge',
      prompt: 'Set a learning rate at which the descent runs away.',
      done: ({ state, descent: { values } }) => {
        const [first = 0] = [values[0]];
        const last = values[values.length - 1] ?? 0;
        return state.expression === BOWL.expression && last > first;
      },
      after:
        'The largest rate that still works depends on how sharply the ground curves. A steeper bowl needs a smaller one.',
      solution: { ...BOWL, descentVisible: true, hyperparameters: { eta: 1.05 }, descentPosition: 40 },
    }),
    choices(
      ['The bowl, η = 0.1', { ...BOWL, verticalScale: 'fit' }],
      [
        'A long bowl: x² + 20 y²',
        { ...BOWL, expression: 'x^2 + 20*y^2', hyperparameters: { eta: 0.045 }, verticalScale: 'fit' },
      ],
    ),
    text`
      In the long bowl the rate must suit the steep direction, and is then far too small for the flat one. The path zigzags across and creeps along.

      ### A curved valley

      Rosenbrock's function is famous for exactly this: a valley, steep on its sides and almost level along its floor, and it bends. Its lowest point is $(1, 1)$.
    `,
    choices(
      [
        'Rosenbrock, gradient descent',
        { ...VALLEY, optimizer: 'gradientDescent', hyperparameters: { eta: 0.001 } },
      ],
      [
        'Rosenbrock, momentum',
        { ...VALLEY, optimizer: 'momentum', hyperparameters: { eta: 0.001, beta: 0.9 } },
      ],
    ),
    text`
      ### Momentum

      A heavy ball does not turn at every bump. **Momentum** remembers the last steps: across the valley they cancel each other, along it they add up.

      $$v_{\text{new}} = \beta\, v + \nabla f(x) \qquad x_{\text{new}} = x - \eta\, v_{\text{new}}$$
    `,
    task({
      id: 'valley',
      prompt: 'Get the descent in Rosenbrock’s valley below $f = 0.01$ within its 500 steps.',
      done: ({ state, descent: { values } }) =>
        state.expression === VALLEY.expression &&
        state.descentSteps <= 500 &&
        (values[values.length - 1] ?? 1) < 0.01,
      after: 'With the same learning rate, plain gradient descent is still far away after 500 steps.',
      solution: {
        ...VALLEY,
        optimizer: 'momentum',
        hyperparameters: { eta: 0.001, beta: 0.9 },
        descentVisible: true,
        descentPosition: 500,
      },
    }),
    text`
      ### A saddle

      Where the gradient is zero, descent stops, be it at a bottom or on a pass. Start exactly on the ridge of $x^2 - y^2$ and the path walks to the saddle and stays. Start a hair beside it and it turns away in the end.
    `,
    choices(
      ['On the ridge: (1.5, 0)', { ...SADDLE, point: [1.5, 0] }],
      ['A hair beside: (1.5, 0.001)', { ...SADDLE, point: [1.5, 0.001] }],
    ),
    task({
      id: 'escape',
      prompt: 'Start beside the ridge so that the path leaves the saddle: $f$ falls below $-1$.',
      done: ({ state, descent: { values } }) =>
        state.expression === SADDLE.expression && (values[values.length - 1] ?? 0) < -1,
      after:
        'In many dimensions almost every level place is a saddle, and almost no path stays on its ridge. That is good news for learning.',
      solution: { ...SADDLE, point: [1.5, 0.001], descentSteps: 60 },
    }),
    text`
      ### A loss of one's own

      The same holds for the loss of the line through points, whose landscape is a long bowl: steep one way, almost level the other.
    `,
    choices(
      ['The loss of a line, gradient descent', { ...LINE_LOSS, optimizer: 'gradientDescent' }],
      ['The same with momentum', { ...LINE_LOSS, optimizer: 'momentum' }],
    ),
    block({ name: 'exercise', reference: { template: 'descent-plane', seed: 0 } }),
    text`
      ### What to take along

      - A [derivative](#lesson=derivative) is the slope that secants settle on: how fast a function changes.
      - A few [rules](#lesson=rules) differentiate every formula exactly; measuring with a small $h$ only comes close.
      - A [partial derivative](#lesson=partials) holds all variables but one still.
      - The [gradient](#lesson=gradient) collects them. It points straight uphill, at a right angle to contour lines, and its length is the slope that way.
      - A [loss](#lesson=applications) over data is a function like any other, of as many variables as the model has.
      - Learning is going against the gradient, in steps neither too small nor too large.

      Practise with [the exercises](#lesson=practice). And the lab is yours: 24 landscapes stand in the list at the top, and anything you can type is one more.
    `,
  ],
};
