/** Chapter 6: every kind of exercise, easiest first. Each is made from a seed, so that there is always another. */
import { block, type Chapter, type Part, text } from './chapter';
import { type Level, TEMPLATES, templatesOf } from './exercises';

/** The notebook's own four come first and are not repeated among the others. */
const NOTEBOOK: readonly string[] = [
  'notebook-1-polynomial',
  'notebook-1-exponential',
  'notebook-1-reciprocal',
  'notebook-2-partials',
  'notebook-3-gradient',
  'loss-mean-squared-error',
];

const exercise = (template: string): Part => block({ name: 'exercise', reference: { template, seed: 0 } });

const ofLevel = (level: Level): readonly Part[] =>
  templatesOf({ level })
    .filter(({ id }) => !NOTEBOOK.includes(id))
    .map(({ id }) => exercise(id));

export const practice: Chapter = {
  id: 'practice',
  title: 'Exercises',
  summary: `${TEMPLATES.length} kinds of exercises, from a single power to a loss over data; each can be had again with other numbers.`,
  scene: {
    layout: 'curve',
    expression: 'x^3 - 3x',
    domainX: [-2.5, 2.5],
    point: [1, 0],
    descentVisible: false,
  },
  parts: [
    text`
      ### Four to begin with

      Write an answer as you would type a function: **2x**, **x^2 sin(x)**, **3/4**. It is compared with the truth *as a function*, so any form will do. A wrong answer is shown where it is wrong, and often why. Ask for a hint, for the solution, or for another one of the same kind.
    `,
    ...NOTEBOOK.map(exercise),
    text`
      ### One rule at a time
    `,
    ...ofLevel(1),
    text`
      ### The rules in use
    `,
    ...ofLevel(2),
    text`
      ### Inner and outer functions
    `,
    ...ofLevel(3),
    text`
      ### Several rules at once
    `,
    ...ofLevel(4),
    text`
      ### Hard ones
    `,
    ...ofLevel(5),
  ],
};
