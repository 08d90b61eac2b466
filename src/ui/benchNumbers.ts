/** Numbers side by side under the same heads, to be compared. */
import { element, setText } from './dom';

export interface NumbersView {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly values: readonly string[] }[];
}

export class NumbersTable {
  readonly #table = element('table');
  readonly root = element('div', { class: 'bench-numbers' }, this.#table);
  #shape = '';

  /** Null takes the table away. */
  update(view: NumbersView | null): void {
    this.root.hidden = view === null;
    if (view === null) return;
    const { heads, rows } = view;
    const shape = JSON.stringify([heads, rows.map(({ label }) => label)]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#rebuild(view);
    }
    const cells = this.#table.querySelectorAll('td[data-cell]');
    rows
      .flatMap(({ values }) => values)
      .forEach((value, index) => {
        const cell = cells[index];
        if (cell instanceof HTMLElement) setText(cell, value);
      });
  }

  #rebuild({ heads, rows }: NumbersView): void {
    this.#table.replaceChildren(
      element(
        'thead',
        {},
        element('tr', {}, element('td'), ...heads.map((head) => element('th', { scope: 'col' }, head))),
      ),
      element(
        'tbody',
        {},
        ...rows.map(({ label }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, label),
            ...heads.map(() => element('td', { 'data-cell': '' })),
          ),
        ),
      ),
    );
  }
}
