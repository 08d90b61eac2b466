/** Text → mathjs's tree, with what mathjs reads otherwise than we do refused beforehand, and its complaints in our words. */
import type { MathNode } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';
import { ExpressionError, type SourceSpan } from './expressionError';
import { originOf, type Source } from './source';
import type { Token } from './tokens';
import { MISPLACED_EQUALS, OPERATOR_WORDS, startsValue } from './words';

const MISPLACED_COMMA = 'a comma only separates the arguments of a function';

/** The parser alone: a quarter of what all of mathjs would weigh. */
const { parse: parseMath } = create({ ...parseDependencies }, {});

/** Throws ExpressionError with a place where the grammar is broken. */
export function parseTree(source: Source): MathNode {
  try {
    return parseMath(source.text);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    const char = (error as { char?: unknown }).char;
    const at = Math.max(0, Math.min(typeof char === 'number' ? char - 1 : 0, source.text.length));
    const decimal = decimalComma(source, at);
    if (decimal !== undefined) throw decimal;
    throw new ExpressionError(explain(error.message, source, at), placeOf(source, at));
  }
}

function placeOf(source: Source, at: number): SourceSpan {
  const end = source.text.trimEnd().length;
  return at >= end ? originOf(source, Math.max(end - 1, 0), end) : originOf(source, at, at + 1);
}

/** `3,5 x`: a comma within a number, where none may stand. */
function decimalComma(source: Source, at: number): ExpressionError | undefined {
  const { text } = source;
  if (text.charAt(at) !== ',') return undefined;
  const [whole = '', fraction = ''] = [
    /\d+$/.exec(text.slice(0, at))?.[0],
    /^\d+/.exec(text.slice(at + 1))?.[0],
  ];
  if (whole === '' || fraction === '') return undefined;
  const suggestion = `${whole}.${fraction}`;
  const span = originOf(source, at - whole.length, at + 1 + fraction.length);
  return new ExpressionError(`decimals follow a point; did you mean ${suggestion}?`, span, suggestion);
}

function explain(message: string, source: Source, at: number): string {
  const bare = message.replace(/\s*\(char \d+\)$/, '');
  const what = 'a number, a variable, a function or a parenthesis';
  if (/unexpected end/i.test(bare)) return `the expression ends too early: expected ${what}`;
  if (/value expected/i.test(bare)) {
    const found = source.text.slice(at).trim().charAt(0);
    return found === '' ? `expected ${what} at the end` : `expected ${what} instead of "${found}"`;
  }
  if (/false part of conditional/i.test(bare))
    return 'expected ":" and the value for when the condition is false';
  if (/left hand side of assignment/i.test(bare)) return MISPLACED_EQUALS;
  if (/parenthesis \) expected/i.test(bare) && source.text.charAt(at) === ',') return MISPLACED_COMMA;
  const unexpected = /^unexpected operator (.+)$/i.exec(bare);
  if (unexpected?.[1] === '=') return MISPLACED_EQUALS;
  if (unexpected?.[1] === ',') return MISPLACED_COMMA;
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

/** mathjs reads a trailing % as "percent", which is not in the language. */
export function checkRemainders(source: Source, tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '%') continue;
    const next = tokens[index + 1];
    const starts =
      next && (next.kind !== 'sign' || next.text === '(' || next.text === '-' || next.text === '+');
    if (!starts) {
      throw new ExpressionError(
        'expected a divisor after %: a % b is the remainder',
        originOf(source, token.start, token.end),
      );
    }
  }
}

/** and, or and mod stand between two values; where a value is expected, mod is a function: mod(a, b). */
export function checkOperatorWords(source: Source, tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (!OPERATOR_WORDS.has(token.text) || token.text === 'not' || !startsValue(tokens, index)) continue;
    if (token.text === 'mod' && tokens[index + 1]?.text === '(') continue;
    throw new ExpressionError(
      `expected a value before "${token.text}"`,
      originOf(source, token.start, token.end),
    );
  }
}
