/**
 * The bench beside the picture of a loss: the data it is of, what a press on them does, and what is to be said of them. The
 * plot itself is put into `plot` by whoever draws it.
 */
import { AxesRow, type AxesView } from './benchAxes';
import { DrawRows, type DrawView } from './benchDraw';
import { type LossCallbacks, LossRows, type LossView } from './benchLoss';
import { element, setAttribute, setText } from './dom';
import { icon, iconButton } from './icons';
import './workbench.css';

export type BenchTool = 'move' | 'add' | 'delete';

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
  readonly editable: boolean;
  /** Groups that an added point can belong to; none where there are no groups. */
  readonly groups: readonly string[];
  readonly facts: readonly BenchFact[];
  /** What is chosen in the plot, and what it says. */
  readonly selection: { readonly title: string; readonly facts: readonly BenchFact[] } | null;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly title: string }[];
}

export interface BenchCallbacks {
  readonly loss: LossCallbacks;
  onDataset(id: string): void;
  onDraw(change: Partial<Record<'rows' | 'noise' | 'seed', number>>): void;
  onAxis(axis: 0 | 1, name: string): void;
  onTool(tool: BenchTool): void;
  onGroup(group: number): void;
  onAction(id: string): void;
}

const TOOLS: readonly { readonly name: BenchTool; readonly label: string }[] = [
  { name: 'move', label: 'Move points' },
  { name: 'add', label: 'Add points' },
  { name: 'delete', label: 'Delete points' },
];

const SELECT_HINT = 'Choose a point to see what it adds to the gradient.';

export class Workbench {
  readonly plot = element('div', { class: 'bench-plot' });
  readonly #root = element('div', { class: 'bench-body' });
  readonly #title = element('h2');
  readonly #dataset = element('select', { class: 'select', 'aria-label': 'Data' });
  readonly #draw: DrawRows;
  readonly #axes: AxesRow;
  readonly #loss: LossRows;
  readonly #tools = new Map<BenchTool, HTMLButtonElement>();
  readonly #toolGroup = element('div', {
    class: 'button-group',
    role: 'group',
    'aria-label': 'A press on the plot',
  });
  readonly #groups = element('div', {
    class: 'bench-groups',
    role: 'group',
    'aria-label': 'Class of added points',
  });
  readonly #facts = element('dl', { class: 'bench-facts' });
  readonly #selection = element('div', { class: 'bench-selection', role: 'status' });
  readonly #actions = element('div', { class: 'bench-actions' });
  #tool: BenchTool = 'move';
  #group = 0;
  #shape = '';

  constructor(
    host: HTMLElement,
    private readonly callbacks: BenchCallbacks,
  ) {
    for (const { name, label } of TOOLS) {
      const button = iconButton(name, label);
      button.addEventListener('click', () => this.#choose(name));
      this.#tools.set(name, button);
      this.#toolGroup.append(button);
    }
    this.#draw = new DrawRows((change) => callbacks.onDraw(change));
    this.#loss = new LossRows(callbacks.loss);
    this.#axes = new AxesRow((axis, name) => callbacks.onAxis(axis, name));
    this.#dataset.addEventListener('change', () => callbacks.onDataset(this.#dataset.value));
    const head = element(
      'header',
      { class: 'bench-head' },
      this.#title,
      element('div', { class: 'select-box' }, this.#dataset, icon('chevron')),
    );
    const bar = element('div', { class: 'bench-bar' }, this.#toolGroup, this.#groups);
    this.#root.append(
      head,
      this.#draw.root,
      bar,
      this.plot,
      this.#loss.root,
      this.#axes.root,
      this.#facts,
      this.#selection,
      this.#actions,
    );
    host.append(this.#root);
    this.#showTool();
  }

  /** Null takes the bench away. */
  update(view: BenchView | null): void {
    this.#root.hidden = view === null;
    if (view === null) return;
    setText(this.#title, view.title);
    this.#toolGroup.hidden = !view.editable;
    this.#groups.hidden = !view.editable || view.groups.length === 0 || this.#tool !== 'add';
    this.#rebuild(view);
    if (this.#dataset.value !== view.dataset) this.#dataset.value = view.dataset;
    this.#draw.update(view.draw);
    this.#axes.update(view.axes);
    this.#loss.update(view.loss);
    showFacts(this.#facts, view.facts);
    this.#showSelection(view);
  }

  #choose(tool: BenchTool): void {
    this.#tool = tool;
    this.#showTool();
    this.callbacks.onTool(tool);
  }

  #showTool(): void {
    for (const [name, button] of this.#tools)
      setAttribute(button, 'aria-pressed', String(name === this.#tool));
  }

  /** What changes with the subject only. */
  #rebuild({ datasets, groups, actions }: BenchView): void {
    const shape = JSON.stringify([datasets, groups, actions]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#dataset.replaceChildren(
      ...datasets.map(({ id, label }) => element('option', { value: id }, label)),
    );
    this.#groups.replaceChildren(
      ...groups.map((label, group) => {
        const button = element('button', { type: 'button', class: 'chip' }, label);
        setAttribute(button, 'aria-pressed', String(group === this.#group));
        button.addEventListener('click', () => this.#chooseGroup(group));
        return button;
      }),
    );
    this.#actions.replaceChildren(
      ...actions.map(({ id, label, title }) => {
        const button = element('button', { type: 'button', class: 'chip', title }, label);
        button.addEventListener('click', () => this.callbacks.onAction(id));
        return button;
      }),
    );
  }

  #chooseGroup(group: number): void {
    this.#group = group;
    Array.from(this.#groups.children).forEach((button, index) => {
      setAttribute(button, 'aria-pressed', String(index === group));
    });
    this.callbacks.onGroup(group);
  }

  #showSelection({ selection, editable }: BenchView): void {
    if (selection === null) {
      this.#selection.replaceChildren(editable ? SELECT_HINT : '');
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
