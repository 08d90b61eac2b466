/** Function calls as other places write them (sin^2 x, tan^-1(x), if(a, b, c), xsin(y)) → what they are called here. */
import type { ExpressionError } from './expressionError';
import { CALLABLE_NAMES, isCallable } from './functions';
import { CONSTANTS } from './syntax';
import type { Token } from './tokens';

/** Tokens `first` to `last` of a text, and what was meant by them. */
export interface Mended {
  readonly last: Token;
  readonly suggestion: NonNullable<ExpressionError['suggestion']>;
  readonly message: string;
}

/** `sin^2(x)`, `sin^2 x`, `tan^-1(x)`: a power between the name, token number `index`, and its argument. */
export function mendPower(text: string, tokens: readonly Token[], index: number): Mended | undefined {
  const name = tokens[index]?.text ?? '';
  if (tokens[index + 1]?.text !== '^') return undefined;
  const minus = tokens[index + 2]?.text === '-' ? '-' : '';
  const at = index + 2 + minus.length;
  const exponent = tokens[at];
  if (exponent?.kind !== 'number') return undefined;
  const found = argumentAt(text, tokens, at + 1);
  if (found === undefined) return undefined;
  const { last, argument } = found;
  const inverse = `a${name}`;
  if (minus === '-' && exponent.text === '1' && isCallable(inverse)) {
    const suggestion = `${inverse}(${argument})`;
    return { last, suggestion, message: `the inverse of ${name} is ${inverse}; did you mean ${suggestion}?` };
  }
  const power = minus === '' ? exponent.text : `(-${exponent.text})`;
  const suggestion = `${name}(${argument})^${power}`;
  return { last, suggestion, message: `a power stands after the argument; did you mean ${suggestion}?` };
}

/** `if(a, b, c)`: its name is token number `index`. */
export function mendCondition(text: string, tokens: readonly Token[], index: number): Mended | undefined {
  const name = tokens[index]?.text ?? '';
  if (name.toLowerCase() !== 'if') return undefined;
  const parts = partsOfCall(text, tokens, index + 1);
  if (parts === undefined) return undefined;
  const [condition, whenTrue, whenFalse = '0', ...others] = parts.texts;
  if (condition === undefined || whenTrue === undefined || others.length > 0) return undefined;
  const suggestion = `(${condition} ? ${whenTrue} : ${whenFalse})`;
  return { last: parts.last, suggestion, message: `a condition has signs; did you mean ${suggestion}?` };
}

/** `xsin`, `pisin`: a function glued to the variables or the constant before it; undefined where it is none. */
export function unglue(name: string, variables: readonly string[]): string | undefined {
  const known = CALLABLE_NAMES.filter((candidate) => name.endsWith(candidate) && name !== candidate);
  for (const called of known.sort((a, b) => b.length - a.length)) {
    const before = name.slice(0, -called.length);
    const letters = [...before];
    if (Object.hasOwn(CONSTANTS, before)) return `${before}*${called}`;
    if (letters.every((letter) => variables.includes(letter))) return [...letters, called].join('*');
  }
  return undefined;
}

/** What stands in the parentheses that token number `index` opens, or that word or number by itself. */
function argumentAt(
  text: string,
  tokens: readonly Token[],
  index: number,
): { readonly last: Token; readonly argument: string } | undefined {
  const first = tokens[index];
  if (first === undefined) return undefined;
  if (first.kind !== 'sign') return { last: first, argument: first.text };
  const parts = partsOfCall(text, tokens, index);
  return parts && { last: parts.last, argument: parts.texts.join(', ') };
}

/** The texts between the commas of the parentheses that token number `index` opens, and the one that closes them. */
function partsOfCall(
  text: string,
  tokens: readonly Token[],
  index: number,
): { readonly last: Token; readonly texts: readonly string[] } | undefined {
  if (tokens[index]?.text !== '(') return undefined;
  const texts: string[] = [];
  let depth = 0;
  let from = tokens[index].end;
  for (const token of tokens.slice(index)) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    const closes = depth === 0;
    if (!closes && !(token.text === ',' && depth === 1)) continue;
    texts.push(text.slice(from, token.start).trim());
    from = token.end;
    if (closes) return { last: token, texts };
  }
  return undefined;
}
