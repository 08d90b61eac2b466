/**
 * What other programs may ask: values at points, grids, descents. The page's `window.gradscape` and `headless.ts` share it.
 */

import { Walk } from '../../engines/cpu/walk';
import {
  compileExpression,
  describeFaults,
  gradient as differentiate,
  hessian as differentiateTwice,
  holdVariables,
  type NodeId,
  parseExpression,
} from '../../expression';
import { EngineError } from '../../fields/engineError';
import type { Interval } from '../../fields/grid';
import {
  type Derivative,
  type DerivativeMethod,
  type GridAnswer,
  type GridEngine,
  type GridRequest,
  VALIDITY,
} from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import { inOneStep } from '../../fields/steps';
import { OPTIMIZERS, optimizerNamed } from '../../optimizers';
import { type Descent, descend } from '../descent/descend';

/** A function to ask about: its text, the coordinates it is a function of, and the values of its free symbols. */
export interface FunctionQuery {
  readonly f: string;
  /** Coordinates in order. Default: those of the header of `f`, else x and y. */
  readonly variables?: readonly string[];
  readonly parameters?: Readonly<Record<string, number>>;
}

export type EngineName = GridEngine['name'];
export type Want = 'value' | 'gradient' | 'hessian';

export interface EvaluateQuery extends FunctionQuery {
  /** Points, each with one number a coordinate. */
  readonly points: readonly (readonly number[])[];
  /** Default: value and gradient. */
  readonly want?: readonly Want[];
  /** Default: cpu (f64). 'webgpu' answers functions of two coordinates in f32, and names no faults. */
  readonly engine?: EngineName;
}

export interface PointAnswer {
  /** NaN where undefined. */
  readonly value?: number;
  readonly gradient?: readonly number[];
  /** Rows of second partial derivatives. */
  readonly hessian?: readonly (readonly number[])[];
  /** Why something asked for is undefined. */
  readonly fault?: string;
}

export interface GridQuery extends FunctionQuery {
  readonly nx: number;
  readonly ny: number;
  readonly x: Interval;
  readonly y: Interval;
  /** 'hessian' adds the second partials, by the rules whatever the method; value and gradient are always there. */
  readonly want?: readonly Want[];
  readonly method?: DerivativeMethod;
  /** h of finite differences. Default 1e-3. */
  readonly step?: number;
  readonly engine?: EngineName;
}

export interface GridResult {
  readonly engine: EngineName;
  readonly nx: number;
  readonly ny: number;
  /** nx·ny numbers each, row-major, x fastest; NaN where undefined. */
  readonly value: Float32Array;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
  /** ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y², where asked for. */
  readonly hessian?: { readonly xx: Float32Array; readonly xy: Float32Array; readonly yy: Float32Array };
  /** |finite difference − exact|; absent for the exact method. */
  readonly difference?: Float32Array;
  readonly minimum: number;
  readonly maximum: number;
  readonly differenceSummary?: { readonly largest: number; readonly median: number };
}

export interface DescendQuery extends FunctionQuery {
  readonly start: readonly number[];
  /** Name of an optimizer. Default: gradientDescent. */
  readonly optimizer?: string;
  readonly hyperparameters?: Readonly<Record<string, number>>;
  readonly steps?: number;
  /** One descent runs on the CPU in f64; 'webgpu' is refused with EngineError. */
  readonly engine?: EngineName;
}

/** Finds an engine by name. Throws EngineError where there is none of that name here. */
export type EngineOf = (name: EngineName | undefined) => GridEngine;

interface Ready {
  readonly field: ScalarField;
  readonly parameters: readonly number[];
  readonly derivatives: (want: Want) => readonly (readonly ReturnType<typeof differentiate>[number][])[];
}

function prepare(query: FunctionQuery): Ready {
  const { variables } = query;
  const read = parseExpression(query.f, variables ? { variables } : {});
  const parsed = variables ? holdVariables(read, variables) : read;
  const { builder, root } = compileExpression(parsed);
  const given = query.parameters ?? {};
  const parameters = parsed.parameters.map((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) throw new RangeError(`no value for the symbol ${name} of ${query.f}`);
    return value;
  });
  const field = {
    graph: builder.graph,
    value: root,
    variables: parsed.variables,
    parameters: parsed.parameters,
  };
  return {
    field,
    parameters,
    derivatives: (want) =>
      want === 'hessian'
        ? differentiateTwice(builder, root, field.variables)
        : [differentiate(builder, root, field.variables)],
  };
}

/** Value, gradient and Hessian at points. Throws ExpressionError, RangeError, EngineError. */
export async function evaluate(query: EvaluateQuery, engineOf: EngineOf): Promise<PointAnswer[]> {
  const ready = prepare(query);
  const { field, parameters } = ready;
  const want = query.want ?? ['value', 'gradient'];
  const n = field.variables.length;
  for (const point of query.points) {
    if (point.length !== n) {
      throw new RangeError(
        `a point has ${point.length} coordinates, expected ${n} (${field.variables.join(', ')})`,
      );
    }
  }
  if (query.engine === 'webgpu') return evaluateOnGrid(ready, query, want, engineOf('webgpu'));
  const gradient = ready.derivatives('gradient').flat();
  const hessian = want.includes('hessian') ? ready.derivatives('hessian').flat() : [];
  const walk = new Walk(
    field.graph,
    [field.value, ...gradient, ...hessian],
    field.variables,
    field.parameters,
  );
  walk.setParameters(parameters);
  return query.points.map((point) => {
    walk.evaluate(...point);
    const asked = [
      ...(want.includes('gradient') ? gradient.map((_, i) => 1 + i) : []),
      ...(want.includes('hessian') ? hessian.map((_, i) => 1 + n + i) : []),
    ];
    // A derivative's formula may have a value where the function itself has none.
    const undefinedHere = walk.faults(0) !== 0;
    const faults = asked.reduce((bits, index) => bits | walk.faults(index), walk.faults(0));
    const row = (from: number): number[] =>
      Array.from({ length: n }, (_, i) => (undefinedHere ? Number.NaN : walk.value(from + i)));
    return {
      ...(want.includes('value') && { value: walk.value(0) }),
      ...(want.includes('gradient') && { gradient: row(1) }),
      ...(want.includes('hessian') && { hessian: Array.from({ length: n }, (_, i) => row(1 + n + i * n)) }),
      ...(faults !== 0 && { fault: describeFaults(faults) }),
    };
  });
}

/** Grid engines know grids only: each point is the corner of a smallest one. The Hessian is the gradients of the partials. */
async function evaluateOnGrid(
  { field, parameters, derivatives }: Ready,
  query: EvaluateQuery,
  want: readonly Want[],
  engine: GridEngine,
): Promise<PointAnswer[]> {
  if (field.variables.length !== 2) {
    throw new EngineError('evaluate', 'the webgpu engine answers functions of two coordinates only');
  }
  const partials = want.includes('hessian') ? derivatives('gradient').flat() : [];
  const answers: PointAnswer[] = [];
  for (const [x = 0, y = 0] of query.points) {
    const grid = { nx: 2, ny: 2, x: cornerInterval(x), y: cornerInterval(y) };
    const derivative: Derivative = { method: 'exact', step: 1 };
    const sampleOf = async (
      value: NodeId,
      target: string,
    ): Promise<{ value: number; gradient: number[] }> => {
      const ofValue = { ...field, value };
      const answer = await engine.grid({ target, field: ofValue, parameters, grid, derivative });
      if (answer === null) throw new EngineError('evaluate', 'another evaluation took its place');
      const [found = 0, dx = 0, dy = 0, validity = 0] = await engine.read(answer.texels, grid, 4);
      return {
        value: validity >= VALIDITY.value ? found : Number.NaN,
        gradient: validity >= VALIDITY.gradient ? [dx, dy] : [Number.NaN, Number.NaN],
      };
    };
    const [sample, ...ofPartials] = await Promise.all([
      sampleOf(field.value, 'evaluate'),
      ...partials.map((partial, axis) => sampleOf(partial, `evaluate, partial ${axis}`)),
    ]);
    // A derivative's formula may have a value where the function itself has none.
    const isDefined = !Number.isNaN(sample.value);
    answers.push({
      ...(want.includes('value') && { value: sample.value }),
      ...(want.includes('gradient') && { gradient: sample.gradient }),
      ...(want.includes('hessian') && {
        hessian: ofPartials.map(({ gradient }) => (isDefined ? gradient : [Number.NaN, Number.NaN])),
      }),
    });
  }
  return answers;
}

function cornerInterval(low: number): Interval {
  return [low, low + Math.max(1, Math.abs(low))];
}

/**
 * Samples over a grid. The Hessian is the gradients of the two partials, each a field like any other. Throws ExpressionError,
 * RangeError, EngineError.
 */
export async function grid(query: GridQuery, engineOf: EngineOf): Promise<GridResult> {
  const { field, parameters, derivatives } = prepare(query);
  if (field.variables.length !== 2) throw new RangeError('a grid needs a function of two coordinates');
  const shape = { nx: query.nx, ny: query.ny, x: query.x, y: query.y };
  const derivative: Derivative = { method: query.method ?? 'exact', step: query.step ?? 1e-3 };
  const request: GridRequest = { target: 'query', field, parameters, grid: shape, derivative };
  const partials = query.want?.includes('hessian') ? derivatives('gradient').flat() : [];
  const partialRequests = partials.map(
    (value, axis): GridRequest => ({
      ...request,
      target: `query, partial ${axis}`,
      field: { ...field, value },
      derivative: { method: 'exact', step: derivative.step },
    }),
  );
  const { engine, answers } = await answerBy([request, ...partialRequests], query.engine, engineOf);
  const [answer, ...ofPartials] = answers;
  if (answer === undefined) throw new EngineError('grid', 'a newer query took its place');
  const texels = await engine.read(answer.texels, shape, 4);
  const difference = answer.difference && (await engine.read(answer.difference, shape, 1));
  const [alongX, alongY] = await Promise.all(ofPartials.map((each) => engine.read(each.texels, shape, 4)));
  const component = (from: Float32Array, index: number, least: number): Float32Array => {
    const values = new Float32Array(shape.nx * shape.ny).fill(Number.NaN);
    for (let i = 0; i < values.length; i++) {
      // A derivative's formula may have a value where the function itself has none.
      const isDefined = (texels[4 * i + 3] ?? 0) >= VALIDITY.value && (from[4 * i + 3] ?? 0) >= least;
      if (isDefined) values[i] = from[4 * i + index] ?? Number.NaN;
    }
    return values;
  };
  return {
    engine: engine.name,
    nx: shape.nx,
    ny: shape.ny,
    value: component(texels, 0, VALIDITY.value),
    dx: component(texels, 1, VALIDITY.gradient),
    dy: component(texels, 2, VALIDITY.gradient),
    ...(alongX &&
      alongY && {
        hessian: {
          xx: component(alongX, 1, VALIDITY.gradient),
          xy: component(alongX, 2, VALIDITY.gradient),
          yy: component(alongY, 2, VALIDITY.gradient),
        },
      }),
    ...(difference && { difference }),
    minimum: answer.summary.minimum,
    maximum: answer.summary.maximum,
    ...(answer.summary.difference && { differenceSummary: answer.summary.difference }),
  };
}

/** Left the choice, the CPU answers all where the device is not exact enough at a function of one of the fields. */
async function answerBy(
  requests: readonly GridRequest[],
  name: EngineName | undefined,
  engineOf: EngineOf,
): Promise<{ readonly engine: GridEngine; readonly answers: readonly GridAnswer[] }> {
  const engine = engineOf(name);
  try {
    return { engine, answers: await answersOf(requests, engine) };
  } catch (error) {
    if (name !== undefined || !(error instanceof EngineError) || error.pass !== 'accuracy') throw error;
    const cpu = engineOf('cpu');
    return { engine: cpu, answers: await answersOf(requests, cpu) };
  }
}

async function answersOf(
  requests: readonly GridRequest[],
  engine: GridEngine,
): Promise<readonly GridAnswer[]> {
  const answers = await Promise.all(requests.map((request) => engine.grid(request)));
  return answers.map((answer) => {
    if (answer === null) throw new EngineError('grid', 'a newer query took its place');
    return answer;
  });
}

/** Default length of a descent, and how far a path may go before it counts as run away. */
const DEFAULT_STEPS = 100;
const FAR = 1e9;

/** Runs an optimizer. Throws ExpressionError, RangeError, EngineError. */
export function descendQuery(query: DescendQuery): Descent {
  if (query.engine === 'webgpu') throw new EngineError('descend', 'descents run on the cpu engine');
  const { field, parameters, derivatives } = prepare(query);
  const name = query.optimizer ?? 'gradientDescent';
  const optimizer = optimizerNamed(name);
  if (optimizer === undefined) {
    const known = OPTIMIZERS.map((row) => row.name).join(', ');
    throw new RangeError(`${name} is not an optimizer; there are ${known}`);
  }
  if (query.start.length !== field.variables.length) {
    throw new RangeError(
      `the start has ${query.start.length} coordinates, expected ${field.variables.length}`,
    );
  }
  const gradient = derivatives('gradient').flat();
  const walk = new Walk(field.graph, [field.value, ...gradient], field.variables, field.parameters);
  walk.setParameters(parameters);
  const objective = (theta: readonly number[]) => {
    walk.evaluate(...theta);
    return { value: walk.value(0), gradient: gradient.map((_, i) => walk.value(1 + i)) };
  };
  return descend(inOneStep(objective), {
    optimizer,
    hyperparameters: query.hyperparameters ?? {},
    start: query.start,
    steps: query.steps ?? DEFAULT_STEPS,
    bound: FAR,
  });
}
