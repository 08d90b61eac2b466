/** A field for an expression in a block, with what is wrong with it below. */
import { element, setAttribute, setText, uniqueId } from '../dom';

export class TextField {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #message: HTMLElement;

  constructor(label: string, symbol: string, text: string, onInput: (text: string) => void) {
    const messageId = uniqueId('field-message');
    this.#input = element('input', {
      type: 'text',
      class: 'block-input',
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      'aria-label': label,
      'aria-describedby': messageId,
    });
    this.#input.value = text;
    this.#input.addEventListener('input', () => onInput(this.#input.value));
    this.#message = element('p', { class: 'block-error', id: messageId, role: 'status' });
    this.root = element(
      'div',
      {},
      element(
        'div',
        { class: 'block-field' },
        element('span', { class: 'math', 'aria-hidden': 'true' }, symbol),
        this.#input,
      ),
      this.#message,
    );
    this.complain(null);
  }

  get text(): string {
    return this.#input.value;
  }

  set text(text: string) {
    this.#input.value = text;
  }

  complain(message: string | null): void {
    this.#message.hidden = message === null;
    setText(this.#message, message ?? '');
    setAttribute(this.#input, 'aria-invalid', message === null ? null : 'true');
  }
}
