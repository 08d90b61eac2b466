// The functions whose derivatives in f32 are measured, and how far such derivatives are from those in f64, the graph's at the
// coordinates that f32 has.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileTape, Tape } from '../../src/engines/cpu/tape';
import { type Builder, compileExpression, type NodeId, parseExpression } from '../../src/expression';
import { type Grid, type Interval, sampleCoordinates } from '../../src/fields/grid';
import { type DerivativeMethod, type GridEngine, VALIDITY } from '../../src/fields/gridRequest';

export interface Sampled {
  readonly name: string;
  readonly f: string;
  readonly domain: readonly [Interval, Interval];
}

const LANDSCAPES = JSON.parse(readFileSync('tests/golden/landscapes.json', 'utf8')) as readonly Sampled[];

const square = (reach: number): readonly [Interval, Interval] => [
  [-reach, reach],
  [-reach, reach],
];

/** Those of the ten functions the method was chosen with that are no landscapes. */
const OTHERS: readonly Sampled[] = [
  { name: 'quadratic', f: '3*x^2+2*x*y+y^2-x+0.5*y', domain: square(3) },
  { name: 'waves and a bell', f: 'sin(3*x)*cos(3*y)+exp(-(x^2+y^2))', domain: square(3) },
  { name: 'product and exponential', f: 'x^2*y+exp(x*y)', domain: square(2) },
  { name: 'logarithm of a sum', f: 'log(1+x^2+y^2)', domain: square(3) },
  {
    name: 'tanh network',
    f: '1.3*tanh(0.8*x-1.1*y+0.2)-0.7*tanh(1.7*x+0.4*y-0.5)+0.9*tanh(-0.6*x+1.4*y+0.1)-0.4*tanh(x+y)',
    domain: square(3),
  },
];

export const SAMPLED: readonly Sampled[] = [...LANDSCAPES, ...OTHERS];

/** The ten functions that the method was chosen with. */
export const TEN: readonly Sampled[] = [
  ...LANDSCAPES.filter(({ name }) =>
    ['Rosenbrock', 'Himmelblau', 'Beale', 'Rastrigin', 'Ackley'].includes(name),
  ),
  ...OTHERS,
];

const named = (f: string, x: Interval, y: Interval = x): Sampled => ({ name: f, f, domain: [x, y] });

/**
 * Functions and domains that plain f32 is hard put to: large arguments, windows on minima, functions of functions that
 * multiply what these lose. No threshold of the choice of pairs was chosen with them.
 */
export const DEMANDING: readonly Sampled[] = [
  named('(1-x)^2+100*(y-x^2)^2', [0.9999, 1.0001], [0.9998, 1.0002]),
  named('(x^2+y-11)^2+(x+y^2-7)^2', [2.99, 3.01], [1.99, 2.01]),
  named('(x-1.1)*(x-1.2)*(x-1.3)*(y-1.1)*(y-1.2)', [1, 1.4]),
  named('sin(100*x)*cos(100*y)', [-3, 3]),
  named('sin(1e5*x)+sin(y-1000)', [-3, 3]),
  named('cos(exp(x+y))', [-2, 2]),
  named('-sin(x)*sin(x^2/pi)^20-sin(y)*sin(2*y^2/pi)^20', [0, 3]),
  named('-x*sin(sqrt(abs(x)))-y*sin(sqrt(abs(y)))', [-500, 500]),
  named('sin(5*sqrt(x^2+y^2))/sqrt(x^2+y^2)', [-9, 9]),
  named('sinh(x)*sin(7*y)+erf(3*x*y)', [-5, 5]),
  named('1/(1+exp(-(7*x+3*y-1)))', [-3, 3]),
];

/** Nowhere defined in f32: exp(100) is beyond its range. The CPU engine has it. */
const BEYOND_SINGLE = 'Cross-in-tray';

/** Rounding to nearest in f32. */
const EPSILON = 2 ** -24;

/** Of the derivatives at a sample as one vector, by its length. */
export interface Bounds {
  /** Of |error|/|exact|, in EPSILON. */
  readonly median: number;
  /** Of |error|, in EPSILON·max|exact|. */
  readonly largest: number;
}

export interface Measured extends Bounds {
  readonly compared: number;
}

/** Which derivatives are measured: all components of one tensor. */
export interface Derivatives {
  readonly method: DerivativeMethod;
  /** Fields whose gradients, one after the other, are the components; and the components in the graph. */
  readonly of: (
    b: Builder,
    root: NodeId,
    variables: readonly string[],
  ) => { readonly fields: readonly NodeId[]; readonly components: readonly NodeId[] };
}

/** What the engine answers over side² samples against the graph in f64. */
export async function measureDerivatives(
  engine: GridEngine,
  { f, domain }: Sampled,
  side: number,
  { method, of }: Derivatives,
): Promise<Measured> {
  const { builder, root, variables } = compileExpression(parseExpression(f));
  const { graph } = builder;
  const { fields, components } = of(builder, root, variables);
  const [xs, ys] = [coordinates(domain[0], side), coordinates(domain[1], side)];
  const exact = new Tape(compileTape(graph, components, variables, [])).run([], xs, ys);
  const grid: Grid = { nx: side, ny: side, x: domain[0], y: domain[1] };
  const found: Float32Array[] = [];
  for (const value of fields) {
    const field = { graph, value, variables, parameters: [] };
    const derivative = { method, step: 1 };
    const answer = await engine.grid({ target: 'accuracy', field, parameters: [], grid, derivative });
    if (answer === null) throw new Error('the request was superseded');
    const texels = await engine.read(answer.texels, grid, 4);
    found.push(componentOf(texels, 1), componentOf(texels, 2));
  }
  return errorsBetween(exact, found);
}

/** Tests that every sampled function keeps `promised`; GRADSCAPE_TABLE=1 prints what it does. */
export function itKeeps(
  promised: Bounds,
  functions: readonly Sampled[],
  side: number,
  measure: (sampled: Sampled) => Promise<Measured>,
): void {
  const named = functions.map((sampled) => [sampled.name, sampled] as const);
  it.each(named.filter(([name]) => name !== BEYOND_SINGLE))('of %s has its digits', async (name, sampled) => {
    const { median, largest, compared } = await measure(sampled);
    if (process.env.GRADSCAPE_TABLE)
      console.log(`| ${name} | ${median.toFixed(2)} | ${largest.toFixed(2)} |`);
    expect(compared).toBeGreaterThan(0.99 * side * side);
    expect(median, 'median').toBeLessThanOrEqual(promised.median);
    expect(largest, 'largest').toBeLessThanOrEqual(promised.largest);
  });

  it.each(named.filter(([name]) => name === BEYOND_SINGLE))(
    'of %s is nowhere to be had',
    async (_, sampled) => {
      expect((await measure(sampled)).compared).toBe(0);
    },
  );
}

/** Samples along a side, at coordinates that f32 has. */
function coordinates(interval: Interval, side: number): Float64Array {
  return sampleCoordinates(interval, side).map(Math.fround);
}

/** One channel of texels of value and gradient; NaN where the engine found no gradient. */
function componentOf(texels: Float32Array, channel: number): Float32Array {
  return Float32Array.from({ length: texels.length / 4 }, (_, k) =>
    texels[4 * k + 3] === VALIDITY.gradient ? (texels[4 * k + channel] ?? Number.NaN) : Number.NaN,
  );
}

/** Component by component, over the samples at which both have all; the median over those at which not all are 0. */
function errorsBetween(exact: readonly Float64Array[], found: readonly Float32Array[]): Measured {
  const samples = exact[0]?.length ?? 0;
  const relative = new Float64Array(samples);
  let [largest, longest, compared, related] = [0, 0, 0, 0];
  for (let k = 0; k < samples; k++) {
    let [length, error] = [0, 0];
    for (let i = 0; i < exact.length; i++) {
      const wanted = exact[i]?.[k] ?? Number.NaN;
      length = Math.hypot(length, wanted);
      error = Math.hypot(error, (found[i]?.[k] ?? Number.NaN) - wanted);
    }
    if (!Number.isFinite(length) || !Number.isFinite(error)) continue;
    compared++;
    longest = Math.max(longest, length);
    largest = Math.max(largest, error);
    if (length > 0) relative[related++] = error / length;
  }
  const sorted = relative.subarray(0, related).sort();
  return {
    // Of derivatives that are 0 everywhere, nothing is relative.
    median: (sorted[sorted.length >> 1] ?? (largest === 0 ? 0 : Number.NaN)) / EPSILON,
    largest: longest === 0 ? largest / EPSILON : largest / longest / EPSILON,
    compared,
  };
}
