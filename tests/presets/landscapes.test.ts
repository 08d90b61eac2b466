import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { compileExpression, gradient, hessian, parseExpression } from '../../src/expression';
import { LANDSCAPE_GROUPS, LANDSCAPES, type Landscape } from '../../src/presets';
import { pick, seededRandom } from '../support/randomExpressions';

interface GoldenLandscape {
  readonly name: string;
  readonly f: string;
  readonly domain: readonly [readonly [number, number], readonly [number, number]];
  readonly minima: readonly (readonly [number, number])[];
  readonly minimum: number | null;
}

const GOLDEN = JSON.parse(readFileSync('tests/golden/landscapes.json', 'utf8')) as readonly GoldenLandscape[];

/** Coordinates and values of minima are given to six decimals: half a unit of the last. */
const HALF_UNIT = 0.5e-6;
/** Rounding of the evaluation, in the size of the values that cancel (at most some 1e5 in Goldstein–Price). */
const EVALUATION = 1e-10;

/** Landscapes with a kink or a domain's edge at the minimum, where the gradient need not vanish or exist. */
const NOT_SMOOTH_AT_MINIMUM: readonly string[] = ['ackley', 'bukin-6', 'eggholder'];

interface Evaluated {
  readonly value: number;
  readonly slope: number;
  /** Largest magnitude among second derivatives. */
  readonly curvature: number;
}

function evaluateAt(landscape: Landscape, [x, y]: readonly [number, number]): Evaluated {
  const { builder, root } = compileExpression(parseExpression(landscape.expression));
  const variables = ['x', 'y'];
  const roots = [root, ...gradient(builder, root, variables), ...hessian(builder, root, variables).flat()];
  const walk = new Walk(builder.graph, roots, variables, []);
  walk.evaluate(x, y);
  return {
    value: walk.value(0),
    slope: Math.hypot(walk.value(1), walk.value(2)),
    curvature: Math.max(...[3, 4, 5, 6].map((index) => Math.abs(walk.value(index)))),
  };
}

/** Diacritics and dashes aside: ours are typeset, those of the data are not. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('–', '-');
}

describe('the landscapes', () => {
  it('are those of the golden data: formulae, domains, minima', () => {
    const ours = LANDSCAPES.map(({ name, expression, domainX, domainY, minima, minimum }) => ({
      name: plain(name),
      f: expression,
      domain: [domainX, domainY],
      minima,
      minimum,
    }));
    expect(ours).toEqual(
      GOLDEN.map(({ name, f, domain, minima, minimum }) => ({ name, f, domain, minima, minimum })),
    );
  });

  it('have identifiers of their own and groups that exist', () => {
    const ids = LANDSCAPES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, group } of LANDSCAPES) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(Object.keys(LANDSCAPE_GROUPS)).toContain(group);
    }
  });
});

it.each(LANDSCAPES)('$name is a function of x and y alone', ({ expression }) => {
  expect(parseExpression(expression)).toMatchObject({ variables: ['x', 'y'], parameters: [] });
});

const WITH_MINIMUM = LANDSCAPES.flatMap((landscape) =>
  landscape.minimum === null ? [] : [{ ...landscape, minimum: landscape.minimum }],
);

describe.each(WITH_MINIMUM)('$name', (landscape) => {
  const { expression, domainX, domainY, minima, minimum } = landscape;

  it('has the value given at each minimum given, to the digits given', () => {
    expect(minima.length).toBeGreaterThan(0);
    for (const point of minima) {
      const { value, curvature, slope } = evaluateAt(landscape, point);
      // f changes by slope·δ + curvature·δ² over the rounding of both coordinates, to second order; Bukin's ridge has none.
      const exact = point.every((coordinate) => Number.isInteger(coordinate * 2));
      const moved = exact ? 0 : slope * 2 * HALF_UNIT + 2 * (curvature || 0) * HALF_UNIT ** 2;
      expect(Math.abs(value - minimum)).toBeLessThanOrEqual(HALF_UNIT + moved + EVALUATION);
    }
  });

  it('is nowhere in its domain below its minimum', () => {
    const { builder, root } = compileExpression(parseExpression(expression));
    const walk = new Walk(builder.graph, [root], ['x', 'y'], []);
    const random = seededRandom(3);
    for (let k = 0; k < 4000; k++) {
      const near = minima.length > 0 && k % 2 === 0 ? pick(random, minima) : undefined;
      const x = near ? near[0] + (random() - 0.5) * 0.01 : domainX[0] + random() * (domainX[1] - domainX[0]);
      const y = near ? near[1] + (random() - 0.5) * 0.01 : domainY[0] + random() * (domainY[1] - domainY[0]);
      if (x < domainX[0] || x > domainX[1] || y < domainY[0] || y > domainY[1]) continue;
      walk.evaluate(x, y);
      expect(walk.value(0)).toBeGreaterThanOrEqual(minimum - HALF_UNIT);
    }
  });
});

it.each(WITH_MINIMUM.filter(({ id }) => !NOT_SMOOTH_AT_MINIMUM.includes(id)))(
  '$name has no slope at its minima',
  (landscape) => {
    for (const point of landscape.minima) {
      const { slope, curvature } = evaluateAt(landscape, point);
      // ∇f changes by at most twice the largest second derivative a unit and coordinate.
      expect(slope).toBeLessThanOrEqual(4 * curvature * HALF_UNIT + EVALUATION);
    }
  },
);
