/** Chooses which two parameters of a model are the picture's axes; the others have sliders. */
import { element, uniqueId } from './dom';
import { icon } from './icons';

export interface AxesView {
  readonly names: readonly string[];
  readonly chosen: readonly [string, string];
}

export class AxesRow {
  readonly root = element('div', { class: 'bench-axes', role: 'group', 'aria-label': 'Axes of the picture' });
  readonly #selects: readonly [HTMLSelectElement, HTMLSelectElement];
  #names = '';

  constructor(onAxis: (axis: 0 | 1, name: string) => void) {
    const select = (axis: 0 | 1): HTMLSelectElement => {
      const id = uniqueId('bench-axis');
      const made = element('select', { class: 'select', id });
      made.addEventListener('change', () => onAxis(axis, made.value));
      this.root.append(
        element('label', { for: id }, axis === 0 ? 'Loss over' : 'and'),
        element('div', { class: 'select-box' }, made, icon('chevron')),
      );
      return made;
    };
    this.#selects = [select(0), select(1)];
  }

  update(view: AxesView | null): void {
    this.root.hidden = view === null;
    if (view === null) return;
    const { names, chosen } = view;
    for (const [axis, select] of this.#selects.entries()) {
      if (names.join() !== this.#names)
        select.replaceChildren(...names.map((name) => element('option', { value: name }, name)));
      const value = chosen[axis] ?? '';
      if (select.value !== value) select.value = value;
    }
    this.#names = names.join();
  }
}
