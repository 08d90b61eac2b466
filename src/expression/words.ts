/** Words with a part in the grammar, and names with a meaning by custom. */
import type { Token } from './tokens';

/** Operators that are written as words. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(['mod', 'and', 'or', 'not']);
/** Names that people give to functions: f(x) is never meant as a product. */
export const FUNCTION_LETTERS: ReadonlySet<string> = new Set(['f', 'g', 'h']);
export const GREEK: ReadonlySet<string> = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma phi chi psi omega'.split(
    ' ',
  ),
);

/** Whether a value is expected where token number `index` stands. */
export function startsValue(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  if (previous === undefined) return true;
  return previous.kind === 'sign' ? previous.text !== ')' : OPERATOR_WORDS.has(previous.text);
}

/** What an equals sign in the wrong place is answered with. */
export const MISPLACED_EQUALS =
  'an equation has no value: write its left side minus its right side, or == to compare';
