import { readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { toText } from '../../src/expression';
import { evaluate } from '../../src/lessons/check/evaluate';
import { type Exercise, makeExercise, nextReference, SLIPS, TEMPLATES } from '../../src/lessons/exercises';
import { checkAnswer } from '../../src/lessons/exercises/checkAnswer';
import { ANSWERS } from '../support/answers';

const SEEDS = 50;
/** Slips take a comparison each, so they are tried for fewer seeds. */
const SLIP_SEEDS = 3;
/** Typesetting takes long: the texts of these seeds are typeset in full, of the others only the prompt. */
const TYPESET_SEEDS = 6;
/** Names of the slips that the exercises recognise, gathered as they are tried. */
const recognised = new Set<string>();

interface Golden {
  readonly exercises: readonly {
    readonly f: string;
    readonly derivatives: readonly string[];
    readonly gradient?: readonly number[];
  }[];
}

const NOTEBOOK = JSON.parse(
  readFileSync(new URL('../golden/notebook.json', import.meta.url), 'utf8'),
) as Golden;

const made = new Map<string, readonly Exercise[]>();

function exercisesOf(template: string, seeds = SEEDS): readonly Exercise[] {
  const all =
    made.get(template) ?? Array.from({ length: SEEDS }, (_, seed) => makeExercise({ template, seed }));
  made.set(template, all);
  return all.slice(0, seeds);
}

function join(components: readonly string[]): string {
  return components.length === 1 ? (components[0] ?? '') : `(${components.join(', ')})`;
}

/** Every stretch of TeX in a text. Throws where one does not typeset. */
function typesetAll(text: string): number {
  const stretches = text.split('$').filter((_, index) => index % 2 === 1);
  expect(text.split('$').length % 2, text).toBe(1);
  for (const tex of stretches) katex.renderToString(tex, { throwOnError: true, strict: 'error' });
  return stretches.length;
}

describe('the table of exercises', () => {
  it('holds the notebook’s exercises and at least 30 others, of all levels, each with its own id', () => {
    const ids = TEMPLATES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !id.startsWith('notebook-')).length).toBeGreaterThanOrEqual(30);
    expect(new Set(TEMPLATES.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('refuses what it does not have', () => {
    expect(() => makeExercise({ template: 'nothing', seed: 0 })).toThrow('no exercise is called nothing');
    expect(() => makeExercise({ template: 'power-single', seed: -1 })).toThrow('seed -1');
  });

  it('makes the same exercise of the same reference and another of the next one', () => {
    for (const { id } of TEMPLATES) {
      const reference = { template: id, seed: 3 };
      expect(makeExercise(reference).prompt).toBe(makeExercise(reference).prompt);
      const prompts = new Set(exercisesOf(id, 12).map(({ prompt, truths }) => prompt + truths.map(toText)));
      const isSymbolic = id === 'loss-squared-error';
      expect(prompts.size, id).toBeGreaterThanOrEqual(isSymbolic ? 1 : id === 'loss-logistic' ? 2 : 3);
      expect(nextReference(reference)).toEqual({ template: id, seed: 4 });
    }
  });
});

describe.each(TEMPLATES.map(({ id }) => id))('the exercise %s', (id) => {
  it('is well put for every seed: prompt, hints and solution typeset, none gives the answer away', () => {
    for (const exercise of exercisesOf(id)) {
      expect(typesetAll(exercise.prompt)).toBeGreaterThan(0);
      expect(exercise.prompt).not.toMatch(/NaN|Infinity|undefined|\+ -|- -|\b1x/);
      katex.renderToString(exercise.asked, { throwOnError: true, strict: 'error' });
      expect(exercise.hints.length).toBeGreaterThan(0);
      expect(exercise.solution.length).toBeGreaterThan(0);
      if (exercise.reference.seed >= TYPESET_SEEDS) continue;
      for (const hint of exercise.hints) typesetAll(hint);
      for (const part of exercise.solution) if (part.kind === 'text') typesetAll(part.text);
    }
  });

  it('accepts the right answer, also in other words, and refuses others', () => {
    for (const exercise of exercisesOf(id)) {
      const { truths, variables, order } = exercise;
      const texts = truths.map(toText);
      const context = { id, seed: exercise.reference.seed, texts };
      const accept = (answer: string): void =>
        expect({ ...context, answer, ...checkAnswer(exercise, answer) }).toMatchObject({ kind: 'right' });
      accept(join(texts));
      const form = exercise.reference.seed % 5;
      if (form === 0) accept(texts.join('; '));
      if (form === 1) accept(`${exercise.variables.length === 1 ? "f'(x)" : 'y'} = ${join(texts)}`);
      if (form === 2) accept(join(texts.map((text) => `3*(${text})/4 + (${text})*0.25`)));
      const [variable] = variables;
      if (variable !== undefined) {
        if (form === 3)
          accept(join(texts.map((text) => `(${text})*(1 + ${variable}^2)/(${variable}^2 + 1)`)));
        if (form === 4)
          accept(join(texts.map((text) => `(${text}) + sin(${variable})^2 - 1 + cos(${variable})^2`)));
      } else {
        accept(join(truths.map((truth) => evaluate(truth).toFixed(9))));
      }
      if (order === 'set') accept([...texts].reverse().join(' or '));
      if (exercise.reference.seed >= SLIP_SEEDS) continue;
      const wrong = join([...texts.slice(0, -1), `${texts.at(-1) ?? ''} + 1`]);
      expect({ ...context, ...checkAnswer(exercise, wrong) }).toMatchObject({ kind: 'wrong' });
    }
  });

  it('is answered by numbers or functions that are defined', () => {
    for (const exercise of exercisesOf(id)) {
      const { variables, parameters, box, truths } = exercise;
      const names = [...variables, ...parameters];
      const middle = Object.fromEntries(
        names.map((name) => {
          const [low, high] = box[name] ?? [-2, 2];
          return [name, low + 0.61 * (high - low)];
        }),
      );
      for (const truth of truths) expect(evaluate(truth, middle), toText(truth)).not.toBeNaN();
    }
  });

  it('recognises its slips', () => {
    for (const exercise of exercisesOf(id, SLIP_SEEDS)) {
      const seen = new Set<string>();
      for (const slip of exercise.slips()) {
        if (seen.has(slip.name)) continue;
        seen.add(slip.name);
        const answer = join(slip.wrong.map(toText));
        const result = checkAnswer(exercise, answer);
        // A slip may happen to do no harm: then the answer is right.
        if (result.kind === 'right') continue;
        expect({ id, answer, ...result }).toMatchObject({
          kind: 'wrong',
          slip: { name: expect.any(String) },
        });
        if (result.kind === 'wrong' && result.slip) recognised.add(result.slip.name);
      }
    }
  });
});

describe('slips', () => {
  it('are each recognised by some exercise and explained in a text that typesets', () => {
    for (const message of Object.values(SLIPS)) typesetAll(message);
    expect([...recognised].sort()).toEqual(Object.keys(SLIPS).sort());
  });

  it.each(TEMPLATES.map(({ id }) => id))(
    'of %s are known by a reader’s answer, and the right one is right',
    (id) => {
      const exercise = makeExercise({ template: id, seed: 0 });
      const { wrong, slip, right } = ANSWERS[id] ?? expect.fail(`no answers to ${id}`);
      expect({ wrong, ...checkAnswer(exercise, wrong) }).toMatchObject({
        kind: 'wrong',
        slip: { name: slip },
      });
      expect({ right, ...checkAnswer(exercise, right) }).toMatchObject({ kind: 'right' });
      const unfinished = `${right} + (`;
      expect(checkAnswer(exercise, unfinished)).toMatchObject({
        kind: 'unreadable',
        error: { span: { end: unfinished.length } },
      });
    },
  );

  it.each([
    ['notebook-1-exponential', 'e^(2x)', 'exponentialInner'],
    ['notebook-1-reciprocal', '1/x^2', 'answeredFunction'],
    ['notebook-1-polynomial', '12x^4 - 4x^2', 'powerNotLowered'],
    ['notebook-1-polynomial', '12x^3 - 4x + 5', 'constantKept'],
    ['notebook-2-partials', '(x^2 + x e^(x y), 2x y + y e^(x y))', 'swappedComponents'],
    ['notebook-2-partials', '(2x y + e^(x y), x^2 + e^(x y))', 'exponentialInner'],
    ['notebook-3-gradient', '6', 'valueInsteadOfGradient'],
    ['loss-squared-error', '((w x + b - y) x, w x + b - y)', 'forgotTwo'],
    ['loss-squared-error', '(2(y - w x - b) x, 2(y - w x - b))', 'residualSwapped'],
  ])('in %s, %s is %s', (template, answer, name) => {
    expect(checkAnswer(makeExercise({ template, seed: 0 }), answer)).toMatchObject({ slip: { name } });
  });
});

describe('an answer', () => {
  const polynomial = makeExercise({ template: 'notebook-1-polynomial', seed: 0 });
  const point = makeExercise({ template: 'notebook-3-gradient', seed: 0 });

  it('has a mark where it cannot be read', () => {
    expect(checkAnswer(polynomial, "f'(x) = 12x^3 - (4x")).toMatchObject({
      kind: 'unreadable',
      error: { span: { start: 16, end: 17 } },
    });
    expect(checkAnswer(polynomial, '12x^3 - 4k')).toMatchObject({
      error: {
        message: '"k" is not part of this exercise: the names here are x',
        span: { start: 9, end: 10 },
      },
    });
    expect(checkAnswer(point, '(2, 4 +, 6)')).toMatchObject({ kind: 'unreadable' });
    expect(checkAnswer(point, '(2, 4)')).toMatchObject({
      error: { message: 'expected 3 components, separated by commas, not 2' },
    });
    expect(checkAnswer(polynomial, '  ')).toMatchObject({ error: { message: 'expected an answer' } });
  });

  it('may be a list in any common brackets, or none', () => {
    for (const text of [
      '2, 4, 6',
      '(2, 4, 6)',
      '[2; 4; 6]',
      '⟨2, 4, 6⟩',
      '{2, 4, 6}',
      '∇f(1, 1, 1) = (2, 4, 6)',
    ]) {
      expect({ text, ...checkAnswer(point, text) }).toMatchObject({ kind: 'right' });
    }
  });

  it('may be fractions, expressions and rounded decimals', () => {
    const mean = makeExercise({ template: 'gradient-at-sine', seed: 1 });
    const digits = mean.truths.map((truth) => evaluate(truth).toPrecision(4));
    expect(checkAnswer(mean, digits.join(', '))).toMatchObject({ kind: 'right' });
    expect(checkAnswer(point, '(4/2, sqrt(16), 12 - 6)')).toEqual({ kind: 'right', rounded: false });
    expect(checkAnswer(point, '(2.01, 4, 6)')).toMatchObject({ kind: 'wrong', components: [0] });
  });

  it('that is wrong is told where it is furthest off, and by what function', () => {
    const result = checkAnswer(polynomial, '12x^3 - 4x + x^2');
    if (result.kind !== 'wrong' || !result.worst || !result.difference)
      throw new Error('expected a difference');
    expect(toText(result.difference)).toBe('x^2');
    const [x = 0] = result.worst.point;
    expect(result.worst.answer - result.worst.truth).toBeCloseTo(x * x, 9);
  });
});

describe('the notebook’s exercises', () => {
  it.each([
    ['notebook-1-polynomial', 0],
    ['notebook-1-exponential', 1],
    ['notebook-1-reciprocal', 2],
    ['notebook-2-partials', 3],
  ] as const)('%s accepts the notebook’s answer', (template, row) => {
    const derivatives = NOTEBOOK.exercises[row]?.derivatives ?? [];
    expect(checkAnswer(makeExercise({ template, seed: 0 }), join(derivatives))).toMatchObject({
      kind: 'right',
    });
  });

  it('3 and 4 accept the notebook’s numbers and formulas', () => {
    const gradient = NOTEBOOK.exercises[4]?.gradient ?? [];
    const three = makeExercise({ template: 'notebook-3-gradient', seed: 0 });
    expect(checkAnswer(three, join(gradient.map(String)))).toMatchObject({ kind: 'right' });
    const inner = (NOTEBOOK.exercises[5]?.derivatives ?? []).map((text) => text.slice('mean('.length, -1));
    const four = makeExercise({ template: 'loss-squared-error', seed: 0 });
    expect(checkAnswer(four, join(inner))).toMatchObject({ kind: 'right' });
  });
});
