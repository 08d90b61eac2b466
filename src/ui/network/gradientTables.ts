/** Matrices of numbers with their names and shapes, as a notebook prints them. */
import { element, setText } from '../dom';
import { formatNumber } from '../format';

export interface NumberTable {
  readonly name: string;
  readonly shape: string;
  readonly rows: readonly (readonly number[])[];
  /** What stands in place of the rows where they are too many to read. */
  readonly summary: string | null;
}

const DIGITS = 5;

export class GradientTables {
  readonly root = element('div', { class: 'gradient-tables' });
  #shape = '';

  update(tables: readonly NumberTable[]): void {
    const shape = tables.map((table) => table.name + table.shape).join();
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.root.replaceChildren(...tables.map(emptyTable));
    }
    tables.forEach(({ rows, summary }, index) => {
      const cells = this.root.children[index]?.querySelectorAll('td') ?? [];
      const [only] = cells;
      if (summary !== null) {
        if (only) setText(only, summary);
        return;
      }
      rows.flat().forEach((value, cell) => {
        const target = cells[cell];
        if (target === undefined) return;
        setText(target, formatNumber(value, DIGITS));
        target.title = String(value);
      });
    });
  }
}

function emptyTable({ name, shape, rows, summary }: NumberTable): HTMLElement {
  const shown = summary === null ? rows : [[0]];
  const body = shown.map((row) => element('tr', {}, ...row.map(() => element('td'))));
  return element(
    'div',
    { class: 'gradient-table', tabindex: '0', role: 'group', 'aria-label': `${name} ${shape}` },
    element(
      'table',
      {},
      element('caption', {}, element('b', {}, name), ` ${shape}`),
      element('tbody', {}, ...body),
    ),
  );
}
