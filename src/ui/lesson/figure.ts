/** What blocks in the text are made of: a title, a labelled slider, a table of numbers, a place for a chart, a remark. */
import { element, setText } from '../dom';
import { NumberSlider } from '../rows';
import type { SliderRange } from '../sliderScale';

export function blockTitle(title: string): HTMLElement {
  return element('p', { class: 'block-title' }, title);
}

export function blockNote(text = ''): HTMLElement {
  return element('p', { class: 'block-note' }, text);
}

export function blockChart(): HTMLElement {
  return element('div', { class: 'block-chart' });
}

export class SliderLine {
  readonly root: HTMLElement;
  readonly #control: NumberSlider;

  /** `symbol` is what stands before the slider, `label` its accessible name. */
  constructor(symbol: string, label: string, range: SliderRange, onInput: (value: number) => void) {
    this.#control = new NumberSlider(label, range, onInput);
    this.root = element(
      'div',
      { class: 'block-row' },
      element('span', { class: 'math', 'aria-hidden': 'true' }, element('i', {}, symbol)),
      this.#control.slider,
      this.#control.input.root,
    );
  }

  setRange(range: SliderRange): void {
    this.#control.setRange(range);
  }

  update(value: number): void {
    this.#control.update(value);
  }
}

export interface NumberRow {
  readonly cells: readonly string[];
  /** The row the picture is at now. */
  readonly current?: boolean;
  /** Makes the first cell a button. */
  readonly onPick?: () => void;
}

/** A table whose first column names the row; texts change in place, so that a selection or a focus survives. */
export class NumberTable {
  readonly root: HTMLElement;
  readonly #body = element('tbody');
  readonly #label: string;
  #shape = '';

  constructor(label: string, heads: readonly string[]) {
    this.#label = label;
    const row = element(
      'tr',
      {},
      ...heads.map((head, index) =>
        element('th', { scope: 'col', ...(index > 0 ? { class: 'number' } : {}) }, head),
      ),
    );
    this.root = element(
      'div',
      { class: 'table-scroll', role: 'region', 'aria-label': label, tabindex: '0' },
      element('table', { 'aria-label': this.#label }, element('thead', {}, row), this.#body),
    );
  }

  update(rows: readonly NumberRow[]): void {
    const shape = rows.map(({ cells, onPick }) => `${cells.length}${onPick ? 'p' : ''}`).join();
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#body.replaceChildren(...rows.map((row) => this.#line(row)));
    }
    rows.forEach(({ cells, current }, index) => {
      const line = this.#body.children[index];
      if (line === undefined) return;
      line.classList.toggle('row-current', current ?? false);
      cells.forEach((text, column) => {
        const cell = line.children[column];
        if (cell !== undefined) setText(cell.firstElementChild ?? cell, text);
      });
    });
  }

  #line({ cells, onPick }: NumberRow): HTMLElement {
    return element(
      'tr',
      {},
      ...cells.map((_, column) => {
        if (column > 0) return element('td', { class: 'number' });
        const head = element('th', { scope: 'row' });
        if (onPick === undefined) return head;
        const pick = element('button', { type: 'button', class: 'text-button' });
        pick.addEventListener('click', onPick);
        head.append(pick);
        return head;
      }),
    );
  }
}
