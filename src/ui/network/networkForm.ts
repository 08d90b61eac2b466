/**
 * The bench of a network as elements: what it is made of, its data, its training, its landscape. Plots are put into `plot` and
 * `chart` by whoever draws them.
 */
import type { AppState, StatePatch } from '../../state/appState';
import { SCHEMA } from '../../state/schema';
import { CloudSection, type CloudView } from '../benchCloud';
import { type ColumnsCallbacks, ColumnsRow, type ColumnsView } from '../benchColumns';
import { BenchTools, type ToolsCallbacks, type ToolsView } from '../benchTools';
import { element, setText } from '../dom';
import { type BenchFact, showFacts } from '../facts';
import { NumberField, type Option, SelectField, TextField } from './formFields';
import { GradientTables, type NumberTable } from './gradientTables';
import './networkForm.css';

export interface NetworkView {
  readonly state: AppState;
  readonly datasets: readonly Option[];
  readonly dataset: string;
  /** Whether the data are drawn from a seed. */
  readonly drawn: boolean;
  /** Which columns are learned and learned from; null where there is no choice. */
  readonly columns: ColumnsView | null;
  readonly tools: ToolsView;
  readonly facts: readonly BenchFact[];
  /** Names of all weights. */
  readonly weights: readonly string[];
  /** Those along α and β, where two weights span the landscape. */
  readonly axes: readonly [string, string];
  /** Half of the landscape's width. */
  readonly radius: number;
  readonly centre: string;
  readonly meaning: readonly [string, string];
  readonly problem: string | null;
  readonly pass: {
    /** Whether the network is small enough to be drawn. */
    readonly drawn: boolean;
    readonly hint: string;
    /** Gradients over all rows; null while their section is folded. */
    readonly tables: readonly NumberTable[] | null;
  };
  readonly cloud: CloudView;
  /** How much of the path the plane shows; empty while there is no path. */
  readonly honesty: readonly BenchFact[];
}

export interface NetworkFormCallbacks {
  readonly columns: ColumnsCallbacks;
  readonly tools: ToolsCallbacks;
  onPatch(patch: StatePatch): void;
  /** The weights of the step shown become the middle of the landscape. */
  onCentre(): void;
  /** The landscape is to hold the whole path. */
  onFit(): void;
  /** A section was unfolded, and is to be filled. */
  onUnfold(): void;
  onDirections(directions: AppState['landscapeDirections']): void;
}

type Labels<K extends keyof AppState> = Readonly<Record<Extract<AppState[K], string>, string>>;

const ACTIVATION_LABELS: Labels<'activation'> = {
  sigmoid: 'Sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  gelu: 'GELU',
  softplus: 'Softplus',
};
const LOSS_LABELS: Labels<'networkLoss'> = {
  auto: 'What suits the data',
  squared: 'Mean squared error',
  binaryCrossEntropy: 'Binary cross-entropy',
  softmaxCrossEntropy: 'Softmax cross-entropy',
};
const WEIGHT_LABELS: Labels<'initialWeights'> = {
  notebook: 'The notebook’s',
  glorot: 'Glorot',
  he: 'He',
};
const DIRECTION_LABELS: Labels<'landscapeDirections'> = {
  random: 'Random, to the scale of the weights',
  weights: 'Two of the weights',
  path: 'Principal plane of the path',
  curvature: 'Gradient and sharpest direction',
};
const SHOWN_LABELS: Labels<'shownWeights'> = {
  training: 'Of the training step',
  point: 'Of the point on the landscape',
};

const SCALE_LABELS = { raw: 'As they are', standardized: 'Standardised' } as const;

/** Half-widths of a landscape beyond this are as good as any. */
const RADIUS = { min: 1e-6, max: 1e6 } as const;

export class NetworkForm {
  readonly plot = element('div', { class: 'bench-plot' });
  readonly chart = element('div', { class: 'network-chart' });
  readonly drawing = element('div');
  readonly #tables: HTMLDetailsElement;
  readonly #cloud: CloudSection;
  readonly #root: HTMLElement;
  readonly #updates: ((view: NetworkView) => void)[] = [];

  constructor(
    host: HTMLElement,
    private readonly callbacks: NetworkFormCallbacks,
  ) {
    const head = element('header', { class: 'bench-head' }, element('h2', {}, 'Network'), this.#dataset());
    const columns = new ColumnsRow(callbacks.columns);
    const tools = new BenchTools(callbacks.tools);
    this.#updates.push((view) => {
      columns.update(view.columns);
      tools.update(view.tools);
    });
    const facts = element('dl', { class: 'bench-facts' });
    this.#updates.push((view) => showFacts(facts, view.facts));
    const honesty = element('dl', {
      class: 'bench-facts network-honesty',
      'aria-label': 'How much of the path the plane shows',
    });
    this.#updates.push((view) => {
      honesty.hidden = view.honesty.length === 0;
      showFacts(honesty, view.honesty);
    });
    this.#cloud = new CloudSection({
      onRows: (cloudRows) => callbacks.onPatch({ cloudRows }),
      onVisible: (cloudVisible) => callbacks.onPatch({ cloudVisible }),
      onFold: () => callbacks.onUnfold(),
    });
    this.#updates.push((view) => this.#cloud.update(view.cloud));
    const tables = new GradientTables();
    this.#updates.push(({ pass }) => {
      if (pass.tables !== null) tables.update(pass.tables);
    });
    this.#tables = section('Gradients over all rows', true, tables.root);
    this.#tables.addEventListener('toggle', () => callbacks.onUnfold());
    this.#root = element(
      'div',
      { class: 'bench-body network-body' },
      head,
      element(
        'div',
        { class: 'form-grid' },
        this.#layers(),
        this.#choice('activation', 'Activation', ACTIVATION_LABELS),
      ),
      columns.root,
      tools.root,
      element('div', { class: 'network-views' }, this.plot, this.#flow()),
      facts,
      this.chart,
      section('Landscape', true, honesty, ...this.#landscape()),
      section('Data and training', true, this.#training()),
      this.#tables,
      this.#cloud.root,
    );
    host.append(this.#root);
  }

  /** Null takes the bench away. */
  update(view: NetworkView | null): void {
    this.#root.hidden = view === null;
    if (view === null) return;
    for (const update of this.#updates) update(view);
  }

  /** Whether the gradients over all rows are to be seen. */
  get tablesOpen(): boolean {
    return this.#tables.open;
  }

  /** Where the plot of the gradients of batches goes. */
  get cloudPlot(): HTMLElement {
    return this.#cloud.plot;
  }

  get cloudOpen(): boolean {
    return this.#cloud.open;
  }

  #flow(): HTMLElement {
    const hint = element('p', { class: 'network-note' });
    this.#updates.push(({ pass }) => {
      this.drawing.hidden = !pass.drawn;
      setText(hint, pass.hint);
    });
    return element(
      'div',
      { class: 'network-flow', role: 'group', 'aria-label': 'Forward and backward pass' },
      hint,
      this.drawing,
    );
  }

  #dataset(): HTMLElement {
    const select = new SelectField('Data', (dataset) => this.callbacks.onPatch({ dataset }));
    this.#updates.push((view) => select.update(view.datasets, view.dataset));
    return select.root;
  }

  #layers(): HTMLElement {
    const field = new TextField(
      'Hidden layers',
      (layers) => this.callbacks.onPatch({ layers: layers.replace(/\s/g, '') }),
      'Units of each hidden layer, such as 4 or 16, 16; empty for none.',
    );
    this.#updates.push(({ state }) => field.update(state.layers.split(',').join(', ')));
    return field.root;
  }

  #training(): HTMLElement {
    return element(
      'div',
      { class: 'form-grid' },
      this.#number('dataRows', 'Rows', 'drawn'),
      this.#number('dataNoise', 'Noise', 'drawn'),
      this.#number('dataSeed', 'Seed of the data', 'drawn'),
      this.#scale(),
      this.#choice('networkLoss', 'Loss', LOSS_LABELS),
      this.#choice('initialWeights', 'First weights', WEIGHT_LABELS),
      this.#number('weightSeed', 'Seed of the weights'),
      this.#number('batchSize', 'Rows a step (0: all)'),
      this.#number('trainingSeed', 'Seed of the batches'),
    );
  }

  #scale(): HTMLElement {
    const field = new SelectField(
      'Columns',
      (id) => this.callbacks.onPatch({ standardized: id === 'standardized' }),
      'Standardised, a column has the mean 0 and the deviation 1, whatever its units.',
    );
    this.#updates.push(({ state }) =>
      field.update(optionsOf(SCALE_LABELS), state.standardized ? 'standardized' : 'raw'),
    );
    return field.root;
  }

  #landscape(): readonly HTMLElement[] {
    const { callbacks } = this;
    const directions = new SelectField('Directions', (id) => {
      const chosen = SCHEMA.landscapeDirections.options?.find((option) => option === id);
      if (chosen) callbacks.onDirections(chosen);
    });
    const axes = ([0, 1] as const).map(
      (axis) =>
        new SelectField(`Weight along ${axis === 0 ? 'α' : 'β'}`, (name) => this.#takeAxis(axis, name)),
    );
    const seed = this.#number('landscapeSeed', 'Seed of the directions');
    const radius = new NumberField('Half-width', RADIUS, (value) =>
      callbacks.onPatch({ domainX: [-value, value], domainY: [-value, value] }),
    );
    const shown = this.#choice('shownWeights', 'Weights shown above', SHOWN_LABELS);
    const centre = element('button', { type: 'button', class: 'chip' }, 'Centre on the step shown');
    centre.addEventListener('click', () => callbacks.onCentre());
    const fit = element('button', { type: 'button', class: 'chip' }, 'Fit the path');
    fit.addEventListener('click', () => callbacks.onFit());
    const note = element('p', { class: 'network-note' });
    const problem = element('p', { class: 'network-problem', role: 'status' });
    this.#updates.push((view) => {
      const { state } = view;
      directions.update(optionsOf(DIRECTION_LABELS), state.landscapeDirections);
      axes.forEach((field, axis) => {
        field.root.hidden = state.landscapeDirections !== 'weights';
        // Wide networks have thousands.
        if (!field.root.hidden) field.update(optionsOfNames(view.weights), view.axes[axis] ?? '');
      });
      seed.hidden = state.landscapeDirections === 'weights' || state.landscapeDirections === 'path';
      radius.update(view.radius);
      setText(note, [view.centre, ...view.meaning.map((text) => `${text}.`)].join(' '));
      setText(problem, view.problem ?? '');
      problem.hidden = view.problem === null;
      this.#axes = view.axes;
    });
    return [
      element(
        'div',
        { class: 'form-grid' },
        directions.root,
        ...axes.map(({ root }) => root),
        seed,
        radius.root,
        shown,
      ),
      element('div', { class: 'bench-actions' }, centre, fit),
      problem,
      note,
    ];
  }

  #axes: readonly [string, string] = ['', ''];

  #takeAxis(axis: 0 | 1, name: string): void {
    const [alpha, beta] = this.#axes;
    const chosen = axis === 0 ? [name, name === beta ? alpha : beta] : [name === alpha ? beta : alpha, name];
    this.callbacks.onPatch({ planeAxes: chosen.join(',') });
  }

  #choice<K extends 'activation' | 'networkLoss' | 'initialWeights' | 'shownWeights'>(
    key: K,
    label: string,
    labels: Labels<K>,
  ): HTMLElement {
    const options = optionsOf(labels);
    const field = new SelectField(label, (id) => this.callbacks.onPatch({ [key]: id } as StatePatch));
    this.#updates.push(({ state }) => field.update(options, state[key]));
    return field.root;
  }

  #number(
    key:
      | 'dataRows'
      | 'dataNoise'
      | 'dataSeed'
      | 'weightSeed'
      | 'batchSize'
      | 'trainingSeed'
      | 'landscapeSeed',
    label: string,
    only?: 'drawn',
  ): HTMLElement {
    const { min = 0, max = 1, whole = false } = SCHEMA[key].range ?? {};
    const field = new NumberField(label, { min, max, whole }, (value) =>
      this.callbacks.onPatch({ [key]: value }),
    );
    this.#updates.push(({ state, drawn }) => {
      field.update(state[key]);
      if (only === 'drawn') field.root.hidden = !drawn;
    });
    return field.root;
  }
}

function optionsOf(labels: Readonly<Record<string, string>>): readonly Option[] {
  return Object.entries(labels).map(([id, label]) => ({ id, label }));
}

function section(title: string, open: boolean, ...children: readonly HTMLElement[]): HTMLDetailsElement {
  const details = element('details', { class: 'bench-section' }, element('summary', {}, title), ...children);
  details.open = open;
  return details;
}

const known = new WeakMap<readonly string[], readonly Option[]>();

/** The same options for the same list of names. */
function optionsOfNames(names: readonly string[]): readonly Option[] {
  const options = known.get(names) ?? names.map((id) => ({ id, label: id }));
  known.set(names, options);
  return options;
}
