/** Exercises in several variables: partial derivatives, gradients, directions, and what they are for. */
import {
  criticalTask,
  descentTask,
  directionalTask,
  gradientAtTask,
  gradientTask,
  partialTask,
  tangentTask,
} from '../tasks';
import type { Template } from '../template';
import { powerOf, sum, times } from '../text';

const PLANE = ['x', 'y'] as const;

export const PARTIAL_TEMPLATES: readonly Template[] = [
  {
    id: 'partial-polynomial',
    title: 'A partial derivative of a polynomial',
    topic: 'partial',
    level: 1,
    make: (draw) =>
      partialTask(
        {
          f: sum(
            [draw.nonzero(-4, 5), 'x^2'],
            [draw.nonzero(-5, 5, 1, -1), 'x y'],
            [draw.nonzero(-4, 5), powerOf('y', draw.whole(2, 4))],
          ),
        },
        PLANE,
        draw.of(PLANE),
      ),
  },
  {
    id: 'partial-product',
    title: 'A product of powers',
    topic: 'partial',
    level: 2,
    make: (draw) => {
      const n = draw.whole(2, 4);
      const m = draw.of([2, 3, 4, 5].filter((each) => each !== n));
      return partialTask({ f: times(draw.nonzero(-5, 6), `x^${n} y^${m}`) }, PLANE, draw.of(PLANE));
    },
  },
  {
    id: 'partial-exponential',
    title: 'Exponential of a product',
    topic: 'partial',
    level: 3,
    make: (draw) => {
      const n = draw.whole(1, 3);
      return partialTask(
        {
          f: `${powerOf('x', n)} y + e^(${times(draw.of([-2, -1, 2, 3]), 'x y')})`,
          box: { x: [-1, 1.5], y: [-1.5, 1] },
        },
        PLANE,
        draw.of(PLANE),
      );
    },
  },
  {
    id: 'partial-sine',
    title: 'Sine with two variables',
    topic: 'partial',
    level: 3,
    make: (draw) =>
      partialTask(
        {
          f: `${draw.of(['sin', 'cos'])}(${sum([draw.of([2, 3, 4]), 'x'], [draw.of([-3, -2, 5]), 'y'])}) + x^${draw.whole(2, 3)} y`,
        },
        PLANE,
        draw.of(PLANE),
      ),
  },
  {
    id: 'partial-three',
    title: 'Three variables',
    topic: 'partial',
    level: 4,
    make: (draw) =>
      partialTask(
        { f: `x^${draw.whole(2, 3)} y z + sin(${draw.of(['x y', 'y z', 'x z'])}) + z^${draw.whole(3, 4)}` },
        ['x', 'y', 'z'],
        draw.of(['x', 'y', 'z']),
      ),
  },
  {
    id: 'gradient-polynomial',
    title: 'A gradient',
    topic: 'gradient',
    level: 2,
    make: (draw) =>
      gradientTask(
        { f: sum([draw.of([1, 2, 3]), 'x^2'], [draw.nonzero(-4, 4), 'x y'], [draw.of([2, 4, 5]), 'y^2']) },
        PLANE,
      ),
  },
  {
    id: 'gradient-mixed',
    title: 'A gradient with sine or exponential',
    topic: 'gradient',
    level: 3,
    make: (draw) =>
      gradientTask({ f: `x^2 y + ${draw.of(['sin(x)', 'cos(x)', 'e^x'])} + y^${draw.whole(3, 4)}` }, PLANE),
  },
  {
    id: 'gradient-at-point',
    title: 'A gradient at a point',
    topic: 'gradient',
    level: 3,
    make: (draw) =>
      gradientAtTask(
        { f: sum([draw.of([1, 2]), 'x^2 y'], [draw.nonzero(-3, 3), 'x'], [draw.of([1, 2]), 'y^3']) },
        PLANE,
        [draw.nonzero(-3, 3), draw.nonzero(-2, 3)],
      ),
  },
  {
    id: 'gradient-at-sine',
    title: 'A gradient at a point, with sine',
    topic: 'gradient',
    level: 4,
    make: (draw) =>
      gradientAtTask(
        { f: `x y + ${times(draw.of([1, 2, 3]), `${draw.of(['sin', 'cos'])}(x)`)} + y^${draw.whole(2, 3)}` },
        PLANE,
        [draw.whole(1, 3), draw.of([-2, 1, 2])],
      ),
  },
  {
    id: 'directional-polynomial',
    title: 'Slope in a direction',
    topic: 'directional',
    level: 4,
    make: (draw) =>
      directionalTask(
        { f: sum([1, 'x^2'], [draw.nonzero(-3, 3), 'x y'], [draw.of([1, 2, 3]), 'y^2']) },
        [draw.nonzero(-3, 3), draw.nonzero(-3, 3)],
        draw.of([
          [3, 4],
          [4, -3],
          [-3, 4],
          [1, 1],
          [1, -1],
          [5, 12],
        ] as const),
      ),
  },
  {
    id: 'directional-exponential',
    title: 'Slope in a direction, with a product',
    topic: 'directional',
    level: 5,
    make: (draw) =>
      directionalTask(
        { f: `${times(draw.of([1, 2, 3]), 'x')} ${draw.of(['e^y', 'sin(y)', 'cos(y)'])} + y^2` },
        [draw.of([1, 2, 3]), draw.of([1, 2])],
        draw.of([
          [3, 4],
          [1, 2],
          [2, -1],
          [-1, 3],
        ] as const),
      ),
  },
];

export const APPLIED_TEMPLATES: readonly Template[] = [
  {
    id: 'tangent-polynomial',
    title: 'A tangent line',
    topic: 'tangent',
    level: 2,
    make: (draw) =>
      tangentTask(
        {
          f: sum(
            [draw.nonzero(-2, 3), powerOf('x', draw.whole(2, 3))],
            [draw.nonzero(-4, 4), 'x'],
            [draw.whole(-5, 5), ''],
          ),
        },
        draw.nonzero(-2, 3),
      ),
  },
  {
    id: 'tangent-root',
    title: 'A tangent of a root or a reciprocal',
    topic: 'tangent',
    level: 3,
    make: (draw) => {
      const isRoot = draw.of([true, false]);
      return isRoot
        ? tangentTask({ f: times(draw.of([1, 2, 3]), 'sqrt(x)') }, draw.of([1, 4, 9, 16]))
        : tangentTask({ f: `${draw.nonzero(-4, 4)}/x` }, draw.of([-2, -1, 1, 2]));
    },
  },
  {
    id: 'critical-parabola',
    title: 'The critical point of a parabola',
    topic: 'critical',
    level: 2,
    make: (draw) => {
      const [a, p] = [draw.nonzero(-3, 4), draw.nonzero(-5, 5)];
      // a(x - p)² + c, multiplied out, with c so that the zeros are whole numbers.
      const width = draw.whole(1, 3);
      return criticalTask({ f: sum([a, 'x^2'], [-2 * a * p, 'x'], [a * (p * p - width * width), '']) }, [p]);
    },
  },
  {
    id: 'critical-cubic',
    title: 'The critical points of a cubic',
    topic: 'critical',
    level: 3,
    make: (draw) => {
      const p = draw.whole(-4, 3);
      // An even sum of the critical points keeps the coefficients whole; the same size would hide a wrong sign.
      const q = draw.of([p + 2, p + 4].filter((each) => each !== -p));
      return criticalTask(
        { f: sum([1, 'x^3'], [(-3 * (p + q)) / 2, 'x^2'], [3 * p * q, 'x'], [draw.whole(-5, 5), '']) },
        [p, q],
      );
    },
  },
  {
    id: 'descent-line',
    title: 'A step of gradient descent',
    topic: 'descent',
    level: 2,
    make: (draw) =>
      descentTask(
        { f: sum([draw.of([1, 2, 3]), 'x^2'], [draw.nonzero(-4, 4), 'x'], [draw.whole(0, 5), '']) },
        ['x'],
        [draw.of([-4, -3, 4, 5])],
        draw.of([0.1, 0.2, 0.25]),
      ),
  },
  {
    id: 'descent-plane',
    title: 'A step of gradient descent in the plane',
    topic: 'descent',
    level: 3,
    make: (draw) =>
      descentTask(
        { f: sum([draw.of([1, 2]), 'x^2'], [draw.of([1, -1]), 'x y'], [draw.of([2, 3, 4]), 'y^2']) },
        PLANE,
        [draw.of([-3, 2, 4]), draw.of([-2, 1, 3])],
        draw.of([0.1, 0.05, 0.2]),
      ),
  },
];
