/** Exercises on the losses of models: what training computes at every step. */
import { type Syntax, toTex } from '../../../expression';
import { explain, simplify } from '../../../expression/explain';
import * as tree from '../../../expression/explain/trees';
import { gradientSlips } from '../answerSlips';
import type { Draw } from '../draw';
import { pointOf, valueAt } from '../exactValue';
import type { Task } from '../exercise';
import { slip } from '../slips';
import { numbers, read } from '../tasks';
import type { Template } from '../template';
import { hintsOf, partialSign, tupleTex, vectorTex } from '../wording';

const WEIGHTS = ['w', 'b'] as const;

/** The gradient of the squared error of one data row. */
function squaredError(): Task {
  const { syntax, parameters } = read('(w x + b - y)^2', WEIGHTS);
  const workings = WEIGHTS.map((name) => explain(syntax, name, true));
  const truths = workings.map(({ derivative }) => derivative);
  const halves = truths.map((truth) => simplify(tree.divide(truth, tree.number(2))));
  const swapped = truths.map((truth) => simplify(tree.negate(truth)));
  return {
    prompt: `The squared error of a line on one data row is $L(w, b) = ${toTex(syntax)}$; the mean squared error is the mean of it over all rows. Find the gradient of $L$ with respect to $w$ and $b$: what stands inside the mean.`,
    asked: '\\nabla L(w, b)',
    placeholder: 'such as (2w, 2b)',
    variables: WEIGHTS,
    parameters,
    truths,
    order: 'ordered',
    box: {},
    within: syntax,
    hints: [
      'The data $x$ and $y$ are constants here; $w$ and $b$ are the variables.',
      ...workings.flatMap((working) => hintsOf(working).slice(0, 1)),
    ],
    solution: [
      ...workings.map((explanation) => ({ kind: 'working', explanation }) as const),
      { kind: 'text', text: `The mean over the rows of each is the gradient of the mean squared error.` },
    ],
    slips: () => [
      slip('forgotTwo', ...halves),
      slip('residualSwapped', ...swapped),
      ...gradientSlips(syntax, WEIGHTS, truths),
    ],
  };
}

/** The gradient of the mean squared error of three rows at given weights, as numbers. */
function meanSquaredError(draw: Draw): Task {
  const xs = draw.of([
    [1, 2, 3],
    [0, 1, 2],
    [-1, 0, 2],
  ] as const);
  const ys = xs.map(() => draw.whole(-2, 6));
  const at = [draw.whole(-1, 2), draw.whole(-2, 2)] as const;
  const term = (index: number): string => `(${xs[index] ?? 0} w + b - (${ys[index] ?? 0}))^2`;
  const { syntax: total } = read(xs.map((_, index) => term(index)).join(' + '), WEIGHTS);
  const count = tree.number(xs.length);
  const point = pointOf(WEIGHTS, at);
  const sums = WEIGHTS.map((name) => valueAt(explain(total, name, true).derivative, point));
  const truths = sums.map((sum) => simplify(tree.divide(sum, count)));
  const residuals = xs.map((x, index) => at[0] * x + at[1] - (ys[index] ?? 0));
  return {
    ...numbers(truths),
    prompt: `A line $w x + b$ is fitted to the rows $${xs.map((x, index) => tupleTex([x, ys[index] ?? 0])).join(',\\ ')}$. Find the gradient of the mean squared error at $w = ${at[0]}$, $b = ${at[1]}$.`,
    asked: '\\nabla L',
    placeholder: 'such as (-4/3, 2)',
    hints: [
      '$\\nabla L$ is the mean of $\\left(2\\,r\\,x,\\ 2\\,r\\right)$ over the rows, where $r = w x + b - y$ is the residual.',
      `The residuals are $${residuals.join(',\\ ')}$.`,
    ],
    solution: [
      { kind: 'text', text: `The residuals $w x + b - y$ are $${residuals.join(',\\ ')}$.` },
      {
        kind: 'text',
        text: `The mean of $2 r x$ and of $2 r$ over the ${xs.length} rows is $${vectorTex(truths)}$.`,
      },
    ],
    slips: () => [
      slip('forgotMean', ...sums),
      slip('forgotTwo', ...truths.map((truth) => simplify(tree.divide(truth, tree.number(2))))),
      slip('residualSwapped', ...truths.map((truth) => simplify(tree.negate(truth)))),
      slip('swappedComponents', ...[...truths].reverse()),
      slip('valueInsteadOfGradient', simplify(tree.divide(valueAt(total, point), count))),
    ],
  };
}

/** The gradient of the cross-entropy of one row of a logistic regression. */
function logisticLoss(draw: Draw): Task {
  const target = draw.of([0, 1]);
  const loss = target === 1 ? '-ln(sigmoid(w x + b))' : '-ln(1 - sigmoid(w x + b))';
  const { syntax, parameters } = read(loss, WEIGHTS);
  const residual = read(`sigmoid(w x + b) - ${target}`, WEIGHTS).syntax;
  const feature: Syntax = { kind: 'parameter', name: 'x', span: tree.NOWHERE };
  const both = (factor: Syntax): readonly Syntax[] => [
    simplify(tree.multiply(factor, feature)),
    simplify(factor),
  ];
  const truths = both(residual);
  const slope = read('sigmoid(w x + b) (1 - sigmoid(w x + b))', WEIGHTS).syntax;
  return {
    prompt: `For a row with target $y = ${target}$, the loss of logistic regression is $L(w, b) = ${toTex(syntax)}$ with $\\sigma(z) = \\frac{1}{1 + e^{-z}}$. Find its gradient with respect to $w$ and $b$. Write $\\sigma(z)$ as \`sigmoid(z)\`.`,
    asked: '\\nabla L(w, b)',
    placeholder: 'such as (x sigmoid(w x), sigmoid(b))',
    variables: WEIGHTS,
    parameters,
    truths,
    order: 'ordered',
    box: {},
    within: syntax,
    hints: [
      "$\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$, which cancels against the logarithm.",
      `With $z = w x + b$: $\\frac{\\partial L}{\\partial z} = \\sigma(z) - y$.`,
    ],
    solution: [
      {
        kind: 'text',
        text: `With $z = w x + b$, the logarithm gives $\\frac{\\partial L}{\\partial z} = \\sigma(z) - ${target}$, since $\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$.`,
      },
      {
        kind: 'text',
        text: `By the chain rule $${partialSign('L', 'w')} = ${vectorTex(truths.slice(0, 1))}$ and $${partialSign('L', 'b')} = ${vectorTex(truths.slice(1))}$.`,
      },
    ],
    slips: () => [
      slip('residualSwapped', ...both(simplify(tree.negate(residual)))),
      slip('slopeOfLogistic', ...both(tree.multiply(residual, slope))),
      slip('forgotInner', simplify(residual), simplify(residual)),
      slip('swappedComponents', ...[...truths].reverse()),
      slip('valueInsteadOfGradient', syntax),
    ],
  };
}

export const LOSS_TEMPLATES: readonly Template[] = [
  {
    id: 'loss-squared-error',
    title: 'The gradient of the squared error',
    topic: 'loss',
    level: 4,
    make: squaredError,
  },
  {
    id: 'loss-mean-squared-error',
    title: 'The gradient of the mean squared error by hand',
    topic: 'loss',
    level: 4,
    make: meanSquaredError,
  },
  {
    id: 'loss-logistic',
    title: 'The gradient of logistic regression',
    topic: 'loss',
    level: 5,
    make: logisticLoss,
  },
];
