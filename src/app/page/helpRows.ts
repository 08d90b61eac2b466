/** What the help says of the language: the function table in words, and what is not in it. */
import { FUNCTIONS } from '../../expression';
import type { HelpRow } from '../../ui/header';

const WRITING: readonly HelpRow[] = [
  { group: 'Writing', name: 'function', form: 'x^2 + y^2', meaning: 'a bare expression of x and y' },
  {
    group: 'Writing',
    name: 'header',
    form: 'f(u, v) = u v',
    meaning: 'coordinates of your own; z = … works too',
  },
  { group: 'Writing', name: 'product', form: '2x, x y, xy, x(y+1)', meaning: 'products may be left unsaid' },
  { group: 'Writing', name: 'slider', form: 'a*sin(b x)', meaning: 'every other name becomes a slider' },
  { group: 'Writing', name: 'condition', form: 'x > 0 ? x : 0', meaning: 'one value or another' },
  { group: 'Writing', name: 'constants', form: 'pi, e, tau', meaning: 'π, Euler’s number, 2π' },
];

export function helpRows(): readonly HelpRow[] {
  const functions = FUNCTIONS.map(({ name, form, meaning, aliases }) => ({
    group: 'Functions and operators',
    name,
    form,
    meaning: aliases ? `${meaning} (also ${aliases.join(', ')})` : meaning,
  }));
  return [...WRITING, ...functions];
}
