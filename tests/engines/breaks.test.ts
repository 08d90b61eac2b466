// Breaks against what analysis says of each function: no crossed cell missed, no whole cell cut.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBreaks, WORK_LIMIT } from '../../src/engines/cpu/breaks';
import { Walk } from '../../src/engines/cpu/walk';
import { compileExpression, parseExpression } from '../../src/expression';
import { type Grid, gridStep } from '../../src/fields/grid';
import type { ScalarField } from '../../src/fields/scalarField';

/** A closed cell. */
interface Cell {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

type Range = readonly [number, number];

/** 'either' where the break only touches the cell's boundary, or passes it by less than rounding tells. */
type Truth = 'cut' | 'whole' | 'either';

type CellTruth = (cell: Cell) => Truth;

/** What the coordinates of samples are known to. */
const ROUNDING = 1e-9;

function fieldOf(text: string): ScalarField {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  return { graph: builder.graph, value: root, variables, parameters };
}

function touches([low, high]: Range, level: number): Truth {
  if (level < low - ROUNDING || level > high + ROUNDING) return 'whole';
  return level > low + ROUNDING && level < high - ROUNDING ? 'cut' : 'either';
}

function any(...truths: readonly Truth[]): Truth {
  return truths.includes('cut') ? 'cut' : truths.includes('either') ? 'either' : 'whole';
}

function all(...truths: readonly Truth[]): Truth {
  return truths.includes('whole') ? 'whole' : truths.includes('either') ? 'either' : 'cut';
}

/** The function breaks where a quantity, of which each cell has a range, passes one of `levels`. */
function at(range: (cell: Cell) => Range, ...levels: readonly number[]): CellTruth {
  return (cell) => any('whole', ...levels.map((level) => touches(range(cell), level)));
}

/** … passes offset + k·period for any whole k. */
function every(range: (cell: Cell) => Range, period: number, offset = 0): CellTruth {
  return (cell) => {
    const [low, high] = range(cell);
    const first = Math.floor((low - offset) / period);
    const count = Math.ceil((high - offset) / period) - first + 1;
    return any(
      'whole',
      ...Array.from({ length: count }, (_, k) => touches([low, high], offset + (first + k) * period)),
    );
  };
}

/** Range of a function that has no extremum inside a cell: it lies in the corners. */
function corners(g: (x: number, y: number) => number): (cell: Cell) => Range {
  return ({ x: [x0, x1], y: [y0, y1] }) => {
    const values = [g(x0, y0), g(x1, y0), g(x0, y1), g(x1, y1)];
    return [Math.min(...values), Math.max(...values)];
  };
}

function squares([low, high]: Range): Range {
  return [low <= 0 && high >= 0 ? 0 : Math.min(low * low, high * high), Math.max(low * low, high * high)];
}

/** Range of the squared distance from (a, b). */
function squaredDistance(a = 0, b = 0): (cell: Cell) => Range {
  return ({ x, y }) => {
    const [u, v] = [squares([x[0] - a, x[1] - a]), squares([y[0] - b, y[1] - b])];
    return [u[0] + v[0], u[1] + v[1]];
  };
}

/** The function breaks at the point (a, b) alone. */
function point(a: number, b: number): CellTruth {
  return ({ x, y }) => all(touches(x, a), touches(y, b));
}

/** A small circle, of which a cell may hold all. */
function circle(a: number, b: number, radius: number): CellTruth {
  const distance = squaredDistance(a, b);
  return (cell) => touches(distance(cell), radius * radius);
}

const X = corners((x) => x);
const Y = corners((_, y) => y);
const SUM = corners((x, y) => x + y);
const DIFFERENCE = corners((x, y) => x - y);
const PRODUCT = corners((x, y) => x * y);
const WHOLE: CellTruth = () => 'whole';

/** x³ - x - y: extremes in x at ±1/√3 besides the corners. */
function cubicRange({ x, y }: Cell): Range {
  const turning = [-1, 1].map((sign) => sign / Math.sqrt(3)).filter((at) => at > x[0] && at < x[1]);
  const values = [...x, ...turning].map((at) => at ** 3 - at);
  return [Math.min(...values) - y[1], Math.max(...values) - y[0]];
}

interface Case {
  readonly text: string;
  readonly truth: CellTruth;
  readonly parameters?: readonly number[];
}

const BREAKING: readonly Case[] = [
  // Poles that change sign, and that do not.
  { text: '1/x', truth: at(X, 0) },
  { text: '1/(x*y)', truth: (cell) => any(at(X, 0)(cell), at(Y, 0)(cell)) },
  { text: '1/x^2', truth: at(X, 0) },
  { text: '(x - y)^-3', truth: at(DIFFERENCE, 0) },
  { text: '1/(x - a)', truth: at(X, 0.3), parameters: [0.3] },
  { text: '1/(x^2 + y^2 - 1)', truth: at(squaredDistance(), 1) },
  { text: '1/(x^2 + y^2 - 1)^2', truth: at(squaredDistance(), 1) },
  { text: '1/(x^3 - x - y)', truth: at(cubicRange, 0) },
  { text: '1/(1 - x) + 1/(1 + x)', truth: at(X, -1, 1) },
  // Double roots, multiplied out: bounds of the divisor stay wide around them.
  { text: '1/(x^2 - 2x*y + y^2)', truth: at(DIFFERENCE, 0) },
  { text: 'log(x^2 + 2x*y + y^2 - 2x - 2y + 1)', truth: at(SUM, 1) },
  { text: '1/(x^2 - 2x + y^2 - 2y + 2)', truth: point(1, 1) },
  { text: 'abs(x)^-0.5', truth: at(X, 0) },
  { text: '1/sqrt(x^2)', truth: at(X, 0) },
  { text: 'exp(1/x)', truth: at(X, 0) },
  { text: 'exp(-1/x)', truth: at(X, 0) },
  { text: 'exp(1/x^2)', truth: at(X, 0) },
  {
    text: 'tan(2x + y)',
    truth: every(
      corners((x, y) => 2 * x + y),
      Math.PI,
      Math.PI / 2,
    ),
  },
  { text: 'csc(x)', truth: every(X, Math.PI) },
  { text: 'sec(x + y)', truth: every(SUM, Math.PI, Math.PI / 2) },
  { text: 'coth(x - y)', truth: at(DIFFERENCE, 0) },
  { text: 'log(abs(x))', truth: at(X, 0) },
  { text: 'log(abs(x*y - 1))', truth: at(PRODUCT, 1) },
  { text: '100*y + log10(x^2)/100', truth: at(X, 0) },
  // Poles at a point.
  { text: '1/(x^2 + y^2)', truth: point(0, 0) },
  { text: 'log(x^2 + y^2)', truth: point(0, 0) },
  { text: '1/hypot(x - 0.4, y + 0.7)', truth: point(0.4, -0.7) },
  { text: '1/((x - 0.31)^2 + (y - 0.17)^2)', truth: point(0.31, 0.17) },
  // No limit at a point, though none is infinite.
  { text: 'x*y/(x^2 + y^2)', truth: point(0, 0) },
  { text: '(x + 1)*y/((x + 1)^2 + y^2)', truth: point(-1, 0) },
  // Jumps.
  { text: 'floor(x) + floor(y)', truth: (cell) => any(every(X, 1)(cell), every(Y, 1)(cell)) },
  { text: 'floor(2x)', truth: every(X, 0.5) },
  { text: 'ceil(x + y)', truth: every(SUM, 1) },
  { text: 'round(x)', truth: every(X, 1, 0.5) },
  { text: 'x - floor(x)', truth: every(X, 1) },
  { text: 'floor(x*y)', truth: every(PRODUCT, 1) },
  { text: 'x*floor(y)', truth: every(Y, 1) },
  { text: '10000 + floor(x)', truth: every(X, 1) },
  { text: 'mod(x, 1)', truth: every(X, 1) },
  { text: 'mod(x + y, -2)', truth: every(SUM, 2) },
  { text: 'max(floor(x), 0)', truth: at(X, 1, 2, 3, 4) },
  { text: 'sign(x*y)', truth: (cell) => any(at(X, 0)(cell), at(Y, 0)(cell)) },
  { text: 'sign(sin(3x))', truth: every(X, Math.PI / 3) },
  { text: '(x - y)/abs(x - y)', truth: at(DIFFERENCE, 0) },
  { text: 'sqrt(x^2)/x', truth: at(X, 0) },
  { text: 'abs(x)/x + 100*y', truth: at(X, 0) },
  { text: 'atan2(y, x)', truth: ({ x, y }) => all(touches(y, 0), touches([-Infinity, -x[0]], 0)) },
  { text: 'atan2(-x, y)', truth: ({ x, y }) => all(touches(x, 0), touches([-Infinity, -y[0]], 0)) },
  { text: 'tanh(1/x)', truth: at(X, 0) },
  { text: 'sin(1/(x - 0.1))', truth: at(X, 0.1) },
  { text: 'y*cos(1/(x + y - 0.3))', truth: at(SUM, 0.3) },
  { text: 'atan(1/(x + y))', truth: at(SUM, 0) },
  { text: '1/(1 + exp(1/x))', truth: at(X, 0) },
  { text: 'sign(x)*sqrt(abs(x)) + step(y)', truth: at(Y, 0) },
  { text: 'step(x - y)', truth: at(DIFFERENCE, 0) },
  { text: 'x > y ? 1 : 0', truth: at(DIFFERENCE, 0) },
  { text: 'x < -1 ? 0 : x < 1 ? y + 9 : 20', truth: at(X, -1, 1) },
  { text: 'x^2 + y^2 < 4 ? x : -5', truth: at(squaredDistance(), 4) },
  {
    text: 'x > 0 and y > 0',
    truth: ({ x, y }) =>
      any(
        all(touches(x, 0), touches([-Infinity, y[1]], 0)),
        all(touches(y, 0), touches([-Infinity, x[1]], 0)),
      ),
  },
  { text: 'x > 0 ? 1/x : 0', truth: at(X, 0) },
  { text: 'sin(x)/x + floor(y)', truth: every(Y, 1) },
  // A closed jump within one cell, and one that ends with the domain.
  { text: 'sign((x - 0.31)^2 + (y - 0.17)^2 - 0.0001)', truth: circle(0.31, 0.17, 0.01) },
  { text: 'sqrt(x + 2)*sign(y)', truth: ({ x, y }) => all(touches(y, 0), touches([-Infinity, x[1]], -2)) },
  { text: '1/log(abs(x))', truth: at(X, -1, 1) },
];

const CONTINUOUS: readonly string[] = [
  // Removable singularities.
  ...[
    'sin(x)/x',
    'sinc(x)',
    '(x^2 - y^2)/(x - y)',
    '(x^3 - 1)/(x - 1)',
    '(1 - cos(x))/x^2',
    '(exp(x - y) - 1)/(x - y)',
  ],
  ...[
    'x*log(abs(x))',
    'x*sin(1/x)',
    'exp(-1/x^2)',
    'x^2*y/(x^2 + y^2)',
    'tan(x)/tan(x)',
    'x == 1 ? 1 : x',
    'abs(x)^2/x',
    '(x^2 - 2x*y + y^2)/(x - y)',
    '(x^3 - 3x^2*y + 3x*y^2 - y^3)/(x^2 - 2x*y + y^2)',
  ],
  // Kinks, steep and narrow shapes.
  ...[
    'abs(x)',
    'sqrt(abs(x))',
    'max(x, y)',
    'min(x, 1/(1 + y^2))',
    'abs(x - y)^0.3',
    'cbrt(x*y)',
    'relu(x - y)',
  ],
  ...[
    'x > 0 ? x : -x',
    'x > y ? sqrt(x - y) : 0',
    'x^2 > 1 ? sqrt(x^2 - 1) : 0',
    'x + y < 1 ? sqrt(1 - x - y) : 0',
    'x^2 + y^2 < 4 ? (4 - x^2 - y^2)^0.25 : 0',
    'elu(x)',
    'clamp(x/y^0, -1, 1)',
    'mod(x, 1)*(1 - mod(x, 1))',
  ],
  ...[
    'abs(mod(x, 2) - 1)',
    'sign(x)*x',
    'sign(x)*sqrt(abs(x))',
    'floor(x)*sin(pi*x)',
    '(x - floor(x) - 0.5)^2',
  ],
  ...[
    'tanh(60x)',
    'sigmoid(100(x + y))',
    '1/(1 + exp(-100(x + y)))',
    'exp(-200(x - y)^2)',
    'atan(1000000*x)/3',
  ],
  ...[
    '1/(x^2 + 0.001)',
    '1/(2 + sin(5x)*cos(5y))',
    '1/(x^2 + y^2 + 0.000001)',
    'log(x^2 + 0.00001)',
    'x/hypot(x, 0.001)',
  ],
  ...[
    'x^2 + y^2',
    '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
    'pow(2, x)',
    'log(1 + x^2)',
    '1/cosh(x)',
    'sin(x)*cos(y)/3',
  ],
  // Ends of the domain.
  ...[
    'log(x)',
    '1/sqrt(x)',
    'sqrt(x)/x',
    'sqrt(1 - x^2 - y^2)',
    'log(1 - x^2 - y^2)',
    'log(x) + log(y)',
    'x^0.7',
    'x^-0.7',
  ],
  ...[
    'asin(x/2)',
    'acosh(x)',
    'atanh(x*y)',
    'log(-1 - x^2)',
    '1/(x - x)',
    'x > 0 ? sqrt(-1 - y^2) : x',
    'sqrt(x)*floor(y)/0',
  ],
  '1/log(abs(x)) > 5 ? 1/0 : y',
];

const GRIDS: readonly (readonly [string, Grid])[] = [
  ['64² beside the singular points', { nx: 64, ny: 64, x: [-2.963, 3.041], y: [-2.987, 3.0171] }],
  ['65² with samples on whole numbers', { nx: 65, ny: 65, x: [-4, 4], y: [-4, 4] }],
  ['64² with samples about whole numbers', { nx: 64, ny: 64, x: [-3, 3], y: [-3, 3] }],
  ['31 × 50', { nx: 31, ny: 50, x: [-2, 2.5], y: [-3.3, 1.1] }],
];

function wrongCells(text: string, truth: CellTruth, grid: Grid, parameters: readonly number[]): string[] {
  const breaks = findBreaks(fieldOf(text), parameters, grid);
  const { dx, dy } = gridStep(grid);
  if (breaks === null && truth === WHOLE) return [];
  const wrong: string[] = [];
  for (let j = 0; j < grid.ny - 1; j++) {
    for (let i = 0; i < grid.nx - 1; i++) {
      const [x, y] = [grid.x[0] + i * dx, grid.y[0] + j * dy];
      const expected = truth({ x: [x, grid.x[0] + (i + 1) * dx], y: [y, grid.y[0] + (j + 1) * dy] });
      const found = breaks?.cells[j * (grid.nx - 1) + i] === 1 ? 'cut' : 'whole';
      if (expected !== 'either' && found !== expected) wrong.push(`(${x}, ${y}) is ${found}`);
    }
  }
  return wrong;
}

describe.each(GRIDS)('on a grid of %s', (_, grid) => {
  it.each(BREAKING)(
    'cuts the cells that a break of $text crosses, and no others',
    ({ text, truth, parameters = [] }) => {
      expect(wrongCells(text, truth, grid, parameters)).toEqual([]);
    },
  );

  it.each(CONTINUOUS)('cuts nothing of %s', (text) => {
    expect(wrongCells(text, WHOLE, grid, [])).toEqual([]);
  });
});

describe('across a random line G = 0', () => {
  const slope = fc.integer({ min: -2000, max: 2000 }).map((n) => n / 1000);
  const steep = fc.tuple(slope, slope).filter(([a, b]) => Math.abs(a) + Math.abs(b) > 0.1);
  const breaking = fc.constantFrom(
    ...[
      '1/G',
      '1/G^2',
      'sign(G)',
      'log(abs(G))',
      'abs(G)/G',
      '(G > 0 ? 3 : -2)',
      'tanh(1/G)',
      'exp(-1/G)',
      'cot(G/9)',
    ],
    ...['atan2(G, -1)', 'abs(G)^-0.3', '1/cbrt(G)', 'floor(G/50)'],
  );
  const sound = fc.constantFrom(
    ...[
      'sin(G)/G',
      'abs(G)',
      'sqrt(abs(G))',
      'G*log(abs(G))',
      '(G > 0 ? G : 0)',
      'G*sign(G)',
      'tanh(80*G)',
      'sinc(G)',
    ],
    ...['(exp(G) - 1)/G', 'G*sin(1/G)', 'log(1 + G^2)', 'abs(G)^0.2'],
  );
  const around = fc.constantFrom(
    ...['F', '2*F + sin(x)*y', 'F*exp(0.3*x)', 'F + x*y - 3', 'F*(2 + cos(y))', 'F/(1.5 + sin(x*y))'],
    ...['F + tanh(50*(x + y))', 'F + sqrt(abs(x - 0.3))'],
  );
  const grid: Grid = { nx: 18, ny: 17, x: [-2.037, 2.411], y: [-1.97, 2.2113] };

  it.each([
    ['breaks are cut', breaking, true],
    ['what is continuous is not', sound, false],
  ] as const)('%s, whatever is added or multiplied', (_, kind, breaks) => {
    fc.assert(
      fc.property(steep, slope, kind, around, ([a, b], c, inner, outer) => {
        const g = (x: number, y: number) => a * x + b * y + c;
        const text = outer.replace('F', inner).replaceAll('G', `(${a}*x + ${b}*y + ${c})`);
        expect(wrongCells(text, breaks ? at(corners(g), 0) : WHOLE, grid, []), text).toEqual([]);
      }),
      { seed: 20240607, numRuns: 100 },
    );
  });
});

describe('a break exactly on samples', () => {
  const grid: Grid = { nx: 9, ny: 9, x: [-4, 4], y: [-4, 4] };
  const rowOf = (text: string, j = 0) => {
    const breaks = findBreaks(fieldOf(text), [], grid);
    return breaks && [...breaks.cells.subarray(8 * j, 8 * j + 8)].join('');
  };

  it('cuts the cell whose inner limit is not the sample', () => {
    expect(rowOf('x >= 0')).toBe('00010000');
    expect(rowOf('x > 0')).toBe('00001000');
    expect(rowOf('sign(x)')).toBe('00011000');
    expect(rowOf('floor(x/2)')).toBe('01010101');
    expect(rowOf('floor(x/2) + 0*y', 5)).toBe('01010101');
  });

  it('cuts both cells at a pole, and at a jump without a value', () => {
    expect(rowOf('1/x')).toBe('00011000');
    expect(rowOf('1/x^2')).toBe('00011000');
    expect(rowOf('abs(x)/x')).toBe('00011000');
    expect(rowOf('x == 0 ? 0 : 1/x')).toBe('00011000');
  });

  it('cuts next to a single value that is out of line, and not next to one that continues', () => {
    expect(rowOf('x == 0 ? 5 : x')).toBe('00011000');
    expect(rowOf('x == 0 ? 1 : sin(x)/x')).toBeNull();
  });

  it('cuts the four cells around a pole at a sample', () => {
    const breaks = findBreaks(fieldOf('1/(x^2 + y^2)'), [], grid);
    expect([...(breaks?.cells ?? [])].flatMap((cut, cell) => (cut ? [cell] : []))).toEqual([27, 28, 35, 36]);
  });

  it.each([
    'floor(x) + floor(y)',
    'floor(x + y)',
    'sign(x*y)',
    'atan2(y, x)',
    'mod(x, 2)',
    'x > y ? 1 : 0',
    'ceil(x - y/2)',
  ])('leaves no cell of %s whose corners are not the limits from its inside', (text) => {
    const field = fieldOf(text);
    const breaks = findBreaks(field, [], grid);
    const walk = new Walk(field.graph, [field.value], field.variables, []);
    const value = (x: number, y: number) => {
      walk.evaluate(x, y);
      return walk.value(0);
    };
    const inwards = 1e-7;
    const bridged: string[] = [];
    for (let j = 0; j < 8; j++) {
      for (let i = 0; i < 8; i++) {
        if (breaks?.cells[8 * j + i]) continue;
        for (const [u, v] of [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ] as const) {
          const [x, y] = [i - 4 + u, j - 4 + v];
          const limit = value(x + (1 - 2 * u) * inwards, y + (1 - 2 * v) * 2 * inwards);
          if (Math.abs(value(x, y) - limit) > 1e-5) bridged.push(`(${x}, ${y})`);
        }
      }
    }
    expect(bridged).toEqual([]);
  });
});

describe('samples without a value', () => {
  const grid: Grid = { nx: 33, ny: 33, x: [-2, 2], y: [-2, 2] };
  /** Means over a sixteenth of a cell, times second derivatives of some units. */
  const TOLERANCE = 1e-3;

  type Truth = (x: number, y: number) => readonly [f: number, alongX: number, alongY: number];
  const removable: readonly (readonly [string, number, Truth])[] = [
    ['sin(x)/x', 33, () => [1, 0, 0]],
    ['y*(exp(x) - 1)/x', 33, (_, y) => [y, y / 2, 1]],
    ['(x^3 - y^3)/(x - y)', 33, (x, y) => [x * x + x * y + y * y, 2 * x + y, x + 2 * y]],
    ['(1 - cos(x))/x^2 + y', 33, (_, y) => [0.5 + y, 0, 1]],
    ['x/x*(y/y)', 65, () => [1, 0, 0]],
    ['sin(x^2 + y^2)/(x^2 + y^2) + x', 1, () => [1, 1, 0]],
    ['x*log(abs(x)) + y', 33, (_, y) => [y, Number.NaN, 1]],
  ];

  it.each(removable)('%s goes on through %i', (text, count, truth) => {
    const { continued = [] } = findBreaks(fieldOf(text), [], grid) ?? {};
    expect(continued).toHaveLength(count);
    for (const { sample, values } of continued) {
      const x = -2 + (sample % 33) / 8;
      const y = -2 + Math.floor(sample / 33) / 8;
      truth(x, y).forEach((expected, index) => {
        if (!Number.isNaN(expected))
          expect(Math.abs((values[index] ?? 0) - expected)).toBeLessThan(TOLERANCE);
      });
    }
  });

  it('takes no number for a value that rounding made of 0/0', () => {
    // Where y is -x but for rounding, the two squares differ by 2^-51 or so at some samples.
    const uneven: Grid = { nx: 64, ny: 64, x: [-3, 3], y: [-3, 3] };
    const field = fieldOf('(x^4 - y^4)/(x^2 - y^2)');
    const found = findBreaks(field, [], uneven);
    expect(found?.cells.some((cell) => cell === 1)).toBe(false);
    const continued = new Map(found?.continued.map(({ sample, values }) => [sample, values[0]]));
    const walk = new Walk(field.graph, [field.value], field.variables, []);
    const { dx, dy } = gridStep(uneven);
    for (let i = 0; i < 64; i++) {
      for (const j of [i, 63 - i]) {
        const [x, y] = [-3 + i * dx, -3 + j * dy];
        walk.evaluate(x, y);
        const drawn = continued.get(64 * j + i) ?? walk.value(0);
        expect(Math.abs(drawn / (x * x + y * y) - 1)).toBeLessThan(0.25);
      }
    }
    expect(continued.size).toBeGreaterThan(120);
  });

  it.each([
    ...[
      'log(x)',
      '1/x',
      '1/x^2',
      'abs(x)/x',
      'sqrt(x)/x',
      'x/sqrt(x)',
      '0*log(x)',
      'x*y/(x^2 + y^2)',
      'atan(1/x)',
    ],
    ...['sqrt(-1 - x^2)', '1/(x - x)', 'x == 0 ? 5 : x', 'floor(x)/floor(x)', 'sin(1/x)', 'tan(pi*x/2)'],
  ])('%s does not', (text) => {
    expect(findBreaks(fieldOf(text), [], grid)?.continued ?? []).toEqual([]);
  });
});

describe('the search', () => {
  it('answers null where it looked and found nothing', () => {
    expect(findBreaks(fieldOf('sin(x)/x'), [], { nx: 8, ny: 9, x: [-4, 4], y: [-4, 4] })).toBeNull();
  });

  it('does nothing where nothing in the graph can break', () => {
    const grid: Grid = { nx: 5000, ny: 5000, x: [-3, 3], y: [-3, 3] };
    expect(findBreaks(fieldOf('sin(x)*cos(y) + sqrt(x) + abs(y)'), [], grid)).toBeNull();
  });

  it('answers in the shape of the grid', () => {
    const grid: Grid = { nx: 4, ny: 3, x: [-1, 2], y: [0, 1] };
    expect(findBreaks(fieldOf('1/(x - 0.5)'), [], grid)).toEqual({
      nx: 4,
      ny: 3,
      cells: Uint8Array.from([0, 1, 0, 0, 1, 0]),
      continued: [],
    });
  });

  it('follows the parameters', () => {
    const field = fieldOf('1/(x - a)');
    const grid: Grid = { nx: 5, ny: 2, x: [0, 4], y: [0, 1] };
    expect(findBreaks(field, [2.5], grid)?.cells).toEqual(Uint8Array.from([0, 0, 1, 0]));
    expect(findBreaks(field, [9], grid)).toBeNull();
    expect(findBreaks(field, [Number.NaN], grid)).toBeNull();
  });

  it('takes the coordinates as the field names them', () => {
    const grid: Grid = { nx: 3, ny: 3, x: [-1, 2], y: [-1, 2] };
    expect(findBreaks(fieldOf('f(u, v) = floor(v + 0.75)'), [], grid)?.cells).toEqual(
      Uint8Array.from([1, 1, 1, 1]),
    );
    expect(findBreaks(fieldOf('f(u, v) = 1/u'), [], grid)?.cells).toEqual(Uint8Array.from([1, 0, 1, 0]));
  });

  it.each([1e-6, 1e-3, 1, 1e3, 1e6, 1e9])('finds a pole, a jump and no kink at scale %d', (scale) => {
    const grid: Grid = { nx: 33, ny: 33, x: [-1.1 * scale, 0.9 * scale], y: [-scale, scale] };
    expect(wrongCells(`1/(x - ${0.31 * scale})`, at(X, 0.31 * scale), grid, [])).toEqual([]);
    expect(wrongCells(`x > ${0.31 * scale} ? y : x`, at(X, 0.31 * scale), grid, [])).toEqual([]);
    expect(
      wrongCells(`abs(x - ${0.31 * scale})/(x - ${0.31 * scale})*(x - ${0.31 * scale})`, WHOLE, grid, []),
    ).toEqual([]);
  });

  it('works far from the origin, where coordinates are coarse', () => {
    const grid: Grid = { nx: 17, ny: 17, x: [1e6, 1e6 + 1], y: [1e6, 1e6 + 1] };
    expect(wrongCells('1/(x - 1000000.34)', at(X, 1000000.34), grid, [])).toEqual([]);
    expect(wrongCells('floor(3*(y - 1000000))', every(Y, 1 / 3), grid, [])).toEqual([]);
    expect(wrongCells('sin(x - 1000000.34)/(x - 1000000.34)', WHOLE, grid, [])).toEqual([]);
  });

  it('ends where every cell is in doubt', () => {
    const grid: Grid = { nx: 257, ny: 257, x: [-3, 3], y: [-3, 3] };
    expect(findBreaks(fieldOf('floor(sin(x)^2 + cos(x)^2)'), [], grid, WORK_LIMIT / 128)).toBeNull();
  });
});
