import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import {
  Builder,
  compileExpression,
  FUNCTIONS,
  type FunctionRow,
  gradient,
  hessian,
  type NodeId,
  parseExpression,
} from '../../src/expression';
import { randomExpression, seededRandom } from '../support/randomExpressions';

/**
 * Central differences of order 8 with h = 1e-3: truncation about (h/r)^8/630 where the nearest pole is r away, below 1e-18
 * for the samples' r >= 0.1; rounding 1.5·eps·|f|/h, about 3e-13·|f|, and more where f itself loses digits.
 */
const STEP = 1e-3;
const WEIGHTS = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
const SAMPLE_TOLERANCE = 1e-9;

/** Ridders' estimate of its own error may be low by some factor where the function is not smooth to all orders. */
const RIDDERS_MARGIN = 30;
/** Differences that their own estimate calls worse than this say nothing and are not compared. */
const RIDDERS_USABLE = 1e-6;
const RIDDERS_FLOOR = 1e-10;

function centralDifference(f: (t: number) => number, t: number, step: number): number {
  return WEIGHTS.reduce((sum, w, k) => sum + w * (f(t + (k + 1) * step) - f(t - (k + 1) * step)), 0) / step;
}

/** Ridders, 1982: central differences with shrinking steps, extrapolated; with an estimate of the error. */
function ridders(f: (t: number) => number, t: number): { value: number; error: number } {
  const shrink = 1.4;
  let best = { value: Number.NaN, error: Infinity };
  let previous: number[] = [];
  let h = 0.02 * Math.max(1, Math.abs(t));
  for (let i = 0; i < 12; i++) {
    const row = [(f(t + h) - f(t - h)) / (2 * h)];
    let factor = shrink * shrink;
    for (let j = 1; j <= i; j++) {
      const [finer = 0, coarser = 0] = [row[j - 1], previous[j - 1]];
      const value = (finer * factor - coarser) / (factor - 1);
      row.push(value);
      const error = Math.max(Math.abs(value - finer), Math.abs(value - coarser));
      if (error < best.error) best = { value, error };
      factor *= shrink * shrink;
    }
    previous = row;
    h /= shrink;
  }
  return best;
}

interface Differentiated {
  value(point: readonly number[]): number;
  partials(point: readonly number[]): number[];
}

function differentiated(
  b: Builder,
  root: NodeId,
  variables: readonly string[],
  parameters: readonly string[] = [],
): Differentiated {
  const roots = [root, ...gradient(b, root, variables)];
  const walk = new Walk(b.graph, roots, variables, parameters);
  return {
    value(point) {
      walk.evaluate(...point);
      return walk.value(0);
    },
    partials(point) {
      walk.evaluate(...point);
      return variables.map((_, index) => walk.value(index + 1));
    },
  };
}

function differentiatedText(text: string, variables: readonly string[] = ['x', 'y']): Differentiated {
  const { builder, root, parameters } = compileExpression(parseExpression(text, { variables }));
  expect(parameters).toEqual([]);
  return differentiated(builder, root, variables);
}

function applied(row: FunctionRow, count: number): Differentiated {
  const b = new Builder();
  const names = Array.from({ length: count }, (_, index) => `a${index}`);
  const operands = names.map((name) => b.variable(name));
  const root = row.kind === 'macro' ? row.expand(b, operands) : b.call(row.name, ...operands);
  return differentiated(b, root, names);
}

describe('the derivative of every function of the table', () => {
  it.each(FUNCTIONS.map((row) => [row.name, row] as const))(
    '%s is its central difference at its samples',
    (name, row) => {
      for (const sample of row.samples) {
        const f = applied(row, sample.length);
        const partials = f.partials(sample);
        sample.forEach((at, axis) => {
          const alone = (t: number): number => f.value(sample.map((v, k) => (k === axis ? t : v)));
          const isDiscrete = row.kind === 'macro' && ['and', 'or', 'not'].includes(name);
          const difference = isDiscrete ? 0 : centralDifference(alone, at, STEP);
          const tolerance = SAMPLE_TOLERANCE * Math.max(1, Math.abs(difference));
          const error = Math.abs((partials[axis] ?? Number.NaN) - difference);
          expect(
            error,
            `∂${name}/∂a${axis} at ${sample}: ${partials[axis]}, ${difference}`,
          ).toBeLessThanOrEqual(tolerance);
        });
      }
    },
  );
});

describe('the gradient', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ['x^2 + y^2', [3, -4], [6, -8]],
    ['x*y', [3, -4], [-4, 3]],
    ['x/y', [6, 2], [0.5, -1.5]],
    ['x^y', [2, 3], [12, 8 * Math.LN2]],
    ['7', [1, 1], [0, 0]],
    ['abs(x) + abs(y)', [-2, 3], [-1, 1]],
    ['abs(x)', [0, 0], [0, 0]],
    ['max(x, y)', [1, 2], [0, 1]],
    ['max(x, y)', [2, 2], [1, 0]],
    ['min(x, y)', [2, 2], [1, 0]],
    ['floor(x) + ceil(y)', [0.5, 0.5], [0, 0]],
    ['x mod 2', [5.5, 0], [1, 0]],
    ['x > y', [1, 2], [0, 0]],
    ['relu(x)', [-1, 0], [0, 0]],
    ['clamp(x, -1, 1) + y', [0.5, 0], [1, 1]],
    ['sin(x)*cos(y)', [0, 0], [1, 0]],
    ['tanh(x)', [30, 0], [4 * Math.exp(-60), 0]],
    ['softplus(x)', [-800, 0], [0, 0]],
  ])('of %s at %j is %j', (text, point, expected) => {
    const partials = differentiatedText(text).partials(point);
    partials.forEach((partial, axis) => {
      expect(partial).toBeCloseTo(expected[axis] ?? Number.NaN, 12);
    });
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['x > 0 ? sqrt(x) : x', [-4, 0], [1, 0]],
    ['x > 0 ? log(x) : -x', [-4, 0], [-1, 0]],
    ['x == 0 ? 1 : sin(x)/x', [0, 0], [0, 0]],
    ['y > 0 ? x^2 : 1/x', [0, 1], [0, 0]],
    ['(x > 0 ? sqrt(x) : 2*x)*(y > 0 ? y : log(-y))', [-1, 3], [6, -2]],
    ['x > 0 ? (y > 0 ? sqrt(x y) : y) : (y > 0 ? x : x^2)', [-2, -1], [-4, 0]],
    ['sinc(x)', [0, 0], [0, 0]],
    ['elu(x)', [800, 0], [1, 0]],
  ])('of %s at %j is that of the branch taken: the other may be undefined there', (text, point, expected) => {
    expect(differentiatedText(text).partials(point)).toEqual(
      expected.map((value) => expect.closeTo(value, 14)),
    );
  });

  it.each<[string, readonly number[]]>([
    ['sqrt(x)', [0, 0]],
    ['sqrt(x^2 + y^2)', [0, 0]],
    ['asin(x)', [1, 0]],
    ['cbrt(x)', [0, 0]],
  ])('of %s at %j does not exist, though the value does', (text, point) => {
    const f = differentiatedText(text);
    expect(f.value(point)).not.toBeNaN();
    expect(f.partials(point)[0]).toBeNaN();
  });

  it('takes parameters as constants', () => {
    const { builder, root, parameters } = compileExpression(parseExpression('a x^2 + b y'));
    const roots = gradient(builder, root, ['x', 'y']);
    const walk = new Walk(builder.graph, roots, ['x', 'y'], parameters);
    walk.setParameters([3, 5]);
    walk.evaluate(2, 7);
    expect([walk.value(0), walk.value(1)]).toEqual([12, 5]);
  });

  it.each([1, 4, 20])('is taken with respect to %i variables', (n) => {
    const variables = Array.from({ length: n }, (_, k) => `x${k + 1}`);
    // Σ k·x_k² + product of neighbours: ∂/∂x_k = 2k·x_k + x_(k-1) + x_(k+1).
    const squares = variables.map((name, k) => `${k + 1}*${name}^2`);
    const neighbours = variables.slice(1).map((name, k) => `${variables[k]}*${name}`);
    const f = differentiatedText([...squares, ...neighbours].join(' + '), variables);
    const point = variables.map((_, k) => k - 2.5);
    const expected = point.map((x, k) => 2 * (k + 1) * x + (point[k - 1] ?? 0) + (point[k + 1] ?? 0));
    expect(f.partials(point)).toEqual(expected);
  });

  it('shares what the function and its partials have in common', () => {
    const { builder, root } = compileExpression(parseExpression('exp(sin(x*y))'));
    const before = builder.graph.size;
    gradient(builder, root, ['x', 'y']);
    // cos(xy), its product with the value, and that times y and times x.
    expect(builder.graph.size - before).toBeLessThanOrEqual(5);
  });

  it('of random smooth expressions is what differences extrapolate to', () => {
    const random = seededRandom(57721);
    const shape = {
      unary: [
        'sin',
        'cos',
        'exp',
        'tanh',
        'atan',
        'sqrt',
        'log',
        'asinh',
        'erf',
        'sigmoid',
        'softplus',
        'sech',
        'log1p',
        'expm1',
        'asin',
        'acosh',
        'cbrt',
        'gelu',
        'abs',
      ],
      binary: ['hypot', 'atan2', 'min', 'max', 'log'],
      variables: ['x', 'y'],
      operators: ['+', '-', '*', '/', '^'],
      conditionals: true,
    };
    let [compared, missing, wrong] = [0, 0, ''];
    for (let count = 0; count < 600; count++) {
      const text = randomExpression(random, 4, shape);
      const f = differentiatedText(text);
      for (let k = 0; k < 4; k++) {
        const point = [4 * random() - 1, 4 * random() - 1];
        const partials = f.partials(point);
        const value = f.value(point);
        if (Number.isNaN(value) || Math.abs(value) > 1e6) continue;
        point.forEach((at, axis) => {
          const partial = partials[axis] ?? Number.NaN;
          const estimate = ridders((t) => f.value(axis === 0 ? [t, point[1] ?? 0] : [point[0] ?? 0, t]), at);
          const scale = Math.max(1, Math.abs(value), Math.abs(estimate.value));
          if (!(estimate.error < RIDDERS_USABLE * scale)) return;
          compared++;
          // At the edge of a domain, reached by rounding as in asin(erf(9)), the derivative does not exist.
          if (Number.isNaN(partial)) {
            missing++;
            return;
          }
          const tolerance = RIDDERS_MARGIN * estimate.error + RIDDERS_FLOOR * scale;
          if (!(Math.abs(partial - estimate.value) <= tolerance))
            wrong ||= `∂(${text})/∂${axis === 0 ? 'x' : 'y'} at ${point}: ${partial}, differences ${estimate.value} ± ${estimate.error}`;
        });
      }
    }
    expect(wrong).toBe('');
    expect(compared).toBeGreaterThan(1500);
    expect(missing / compared).toBeLessThan(0.02);
  });
});

describe('the Hessian', () => {
  it('of a cubic is known', () => {
    const { builder, root } = compileExpression(parseExpression('x^3 + 2*x^2*y - y^2'));
    const rows = hessian(builder, root, ['x', 'y']);
    const walk = new Walk(builder.graph, rows.flat(), ['x', 'y'], []);
    walk.evaluate(2, 5);
    expect([0, 1, 2, 3].map((k) => walk.value(k))).toEqual([32, 8, 8, -2]);
  });

  it.each([
    'sin(x*y)*exp(z/2)',
    '(1-x)^2 + 100*(y-x^2)^2 + x*z',
    'log(x^2+y^2+z^2+1)',
    'x^y + z*atan2(x, y)',
    'tanh(x*y - z)*softplus(z)',
    'x > 0 ? x^2*y*z : sin(z*y)',
    'hypot(x, y)*erf(z) + acosh(2 + x^2)/(1 + y^2)',
    'gelu(x*y) + silu(y*z) + sigmoid(x - z)',
  ])('of %s is symmetric, and the difference of the gradient', (text) => {
    const variables = ['x', 'y', 'z'];
    const { builder, root } = compileExpression(parseExpression(text, { variables }));
    const f = differentiated(builder, root, variables);
    const rows = hessian(builder, root, variables);
    const walk = new Walk(builder.graph, rows.flat(), variables, []);
    const random = seededRandom(69314);
    for (let k = 0; k < 20; k++) {
      const point = variables.map(() => 0.4 + 1.2 * random());
      walk.evaluate(...point);
      const entry = (i: number, j: number): number => walk.value(3 * i + j);
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const scale = Math.max(1, Math.abs(entry(i, j)));
          expect(Math.abs(entry(i, j) - entry(j, i))).toBeLessThanOrEqual(1e-12 * scale);
          const partial = (t: number): number =>
            f.partials(point.map((v, axis) => (axis === j ? t : v)))[i] ?? Number.NaN;
          const difference = centralDifference(partial, point[j] ?? 0, STEP);
          expect(Math.abs(entry(i, j) - difference), `${text}, ${i}${j} at ${point}`).toBeLessThanOrEqual(
            1e-8 * scale,
          );
        }
      }
    }
  });
});
