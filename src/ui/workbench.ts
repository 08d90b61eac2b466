/**
 * The bench beside the picture of a loss: the data it is of, what a press on them does, and what is to be said of them. The
 * plot itself is put into `plot` by whoever draws it.
 */
import { AxesRow, type AxesView } from './benchAxes';
import { type CloudCallbacks, CloudSection, type CloudView } from './benchCloud';
import { type ColumnsCallbacks, ColumnsRow, type ColumnsView } from './benchColumns';
import { DrawRows, type DrawView } from './benchDraw';
import { type LossCallbacks, LossRows, type LossView } from './benchLoss';
import { NumbersTable, type NumbersView } from './benchNumbers';
import { BenchTools, type ToolsCallbacks, type ToolsView } from './benchTools';
import { element, setText } from './dom';
import { type BenchFact, showFacts } from './facts';
import { icon } from './icons';
import './workbench.css';

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
  /** Parameters side by side: what stands over the columns, and a row a choice of them; null for none. */
  readonly table: NumbersView | null;
  readonly cloud: CloudView;
  readonly facts: readonly BenchFact[];
  /** What is chosen in the plot, and what it says. */
  readonly selection: { readonly title: string; readonly facts: readonly BenchFact[] } | null;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly title: string }[];
}

export interface BenchCallbacks {
  readonly loss: LossCallbacks;
  readonly columns: ColumnsCallbacks;
  readonly tools: ToolsCallbacks;
  readonly cloud: CloudCallbacks;
  onDataset(id: string): void;
  onDraw(change: Partial<Record<'rows' | 'noise' | 'seed', number>>): void;
  onAxis(axis: 0 | 1, name: string): void;
  onAction(id: string): void;
}

const SELECT_HINT =
  'Choose a point to see what it adds to the gradient. Keys on a point: arrows move it, + adds one beside it, Delete removes it.';

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
  readonly #cloud: CloudSection;
  readonly #table = new NumbersTable();
  readonly #facts = element('dl', { class: 'bench-facts' });
  readonly #selection = element('div', { class: 'bench-selection', role: 'status' });
  readonly #actions = element('div', { class: 'bench-actions' });
  #shape = '';
  #view: BenchView | null = null;
  /** Whether something in the plot is held. */
  #held = false;

  constructor(
    host: HTMLElement,
    private readonly callbacks: BenchCallbacks,
  ) {
    this.#draw = new DrawRows((change) => callbacks.onDraw(change));
    this.#columns = new ColumnsRow(callbacks.columns);
    this.#tools = new BenchTools(callbacks.tools);
    this.#cloud = new CloudSection(callbacks.cloud);
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
      this.#table.root,
      this.#facts,
      this.#actions,
      this.#selection,
      this.#cloud.root,
    );
    host.append(this.#root);
    this.plot.addEventListener('pointerdown', () => {
      this.#held = true;
    });
    for (const end of ['pointerup', 'pointercancel'] as const)
      this.plot.addEventListener(end, () => {
        this.#held = false;
        this.update(this.#view);
      });
  }

  /** Where the plot of the gradients of batches goes. */
  get cloudPlot(): HTMLElement {
    return this.#cloud.plot;
  }

  get cloudOpen(): boolean {
    return this.#cloud.open;
  }

  /** Null takes the bench away. */
  update(view: BenchView | null): void {
    this.#view = view;
    this.#root.hidden = view === null;
    if (view === null) return;
    setText(this.#title, view.title);
    if (!this.#held) {
      // What comes or goes above the plot would move it under the hand that drags in it.
      this.#draw.update(view.draw);
      this.#columns.update(view.columns);
      this.#tools.update(view.tools);
    }
    this.#rebuild(view);
    if (this.#dataset.value !== view.dataset) this.#dataset.value = view.dataset;
    this.#axes.update(view.axes);
    this.#loss.update(view.loss);
    this.#table.update(view.table);
    showFacts(this.#facts, view.facts);
    this.#cloud.update(view.cloud);
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
