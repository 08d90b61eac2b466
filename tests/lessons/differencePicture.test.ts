// What is drawn of a wrong answer: over which variables, with what held where, and which numbers.
import { describe, expect, it } from 'vitest';
import { type DifferencePicture, differencePicture } from '../../src/app/course/differenceSamples';
import { makeExercise, TEMPLATES } from '../../src/lessons/exercises';
import { checkAnswer } from '../../src/lessons/exercises/checkAnswer';
import { ANSWERS } from '../support/answers';

function pictureOf(template: string, answer: string): DifferencePicture {
  const exercise = makeExercise({ template, seed: 0 });
  const result = checkAnswer(exercise, answer);
  if (result.kind !== 'wrong' || result.difference === undefined) throw new Error(`${answer} has no picture`);
  const { difference, worst } = result;
  return differencePicture({ exercise, difference, ...(worst && { worst: worst.point }) });
}

describe('the picture of a wrong answer', () => {
  it('is a curve over the one variable', () => {
    const picture = pictureOf('notebook-1-polynomial', '12x^3 - 4x + x^2');
    if (picture.kind !== 'line') throw new Error('expected a curve');
    expect(picture).toMatchObject({ variable: 'x', held: [] });
    picture.coordinates.forEach((x, index) => {
      expect(picture.values[index]).toBeCloseTo(x * x, 12);
    });
  });

  it('is a map over two', () => {
    const picture = pictureOf('gradient-polynomial', '(4x + y, x + 4y + x y)');
    if (picture.kind !== 'plane') throw new Error('expected a map');
    expect(picture).toMatchObject({ variables: ['x', 'y'], x: [-2, 2], y: [-2, 2], held: [] });
    const { cells, values } = picture;
    const middle = (index: number): number => -2 + (4 * (index + 0.5)) / cells;
    expect(values[3 * cells + 5]).toBeCloseTo(middle(5) * middle(3), 12);
  });

  it('of three variables is over those that the difference depends on, and holds none that do not matter', () => {
    // z cos(yz) is right, cos(yz) is answered.
    expect(pictureOf('partial-three', 'x^2 z + cos(y z)')).toMatchObject({
      kind: 'plane',
      variables: ['y', 'z'],
      held: [],
    });
    expect(pictureOf('partial-three', 'x^2 z + z cos(y z) + z')).toMatchObject({ variables: ['z', 'x'] });
  });

  it('holds what is left where the answer is wrong, at a value with few digits', () => {
    const picture = pictureOf('loss-squared-error', '(x (w x + b - y), 2(w x + b - y))');
    expect(picture).toMatchObject({ kind: 'plane', variables: ['w', 'b'] });
    expect(picture.held.map(({ name }) => name)).toEqual(['x', 'y']);
    for (const { value } of picture.held) expect(value).toBe(Number(value.toFixed(1)));
    const [x = 0, y = 0] = picture.held.map(({ value }) => value);
    if (picture.kind !== 'plane') throw new Error('expected a map');
    const { cells, values } = picture;
    const middle = (index: number): number => -2 + (4 * (index + 0.5)) / cells;
    expect(values[7 * cells + 2]).toBeCloseTo(-x * (middle(2) * x + middle(7) - y), 12);
  });

  it.each(TEMPLATES.map(({ id }) => id))(
    'is not blank for the likely mistake in %s, if it is of functions',
    (id) => {
      const exercise = makeExercise({ template: id, seed: 0 });
      if (exercise.variables.length === 0) return;
      const { values } = pictureOf(id, ANSWERS[id]?.wrong ?? expect.fail());
      expect(values.some((value) => Math.abs(value) > 1e-3)).toBe(true);
    },
  );
});
