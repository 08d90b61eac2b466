/** The kinds of question: from a function as typed to a task with answer, hints, solution and slips. */
import { nameToTex, parseExpression, type Syntax, toTex } from '../../expression';
import { explain, simplify } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';
import type { Box } from '../check/domain';
import { degreesSlip, gradientSlips, partialSlips, zerosSlip } from './answerSlips';
import { pointOf, scalarProduct, valueAt } from './exactValue';
import type { SolutionPart, Task } from './exercise';
import { wrongDerivatives } from './misdifferentiate';
import { oppositeOf, slip } from './slips';
import { heldConstant, hintsOf, namesOf, partialSign, tupleTex, vectorTex } from './wording';

export interface FunctionTask {
  /** As typed. */
  readonly f: string;
  /** Where the function is defined and worth comparing. */
  readonly box?: Box;
  /** Its name; f where absent. */
  readonly name?: string;
}

/** f'(x). */
export function derivativeTask({ f, box = {}, name = 'f' }: FunctionTask, variable = 'x'): Task {
  const { syntax, parameters } = read(f, [variable]);
  const working = explain(syntax, variable, false);
  return {
    prompt: `Differentiate $${name}(${variable}) = ${toTex(syntax)}$.`,
    asked: `${name}'(${variable})`,
    placeholder: 'such as 2x',
    variables: [variable],
    parameters,
    truths: [working.derivative],
    order: 'ordered',
    box,
    within: syntax,
    hints: hintsOf(working),
    solution: [{ kind: 'working', explanation: working }],
    slips: () => [
      ...wrongDerivatives(syntax, variable),
      oppositeOf([working.derivative]),
      slip('answeredFunction', syntax),
    ],
  };
}

/** f''(x). */
export function secondDerivativeTask({ f, box = {} }: FunctionTask): Task {
  const { syntax, parameters } = read(f, ['x']);
  const first = explain(syntax, 'x', false);
  const second = explain(first.derivative, 'x', false);
  return {
    prompt: `Find the second derivative of $f(x) = ${toTex(syntax)}$.`,
    asked: "f''(x)",
    placeholder: 'such as 6x',
    variables: ['x'],
    parameters,
    truths: [second.derivative],
    order: 'ordered',
    box,
    within: syntax,
    hints: [
      "Differentiate twice: first find $f'(x)$ and simplify it.",
      `$f'(x) = ${toTex(first.derivative)}$`,
      ...hintsOf(second).slice(0, 1),
    ],
    solution: [
      { kind: 'text', text: 'First the derivative:' },
      { kind: 'working', explanation: first },
      { kind: 'text', text: 'and once more:' },
      { kind: 'working', explanation: second },
    ],
    slips: () => [
      slip('firstDerivative', first.derivative),
      ...wrongDerivatives(first.derivative, 'x'),
      oppositeOf([second.derivative]),
      slip('answeredFunction', syntax),
    ],
  };
}

/** ∂f/∂x, of a function of several variables. */
export function partialTask(
  { f, box = {}, name = 'f' }: FunctionTask,
  variables: readonly string[],
  by: string,
): Task {
  const { syntax, parameters } = read(f, variables);
  const working = explain(syntax, by, true);
  const others = variables.filter((variable) => variable !== by);
  return {
    prompt: `Find the partial derivative of $${name}(${namesOf(variables)}) = ${toTex(syntax)}$ with respect to $${nameToTex(by)}$.`,
    asked: partialSign(name, by),
    placeholder: 'such as 2x y',
    variables,
    parameters,
    truths: [working.derivative],
    order: 'ordered',
    box,
    within: syntax,
    hints: [heldConstant(others), ...hintsOf(working)],
    solution: [
      { kind: 'text', text: heldConstant(others) },
      { kind: 'working', explanation: working },
    ],
    slips: () => partialSlips(syntax, variables, by, working.derivative),
  };
}

/** ∇f as functions. */
export function gradientTask({ f, box = {}, name = 'f' }: FunctionTask, variables: readonly string[]): Task {
  const { syntax, parameters } = read(f, variables);
  const workings = variables.map((variable) => explain(syntax, variable, true));
  const truths = workings.map(({ derivative }) => derivative);
  return {
    prompt: `Find the gradient of $${name}(${namesOf(variables)}) = ${toTex(syntax)}$.`,
    asked: `\\nabla ${name}(${namesOf(variables)})`,
    placeholder: `such as (${variables.map((variable) => `2${variable}`).join(', ')})`,
    variables,
    parameters,
    truths,
    order: 'ordered',
    box,
    within: syntax,
    hints: [
      `The gradient is the vector of the partial derivatives, in the order of the variables: $\\left(${variables.map((variable) => partialSign(name, variable)).join(',\\ ')}\\right)$.`,
      ...workings.flatMap((working) => hintsOf(working).slice(0, 1)),
    ],
    solution: workings.map((explanation) => ({ kind: 'working', explanation })),
    slips: () => gradientSlips(syntax, variables, truths),
  };
}

/** ∇f at a point, as numbers. */
export function gradientAtTask(
  { f, name = 'f' }: FunctionTask,
  variables: readonly string[],
  at: readonly number[],
): Task {
  const { syntax } = read(f, variables);
  const workings = variables.map((variable) => explain(syntax, variable, true));
  const derivatives = workings.map(({ derivative }) => derivative);
  const point = pointOf(variables, at);
  const truths = derivatives.map((derivative) => valueAt(derivative, point));
  return {
    ...numbers(truths),
    prompt: `Find the gradient of $${name}(${namesOf(variables)}) = ${toTex(syntax)}$ at the point $${tupleTex(at)}$.`,
    asked: `\\nabla ${name}${tupleTex(at)}`,
    placeholder: 'such as (4, -1/2)',
    hints: [
      'First find the partial derivatives as functions, then put in the point.',
      ...workings.flatMap((working) => hintsOf(working).slice(0, 1)),
      `$\\nabla ${name} = ${vectorTex(derivatives)}$`,
    ],
    solution: [
      ...workings.map((explanation): SolutionPart => ({ kind: 'working', explanation })),
      { kind: 'text', text: `At $${tupleTex(at)}$: $\\nabla ${name} = ${vectorTex(truths)}$.` },
    ],
    slips: () => [
      ...gradientSlips(syntax, variables, derivatives).map((each) => ({
        ...each,
        wrong: each.wrong.map((wrong) => valueAt(wrong, point)),
      })),
      slip('valueInsteadOfGradient', valueAt(syntax, point)),
      ...degreesSlip(derivatives.map((derivative) => tree.substitute(derivative, point))),
    ],
  };
}

/** The slope in a direction, as a number. */
export function directionalTask(
  { f }: FunctionTask,
  at: readonly [number, number],
  direction: readonly [number, number],
): Task {
  const variables = ['x', 'y'];
  const { syntax } = read(f, variables);
  const point = pointOf(variables, at);
  const derivatives = variables.map((variable) => explain(syntax, variable, true).derivative);
  const slopes = derivatives.map((derivative) => valueAt(derivative, point));
  const along = scalarProduct(slopes, direction.map(tree.number));
  const length = tree.call('sqrt', tree.number(direction[0] ** 2 + direction[1] ** 2));
  const truth = simplify(tree.divide(along, length));
  const steepest = tree.call('sqrt', scalarProduct(slopes, slopes));
  return {
    ...numbers([truth]),
    prompt: `How steep is $f(x, y) = ${toTex(syntax)}$ at $${tupleTex(at)}$ in the direction of $${tupleTex(direction)}$? Find the directional derivative.`,
    asked: 'D_{\\mathbf{v}} f',
    placeholder: 'such as 7/5 or sqrt(2)',
    hints: [
      'The directional derivative is the scalar product of the gradient with the *unit* vector of the direction.',
      `$\\nabla f = ${vectorTex(derivatives)}$, at the point $${vectorTex(slopes)}$`,
      `The direction has the length $${toTex(simplify(length))}$.`,
    ],
    solution: [
      {
        kind: 'text',
        text: `$\\nabla f = ${vectorTex(derivatives)}$, and at the point $${vectorTex(slopes)}$.`,
      },
      {
        kind: 'text',
        text: `$D_{\\mathbf{v}} f = \\frac{${vectorTex(slopes)} \\cdot ${tupleTex(direction)}}{${toTex(length)}} = ${toTex(truth)}$`,
      },
    ],
    slips: () => [
      slip('forgotToNormalise', simplify(along)),
      oppositeOf([truth]),
      slip('lengthOfGradient', simplify(steepest)),
      ...degreesSlip([
        tree.divide(
          scalarProduct(
            derivatives.map((derivative) => tree.substitute(derivative, point)),
            direction.map(tree.number),
          ),
          length,
        ),
      ]),
    ],
  };
}

/** The tangent line at x = a, as a function of x. */
export function tangentTask({ f, box = {} }: FunctionTask, a: number): Task {
  const { syntax } = read(f, ['x']);
  const working = explain(syntax, 'x', false);
  const point = pointOf(['x'], [a]);
  const [value, slope] = [valueAt(syntax, point), valueAt(working.derivative, point)];
  const x: Syntax = { kind: 'variable', name: 'x', span: tree.NOWHERE };
  const shifted = tree.subtract(x, tree.number(a));
  const truth = simplify(tree.add(value, tree.multiply(slope, shifted)));
  return {
    prompt: `Find the tangent line of $f(x) = ${toTex(syntax)}$ at $x = ${a}$.`,
    asked: 'y',
    placeholder: 'such as 2x - 1',
    variables: ['x'],
    parameters: [],
    truths: [truth],
    order: 'ordered',
    box,
    hints: [
      "The tangent at $a$ is $y = f(a) + f'(a)\\,(x - a)$.",
      `$f'(x) = ${toTex(working.derivative)}$`,
      `$f(${a}) = ${toTex(value)}$ and $f'(${a}) = ${toTex(slope)}$`,
    ],
    solution: [
      { kind: 'working', explanation: working },
      {
        kind: 'text',
        text: `$f(${a}) = ${toTex(value)}$ and $f'(${a}) = ${toTex(slope)}$, so $y = ${toTex(truth)}$.`,
      },
    ],
    slips: () => [
      slip('slopeInsteadOfLine', slope),
      slip('slopeInsteadOfLine', working.derivative),
      slip('forgotToShift', simplify(tree.add(value, tree.multiply(slope, x)))),
      slip('wrongSign', simplify(tree.subtract(value, tree.multiply(slope, shifted)))),
      slip('answeredFunction', syntax),
    ],
  };
}

/** The points at which f' is 0, all of them given. */
export function criticalTask({ f, box = {} }: FunctionTask, points: readonly number[]): Task {
  const { syntax } = read(f, ['x']);
  const working = explain(syntax, 'x', false);
  const truths = points.map(tree.number);
  const plural = points.length === 1 ? 'point' : 'points';
  return {
    ...numbers(truths),
    order: 'set',
    box,
    prompt: `Find the critical ${plural} of $f(x) = ${toTex(syntax)}$: all $x$ with $f'(x) = 0$.`,
    asked: 'x',
    placeholder: points.length === 1 ? 'such as 1/2' : 'such as -1, 3',
    hints: [
      'Differentiate, set the derivative to 0 and solve for $x$.',
      `$f'(x) = ${toTex(working.derivative)}$`,
      ...(points.length > 1 ? [`There are ${points.length} of them; factor the derivative.`] : []),
    ],
    solution: [
      { kind: 'working', explanation: working },
      { kind: 'text', text: `It is 0 at $x = ${points.join('$ and at $x = ')}$.` },
    ],
    slips: () => [
      ...(points.length > 1 ? truths.map((only) => slip('missingPoint', only)) : []),
      slip('wrongSignOfPoints', ...points.map((point) => tree.number(-point))),
      ...zerosSlip(syntax, points),
    ],
  };
}

/** One step of gradient descent by hand. */
export function descentTask(
  { f }: FunctionTask,
  variables: readonly string[],
  at: readonly number[],
  rate: number,
): Task {
  const { syntax } = read(f, variables);
  const point = pointOf(variables, at);
  const derivatives = variables.map((variable) => explain(syntax, variable, true).derivative);
  const slopes = derivatives.map((derivative) => valueAt(derivative, point));
  const stepped = (change: (slope: Syntax, from: Syntax) => Syntax): readonly Syntax[] =>
    slopes.map((slope, index) => simplify(change(slope, tree.number(at[index] ?? 0))));
  const eta = tree.number(rate);
  const truths = stepped((slope, from) => tree.subtract(from, tree.multiply(eta, slope)));
  const single = variables.length === 1;
  const place = single
    ? `${variables[0] ?? 'x'} = ${at[0] ?? 0}`
    : `${tupleTex(variables)} = ${tupleTex(at)}`;
  return {
    ...numbers(truths),
    prompt: `One step of gradient descent on $f(${namesOf(variables)}) = ${toTex(syntax)}$ from $${place}$ with learning rate $\\eta = ${rate}$. Where does it lead?`,
    asked: single ? `${variables[0] ?? 'x'}_1` : `(${variables.map((name) => `${name}_1`).join(', ')})`,
    placeholder: single ? 'such as 0.5' : 'such as (0.5, -1)',
    hints: [
      `The new point is the old one minus $\\eta$ times the gradient.`,
      `The ${single ? 'derivative' : 'gradient'} is $${vectorTex(derivatives)}$.`,
      `At the point it is $${vectorTex(slopes)}$.`,
    ],
    solution: [
      {
        kind: 'text',
        text: `The ${single ? 'derivative' : 'gradient'} is $${vectorTex(derivatives)}$, at the point $${vectorTex(slopes)}$.`,
      },
      {
        kind: 'text',
        text: `$${tupleTex(at)} - ${rate} \\cdot ${vectorTex(slopes)} = ${vectorTex(truths)}$`,
      },
    ],
    slips: () => [
      slip('ascentInsteadOfDescent', ...stepped((slope, from) => tree.add(from, tree.multiply(eta, slope)))),
      slip('forgotRate', ...stepped((slope, from) => tree.subtract(from, slope))),
      slip('onlyStep', ...stepped((slope) => tree.negate(tree.multiply(eta, slope)))),
      slip('onlyStep', ...stepped((slope) => tree.multiply(eta, slope))),
      slip('answeredGradient', ...slopes),
      slip('valueInsteadOfGradient', valueAt(syntax, point)),
    ],
  };
}

export function read(
  text: string,
  variables: readonly string[],
): { syntax: Syntax; parameters: readonly string[] } {
  return parseExpression(text, { variables });
}

/** What is common to tasks whose answer is numbers. */
export function numbers(
  truths: readonly Syntax[],
): Pick<Task, 'variables' | 'parameters' | 'truths' | 'order' | 'box'> {
  return { variables: [], parameters: [], truths, order: 'ordered', box: {} };
}
