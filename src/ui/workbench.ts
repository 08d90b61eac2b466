/**
 * The bench beside the picture of a loss: the data it is of, what a press on them does, and what is to be said of them. The
 * plot itself is put into `plot` by whoever draws it.
 */
import { AxesRow, type AxesView } from './benchAxes';
import { type ColumnsCallbacks, ColumnsRow, type ColumnsView } from './benchColumns';
import { DrawRows, type DrawView } from './benchDraw';
import { type LossCallbacks, LossRows, type LossView } from './benchLoss';
import { BenchTools, type ToolsCallbacks, type ToolsView } from './benchTools';
import { element, setText } from './dom';
import { icon } from './icons';
import './workbench.css';

export interface BenchFact {
  readonly label: string;
  readonly value: string;
}

export interface BenchView {
  readonly title: string;
  readonly datasets: readonly { readonly id: string; readonly label: string }[];
  readonly dataset: string;
  /** Size, noise and seed of data that are drawn; null for data that are as they are. */
  readonly draw: DrawView | null;
  /** Which parameters span the picture; null where there is no choice. */
  readonly axes: AxesView | null;
  /** The loss of a typed model; null where the model brings its own. */
  readonly loss: LossView | null;
  /** Which columns are learned and learned from; null where there is no choice. */
  readonly columns: ColumnsView | null;
  readonly tools: ToolsView;
  readonly facts: readonly BenchFact[];
  /** What is chosen in the plot, and what it says. */
  readonly selection: { readonly title: string; readonly facts: readonly BenchFact[] } | null;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly title: string }[];
}

export interface BenchCallbacks {
  readonly loss: LossCallbacks;
  readonly columns: ColumnsCallbacks;
  readonly tools: ToolsCallbacks;
  onDataset(id: string): void;
  onDraw(change: Partial<Record<'rows' | 'noise' | 'seed', number>>): void;
  onAxis(axis: 0 | 1, name: string): void;
  onAction(id: string): void;
}

const SELECT_HINT = 'Choose a point to see what it adds to the gradient.';

export class Workbench {
  readonly plot = element('div', { class: 'bench-plot' });
  readonly #root = element('div', { class: 'bench-body' });
  readonly #title = element('h2');
  readonly #dataset = element('select', { class: 'select', 'aria-label': 'Data' });
  readonly #draw: DrawRows;
  readonly #axes: AxesRow;
  readonly #loss: LossRows;
  readonly #columns: ColumnsRow;
  readonly #tools: BenchTools;
  readonly #facts = element('dl', { class: 'bench-facts' });
  readonly #selection = element('div', { class: 'bench-selection', role: 'status' });
  readonly #actions = element('div', { class: 'bench-actions' });
  #shape = '';

  constructor(
    host: HTMLElement,
    private readonly callbacks: BenchCallbacks,
  ) {
    this.#draw = new DrawRows((change) => callbacks.onDraw(change));
    this.#columns = new ColumnsRow(callbacks.columns);
    this.#tools = new BenchTools(callbacks.tools);
    this.#loss = new LossRows(callbacks.loss);
    this.#axes = new AxesRow((axis, name) => callbacks.onAxis(axis, name));
    this.#dataset.addEventListener('change', () => callbacks.onDataset(this.#dataset.value));
    const head = element(
      'header',
      { class: 'bench-head' },
      this.#title,
      element('div', { class: 'select-box' }, this.#dataset, icon('chevron')),
    );
    this.#root.append(
      head,
      this.#draw.root,
      this.#columns.root,
      this.#tools.root,
      this.plot,
      this.#loss.root,
      this.#axes.root,
      this.#facts,
      this.#selection,
      this.#actions,
    );
    host.append(this.#root);
  }

  /** Null takes the bench away. */
  update(view: BenchView | null): void {
    this.#root.hidden = view === null;
    if (view === null) return;
    setText(this.#title, view.title);
    this.#columns.update(view.columns);
    this.#tools.update(view.tools);
    this.#rebuild(view);
    if (this.#dataset.value !== view.dataset) this.#dataset.value = view.dataset;
    this.#draw.update(view.draw);
    this.#axes.update(view.axes);
    this.#loss.update(view.loss);
    showFacts(this.#facts, view.facts);
    this.#showSelection(view);
  }

  /** What changes with the subject only. */
  #rebuild({ datasets, actions }: BenchView): void {
    const shape = JSON.stringify([datasets, actions]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#dataset.replaceChildren(
      ...datasets.map(({ id, label }) => element('option', { value: id }, label)),
    );
    this.#actions.replaceChildren(
      ...actions.map(({ id, label, title }) => {
        const button = element('button', { type: 'button', class: 'chip', title }, label);
        button.addEventListener('click', () => this.callbacks.onAction(id));
        return button;
      }),
    );
  }

  #showSelection({ selection, tools }: BenchView): void {
    if (selection === null) {
      this.#selection.replaceChildren(tools.editable ? SELECT_HINT : '');
      return;
    }
    const list = element('dl', { class: 'bench-facts' });
    showFacts(list, selection.facts);
    this.#selection.replaceChildren(element('h3', {}, selection.title), list);
  }
}

/** Makes `list` hold `facts`, keeping its rows. */
export function showFacts(list: HTMLElement, facts: readonly BenchFact[]): void {
  while (list.childElementCount > facts.length) list.lastElementChild?.remove();
  facts.forEach(({ label, value }, index) => {
    const row = list.children[index] ?? element('div', {}, element('dt'), element('dd'));
    if (row.parentElement === null) list.append(row);
    const [term, detail] = row.children;
    if (term) setText(term, label);
    if (detail) setText(detail, value);
  });
}
