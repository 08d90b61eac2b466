/** Exercises 1 to 4 of the notebook: seed 0 has its own numbers, other seeds vary them. */
import { derivativeTask, gradientAtTask, gradientTask } from '../tasks';
import type { Template } from '../template';
import { powerOf, sum, times } from '../text';

const POSITIVE = { x: [0.3, 2.5] } as const;

export const NOTEBOOK_TEMPLATES: readonly Template[] = [
  {
    id: 'notebook-1-polynomial',
    title: 'Exercise 1: a polynomial',
    topic: 'power',
    level: 1,
    make: (draw, first) =>
      derivativeTask({
        f: first
          ? '3x^4 - 2x^2 + 5'
          : sum([draw.nonzero(-5, 6), 'x^4'], [draw.nonzero(-5, 6), 'x^2'], [draw.nonzero(-9, 9), '']),
      }),
  },
  {
    id: 'notebook-1-exponential',
    title: 'Exercise 1: an exponential',
    topic: 'chain',
    level: 2,
    make: (draw, first) =>
      derivativeTask({
        f: first ? 'e^(2x)' : `e^(${times(draw.of([-3, -2, -1, 3, 4, 5]), 'x')})`,
        name: 'g',
      }),
  },
  {
    id: 'notebook-1-reciprocal',
    title: 'Exercise 1: a reciprocal power',
    topic: 'power',
    level: 2,
    make: (draw, first) =>
      derivativeTask({
        f: first ? '1/x^2' : `${draw.of([1, 2, 3, 4])}/${powerOf('x', draw.whole(2, 5))}`,
        name: 'h',
        box: POSITIVE,
      }),
  },
  {
    id: 'notebook-2-partials',
    title: 'Exercise 2: both partial derivatives',
    topic: 'gradient',
    level: 3,
    make: (draw, first) =>
      gradientTask(
        {
          f: first
            ? 'x^2 y + e^(x y)'
            : `${times(draw.of([1, 2, 3]), `x^${draw.whole(2, 3)} y`)} + e^(${times(draw.of([-1, 2, 3]), 'x y')})`,
          box: { x: [-1, 1.5], y: [-1.5, 1] },
        },
        ['x', 'y'],
      ),
  },
  {
    id: 'notebook-3-gradient',
    title: 'Exercise 3: a gradient at a point',
    topic: 'gradient',
    level: 2,
    make: (draw, first) =>
      gradientAtTask(
        {
          f: first
            ? 'x^2 + 2y^2 + 3z^2'
            : sum([draw.nonzero(-3, 4), 'x^2'], [draw.nonzero(-3, 4), 'y^2'], [draw.nonzero(-3, 4), 'z^2']),
        },
        ['x', 'y', 'z'],
        first ? [1, 1, 1] : [draw.nonzero(-2, 3), draw.nonzero(-2, 3), draw.nonzero(-2, 3)],
      ),
  },
];
