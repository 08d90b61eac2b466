/** Chapter 5: what gradients are for. The notebook's regressions, with its data and its numbers. */
import { LINEAR_SCENE, LOGISTIC_SCENE, NETWORK_SCENE } from '../presets/modelScenes';
import { block, type Chapter, choices, type Situation, show, task, text } from './chapter';

const DESCENT = { optimizer: 'gradientDescent', descentSpeed: 60 } as const;
const LINE = { ...LINEAR_SCENE, ...DESCENT, point: [0, 0], gradientDirection: 'uphill' } as const;
const CLASSES = { ...LOGISTIC_SCENE, ...DESCENT, point: [0, 0], gradientDirection: 'uphill' } as const;

const isXor = ({ subject, dataset, layers }: Situation['state']): boolean =>
  subject === 'network' && dataset === 'xor' && layers === NETWORK_SCENE.layers;

export const applications: Chapter = {
  id: 'applications',
  title: 'What it is for',
  summary: 'A line through points, a border between clouds, a network: losses, and their gradients.',
  scene: { ...LINE, tangentPlaneVisible: false },
  parts: [
    text`
      ### A line through points

      Fifty points, and a line $y = wx + b$ that should pass through them as well as it can. How well it does is measured: for each point take the distance by which the line misses it, square it, and take the mean.

      $$L(w, b) = \frac1n \sum_{i=1}^n (w x_i + b - y_i)^2$$

      This **loss** is a function of two variables, $w$ and $b$. The points are not variables: they are what they are. So the loss has a landscape, and every line is *one place* in it. It is the picture you see, with the points and the line beside it.

      At $(0, 0)$ the line lies flat on the axis, and the loss is $145.37$.
    `,
    task({
      id: 'by-hand',
      prompt: 'Drag the dot in the landscape, and watch the line, until the loss is below $5$.',
      done: ({ state, value }) => state.subject === 'linear' && value < 5,
      after:
        'The points were drawn around $w = 2$, $b = 1$. There the loss is $3.62$. The least of all is $3.30$, at $w \\approx 1.884$, $b \\approx 1.129$.',
      solution: { ...LINE, point: [2, 1] },
    }),
    text`
      ### Its gradient

      By the chain rule, with the mean in front and each point in its turn:

      $$\frac{\partial L}{\partial w} = \frac2n \sum_i (w x_i + b - y_i)\, x_i$$

      $$\frac{\partial L}{\partial b} = \frac2n \sum_i (w x_i + b - y_i)$$

      At $(0, 0)$ it is $(-138.17,\ -21.10)$: uphill is towards smaller $w$ and $b$, so downhill is towards larger. Look how narrow the valley is: a little more $w$ matters much more than a little more $b$.
    `,
    block({ name: 'exercise', reference: { template: 'loss-squared-error', seed: 0 } }),
    text`
      ### Let it learn

      Gradient descent begins anywhere and needs nobody to drag.
    `,
    task({
      id: 'learn',
      prompt: 'Start at $(0, 0)$ and play the descent until the loss at its end is below $3.4$.',
      done: ({ state, descent: { values } }) =>
        state.subject === 'linear' &&
        state.descentPosition >= values.length - 1 &&
        (values[values.length - 1] ?? 9) < 3.4,
      after:
        'First it drops to the floor of the valley within a few steps; then it creeps along the floor. You have seen such a path before.',
      solution: { ...LINE, descentVisible: true, descentPosition: 400 },
    }),
    block({ name: 'learningRates', rates: [0.001, 0.01, 0.03] }),
    text`
      ### A border between two clouds

      Now the answer is yes or no. A point $(x_1, x_2)$ belongs to one cloud or the other, and the model gives a probability:

      $$p = \sigma(w_1 x_1 + w_2 x_2 + b) \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$

      The loss punishes being sure of what is wrong. With $y = 1$ for one cloud and $y = 0$ for the other it is

      $$L = -\frac1n \sum_i \bigl( y_i \ln p_i + (1 - y_i) \ln (1 - p_i) \bigr) .$$

      With all parameters zero every answer is “one half”, and $L = \ln 2 \approx 0.693$.
    `,
    choices(['Two clouds', CLASSES], ['The line through points', LINE]),
    task({
      id: 'border',
      prompt: 'Show the two clouds, and drag the dot until the loss is below $0.1$.',
      done: ({ state, value }) => state.subject === 'logistic' && value < 0.1,
      after:
        'At $w_1 = w_2 = 1$ it is $0.0438$. There is no lowest place at all here: the surer, the better, for ever.',
      solution: { ...CLASSES, point: [1, 1] },
    }),
    text`
      Its gradient is of a surprising plainness. The $\sigma$ and the logarithm, put together, leave only the error times the input:

      $$\frac{\partial L}{\partial w_k} = \frac1n \sum_i (p_i - y_i)\, x_{ik}$$
    `,
    block({ name: 'exercise', reference: { template: 'loss-logistic', seed: 0 } }),
    text`
      ### What no line can do

      Two inputs, each $0$ or $1$, and the answer is yes when exactly one of them is $1$: *exclusive or*. No straight border separates the answers. A **network** can: it computes four numbers from the inputs, bends each by $\sigma$, and makes its answer from those four.

      $$h = \sigma(W_1 x + b_1) \qquad p = \sigma(W_2 h + b_2)$$

      That makes $8 + 4 + 4 + 1 = 17$ variables, so its loss is a landscape over seventeen dimensions. The picture shows a plane through it. It begins with tiny weights, every answer near one half, and a loss of $0.69315$, again $\ln 2$.
    `,
    show('The network, before training', NETWORK_SCENE),
    text`
      Press play. For a while nothing seems to happen: the start is almost a saddle. Then the weights part from each other, and the loss falls.
    `,
    task({
      id: 'xor-learn',
      prompt: 'Train the network until its loss is below $0.1$.',
      done: ({ state, training }) => isXor(state) && (training?.loss ?? 1) < 0.1,
      after:
        'It took some $130$ steps, and not evenly: the loss rests near $0.48$ for half of them before it falls. What is it waiting for?',
      solution: { ...NETWORK_SCENE, descentPosition: 200 },
    }),
    text`
      Look at the step where it rests. Three of the four answers are alike there: the network has learnt to tell $(0, 0)$ from the rest, as one straight border can, and gives the rest $\frac23$ each. Each sample pulls at the weights with a gradient of its own, and the gradient of the loss is the mean of them.
    `,
    task({
      id: 'xor-sample',
      prompt:
        'Go back to a step at which the loss is between $0.47$ and $0.49$. In the plot of the data, choose the sample whose own gradient is the longest.',
      done: ({ state, training }) => {
        if (training === undefined || !isXor(state)) return false;
        const { loss } = training;
        if (!(loss > 0.47 && loss < 0.49)) return false;
        const lengths = training.rowGradients();
        return state.shownRow > 0 && lengths[state.shownRow - 1] === Math.max(...lengths);
      },
      after:
        'It is $(1, 1)$: its answer should be $0$ and is $\\frac23$, so its error is twice that of the two others, and of the other sign. Together the three cancel, and the ground is nearly level.',
      solution: { ...NETWORK_SCENE, descentPosition: 70, shownRow: 4 },
    }),
    task({
      id: 'xor-weights',
      prompt: 'Train on until some weight is larger than $12$.',
      done: ({ state, training }) =>
        isXor(state) && Array.from(training?.weights ?? []).some((weight) => Math.abs(weight) > 12),
      after:
        'All answers have long been right, yet the weights still grow: as with the two clouds, the surer, the better, for ever.',
      solution: { ...NETWORK_SCENE, descentPosition: 400 },
    }),
    text`
      Nothing new was needed, only the chain rule, backwards through the layers, and then [downhill](#lesson=descent).
    `,
    show('Back to the line', LINE),
  ],
};
