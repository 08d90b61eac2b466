/** Which column of a table of one's own is learned, and from which others. */
import { element, setAttribute, uniqueId } from './dom';
import { icon } from './icons';

export interface ColumnsView {
  readonly names: readonly string[];
  readonly target: string;
  readonly features: readonly string[];
}

export interface ColumnsCallbacks {
  onTarget(name: string): void;
  /** The feature was pressed: it is to come in, or to go out. */
  onFeature(name: string): void;
}

export class ColumnsRow {
  readonly root = element('div', { class: 'bench-columns' });
  readonly #target: HTMLSelectElement;
  readonly #features = element('div', { class: 'bench-groups', role: 'group', 'aria-label': 'Features' });
  #shape = '';

  constructor(private readonly callbacks: ColumnsCallbacks) {
    const id = uniqueId('bench-target');
    this.#target = element('select', { class: 'select', id });
    this.#target.addEventListener('change', () => callbacks.onTarget(this.#target.value));
    this.root.append(
      element('label', { for: id }, 'Target'),
      element('div', { class: 'select-box' }, this.#target, icon('chevron')),
      element('span', { 'aria-hidden': 'true' }, 'Features'),
      this.#features,
    );
  }

  /** Null where the columns are no choice. */
  update(view: ColumnsView | null): void {
    this.root.hidden = view === null;
    if (view === null) return;
    const { names, target, features } = view;
    this.#rebuild(names);
    if (this.#target.value !== target) this.#target.value = target;
    Array.from(this.#features.children).forEach((button, index) => {
      const name = names[index] ?? '';
      setAttribute(button, 'aria-pressed', String(features.includes(name)));
      if (button instanceof HTMLElement) button.hidden = name === target;
    });
  }

  #rebuild(names: readonly string[]): void {
    const shape = names.join();
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#target.replaceChildren(...names.map((name) => element('option', { value: name }, name)));
    this.#features.replaceChildren(
      ...names.map((name) => {
        const button = element('button', { type: 'button', class: 'chip' }, name);
        button.addEventListener('click', () => this.callbacks.onFeature(name));
        return button;
      }),
    );
  }
}
