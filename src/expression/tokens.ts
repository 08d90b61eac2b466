/**
 * The words and signs of an expression with their places. mathjs says nothing of where its nodes came from, so names and
 * numbers are paired with these tokens in order of appearance; and what mathjs would accept beyond our language (matrices,
 * strings, factorials, units) is refused here with a place.
 */
import { ExpressionError } from './expressionError';
import { MAX_DEPTH, originOf, type Source } from './source';

export interface Token {
  readonly kind: 'name' | 'number' | 'sign';
  readonly text: string;
  /** Places in `source.text`. */
  readonly start: number;
  readonly end: number;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const SIGN = /<=|>=|==|!=|[-+*/^%(),<>=?:]/y;

/** Words that mathjs reads as operators or values; those not in our language are refused. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  to: 'unit conversion',
  in: 'unit conversion',
  xor: 'exclusive or',
  true: 'a truth value (write 1)',
  false: 'a truth value (write 0)',
  null: 'no value',
  undefined: 'no value',
  NaN: 'not a number',
  Infinity: 'infinity',
};

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Throws ExpressionError at the first place that cannot be read. */
export function tokenize(source: Source): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === ' ') {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    if (token === undefined) {
      const character = text.charAt(at);
      const message =
        character === '!'
          ? 'factorial is not supported; write != for "not equal"'
          : `"${character}" is misplaced`;
      throw new ExpressionError(message, originOf(source, at, at + 1));
    }
    checkToken(source, token, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  checkParentheses(source, tokens);
  return tokens;
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of [
    ['name', NAME],
    ['number', NUMBER],
    ['sign', SIGN],
  ] as const) {
    const found = match(pattern, text, at);
    if (found !== undefined) return { kind, text: found, start: at, end: at + found.length };
  }
  return undefined;
}

function checkToken(source: Source, token: Token, previous: Token | undefined): void {
  const span = originOf(source, token.start, token.end);
  if (token.kind === 'number') {
    const next = source.text.slice(token.end, token.end + 2);
    if (token.text === '0' && /^[xXbBoO][0-9A-Fa-f]/.test(next)) {
      throw new ExpressionError('write numbers in decimal', originOf(source, token.start, token.end + 2));
    }
    if (!Number.isFinite(Number(token.text)))
      throw new ExpressionError(`${token.text} is too large a number`, span);
    if (previous?.kind === 'number') {
      throw new ExpressionError('an operator is missing between two numbers', span);
    }
    if (next.startsWith('.')) {
      throw new ExpressionError(
        'a number has one decimal point',
        originOf(source, token.start, token.end + 1),
      );
    }
  }
  if (token.kind === 'name' && Object.hasOwn(REFUSED_WORDS, token.text)) {
    throw new ExpressionError(
      `"${token.text}" (${REFUSED_WORDS[token.text]}) is not part of the language`,
      span,
    );
  }
}

function checkParentheses(source: Source, tokens: readonly Token[]): void {
  const open: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') {
      open.push(token);
      if (open.length > MAX_DEPTH) {
        throw new ExpressionError(
          `parentheses are nested more than ${MAX_DEPTH} deep`,
          originOf(source, token.start, token.end),
        );
      }
    } else if (token.text === ')') {
      if (open.pop() === undefined) {
        throw new ExpressionError(
          'this parenthesis closes nothing',
          originOf(source, token.start, token.end),
          '',
        );
      }
      if (tokens[index - 1]?.text === '(') {
        throw new ExpressionError(
          'expected an expression between the parentheses',
          originOf(source, token.start - 1, token.end),
        );
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    throw new ExpressionError(
      'this parenthesis is not closed',
      originOf(source, unclosed.start, unclosed.end),
    );
  }
}
