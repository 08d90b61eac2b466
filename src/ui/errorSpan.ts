/** An error in a text: its place as something that can be marked, what it says, and the text with it replaced. */
import type { ExpressionError, SourceSpan } from '../expression/expressionError';

export interface MarkedText {
  readonly before: string;
  /** Never empty: a place between characters is marked by the character after it, or by a blank at the end. */
  readonly marked: string;
  readonly after: string;
}

/** A blank that takes room in the layer that mirrors the input. */
const END_MARK = '\u00a0';

/** Splits `text` at `span`, which may reach beyond the text or be empty. */
export function markSpan(text: string, span: SourceSpan): MarkedText {
  const start = clamp(span.start, 0, text.length);
  const end = clamp(span.end, start, text.length);
  if (start === text.length) return { before: text, marked: END_MARK, after: '' };
  // A whole code point, so that no surrogate pair is torn.
  const widened = end > start ? end : start + (Array.from(text.slice(start))[0] ?? '').length;
  return { before: text.slice(0, start), marked: text.slice(start, widened), after: text.slice(widened) };
}

/** The text with `replacement` in place of `span`. */
export function replaceSpan(text: string, span: SourceSpan, replacement: string): string {
  const start = clamp(span.start, 0, text.length);
  const end = clamp(span.end, start, text.length);
  return text.slice(0, start) + replacement + text.slice(end);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** What of an error the button with its suggestion does not say. Messages are written in lower case, to stand anywhere; here one stands alone. */
export function objection({ message, suggestion }: ExpressionError): string {
  const alone = message.replace(`; did you mean ${suggestion}?`, '');
  const isName = /^[a-z]\w*\(|^(?!a [a-z])[a-z]\b/.test(alone);
  return isName ? alone : alone.charAt(0).toUpperCase() + alone.slice(1);
}
