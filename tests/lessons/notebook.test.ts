// The course shows the notebook's functions at the notebook's points, and its own code gives the notebook's numbers there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commonCurves } from '../../src/app/course/commonCurves';
import { evaluatorOf } from '../../src/app/course/evaluator';
import { type Block, CHAPTERS, COMMON_FUNCTIONS, MASKED } from '../../src/lessons';

interface Notebook {
  readonly rules: readonly {
    f: string;
    derivative: string;
    x: readonly number[];
    value: readonly number[];
  }[];
  readonly common_functions: readonly {
    f: string;
    derivative: string;
    domain: readonly [number, number];
    view?: readonly [number, number];
  }[];
  readonly partials: readonly {
    f: string;
    at: readonly number[];
    value: number;
    gradient: readonly number[];
  }[];
  readonly gradients: readonly { f: string; at: readonly number[]; gradient: readonly number[] }[];
}

const NOTEBOOK = JSON.parse(readFileSync('tests/golden/notebook.json', 'utf8')) as Notebook;

/** The golden numbers are themselves rounded to f64, after a handful of operations. */
const TOLERANCE = 1e-12;

function blocksNamed<N extends Block['name']>(name: N): Extract<Block, { name: N }>[] {
  const parts = CHAPTERS.flatMap((chapter) => chapter.parts);
  return parts.flatMap((part) =>
    part.kind === 'block' && part.block.name === name ? [part.block as Extract<Block, { name: N }>] : [],
  );
}

/** Equal as functions, whatever the spaces. */
const plain = (text: string): string => text.replaceAll(/[\s*]/g, '');

function expectNear(found: number | undefined, expected: number | undefined): void {
  expect(Math.abs((found ?? Number.NaN) - (expected ?? Number.NaN))).toBeLessThanOrEqual(
    TOLERANCE * Math.max(1, Math.abs(expected ?? 0)),
  );
}

describe('the rules', () => {
  const examples = blocksNamed('ruleCheck').map(({ rule }) => rule);

  it.each(NOTEBOOK.rules)('show $f at its points, with its numbers', ({ f, x, value }) => {
    const example = examples.find((rule) => plain(rule.f) === plain(f)) ?? expect.fail(`no block shows ${f}`);
    expect(example.at).toEqual(x);
    const [shown, said] = [evaluatorOf(example.f, ['x']), evaluatorOf(example.derivative, ['x'])];
    x.forEach((at, k) => {
      expectNear(shown.at([at]).gradient[0], value[k]);
      expectNear(said.value([at]), value[k]);
    });
  });

  it.each(examples)('say what is true of $f', ({ f, derivative, at }) => {
    for (const x of [...at, 0.7, 1.9]) {
      expectNear(evaluatorOf(derivative, ['x']).value([x]), evaluatorOf(f, ['x']).at([x]).gradient[0]);
    }
  });
});

describe('the six panels', () => {
  it('show the functions, domains and views of the notebook, in order', () => {
    expect(COMMON_FUNCTIONS.map(({ label: _, ...shown }) => shown)).toEqual(
      NOTEBOOK.common_functions.map(({ derivative: _, ...shown }) => shown),
    );
  });

  it.each(NOTEBOOK.common_functions)('draw the derivative of $f, $derivative', ({ f, derivative }) => {
    const row = COMMON_FUNCTIONS.find((shown) => shown.f === f) ?? expect.fail();
    const { coordinates, slopes } = commonCurves(row);
    const expected = evaluatorOf(derivative, ['x']);
    coordinates.forEach((x, k) => {
      if (f === '1/x' && Math.abs(x) < MASKED) expect(slopes[k]).toBeNaN();
      else expectNear(slopes[k], expected.value([x]));
    });
  });
});

describe('the worked examples of partial derivatives', () => {
  const examples = blocksNamed('partialTable').map(({ example }) => example);

  it.each(NOTEBOOK.partials)('show $f at $at, with its numbers', ({ f, at, value, gradient }) => {
    const example =
      examples.find((shown) => plain(shown.f) === plain(f)) ?? expect.fail(`no block shows ${f}`);
    expect(example.at).toEqual(at);
    const found = evaluatorOf(example.f, example.variables).at(at);
    expectNear(found.value, value);
    gradient.forEach((partial, k) => {
      expectNear(found.gradient[k], partial);
      expectNear(evaluatorOf(example.partials[k] ?? '', example.variables).value(at), partial);
    });
  });
});

describe('the gradient of any number of variables', () => {
  const examples = blocksNamed('numericalGradient').flatMap((shown) => shown.examples);

  it.each(NOTEBOOK.gradients)('is offered for $f at $at, with its numbers', ({ f, at, gradient }) => {
    const example =
      examples.find((shown) => plain(shown.f) === plain(f)) ?? expect.fail(`no block shows ${f}`);
    expect(example.at).toEqual(at);
    const found = evaluatorOf(example.f).at(at).gradient;
    expect(found).toHaveLength(gradient.length);
    gradient.forEach((partial, k) => {
      expectNear(found[k], partial);
    });
  });
});

describe('functions of any number of variables', () => {
  it('take their variables from a header, else from their symbols in order', () => {
    expect(evaluatorOf('a^2+b^2+c^2+d^2').variables).toEqual(['a', 'b', 'c', 'd']);
    expect(evaluatorOf('x^2*y*z+sin(x*y)+z^3').variables).toEqual(['x', 'y', 'z']);
    expect(evaluatorOf('f(v, u) = u^2 v').variables).toEqual(['v', 'u']);
    expect(evaluatorOf('exp(2 t)').variables).toEqual(['t']);
  });

  it('have no value, and say why, where they are undefined', () => {
    const { value, gradient, fault } = evaluatorOf('ln(x)').at([-1]);
    expect([value, ...gradient]).toEqual([Number.NaN, Number.NaN]);
    expect(fault).toMatch(/log of a number/);
  });

  it('have second derivatives', () => {
    expectNear(evaluatorOf('t^3 - 6t^2 + 9t', ['t']).secondDerivative([0.5]), -9);
  });
});
