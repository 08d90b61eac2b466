/** Makes unsaid products said, before the parser reads the text. */
import { isCallable } from './functions';
import type { Source } from './source';
import { CONSTANTS } from './syntax';
import type { Token } from './tokens';
import { FUNCTION_LETTERS, GREEK, OPERATOR_WORDS } from './words';

/**
 * Spaces out what mathjs would read otherwise than people do, before it reads it: `xy` becomes `x y` and `ax` becomes `a x`
 * (a word of several letters, each of them a variable but for at most one that leads as a free symbol or a constant), so that
 * the square in `ax^2` belongs to x; `x(y + 1)` becomes `(x)(y + 1)`, or the square in `x(y + 1)^2` would belong to both; and
 * a number is parted from the letter or sign that follows it (`0b`, `1e+x`, `2.*x`).
 */
export function separateFactors(
  source: Source,
  tokens: readonly Token[],
  variables: readonly string[],
): Source {
  let text = source.text;
  const origin = [...source.origin];
  const replace = (start: number, end: number, written: string, places: readonly number[]): void => {
    text = text.slice(0, start) + written + text.slice(end);
    origin.splice(start, end - start, ...places.map((place) => origin[place] ?? 0));
  };
  for (const [index, token] of [...tokens.entries()].reverse()) {
    const { start, end } = token;
    if (token.kind === 'number' && (token.text.endsWith('.') || /[A-Za-z]/.test(source.text.charAt(end)))) {
      replace(end, end, ' ', [end - 1]);
    }
    if (token.kind !== 'name') continue;
    const letters = isProduct(token.text, variables) ? [...token.text] : [token.text];
    const last = letters.at(-1) ?? '';
    const factor = isFactor(last, variables) && opensFactor(tokens, index + 1);
    if (letters.length === 1 && !factor) continue;
    const head = letters.slice(0, -1).map((letter) => `${letter} `);
    const written = `${head.join('')}${factor ? `(${last})` : last}`;
    const lastStart = end - last.length;
    const places = [
      ...head.flatMap((_, letter) => [start + letter, start + letter]),
      ...(factor ? [lastStart] : []),
      ...[...last].map((_, letter) => lastStart + letter),
      ...(factor ? [end - 1] : []),
    ];
    replace(start, end, written, places);
  }
  return { text, origin };
}

/** Whether a parenthesis after `name` can only mean a product. */
export function isFactor(name: string, variables: readonly string[]): boolean {
  if (variables.includes(name) || Object.hasOwn(CONSTANTS, name)) return true;
  return name.length === 1 && !FUNCTION_LETTERS.has(name);
}

/** Whether token number `index` opens parentheses around a single expression. */
function opensFactor(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (const { text } of tokens.slice(index)) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (text === ',' && depth === 1) return false;
    if (depth === 0) return text === ')';
  }
  return false;
}

function isProduct(word: string, variables: readonly string[]): boolean {
  if (word.length < 2 || !/^[A-Za-z]+$/.test(word)) return false;
  if (variables.includes(word) || Object.hasOwn(CONSTANTS, word) || isCallable(word)) return false;
  if (GREEK.has(word) || OPERATOR_WORDS.has(word)) return false;
  return [...word.slice(1)].every((letter) => variables.includes(letter));
}
