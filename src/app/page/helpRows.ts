/** What the help says of the language: the function table in words, and what is not in it. */
import { FUNCTIONS } from '../../expression';
import type { HelpRow } from '../../ui/header';

const WRITING: readonly HelpRow[] = [
  { group: 'Writing', form: 'x^2 + y^2', meaning: 'a function of x and y' },
  {
    group: 'Writing',
    form: 'f(u, v) = u v',
    meaning: 'coordinates of your own; z = … works too',
  },
  { group: 'Writing', form: '2x, x y, xy, x(y+1)', meaning: 'products: the sign may be left out' },
  { group: 'Writing', form: 'a*sin(b x)', meaning: 'every other name becomes a slider' },
  {
    group: 'Writing',
    form: 'x > 0 ? x : 0',
    meaning: 'one value where the condition holds, another elsewhere',
  },
  { group: 'Writing', form: 'pi, e, tau', meaning: 'π, Euler’s number, 2π' },
];

export function helpRows(): readonly HelpRow[] {
  const functions = FUNCTIONS.map(({ form, meaning, aliases }) => ({
    group: 'Functions and operators',
    form,
    meaning: aliases ? `${meaning} (also ${aliases.join(', ')})` : meaning,
  }));
  return [...WRITING, ...functions];
}
