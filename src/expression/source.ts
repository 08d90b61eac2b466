/**
 * Typed text → text for the parser, character by character, so that every place in the one is known in the other.
 * Signs that people paste (×, −, ², π, ≤ …) become what the parser reads.
 */
import { ExpressionError, type SourceSpan } from './expressionError';

/** Longest text that is read at all. */
const MAX_LENGTH = 2000;
/** Deepest nesting of parentheses: bounds the recursion of the parser. */
export const MAX_DEPTH = 60;

export interface Source {
  readonly text: string;
  /** `origin[i]` is where character i of `text` came from; one entry more than characters. */
  readonly origin: readonly number[];
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '∗': '*',
  '÷': '/',
  '∕': '/',
  '−': '-',
  '–': '-',
  '—': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  π: ' pi ',
  τ: ' tau ',
  α: ' alpha ',
  β: ' beta ',
  γ: ' gamma ',
  δ: ' delta ',
  ε: ' epsilon ',
  η: ' eta ',
  θ: ' theta ',
  κ: ' kappa ',
  λ: ' lambda ',
  μ: ' mu ',
  ν: ' nu ',
  ρ: ' rho ',
  σ: ' sigma ',
  φ: ' phi ',
  ω: ' omega ',
  '√': ' sqrt ',
};

/** Digits of an exponent, which a sign may lead; each stands at the place of its value. */
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const EXPONENT = /⁻?[⁰¹²³⁴-⁹]+/y;

/** Throws ExpressionError where `typed` is too long or holds a character that means nothing here. */
export function readSource(typed: string): Source {
  if (typed.length > MAX_LENGTH) {
    throw new ExpressionError(
      `the expression has ${typed.length} characters, at most ${MAX_LENGTH} are read`,
      {
        start: MAX_LENGTH,
        end: typed.length,
      },
    );
  }
  let text = '';
  const origin: number[] = [];
  const emit = (replacement: string, at: number): void => {
    for (const character of replacement) {
      text += character;
      origin.push(at);
    }
  };
  for (let at = 0; at < typed.length; at++) {
    const character = typed.charAt(at);
    const replacement = REPLACEMENTS[character];
    EXPONENT.lastIndex = at;
    const exponent = EXPONENT.exec(typed)?.[0];
    if (exponent !== undefined) {
      emit('^', at);
      for (const digit of exponent) emit(digit === '⁻' ? '-' : String(SUPERSCRIPTS.indexOf(digit)), at++);
      // What follows on the line is no part of the exponent: x²3 is not x^23.
      emit(' ', --at);
    } else if (character === '*' && typed.charAt(at + 1) === '*') {
      emit('^', at);
      at++;
    } else if (replacement !== undefined) {
      emit(replacement, at);
    } else if (/\s/.test(character)) {
      emit(' ', at);
    } else if (/[A-Za-z0-9_+\-*/^%().,<>=!?:]/.test(character)) {
      emit(character, at);
    } else {
      throw unreadable(typed, at);
    }
  }
  origin.push(typed.length);
  return { text, origin };
}

function unreadable(typed: string, at: number): ExpressionError {
  const character = String.fromCodePoint(typed.codePointAt(at) ?? 0);
  const span = { start: at, end: at + character.length };
  if (character === '|') return mendBars(typed, at);
  if (character === '\\')
    return new ExpressionError('commands of LaTeX are not read: write a/b, sqrt(a), sin(a)', span);
  if (character === '[' || character === '{') {
    return new ExpressionError(`"${character}" is not used here; use parentheses`, span, '(');
  }
  if (character === ']' || character === '}') {
    return new ExpressionError(`"${character}" is not used here; use parentheses`, span, ')');
  }
  return new ExpressionError(`"${character}" has no meaning in an expression`, span);
}

/** `|x - 1|`, where the bars can only be a pair. */
function mendBars(typed: string, at: number): ExpressionError {
  const end = typed.indexOf('|', at + 1);
  const inner = typed.slice(at + 1, end).trim();
  if (end < 0 || inner === '') return new ExpressionError('write |a| as abs(a)', { start: at, end: at + 1 });
  const suggestion = `abs(${inner})`;
  return new ExpressionError(
    `write |a| as abs(a); did you mean ${suggestion}?`,
    { start: at, end: end + 1 },
    suggestion,
  );
}

/** The span of the typed text from which characters `start` to `end` (exclusive) of `source.text` came. */
export function originOf(source: Source, start: number, end: number): SourceSpan {
  const last = source.origin.length - 1;
  const from = source.origin[Math.min(start, last)] ?? 0;
  const lastCharacter = source.origin[Math.min(Math.max(end - 1, start), last)] ?? from;
  const to = source.origin[Math.min(end, last)] ?? from;
  return { start: from, end: Math.max(to, lastCharacter + (end > start ? 1 : 0)) };
}
