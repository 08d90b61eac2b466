/**
 * A field for an expression with what is wrong with it: a mark under its place, and a message that may offer a correction.
 * It parses nothing.
 */
import type { ExpressionError } from '../expression/expressionError';
import { element, setAttribute, uniqueId } from './dom';
import { markSpan, objection, replaceSpan } from './errorSpan';
import './expressionBox.css';

export class MarkedInput {
  /** The field with its mark. */
  readonly root: HTMLElement;
  /** What is wrong, to be placed where there is room. */
  readonly message: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #mirror = element('div', { class: 'expression-mirror', 'aria-hidden': 'true' });
  readonly #onInput: (text: string) => void;
  #error: ExpressionError | null = null;

  constructor(onInput: (text: string) => void) {
    this.#onInput = onInput;
    const messageId = uniqueId('expression-message');
    this.input = element('input', {
      id: uniqueId('expression-input'),
      class: 'expression-input',
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
      enterkeyhint: 'done',
      'aria-describedby': messageId,
    });
    this.root = element('div', { class: 'expression-field' }, this.#mirror, this.input);
    this.message = element('div', { class: 'expression-message', id: messageId, 'aria-live': 'polite' });
    this.message.hidden = true;
    this.input.addEventListener('input', () => {
      // The old mark would stand under new text until the answer comes.
      this.#mirror.replaceChildren();
      onInput(this.input.value);
    });
    this.input.addEventListener('scroll', () => this.#followScroll());
  }

  get text(): string {
    return this.input.value;
  }

  set text(text: string) {
    // Assigning an equal value would still move the caret to the end.
    if (this.input.value !== text) this.input.value = text;
  }

  showError(error: ExpressionError | null): void {
    setAttribute(this.input, 'aria-invalid', error === null ? null : 'true');
    if (error === null) {
      this.#mirror.replaceChildren();
    } else {
      const { before, marked, after } = markSpan(this.input.value, error.span);
      this.#mirror.replaceChildren(before, element('mark', {}, marked), after);
      this.#followScroll();
    }
    if (sameError(error, this.#error)) return;
    this.#error = error;
    this.message.hidden = error === null;
    this.message.replaceChildren();
    if (error === null) return;
    const { suggestion } = error;
    this.message.append(element('span', {}, objection(error)));
    if (suggestion === undefined) return;
    const accept = element('button', { type: 'button', class: 'text-button' });
    if (suggestion === '') accept.append('Remove it');
    else accept.append('Did you mean ', element('code', {}, suggestion), '?');
    accept.addEventListener('click', () => this.#accept(error, suggestion));
    this.message.append(accept);
  }

  #accept(error: ExpressionError, suggestion: string): void {
    const text = replaceSpan(this.input.value, error.span, suggestion);
    const caret = error.span.start + suggestion.length;
    this.input.value = text;
    this.input.focus();
    this.input.setSelectionRange(caret, caret);
    this.#mirror.replaceChildren();
    this.#onInput(text);
  }

  #followScroll(): void {
    this.#mirror.scrollLeft = this.input.scrollLeft;
  }
}

function sameError(a: ExpressionError | null, b: ExpressionError | null): boolean {
  if (a === null || b === null) return a === b;
  const samePlace = a.span.start === b.span.start && a.span.end === b.span.end;
  return samePlace && a.message === b.message && a.suggestion === b.suggestion;
}
