/** Labelled fields of a form: one of several, a number, a text. Each shows what it is told and says what a person wants. */
import type { NumberRange } from '../../state/fieldKinds';
import { element, setAttribute } from '../dom';
import { icon } from '../icons';
import { NumberInput } from '../rows';

export interface Option {
  readonly id: string;
  readonly label: string;
}

export class SelectField {
  readonly root: HTMLElement;
  readonly #select: HTMLSelectElement;
  #shape = '';
  #options: readonly Option[] = [];

  constructor(label: string, onValue: (id: string) => void, title?: string) {
    this.#select = element('select', { class: 'select', 'aria-label': label });
    this.#select.addEventListener('change', () => onValue(this.#select.value));
    this.root = field(label, element('div', { class: 'select-box' }, this.#select, icon('chevron')), title);
  }

  update(options: readonly Option[], value: string): void {
    const shape = options === this.#options ? this.#shape : JSON.stringify(options);
    this.#options = options;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#select.replaceChildren(
        ...options.map(({ id, label }) => element('option', { value: id }, label)),
      );
    }
    if (this.#select.value !== value) this.#select.value = value;
  }
}

export class NumberField {
  readonly root: HTMLElement;
  readonly #input: NumberInput;

  constructor(label: string, range: NumberRange, onValue: (value: number) => void, title?: string) {
    const unit = range.whole ? 1 : undefined;
    const within = (value: number): number =>
      Math.min(range.max, Math.max(range.min, range.whole ? Math.round(value) : value));
    this.#input = new NumberInput({
      label,
      onInput: (value) => onValue(within(value)),
      stepped: (value, direction) => within(value + direction * (unit ?? stepOf(value))),
      objection: (value) =>
        value === within(value)
          ? null
          : `Expected ${range.whole ? 'a whole number' : 'a number'} from ${range.min} to ${range.max}`,
    });
    this.root = field(label, this.#input.root, title);
  }

  update(value: number): void {
    this.#input.update(value);
  }
}

export class TextField {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;

  constructor(label: string, onValue: (value: string) => void, title?: string) {
    this.#input = element('input', {
      type: 'text',
      class: 'number-input form-text',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': label,
    });
    this.#input.addEventListener('change', () => onValue(this.#input.value));
    this.root = field(label, this.#input, title);
  }

  update(value: string): void {
    setAttribute(this.#input, 'data-value', value);
    if (document.activeElement !== this.#input && this.#input.value !== value) this.#input.value = value;
  }
}

/** About a tenth of a number, as one digit. */
function stepOf(value: number): number {
  return value === 0 ? 0.1 : 10 ** Math.floor(Math.log10(Math.abs(value)) - 0.5);
}

function field(label: string, control: HTMLElement, title?: string): HTMLElement {
  return element(
    'div',
    { class: 'form-field', ...(title !== undefined && { title }) },
    element('span', { 'aria-hidden': 'true' }, label),
    control,
  );
}
