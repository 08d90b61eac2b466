/** Chooses what a typed model is measured by: a loss of the list, or a formula of p, the prediction, and y, the target. */
import type { ExpressionError } from '../expression/expressionError';
import { TYPED_LOSSES, type TypedLossName } from '../state/appState';
import { SCHEMA } from '../state/schema';
import { element, uniqueId } from './dom';
import { icon } from './icons';
import { MarkedInput } from './markedInput';
import { NumberSlider } from './rows';

export interface LossView {
  readonly kind: TypedLossName;
  /** Where the Huber loss turns from quadratic to linear. */
  readonly delta: number;
  readonly text: string;
  readonly error: ExpressionError | null;
}

export interface LossCallbacks {
  onKind(kind: TypedLossName): void;
  onDelta(delta: number): void;
  onText(text: string): void;
}

const LABELS: Readonly<Record<TypedLossName, string>> = {
  squared: 'Squared error',
  absolute: 'Absolute error',
  huber: 'Huber',
  crossEntropy: 'Cross-entropy',
  typed: 'Typed, of p and y',
};

export class LossRows {
  readonly root = element('div', { class: 'bench-loss', role: 'group', 'aria-label': 'Loss' });
  readonly #kind: HTMLSelectElement;
  readonly #delta: NumberSlider;
  readonly #deltaRow: HTMLElement;
  readonly #text: MarkedInput;
  readonly #textRow: HTMLElement;

  constructor(callbacks: LossCallbacks) {
    const id = uniqueId('bench-loss');
    this.#kind = element(
      'select',
      { class: 'select', id },
      ...TYPED_LOSSES.map((name) => element('option', { value: name }, LABELS[name])),
    );
    this.#kind.addEventListener('change', () => {
      const chosen = TYPED_LOSSES.find((name) => name === this.#kind.value);
      if (chosen !== undefined) callbacks.onKind(chosen);
    });
    const { min = 0, max = 1 } = SCHEMA.lossDelta.range ?? {};
    this.#delta = new NumberSlider('δ', { min, max, scale: 'log' }, callbacks.onDelta);
    this.#deltaRow = element(
      'div',
      { class: 'bench-draw' },
      element('span', { 'aria-hidden': 'true', title: 'Quadratic for errors up to δ, linear beyond' }, 'δ'),
      this.#delta.slider,
      this.#delta.input.root,
    );
    this.#text = new MarkedInput(callbacks.onText);
    this.#text.input.setAttribute('aria-label', 'Loss of a row, of p and y');
    this.#textRow = element('div', { class: 'bench-loss-text' }, this.#text.root, this.#text.message);
    this.root.append(
      element(
        'div',
        { class: 'bench-axes' },
        element('label', { for: id }, 'Loss'),
        element('div', { class: 'select-box' }, this.#kind, icon('chevron')),
      ),
      this.#deltaRow,
      this.#textRow,
    );
  }

  update(view: LossView | null): void {
    this.root.hidden = view === null;
    if (view === null) return;
    if (this.#kind.value !== view.kind) this.#kind.value = view.kind;
    this.#deltaRow.hidden = view.kind !== 'huber';
    this.#delta.update(view.delta);
    this.#textRow.hidden = view.kind !== 'typed';
    this.#text.text = view.text;
    this.#text.showError(view.error);
  }
}
