/**
 * The box a function is typed into, its typeset form, and what is wrong with it. It parses nothing: text goes out through
 * `onInput`, TeX and errors come back through `update`.
 */
import type { ExpressionError } from '../expression/expressionError';
import { element, setAttribute } from './dom';
import { MarkedInput } from './markedInput';
import { renderTex } from './tex';
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
  /** What the text is the right-hand side of: a name and its coordinates, which may be none; f of x and y where absent. */
  readonly left?: { readonly name: string; readonly variables: readonly string[] };
}

/** The beginning of a text that names its function itself. */
const HEADER = /^\s*\w+\s*(\([^()]*\)\s*)?=(?!=)/;
const EXAMPLE = 'such as sin(a*x)*cos(y)';

/** Between a formula and what its letters stand for: there it goes on below where it is too wide. */
const SEPARATOR = /(?<=,)\\quad /;

/** A formula wider than its place shrinks to this share of its size, then scrolls. */
const SMALLEST_FORMULA = 0.7;

export class ExpressionBox {
  readonly #label: HTMLLabelElement;
  readonly #field: MarkedInput;
  readonly #formula: HTMLDivElement;
  #tex: string | null = null;

  constructor(hosts: ExpressionBoxHosts, onInput: (text: string) => void) {
    this.#field = new MarkedInput(onInput);
    const { input } = this.#field;
    input.placeholder = EXAMPLE;
    this.#label = element('label', { for: input.id, class: 'expression-label math' });
    hosts.box.replaceChildren(element('div', { class: 'expression' }, this.#label, this.#field.root));
    this.#formula = element('div', { class: 'expression-formula', role: 'math' });
    this.#formula.hidden = true;
    hosts.caption.replaceChildren(this.#field.message, this.#formula);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') input.blur();
    });
    new ResizeObserver(() => this.#fitFormula()).observe(hosts.caption.parentElement ?? hosts.caption);
    this.#showLabel('f', ['x', 'y']);
  }

  update({ text, placeholder = EXAMPLE, tex, error, left }: ExpressionBoxState): void {
    setAttribute(this.#field.input, 'placeholder', placeholder);
    if (left !== undefined) this.#showLabel(left.name, left.variables);
    // A text with a header of its own says it all.
    this.#label.classList.toggle('visually-hidden', HEADER.test(text));
    this.#field.text = text;
    this.#field.showError(error);
    this.#formula.classList.toggle('expression-formula-stale', error !== null);
    if (tex !== this.#tex) {
      this.#tex = tex;
      void this.#typeset();
    }
  }

  focus(): void {
    this.#field.input.focus();
    this.#field.input.select();
  }

  #showLabel(name: string, variables: readonly string[]): void {
    const list = variables.length === 0 ? '' : `(${variables.join(', ')})`;
    if (this.#label.textContent === `${name}${list} =`) return;
    const names = variables.flatMap((variable, index) => [
      ...(index > 0 ? [', '] : []),
      element('i', {}, variable),
    ]);
    this.#label.replaceChildren(
      element('i', {}, name),
      ...(variables.length === 0 ? [] : ['(', ...names, ')']),
      ' =',
    );
  }

  async #typeset(): Promise<void> {
    const tex = this.#tex;
    if (tex === null) {
      this.#formula.hidden = true;
      return;
    }
    const parts = tex.split(SEPARATOR);
    const hosts = parts.map(() => element('span'));
    const isCurrent = (): boolean => tex === this.#tex;
    const rendered = await Promise.all(
      parts.map((part, index) => renderTex(hosts[index] ?? element('span'), part, { isCurrent })),
    );
    if (rendered.includes(false)) return;
    this.#formula.replaceChildren(...hosts);
    this.#formula.hidden = false;
    this.#fitFormula();
    // Widths change once the fonts are there.
    void document.fonts.ready.then(() => this.#fitFormula());
  }

  #fitFormula(): void {
    if (this.#formula.hidden) return;
    this.#formula.style.removeProperty('--scale');
    this.#formula.removeAttribute('tabindex');
    const { scrollWidth, clientWidth } = this.#formula;
    if (scrollWidth <= clientWidth) return;
    const scale = Math.max(SMALLEST_FORMULA, clientWidth / scrollWidth);
    this.#formula.style.setProperty('--scale', scale.toFixed(3));
    // What is still too wide scrolls, for the keyboard too.
    if (this.#formula.scrollWidth > this.#formula.clientWidth) this.#formula.tabIndex = 0;
  }
}
