// One suite over both engines: whatever the CPU engine answers, the WebGPU engine answers too, each within its precision.
import { beforeAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import {
  Builder,
  compileExpression,
  FUNCTIONS,
  type FunctionRow,
  gradient,
  isCallable,
  type NodeId,
  parseExpression,
  substitute,
} from '../../src/expression';
import { columnNamed, type DataTable } from '../../src/fields/dataTable';
import type { Grid } from '../../src/fields/grid';
import {
  type DerivativeMethod,
  type GridEngine,
  type GridSummary,
  VALIDITY,
} from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';
import { LANDSCAPES } from '../../src/presets';
import { requestTestDevice } from '../support/gpuDevice';
import { randomExpression, seededRandom } from '../support/randomExpressions';
import { type Bounded, DOUBLE, ErrorPropagation, type Precision, SINGLE } from './errorPropagation';

const ROUNDING_32 = 2 ** -24;
const TINY_32 = 2 ** -126;
const LARGEST_32 = 3.4028234663852886e38;
/** An error bound this far below the value says something; where too few do, a comparison is empty. */
const TELLING = 1e-3;

/** Landscapes with intermediate values beyond f32, such as exp(100): the WebGPU engine may only call them undefined. */
const BEYOND_SINGLE: readonly string[] = ['cross-in-tray'];

interface Prepared {
  readonly text: string;
  readonly field: ScalarField;
  /** The value, then both partials. */
  readonly roots: readonly NodeId[];
}

function prepare(text: string): Prepared {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  const field: ScalarField = { graph: builder.graph, value: root, variables, parameters };
  return { text, field, roots: [root, ...gradient(builder, root, variables)] };
}

function coordinatesOf(grid: Grid): { xs: number[]; ys: number[] } {
  const along = (count: number, [low, high]: readonly [number, number]): number[] =>
    Array.from({ length: count }, (_, i) =>
      i === count - 1 ? high : low + (i * (high - low)) / (count - 1),
    );
  return { xs: along(grid.nx, grid.x), ys: along(grid.ny, grid.y) };
}

interface Sampled {
  readonly texels: Float32Array;
  readonly difference: Float32Array | undefined;
  readonly summary: GridSummary;
}

async function sample(
  engine: GridEngine,
  { field }: Prepared,
  grid: Grid,
  method: DerivativeMethod = 'exact',
  step = 1e-3,
  parameters: readonly number[] = [],
): Promise<Sampled> {
  const answer = await engine.grid({
    target: 'parity',
    field,
    parameters,
    grid,
    derivative: { method, step },
  });
  if (answer === null) throw new Error('the request was superseded');
  const texels = await engine.read(answer.texels, grid, 4);
  const difference = answer.difference && (await engine.read(answer.difference, grid, 1));
  return { texels, difference, summary: answer.summary };
}

/** How telling a comparison was, and the first thing that was wrong. */
interface Verdict {
  samples: number;
  /** Samples whose definedness was beyond doubt. */
  certain: number;
  numbers: number;
  telling: number;
  wrong: string;
}

function newVerdict(): Verdict {
  return { samples: 0, certain: 0, numbers: 0, telling: 0, wrong: '' };
}

/** The end of the line: the result is stored as f32, where what is too large is undefined. */
function stored(bounded: Bounded): Bounded {
  if (bounded.status !== 'defined') return bounded;
  const error = bounded.error + ROUNDING_32 * Math.abs(bounded.value) + TINY_32;
  if (Math.abs(bounded.value) - error > LARGEST_32) return { ...bounded, status: 'undefined' };
  if (Math.abs(bounded.value) + error > LARGEST_32) return { ...bounded, status: 'doubtful' };
  return { ...bounded, error };
}

function judgeNumber(verdict: Verdict, where: string, found: number, bounded: Bounded): void {
  verdict.numbers++;
  if (bounded.error <= TELLING * Math.max(1, Math.abs(bounded.value))) verdict.telling++;
  if (!(Math.abs(found - bounded.value) <= bounded.error))
    verdict.wrong ||= `${where}: ${found}, expected ${bounded.value} ± ${bounded.error}`;
}

function judgeTexels(
  verdict: Verdict,
  prepared: Prepared,
  grid: Grid,
  texels: Float32Array,
  precision: Precision,
  parameters: readonly number[] = [],
): void {
  const { text, field, roots } = prepared;
  const { xs, ys } = coordinatesOf(grid);
  const propagation = new ErrorPropagation(field.graph, roots, precision);
  const given = Object.fromEntries(field.parameters.map((name, index) => [name, parameters[index] ?? 0]));
  for (const [j, y] of ys.entries()) {
    for (const [i, x] of xs.entries()) {
      const at = 4 * (j * grid.nx + i);
      const [f = 0, dx = 0, dy = 0, validity = 0] = texels.subarray(at, at + 4);
      const where = `${text} at (${x}, ${y})`;
      const bounds = propagation.evaluate({ ...given, x, y }, field.data).map(stored);
      const [value, ...partials] = bounds;
      if (value === undefined) throw new RangeError('a field has a value');
      verdict.samples++;
      const isDefined = validity !== VALIDITY.hole;
      if (value.status !== 'doubtful') {
        const hasGradient = validity === VALIDITY.gradient;
        const undefinedPartial = partials.some(({ status }) => status === 'undefined');
        const doubtfulPartial = partials.some(({ status }) => status === 'doubtful');
        if (undefinedPartial || !doubtfulPartial) verdict.certain++;
        if ((value.status === 'defined') !== isDefined)
          verdict.wrong ||= `${where} is ${value.status}, but the validity is ${validity}`;
        else if (isDefined && undefinedPartial === hasGradient && !(doubtfulPartial && !undefinedPartial))
          verdict.wrong ||= `the gradient of ${where} has validity ${validity}`;
      }
      if (!isDefined && (f !== 0 || dx !== 0 || dy !== 0)) verdict.wrong ||= `${where} is a hole but not 0`;
      if (validity === VALIDITY.value && (dx !== 0 || dy !== 0))
        verdict.wrong ||= `${where} has no gradient, but one that is not 0`;
      if (isDefined && value.status === 'defined') judgeNumber(verdict, where, f, value);
      if (validity === VALIDITY.gradient) {
        for (const [axis, found] of [dx, dy].entries()) {
          const partial = partials[axis];
          if (partial?.status === 'defined')
            judgeNumber(verdict, `∂/∂${'xy'.charAt(axis)} of ${where}`, found, partial);
        }
      }
    }
  }
}

function gridOf(count: number, x: readonly [number, number], y: readonly [number, number]): Grid {
  return { nx: count, ny: count, x, y };
}

/** Around the samples of a row: inside the domain, and some way out of it. */
function gridAround(row: FunctionRow): Grid {
  const reach = (index: number): readonly [number, number] => {
    const values = row.samples.flatMap((operands) => operands.slice(index, index + 1));
    if (values.length === 0) return [-1, 1];
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = 0.5 + 0.3 * (high - low);
    return [low - margin, high + margin];
  };
  return gridOf(13, reach(0), reach(1));
}

const INFIX: Readonly<Record<string, string>> = {
  ...{
    add: 'x + y',
    subtract: 'x - y',
    negate: '-x',
    multiply: 'x*y',
    divide: 'x/y',
    pow: 'x^y',
    mod: 'x mod y',
  },
  ...{ less: 'x < y', lessOrEqual: 'x <= y', greater: 'x > y', greaterOrEqual: 'x >= y' },
  ...{ equal: 'x == y', notEqual: 'x != y', and: 'x and y', or: 'x or y', not: 'not x' },
  ...{ logBase: 'log(x, y)', sech2: 'tanh(x)' },
};

/** The row as f(x, y), once plainly and once with both coordinates in every operand. */
function formsOf(row: FunctionRow): readonly string[] {
  const infix = INFIX[row.name];
  if (infix !== undefined) return [infix, infix.replaceAll('x', '(x + y/8)')];
  const arity = Math.max(...row.samples.map(({ length }) => length));
  const rest = ['x', 'y', '0.75'].slice(0, arity);
  const mixed = ['x + y/8', 'y - x/16', '1.5'].slice(0, arity);
  return [`${row.name}(${rest.join(', ')})`, `${row.name}(${mixed.join(', ')})`];
}

const RANDOM_COUNT = 150;
const RANDOM_SHAPE = {
  unary: FUNCTIONS.filter((row) => isCallable(row.name) && row.samples[0]?.length === 1).map(
    ({ name }) => name,
  ),
  binary: ['min', 'max', 'atan2', 'hypot', 'mod', 'log'],
  variables: ['x', 'y'],
  numbers: ['1', '2', '0.5', '3', '0.1', 'pi'],
  operators: ['+', '-', '*', '/', '^', '+', '*'],
  conditionals: true,
};

function randomTexts(): readonly string[] {
  const random = seededRandom(4669201);
  return Array.from({ length: RANDOM_COUNT }, (_, k) => randomExpression(random, 2 + (k % 3), RANDOM_SHAPE));
}

const DATA_COUNT = 24;
const DATA: DataTable = {
  rows: 21,
  columns: ['u', 'v'].map((name, k) => ({
    name,
    values: Float64Array.from({ length: 21 }, (_, row) => 0.2 + k + Math.sin(1 + k + 5 * row)),
  })),
};

/** A random expression of x, y and the mean over the rows of a random expression of x, y and both columns. */
function overData(text: string, term: string): Prepared {
  const inner = compileExpression(parseExpression(term));
  const outer = compileExpression(parseExpression(text));
  const b = new Builder();
  const [operand = b.constant(0)] = substitute(b, inner.builder.graph, [inner.root], (leaf) =>
    leaf.kind === 'parameter' ? b.column(columnNamed(DATA, leaf.name).name) : undefined,
  );
  const mean = b.mean(operand);
  const [value = mean] = substitute(b, outer.builder.graph, [outer.root], (leaf) =>
    leaf.kind === 'parameter' ? mean : undefined,
  );
  const variables = ['x', 'y'];
  const field: ScalarField = { graph: b.graph, value, variables, parameters: [], data: DATA };
  return { text: `${text}, m = mean ${term}`, field, roots: [value, ...gradient(b, value, variables)] };
}

function randomsOverData(): readonly Prepared[] {
  const random = seededRandom(2718281);
  const found: Prepared[] = [];
  while (found.length < DATA_COUNT) {
    const term = randomExpression(random, 2 + (found.length % 2), {
      ...RANDOM_SHAPE,
      parameters: ['u', 'v'],
    });
    const text = randomExpression(random, 1, { ...RANDOM_SHAPE, parameters: ['m', 'm'] });
    const prepared = overData(text, term);
    const { graph, value } = prepared.field;
    if (graph.reachable([value]).some((id) => graph.node(id).kind === 'mean')) found.push(prepared);
  }
  return found;
}

/** Behind each singular function one that would hide its infinity. */
const EDGE_CASES = [
  ...[
    'exp(log(x))',
    'exp(log2(x) + y)',
    'tanh(log10(x))',
    'exp(log1p(x))',
    'atan(1/x)',
    '1/(1/x)',
    'exp(-1/x^2)',
  ],
  ...['sqrt(x)', 'asin(x)', 'acos(x)', 'acosh(x)', 'tanh(atanh(x))', 'atan(x^y)', 'cos(x mod y)', 'x/y'],
  ...[
    'x > 0 ? log(x) : 1',
    'x == 0 ? 1 : sin(x)/x',
    'min(log(x), 0)',
    'log(x)*0',
    'sign(x)',
    'floor(x)',
    'abs(x)',
  ],
];

/** Textbook stencils: offsets in steps with their weights, and what the sum is divided by in steps. */
const STENCILS: readonly {
  method: Exclude<DerivativeMethod, 'exact'>;
  points: readonly (readonly [offset: number, weight: number])[];
  divisor: number;
}[] = [
  {
    method: 'forward',
    points: [
      [0, -1],
      [1, 1],
    ],
    divisor: 1,
  },
  {
    method: 'central',
    points: [
      [-1, -1],
      [1, 1],
    ],
    divisor: 2,
  },
  {
    method: 'fivePoint',
    points: [
      [-2, 1],
      [-1, -8],
      [1, 8],
      [2, -1],
    ],
    divisor: 12,
  },
];

const DIFFERENCE_CASES = [
  { text: 'x^3 - 2*x*y + y^2', step: 0.1 },
  { text: 'sin(x)*exp(y)', step: 1e-3 },
  { text: 'sqrt(x) + log(y + 1.5)', step: 0.05 },
  { text: 'abs(x - y) + 1/(x + 2)', step: 0.3 },
  { text: 'x^2 + y^2', step: 1e-8 },
];

const ENGINES: readonly { name: string; precision: Precision; create: () => Promise<GridEngine> }[] = [
  { name: 'CPU', precision: DOUBLE, create: () => Promise.resolve(createCpuEngine()) },
  {
    name: 'WebGPU',
    precision: SINGLE,
    create: async () => createWebGpuEngine({ device: await requestTestDevice(), description: 'test' }),
  },
];

describe.each(ENGINES)('the $name engine', ({ precision, create }) => {
  let engine: GridEngine;
  beforeAll(async () => {
    engine = await create();
  });

  it.each(FUNCTIONS.map((row) => [row.name, row] as const))(
    'evaluates %s and its derivative',
    async (_, row) => {
      for (const text of formsOf(row)) {
        const prepared = prepare(text);
        const grid = gridAround(row);
        const { texels } = await sample(engine, prepared, grid);
        const verdict = newVerdict();
        judgeTexels(verdict, prepared, grid, texels, precision);
        expect(verdict.wrong).toBe('');
        expect(verdict.certain / verdict.samples).toBeGreaterThan(0.8);
        expect(verdict.telling / verdict.numbers).toBeGreaterThan(0.95);
      }
    },
  );

  it.each(LANDSCAPES.map((landscape) => [landscape.name, landscape] as const))(
    'evaluates the landscape %s and its gradient',
    async (_, { id, expression, domainX, domainY }) => {
      const prepared = prepare(expression);
      const grid = gridOf(17, domainX, domainY);
      const { texels } = await sample(engine, prepared, grid);
      const verdict = newVerdict();
      judgeTexels(verdict, prepared, grid, texels, precision);
      expect(verdict.wrong).toBe('');
      if (precision === SINGLE && BEYOND_SINGLE.includes(id)) return;
      expect(verdict.certain / verdict.samples).toBeGreaterThan(0.85);
      expect(verdict.telling / verdict.numbers).toBeGreaterThan(0.85);
    },
  );

  it(`evaluates ${RANDOM_COUNT} random expressions and their gradients`, async () => {
    const grid = gridOf(9, [-2.9, 3.1], [-1.9, 2.3]);
    const verdict = newVerdict();
    for (const text of randomTexts()) {
      const prepared = prepare(text);
      const { texels } = await sample(engine, prepared, grid);
      judgeTexels(verdict, prepared, grid, texels, precision);
    }
    expect(verdict.wrong).toBe('');
    expect(verdict.certain / verdict.samples).toBeGreaterThan(0.8);
    expect(verdict.telling / verdict.numbers).toBeGreaterThan(0.9);
  });

  it(`evaluates ${DATA_COUNT} random expressions with a mean over data, and their gradients`, async () => {
    const grid = gridOf(7, [-2.9, 3.1], [-1.9, 2.3]);
    const verdict = newVerdict();
    for (const prepared of randomsOverData()) {
      const { texels } = await sample(engine, prepared, grid);
      judgeTexels(verdict, prepared, grid, texels, precision);
    }
    expect(verdict.wrong).toBe('');
    expect(verdict.certain / verdict.samples).toBeGreaterThan(0.8);
    expect(verdict.telling / verdict.numbers).toBeGreaterThan(0.9);
  });

  it.each(EDGE_CASES)('knows on which side of its domain the edge of %s lies', async (text) => {
    // Nodes at every half: -1, 0 and 1 are met exactly, so that nothing is in doubt but what is rounded.
    const grid = gridOf(9, [-2, 2], [-2, 2]);
    const prepared = prepare(text);
    const { texels } = await sample(engine, prepared, grid);
    const verdict = newVerdict();
    judgeTexels(verdict, prepared, grid, texels, precision);
    expect(verdict.wrong).toBe('');
    // Least in x mod y, whose partial floor(x/y) is in doubt wherever y divides x.
    expect(verdict.certain / verdict.samples).toBeGreaterThan(0.6);
  });

  it('takes parameters in the order in which the field lists them', async () => {
    const prepared = prepare('b*x + a*y^2 + c');
    expect(prepared.field.parameters).toEqual(['b', 'a', 'c']);
    const grid = gridOf(5, [-1, 1], [-1, 1]);
    const parameters = [2, 3, 0.1];
    const { texels } = await sample(engine, prepared, grid, 'exact', 1, parameters);
    const verdict = newVerdict();
    judgeTexels(verdict, prepared, grid, texels, precision, parameters);
    expect(verdict.wrong).toBe('');
    expect(verdict.telling).toBe(verdict.numbers);
    expect(verdict.numbers).toBe(75);
  });

  it('summarises values, steepness and share defined', async () => {
    for (const text of [
      'x^2 + y^2',
      'sqrt(x) + y',
      '1/x + log(y)',
      'sin(x*y)*exp(x)',
      'log(-1 - x^2)',
      'abs(x)/x',
    ]) {
      const grid: Grid = { nx: 19, ny: 12, x: [-2, 2], y: [-1, 3] };
      const { texels, summary } = await sample(engine, prepare(text), grid);
      const rows = Array.from({ length: grid.nx * grid.ny }, (_, k) => [
        ...texels.subarray(4 * k, 4 * k + 4),
      ]);
      const defined = rows.filter(([, , , validity = 0]) => validity >= VALIDITY.value);
      const values = defined.map(([f = 0]) => f);
      const slopes = rows.map(([, dx = 0, dy = 0]) => Math.hypot(dx, dy));
      expect(summary.defined).toBeCloseTo(defined.length / rows.length, 12);
      expect(summary.minimum + 0).toBe(values.length > 0 ? Math.min(...values) + 0 : Number.NaN);
      expect(summary.maximum + 0).toBe(values.length > 0 ? Math.max(...values) + 0 : Number.NaN);
      const steepest = Math.max(0, ...slopes);
      expect(Math.abs(summary.steepest - steepest)).toBeLessThanOrEqual(4 * 2 ** -23 * steepest);
      expect(summary.difference).toBeUndefined();
    }
  });

  it('writes samples into its answer', async () => {
    const grid: Grid = { nx: 3, ny: 2, x: [-1, 1], y: [0, 1] };
    const { field } = prepare('sin(x)/x');
    const derivative = { method: 'exact', step: 1e-3 } as const;
    const answer = await engine.grid({ target: 'parity', field, parameters: [], grid, derivative });
    if (answer === null) throw new Error('the request was superseded');
    const before = [...(await engine.read(answer.texels, grid, 4))];
    const expected = [...before.slice(0, 16), 1, 0.5, -2, VALIDITY.gradient, ...before.slice(20)];
    engine.amend(answer.texels, grid, [{ sample: 4, values: [1, 0.5, -2] }]);
    expect(before[19]).toBe(VALIDITY.hole);
    expect([...(await engine.read(answer.texels, grid, 4))]).toEqual(expected);
  });

  describe.each(STENCILS)('by $method differences', ({ method, points, divisor }) => {
    it.each(DIFFERENCE_CASES)(
      'of $text with h = $step, gives the textbook formula in its own precision',
      async (row) => {
        const { text, step } = row;
        const prepared = prepare(text);
        const grid: Grid = { nx: 11, ny: 9, x: [-1.3, 2.2], y: [-0.9, 1.9] };
        const { texels, difference, summary } = await sample(engine, prepared, grid, method, step);
        const { xs, ys } = coordinatesOf(grid);
        const round = precision === SINGLE ? Math.fround : (value: number) => value;
        const h = round(step);
        const value = new ErrorPropagation(prepared.field.graph, prepared.roots.slice(0, 1), precision);
        const exact = new ErrorPropagation(prepared.field.graph, prepared.roots, precision);
        const quotient = (at: (offset: number) => Readonly<Record<string, number>>): Bounded => {
          const terms = points.map(([offset, weight]) => {
            const [f] = value.evaluate(at(offset));
            return { f, weight };
          });
          if (terms.some(({ f }) => f?.status !== 'defined')) {
            const status = terms.some(({ f }) => f?.status === 'undefined') ? 'undefined' : 'doubtful';
            return { value: Number.NaN, error: Infinity, status };
          }
          const scale = 1 / (divisor * h);
          const sum = terms.reduce((total, { f, weight }) => total + weight * (f?.value ?? 0), 0);
          const size = terms.reduce((total, { f, weight }) => total + Math.abs(weight * (f?.value ?? 0)), 0);
          const error = terms.reduce((total, { f, weight }) => total + Math.abs(weight) * (f?.error ?? 0), 0);
          // A handful of roundings in the sum, each relative to its terms, and one in the quotient.
          return {
            value: sum * scale,
            error: (error + 4 * precision.roundoff * size) * scale,
            status: 'defined',
          };
        };
        const verdict = newVerdict();
        const distances: { readonly found: number; readonly bounded: Bounded }[] = [];
        for (const [j, y] of ys.entries()) {
          for (const [i, x] of xs.entries()) {
            const k = j * grid.nx + i;
            const [, dx = 0, dy = 0, validity = 0] = texels.subarray(4 * k, 4 * k + 4);
            const where = `${text} at (${x}, ${y})`;
            const partials = [
              quotient((offset) => ({ x: round(round(x) + round(offset * h)), y })),
              quotient((offset) => ({ x, y: round(round(y) + round(offset * h)) })),
            ].map(stored);
            const [centre, ...gradientBounds] = exact.evaluate({ x, y }).map(stored);
            const undefinedSomewhere = [centre, ...partials].some(
              (bounded) => bounded?.status === 'undefined',
            );
            const certain = [centre, ...partials].every((bounded) => bounded?.status !== 'doubtful');
            if (certain && (validity === VALIDITY.gradient) === undefinedSomewhere)
              verdict.wrong ||= `${where} has validity ${validity}`;
            if (validity !== VALIDITY.gradient) continue;
            partials.forEach((bounded, axis) => {
              if (bounded.status === 'defined')
                judgeNumber(verdict, `∂/∂${'xy'.charAt(axis)} of ${where}`, axis === 0 ? dx : dy, bounded);
            });
            const found = difference?.[k] ?? Number.NaN;
            const [gx, gy] = gradientBounds;
            if (gx?.status === 'undefined' || gy?.status === 'undefined') {
              if (found !== 0)
                verdict.wrong ||= `${where} has no exact gradient, but a difference of ${found}`;
            } else if (gx?.status === 'defined' && gy?.status === 'defined') {
              const distance = Math.hypot(dx - gx.value, dy - gy.value);
              const error =
                gx.error + gy.error + 8 * ROUNDING_32 * (Math.abs(dx) + Math.abs(dy) + distance) + TINY_32;
              const bounded: Bounded = { value: distance, error, status: 'defined' };
              judgeNumber(verdict, `the difference of ${where}`, found, bounded);
              distances.push({ found, bounded });
            }
          }
        }
        expect(verdict.wrong).toBe('');
        expect(verdict.numbers).toBeGreaterThan(40);
        expect(summary.difference?.largest).toBe(Math.max(...distances.map(({ found }) => found)));
        const sorted = distances.map(({ found }) => found).sort((a, b) => a - b);
        const middle = (sorted.length - 1) / 2;
        const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
        const median = summary.difference?.median ?? Number.NaN;
        // The contract: exact on the CPU (stored as f32), within 1 % on the GPU, where bins blur both middle ones.
        const blur = precision === SINGLE ? 0.01 : 2 * ROUNDING_32;
        expect(median).toBeGreaterThanOrEqual(((low + high) / 2) * (1 - blur) - TINY_32);
        expect(median).toBeLessThanOrEqual(((low + high) / 2) * (1 + blur) + TINY_32);
      },
    );

    it('of a parabola, is off by what can be worked out by hand', async () => {
      // Forward: (x + h)² - x² = 2xh + h², so h too much; the others are exact. All in whole eighths, exact in f32.
      const grid: Grid = { nx: 5, ny: 3, x: [-2, 2], y: [-1, 1] };
      const { texels, difference, summary } = await sample(engine, prepare('x^2 + 3*y'), grid, method, 0.125);
      const off = method === 'forward' ? 0.125 : 0;
      const tolerance = method === 'fivePoint' ? 1e-5 : 0;
      for (let k = 0; k < 15; k++) {
        const x = (k % 5) - 2;
        const [, dx = 0, dy = 0, validity = 0] = texels.subarray(4 * k, 4 * k + 4);
        expect(validity).toBe(VALIDITY.gradient);
        expect(Math.abs(dx - (2 * x + off))).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(dy - 3)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs((difference?.[k] ?? 1) - off)).toBeLessThanOrEqual(tolerance);
      }
      expect(Math.abs((summary.difference?.largest ?? 1) - off)).toBeLessThanOrEqual(tolerance);
    });
  });

  it('gives by double-single differences what the rules of differentiation give', async () => {
    const grid: Grid = { nx: 5, ny: 3, x: [-2, 2], y: [-1, 1] };
    const { texels, difference } = await sample(engine, prepare('x^2*y + exp(y)'), grid, 'doubleSingle');
    for (let k = 0; k < 15; k++) {
      const [x, y] = [(k % 5) - 2, Math.floor(k / 5) - 1];
      const [, dx = 0, dy = 0, validity = 0] = texels.subarray(4 * k, 4 * k + 4);
      expect(validity).toBe(VALIDITY.gradient);
      expect(Math.abs(dx - 2 * x * y)).toBeLessThanOrEqual(2 ** -23);
      expect(Math.abs(dy - (x * x + Math.exp(y)))).toBeLessThanOrEqual(7 * 2 ** -23);
      expect(difference?.[k]).toBeLessThanOrEqual(14 * 2 ** -23);
    }
  });

  it('keeps a difference quotient where the exact gradient does not exist', async () => {
    // sqrt(x²) at 0: the gradient is 0/0, the central difference (|h| - |h|)/2h = 0.
    const grid: Grid = { nx: 3, ny: 3, x: [-1, 1], y: [-1, 1] };
    const { texels, difference, summary } = await sample(engine, prepare('sqrt(x^2)'), grid, 'central', 0.25);
    expect([...texels.subarray(4, 8)]).toEqual([0, 0, 0, VALIDITY.gradient]);
    expect(difference?.[1]).toBe(0);
    expect(summary.difference).toEqual({ largest: 0, median: 0 });
    expect(summary.steepest).toBe(1);
  });
});
