// The course shows the notebook's functions at the notebook's points, and its own code gives the notebook's numbers there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commonCurves } from '../../src/app/course/commonCurves';
import { evaluatorOf } from '../../src/app/course/evaluator';
import { openChapter } from '../../src/app/course/openChapter';
import { columnNamed } from '../../src/fields/dataTable';
import { type Block, CHAPTERS, COMMON_FUNCTIONS, chapterNamed, MASKED } from '../../src/lessons';
import { evaluate } from '../../src/lessons/check/evaluate';
import { makeExercise } from '../../src/lessons/exercises';
import { NOTEBOOK_LINE } from '../../src/models/datasets/notebook';
import type { StatePatch } from '../../src/state/appState';
import { DEFAULT_STATE } from '../../src/state/schema';
import { situation } from '../support/situation';

interface Notebook {
  readonly tangent: { f: string; x0: number; value: number; slope: number };
  readonly linear_regression: {
    least_squares: { w: number; b: number; loss: number };
    at: readonly { w: number; b: number; loss: number; gradient: readonly number[] }[];
  };
  readonly logistic_regression: {
    at: readonly { parameters: readonly number[]; loss: number; gradient: readonly number[] }[];
  };
  readonly xor_network: {
    at: readonly {
      loss: number;
      gradient: Readonly<Record<string, readonly (number | readonly number[])[]>>;
    }[];
  };
  readonly exercises: readonly {
    f: string;
    variables: readonly string[];
    at?: readonly number[];
    gradient?: readonly number[];
  }[];
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

describe('the secant and the tangent', () => {
  it('open at the notebook’s point, with its value and slope', () => {
    const { f, x0, value, slope } = NOTEBOOK.tangent;
    const opened = openChapter(DEFAULT_STATE, 'derivative');
    expect([opened.expression, opened.point[0]]).toEqual([f, x0]);
    const shown = situation(opened);
    expect([shown.value, shown.gradient[0]]).toEqual([value, slope]);
  });
});

describe('the models on data', () => {
  const chapter = chapterNamed('applications') ?? expect.fail('no chapter on models');
  const prose = chapter.parts
    .map((part) =>
      part.kind === 'text' ? part.markdown : part.kind === 'task' ? `${part.prompt} ${part.after ?? ''}` : '',
    )
    .join(' ');
  const opened = openChapter(DEFAULT_STATE, 'applications');
  const sceneOf = (subject: string): StatePatch =>
    chapter.parts
      .flatMap((part) => (part.kind === 'show' ? part.choices.map(({ patch }) => patch) : []))
      .find((patch) => patch.subject === subject) ?? expect.fail(`nothing shows ${subject}`);

  it.each(NOTEBOOK.linear_regression.at)(
    'have the line’s loss and gradient at ($w, $b)',
    ({ w, b, loss, gradient }) => {
      const shown = situation({ ...opened, ...sceneOf('linear'), point: [w, b] });
      expectNear(shown.value, loss);
      gradient.forEach((slope, k) => {
        expectNear(shown.gradient[k], slope);
      });
    },
  );

  it.each(NOTEBOOK.logistic_regression.at)(
    'have the border’s loss and gradient at $parameters',
    ({ parameters, loss, gradient }) => {
      const [w1 = 0, w2 = 0, value = 0] = parameters;
      const held = { b: { value, min: -5, max: 5, step: 0.01 } };
      const shown = situation({ ...opened, ...sceneOf('logistic'), point: [w1, w2], parameters: held });
      expectNear(shown.value, loss);
      expectNear(shown.gradient[0], gradient[0]);
      expectNear(shown.gradient[1], gradient[1]);
    },
  );

  it('begin to train the network at the notebook’s weights, with its loss and gradient', () => {
    const [first] = NOTEBOOK.xor_network.at;
    const { training } = situation({ ...opened, ...sceneOf('network') });
    expect(training?.step).toBe(0);
    expectNear(training?.loss, first?.loss);
    const length = Math.hypot(
      ...['dW1', 'db1', 'dW2', 'db2'].flatMap((name) => first?.gradient[name]?.flat() ?? []),
    );
    // The mean of the rows' gradients is the notebook's, so none of it is longer than the longest of theirs.
    expect(Math.max(...(training?.rowGradients() ?? []))).toBeGreaterThan(length);
  });

  it('are told with the notebook’s numbers, rounded', () => {
    const [zero, near] = NOTEBOOK.linear_regression.at;
    const { w, b, loss } = NOTEBOOK.linear_regression.least_squares;
    const [none, ones] = NOTEBOOK.logistic_regression.at;
    const said = [
      zero?.loss.toFixed(2),
      zero?.gradient.map((slope) => slope.toFixed(2)).join(',\\ '),
      near?.loss.toFixed(2),
      loss.toFixed(2),
      w.toFixed(3),
      b.toFixed(3),
      none?.loss.toFixed(3),
      ones?.loss.toFixed(4),
      NOTEBOOK.xor_network.at[0]?.loss.toFixed(5),
    ];
    for (const number of said) expect(prose).toContain(number ?? 'a number');
  });
});

describe('the notebook’s exercises', () => {
  it('2 and 3 have its gradients at its points', () => {
    const [, , , second, third] = NOTEBOOK.exercises;
    const [x = 0, y = 0] = second?.at ?? [];
    const { truths } = makeExercise({ template: 'notebook-2-partials', seed: 0 });
    truths.forEach((truth, k) => {
      expectNear(evaluate(truth, { x, y }), second?.gradient?.[k]);
    });
    const asked = makeExercise({ template: 'notebook-3-gradient', seed: 0 }).truths;
    expect(asked.map((truth) => evaluate(truth))).toEqual(third?.gradient);
  });

  it('4 gives, in the mean over the notebook’s data, the gradient of its loss', () => {
    const { truths } = makeExercise({ template: 'loss-squared-error', seed: 0 });
    const [xs, ys] = ['x', 'y'].map((name) => columnNamed(NOTEBOOK_LINE, name).values);
    for (const { w, b, gradient } of NOTEBOOK.linear_regression.at) {
      truths.forEach((truth, k) => {
        let sum = 0;
        for (let row = 0; row < NOTEBOOK_LINE.rows; row++) {
          sum += evaluate(truth, { w, b, x: xs?.[row] ?? 0, y: ys?.[row] ?? 0 });
        }
        expectNear(sum / NOTEBOOK_LINE.rows, gradient[k]);
      });
    }
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
