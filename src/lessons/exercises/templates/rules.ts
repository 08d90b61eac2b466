/** Exercises in one variable: the rules by themselves and together. */
import { derivativeTask, secondDerivativeTask } from '../tasks';
import type { Template } from '../template';
import { powerOf, sum, times } from '../text';

/** Where logarithms and roots are defined. */
const POSITIVE = { x: [0.3, 2.5] } as const;

export const RULE_TEMPLATES: readonly Template[] = [
  {
    id: 'power-single',
    title: 'A power',
    topic: 'power',
    level: 1,
    make: (draw) => derivativeTask({ f: times(draw.nonzero(-6, 9), powerOf('x', draw.whole(2, 7))) }),
  },
  {
    id: 'power-polynomial',
    title: 'A polynomial',
    topic: 'power',
    level: 1,
    make: (draw) =>
      derivativeTask({
        f: sum(
          [draw.nonzero(-5, 6), powerOf('x', draw.whole(3, 5))],
          [draw.nonzero(-6, 6), 'x^2'],
          [draw.nonzero(-9, 9), 'x'],
          [draw.nonzero(-9, 9), ''],
        ),
      }),
  },
  {
    id: 'power-negative',
    title: 'A power in the denominator',
    topic: 'power',
    level: 2,
    make: (draw) =>
      derivativeTask({
        f: `${draw.nonzero(-6, 6)}/${powerOf('x', draw.whole(1, 4))}`,
        box: POSITIVE,
      }),
  },
  {
    id: 'power-root',
    title: 'A root',
    topic: 'power',
    level: 2,
    make: (draw) =>
      derivativeTask({
        f: sum([draw.nonzero(-8, 8), 'sqrt(x)'], [draw.nonzero(-4, 4), 'x']),
        box: POSITIVE,
      }),
  },
  {
    id: 'power-fraction',
    title: 'A broken exponent',
    topic: 'power',
    level: 2,
    make: (draw) => {
      const below = draw.of([2, 3, 4, 5]);
      const above = draw.of(
        [1, 2, 3, 4, 5, 6, 7].filter((n) => n % below !== 0 && (below !== 4 || n % 2 === 1)),
      );
      return derivativeTask({ f: times(draw.of([1, 2, 3, 5]), `x^(${above}/${below})`), box: POSITIVE });
    },
  },
  {
    id: 'trigonometric-sum',
    title: 'Sine and cosine',
    topic: 'trigonometric',
    level: 1,
    make: (draw) =>
      derivativeTask({ f: sum([draw.nonzero(-6, 6), 'sin(x)'], [draw.nonzero(-6, 6), 'cos(x)']) }),
  },
  {
    id: 'exponential-sum',
    title: 'Exponential and power',
    topic: 'exponential',
    level: 1,
    make: (draw) =>
      derivativeTask({
        f: sum([draw.nonzero(-6, 6), 'e^x'], [draw.nonzero(-6, 6), powerOf('x', draw.whole(2, 4))]),
      }),
  },
  {
    id: 'logarithm-sum',
    title: 'Logarithm and power',
    topic: 'exponential',
    level: 1,
    make: (draw) =>
      derivativeTask({
        f: sum([draw.nonzero(-6, 6), 'ln(x)'], [draw.nonzero(-6, 6), powerOf('x', draw.whole(2, 4))]),
        box: POSITIVE,
      }),
  },
  {
    id: 'exponential-inner',
    title: 'Exponential of a multiple',
    topic: 'exponential',
    level: 2,
    make: (draw) =>
      derivativeTask({
        f: times(draw.of([1, 2, 3, 5]), `e^(${times(draw.of([-4, -3, -2, -1, 2, 3, 4, 5]), 'x')})`),
      }),
  },
  {
    id: 'product-sine',
    title: 'Power times sine or cosine',
    topic: 'product',
    level: 2,
    make: (draw) => derivativeTask({ f: `${powerOf('x', draw.whole(1, 4))} ${draw.of(['sin', 'cos'])}(x)` }),
  },
  {
    id: 'product-exponential',
    title: 'Power times exponential',
    topic: 'product',
    level: 2,
    make: (draw) => derivativeTask({ f: `${powerOf('x', draw.whole(1, 5))} e^x` }),
  },
  {
    id: 'product-logarithm',
    title: 'Power times logarithm',
    topic: 'product',
    level: 2,
    make: (draw) => derivativeTask({ f: `${powerOf('x', draw.whole(1, 4))} ln(x)`, box: POSITIVE }),
  },
  {
    id: 'product-mixed',
    title: 'A product of three kinds',
    topic: 'product',
    level: 4,
    make: (draw) =>
      derivativeTask({
        f: `${powerOf('x', draw.whole(1, 3))} e^(${times(draw.of([-2, -1, 2, 3]), 'x')}) ${draw.of(['sin', 'cos'])}(x)`,
      }),
  },
  {
    id: 'quotient-linear',
    title: 'A quotient of lines',
    topic: 'quotient',
    level: 2,
    make: (draw) => {
      const [a, b] = [draw.nonzero(-5, 5), draw.nonzero(-6, 6)];
      const c = draw.of([1, 2, 3]);
      // The same slope-intercept ratio would make a constant.
      const d = draw.of([5, 6, 7, 8].filter((each) => a * each !== b * c));
      return derivativeTask({
        f: `(${sum([a, 'x'], [b, ''])})/(${sum([c, 'x'], [d, ''])})`,
        box: { x: [-1, 2] },
      });
    },
  },
  {
    id: 'quotient-square',
    title: 'A quotient with a square',
    topic: 'quotient',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `(${sum([draw.nonzero(-4, 4), 'x'], [draw.nonzero(-5, 5), ''])})/(x^2 + ${draw.whole(1, 9)})`,
      }),
  },
  {
    id: 'quotient-sine',
    title: 'Sine or cosine over a power',
    topic: 'quotient',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `${draw.of(['sin', 'cos'])}(x)/${powerOf('x', draw.whole(1, 3))}`,
        box: POSITIVE,
      }),
  },
  {
    id: 'quotient-exponential',
    title: 'Exponential over a polynomial',
    topic: 'quotient',
    level: 3,
    make: (draw) => derivativeTask({ f: `e^x/(x^2 + ${draw.whole(1, 6)})` }),
  },
  {
    id: 'chain-power',
    title: 'A power of a polynomial',
    topic: 'chain',
    level: 2,
    make: (draw) =>
      derivativeTask({
        f: `(${sum([draw.of([1, 2, 3, 4]), powerOf('x', draw.whole(1, 3))], [draw.nonzero(-5, 5), ''])})^${draw.whole(3, 7)}`,
      }),
  },
  {
    id: 'chain-sine',
    title: 'Sine or cosine of something',
    topic: 'chain',
    level: 2,
    make: (draw) =>
      derivativeTask({
        f: `${draw.of(['sin', 'cos'])}(${sum([draw.of([2, 3, 4, 5]), powerOf('x', draw.whole(1, 2))], [draw.whole(-3, 3), ''])})`,
      }),
  },
  {
    id: 'chain-exponential',
    title: 'Exponential of a square',
    topic: 'chain',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `e^(${sum([draw.of([-2, -1, 1]), 'x^2'], [draw.nonzero(-3, 3), 'x'])})`,
        box: { x: [-1, 1] },
      }),
  },
  {
    id: 'chain-logarithm',
    title: 'Logarithm of something',
    topic: 'chain',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `ln(${sum([draw.of([1, 2, 3]), powerOf('x', draw.of([2, 4]))], [draw.whole(1, 9), ''])})`,
      }),
  },
  {
    id: 'chain-root',
    title: 'Root of a square',
    topic: 'chain',
    level: 3,
    make: (draw) =>
      derivativeTask({ f: `sqrt(${sum([draw.of([1, 2, 3, 4]), 'x^2'], [draw.whole(1, 9), ''])})` }),
  },
  {
    id: 'chain-sine-power',
    title: 'A power of sine or cosine',
    topic: 'chain',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `${draw.of(['sin', 'cos'])}(${times(draw.of([1, 2, 3]), 'x')})^${draw.whole(2, 5)}`,
      }),
  },
  {
    id: 'chain-inverse-tangent',
    title: 'Inverse tangent',
    topic: 'chain',
    level: 4,
    make: (draw) =>
      derivativeTask({ f: `arctan(${times(draw.of([2, 3, 4, 5]), powerOf('x', draw.whole(1, 2)))})` }),
  },
  {
    id: 'chain-double',
    title: 'A chain within a chain',
    topic: 'chain',
    level: 5,
    make: (draw) =>
      derivativeTask({
        f: `${draw.of(['sin', 'cos'])}(e^(${times(draw.of([-2, -1, 2]), 'x')}))^${draw.whole(2, 3)}`,
        box: { x: [-1, 1] },
      }),
  },
  {
    id: 'chain-product',
    title: 'Product and chain',
    topic: 'chain',
    level: 4,
    make: (draw) =>
      derivativeTask({
        f: `${powerOf('x', draw.whole(1, 3))} (${sum([draw.of([2, 3]), 'x'], [draw.nonzero(-3, 3), ''])})^${draw.whole(3, 5)}`,
      }),
  },
  {
    id: 'chain-sigmoid',
    title: 'The logistic function',
    topic: 'chain',
    level: 4,
    make: (draw) => derivativeTask({ f: `1/(1 + e^(${times(draw.of([-3, -2, -1]), 'x')}))` }),
  },
  {
    id: 'exponential-general',
    title: 'A variable in base and exponent',
    topic: 'exponential',
    level: 5,
    make: (draw) => derivativeTask({ f: `x^(${times(draw.of([1, 2, 3]), 'x')})`, box: POSITIVE }),
  },
  {
    id: 'exponential-base',
    title: 'Another base',
    topic: 'exponential',
    level: 3,
    make: (draw) =>
      derivativeTask({
        f: `${draw.of([2, 3, 5, 10])}^(${times(draw.of([1, 2, 3]), 'x')})`,
        box: { x: [-1, 1] },
      }),
  },
  {
    id: 'second-polynomial',
    title: 'Second derivative of a polynomial',
    topic: 'second',
    level: 2,
    make: (draw) =>
      secondDerivativeTask({
        f: sum(
          [draw.nonzero(-3, 4), powerOf('x', draw.whole(4, 6))],
          [draw.nonzero(-5, 5), 'x^3'],
          [draw.nonzero(-6, 6), 'x'],
        ),
      }),
  },
  {
    id: 'second-mixed',
    title: 'Second derivative of a product',
    topic: 'second',
    level: 4,
    make: (draw) =>
      secondDerivativeTask({ f: `x ${draw.of(['e^x', 'sin(x)', 'cos(x)', 'e^(-x)', 'e^(2x)'])}` }),
  },
];
