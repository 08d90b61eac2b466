/**
 * The dialog for a person's own data: takes a file by dropping, choosing or pasting, shows what was found in it and how it is
 * read. It reads nothing itself: see `app/ownData/ownDataImport.ts`.
 */
import { createDialog } from './dialog';
import { element, setText, uniqueId } from './dom';
import { OwnDataOptions } from './ownDataOptions';
import { previewTable } from './ownDataTables';
import type { OwnDataChoice, OwnDataView } from './ownDataView';
import { MODEL_NAMES, OwnTableOptions } from './ownTableOptions';
import './ownDataDialog.css';

export interface OwnDataCallbacks {
  onFile(file: File): void;
  onText(text: string): void;
  onChoice(change: Partial<OwnDataChoice>): void;
  /** The data as read are to be shown. */
  onUse(): void;
}

const ACCEPTED = '.csv,.tsv,.txt,.dat,.npy,.npz,text/csv,text/plain';

export class OwnDataDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #input = element('input', { type: 'file', accept: ACCEPTED, hidden: '' });
  readonly #pasted = element('textarea', {
    rows: '4',
    spellcheck: 'false',
    placeholder: 'x, y, loss\n-1, 0, 2.5\n…',
  });
  readonly #error = element('p', { class: 'own-data-error', role: 'alert' });
  readonly #name = element('h3');
  readonly #facts = element('p', { class: 'own-data-facts', role: 'status' });
  readonly #options: OwnDataOptions;
  readonly #table: OwnTableOptions;
  readonly #preview = element('div');
  readonly #result: HTMLElement;
  readonly #use: HTMLButtonElement;

  constructor(callbacks: OwnDataCallbacks) {
    this.#options = new OwnDataOptions(callbacks.onChoice);
    this.#table = new OwnTableOptions(callbacks.onChoice);
    const choose = element('button', { type: 'button', class: 'text-button' }, 'Choose a file…');
    choose.addEventListener('click', () => this.#input.click());
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      // The same file may be chosen again after it was changed.
      this.#input.value = '';
      if (file !== undefined) callbacks.onFile(file);
    });
    const read = element('button', { type: 'button', class: 'text-button' }, 'Read the text');
    read.addEventListener('click', () => callbacks.onText(this.#pasted.value));
    const pastedId = uniqueId('own-data-pasted');
    this.#pasted.id = pastedId;
    this.#use = element('button', { type: 'button', class: 'own-data-use' }, 'Show as a surface');
    this.#use.addEventListener('click', () => callbacks.onUse());
    this.#result = element(
      'section',
      { class: 'own-data-result' },
      this.#name,
      this.#facts,
      this.#options.root,
      this.#table.root,
      this.#preview,
    );
    this.#dialog = createDialog(
      'own-data',
      'Your own data',
      element(
        'p',
        {},
        'Rows to fit a model to, or a loss that was computed elsewhere as a grid: a matrix or rows of x, y, loss. CSV text, .npy or .npz, read on this machine and sent nowhere.',
      ),
      element(
        'div',
        { class: 'own-data-drop' },
        element('span', { class: 'own-data-drop-hint' }, 'Drop a file anywhere on the page, or '),
        choose,
        this.#input,
      ),
      element(
        'details',
        {},
        element('summary', {}, 'Paste text instead'),
        element('label', { for: pastedId }, 'Rows of numbers'),
        this.#pasted,
        read,
      ),
      this.#error,
      this.#result,
    );
    this.#dialog.append(element('footer', {}, this.#use));
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close(): void {
    this.#dialog.close();
  }

  update(view: OwnDataView): void {
    this.#error.hidden = view.error === null;
    setText(this.#error, view.error ?? '');
    this.#result.hidden = view.file === null;
    setText(this.#name, view.file ?? '');
    setText(this.#facts, view.facts.join(' · '));
    this.#facts.hidden = view.facts.length === 0;
    this.#options.update(view);
    this.#table.update(view);
    setText(this.#use, view.table ? `Open with ${MODEL_NAMES[view.table.model]}` : 'Show as a surface');
    this.#preview.replaceChildren(...previewTable(view));
    this.#use.disabled = !view.ready;
  }
}
