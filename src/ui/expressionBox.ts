/**
 * The box a function is typed into, its typeset form, and what is wrong with it. It parses nothing: text goes out through
 * `onInput`, TeX and errors come back through `update`.
 */
import type { ExpressionError } from '../expression/expressionError';
import { element, setAttribute, uniqueId } from './dom';
import { markSpan, replaceSpan } from './errorSpan';
import './expressionBox.css';

export interface ExpressionBoxHosts {
  /** In the header. */
  readonly box: HTMLElement;
  /** Over the scene: formula and message. */
  readonly caption: HTMLElement;
}

export interface ExpressionBoxState {
  readonly text: string;
  /** The whole line to typeset, such as `f(x, y) = x^2`; null shows none. */
  readonly tex: string | null;
  readonly error: ExpressionError | null;
  /** What an empty box says; an example where undefined. */
  readonly placeholder?: string | undefined;
  /** Names of the coordinates; x and y where absent. */
  readonly variables?: readonly string[];
}

/** The beginning of a text that names its function itself. */
const HEADER = /^\s*\w+\s*(\([^()]*\)\s*)?=(?!=)/;
const EXAMPLE = 'such as sin(a*x)*cos(y)';

/** A formula wider than its place shrinks to this share of its size, then scrolls. */
const SMALLEST_FORMULA = 0.7;

export class ExpressionBox {
  readonly #label: HTMLLabelElement;
  readonly #input: HTMLInputElement;
  readonly #mirror: HTMLDivElement;
  readonly #formula: HTMLDivElement;
  readonly #message: HTMLDivElement;
  readonly #onInput: (text: string) => void;
  #tex: string | null = null;
  #error: ExpressionError | null = null;

  constructor(hosts: ExpressionBoxHosts, onInput: (text: string) => void) {
    this.#onInput = onInput;
    const inputId = uniqueId('expression-input');
    const messageId = uniqueId('expression-message');
    this.#label = element('label', { for: inputId, class: 'expression-label math' });
    this.#input = element('input', {
      id: inputId,
      class: 'expression-input',
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
      enterkeyhint: 'done',
      'aria-describedby': messageId,
      placeholder: EXAMPLE,
    });
    this.#mirror = element('div', { class: 'expression-mirror', 'aria-hidden': 'true' });
    const field = element('div', { class: 'expression-field' }, this.#mirror, this.#input);
    hosts.box.replaceChildren(element('div', { class: 'expression' }, this.#label, field));

    this.#formula = element('div', { class: 'expression-formula', role: 'math' });
    this.#formula.hidden = true;
    this.#message = element('div', { class: 'expression-message', id: messageId, 'aria-live': 'polite' });
    this.#message.hidden = true;
    hosts.caption.replaceChildren(this.#message, this.#formula);

    this.#input.addEventListener('input', () => {
      // The old mark would stand under new text until the answer comes.
      this.#mirror.replaceChildren();
      this.#onInput(this.#input.value);
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') this.#input.blur();
    });
    this.#input.addEventListener('scroll', () => this.#followScroll());
    new ResizeObserver(() => this.#fitFormula()).observe(hosts.caption.parentElement ?? hosts.caption);
    this.#showLabel(['x', 'y']);
  }

  update({ text, placeholder = EXAMPLE, tex, error, variables }: ExpressionBoxState): void {
    setAttribute(this.#input, 'placeholder', placeholder);
    if (variables !== undefined) this.#showLabel(variables);
    // A text with a header of its own says it all.
    this.#label.classList.toggle('visually-hidden', HEADER.test(text));
    // Assigning an equal value would still move the caret to the end.
    if (this.#input.value !== text) this.#input.value = text;
    this.#showError(error);
    this.#formula.classList.toggle('expression-formula-stale', error !== null);
    if (tex !== this.#tex) {
      this.#tex = tex;
      void this.#typeset();
    }
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #showLabel(variables: readonly string[]): void {
    if (this.#label.textContent === `f(${variables.join(', ')}) =`) return;
    const names = variables.flatMap((name, index) => [...(index > 0 ? [', '] : []), element('i', {}, name)]);
    this.#label.replaceChildren(element('i', {}, 'f'), '(', ...names, ') =');
  }

  #showError(error: ExpressionError | null): void {
    setAttribute(this.#input, 'aria-invalid', error === null ? null : 'true');
    if (error === null) {
      this.#mirror.replaceChildren();
    } else {
      const { before, marked, after } = markSpan(this.#input.value, error.span);
      this.#mirror.replaceChildren(before, element('mark', {}, marked), after);
      this.#followScroll();
    }
    if (sameError(error, this.#error)) return;
    this.#error = error;
    this.#message.hidden = error === null;
    this.#message.replaceChildren();
    if (error === null) return;
    this.#message.append(element('span', {}, sentence(error.message)));
    const { suggestion } = error;
    if (suggestion === undefined) return;
    const accept = element(
      'button',
      { type: 'button', class: 'text-button' },
      'Did you mean ',
      element('code', {}, suggestion),
      '?',
    );
    accept.addEventListener('click', () => this.#accept(error, suggestion));
    this.#message.append(accept);
  }

  #accept(error: ExpressionError, suggestion: string): void {
    const text = replaceSpan(this.#input.value, error.span, suggestion);
    const caret = error.span.start + suggestion.length;
    this.#input.value = text;
    this.#input.focus();
    this.#input.setSelectionRange(caret, caret);
    this.#mirror.replaceChildren();
    this.#onInput(text);
  }

  #followScroll(): void {
    this.#mirror.scrollLeft = this.#input.scrollLeft;
  }

  /** KaTeX comes only when there is something to typeset, after the page has been painted. */
  async #typeset(): Promise<void> {
    const tex = this.#tex;
    if (tex === null) {
      this.#formula.hidden = true;
      return;
    }
    const [{ default: katex }] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
    if (tex !== this.#tex) return;
    this.#formula.hidden = false;
    katex.render(tex, this.#formula, { throwOnError: false, displayMode: false, strict: false });
    this.#fitFormula();
    // Widths change once the fonts are there.
    void document.fonts.ready.then(() => this.#fitFormula());
  }

  #fitFormula(): void {
    if (this.#formula.hidden) return;
    this.#formula.style.removeProperty('--scale');
    const { scrollWidth, clientWidth } = this.#formula;
    if (scrollWidth <= clientWidth) return;
    const scale = Math.max(SMALLEST_FORMULA, clientWidth / scrollWidth);
    this.#formula.style.setProperty('--scale', scale.toFixed(3));
  }
}

function sameError(a: ExpressionError | null, b: ExpressionError | null): boolean {
  if (a === null || b === null) return a === b;
  const samePlace = a.span.start === b.span.start && a.span.end === b.span.end;
  return samePlace && a.message === b.message && a.suggestion === b.suggestion;
}

/** Messages are written in lower case, to stand anywhere; here one stands alone. */
function sentence(message: string): string {
  const isName = /^[a-z]\w*\(|^[a-z]\b|^f\(/.test(message);
  return isName ? message : message.charAt(0).toUpperCase() + message.slice(1);
}
