/** Gradients of batches beside the data: how large a batch is, their plot, what is said of them, and whether the picture has them. */
import { element, setText } from './dom';
import { type BenchFact, showFacts } from './facts';
import './benchCloud.css';

export interface CloudView {
  /** Whether they stand as arrows at the point of the picture. */
  readonly visible: boolean;
  /** Of batches of `rows` of the `most` rows; null while the section is folded. */
  readonly numbers: {
    readonly rows: number;
    readonly most: number;
    readonly facts: readonly BenchFact[];
  } | null;
}

export interface CloudCallbacks {
  onRows(rows: number): void;
  onVisible(visible: boolean): void;
  /** The section was folded or unfolded: then its plot is to be drawn. */
  onFold(): void;
}

export class CloudSection {
  /** Where the plot goes. */
  readonly plot = element('div', { class: 'cloud-plot' });
  readonly root: HTMLDetailsElement;
  readonly #rows = element('input', {
    type: 'range',
    class: 'slider',
    min: '1',
    step: '1',
    'aria-label': 'Rows a batch',
  });
  readonly #count = element('output');
  readonly #visible = element('input', { type: 'checkbox' });
  readonly #facts = element('dl', { class: 'bench-facts' });

  constructor(callbacks: CloudCallbacks) {
    this.#rows.addEventListener('input', () => callbacks.onRows(Number(this.#rows.value)));
    this.#visible.addEventListener('change', () => callbacks.onVisible(this.#visible.checked));
    this.root = element(
      'details',
      { class: 'bench-section' },
      element('summary', {}, 'Gradients of batches'),
      element('label', { class: 'cloud-check' }, this.#visible, 'Arrows at the point in the picture'),
      element(
        'label',
        { class: 'cloud-slider' },
        element('span', {}, 'Rows a batch'),
        this.#rows,
        this.#count,
      ),
      this.plot,
      this.#facts,
    );
    this.root.addEventListener('toggle', () => callbacks.onFold());
  }

  get open(): boolean {
    return this.root.open;
  }

  update({ visible, numbers }: CloudView): void {
    this.#visible.checked = visible;
    if (numbers === null) return;
    const { rows, most, facts } = numbers;
    this.#rows.max = String(most);
    this.#rows.value = String(rows);
    this.#rows.style.setProperty('--fill', `${(100 * (rows - 1)) / Math.max(1, most - 1)}%`);
    setText(this.#count, `${rows} of ${most}`);
    showFacts(this.#facts, facts);
  }
}
