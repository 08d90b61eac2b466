/** How exact the device in use is: tables of what was measured. What they say and mean comes from outside. */
import { createDialog } from './dialog';
import { element, setText } from './dom';
import './accuracyDialog.css';

export interface AccuracyTable {
  readonly caption: string;
  /** Headings; the first column names what its row is about. */
  readonly head: readonly string[];
  readonly rows: readonly AccuracyRow[];
}

export interface AccuracyRow {
  readonly cells: readonly string[];
  /** Small print below the cells, by column; '' for none. */
  readonly notes?: readonly string[];
  /** The device is not good enough here. */
  readonly warns?: boolean;
}

export interface AccuracyView {
  /** What all of this means, in a sentence or two. */
  readonly summary: string;
  readonly facts: readonly (readonly [term: string, value: string])[];
  readonly tables: readonly AccuracyTable[];
  /** Explains the numbers of the tables. */
  readonly legend: string;
  /** What the button says; null where there is nothing to measure. */
  readonly action: string | null;
  readonly busy: boolean;
}

export class AccuracyDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #summary = element('p', { class: 'accuracy-summary', role: 'status' });
  readonly #facts = element('dl');
  readonly #device = element('div', { class: 'accuracy-device' });
  readonly #measure = element('button', { type: 'button', class: 'text-button' });
  readonly #tables = element('div');
  readonly #legend = element('p', { class: 'accuracy-legend' });
  #view: AccuracyView | null = null;

  constructor(onMeasure: () => void) {
    this.#measure.addEventListener('click', onMeasure);
    this.#device.append(this.#facts, this.#measure);
    this.#dialog = createDialog(
      'accuracy',
      'Accuracy of this device',
      this.#summary,
      this.#device,
      this.#tables,
      this.#legend,
    );
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  update(view: AccuracyView): void {
    if (view === this.#view) return;
    this.#view = view;
    setText(this.#summary, view.summary);
    setText(this.#legend, view.legend);
    this.#facts.replaceChildren(
      ...view.facts.map(([term, value]) =>
        element('div', {}, element('dt', {}, term), element('dd', {}, value)),
      ),
    );
    setText(this.#measure, view.action ?? '');
    this.#device.hidden = view.action === null;
    // Not `disabled`: a button that was pressed keeps the focus.
    this.#measure.setAttribute('aria-disabled', String(view.busy));
    this.#tables.setAttribute('aria-busy', String(view.busy));
    this.#tables.replaceChildren(...view.tables.map(tableOf));
  }
}

function tableOf({ caption, head, rows }: AccuracyTable): HTMLElement {
  const headings = head.map((heading) => element('th', { scope: 'col' }, heading));
  return element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...headings)),
    element('tbody', {}, ...rows.map(rowOf)),
  );
}

function rowOf({ cells, notes = [], warns = false }: AccuracyRow): HTMLElement {
  return element(
    'tr',
    warns ? { class: 'accuracy-warns' } : {},
    ...cells.map((text, column) => {
      const note = notes[column] ?? '';
      const content = note === '' ? [text] : [text, element('small', {}, note)];
      return column === 0 ? element('th', { scope: 'row' }, ...content) : element('td', {}, ...content);
    }),
  );
}
