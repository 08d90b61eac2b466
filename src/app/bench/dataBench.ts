/** The bench of the regressions: shows data and model beside the loss, and turns what is done there into patches. */
import type { ScatterEvents, ScatterPicture } from '../../charts/scatter/scatterPicture';
import { ScatterView } from '../../charts/scatter/scatterView';
import type { DataTable } from '../../fields/dataTable';
import type { Dataset } from '../../models/datasets';
import { LOGISTIC_PARAMETERS } from '../../models/logisticRegression';
import type { AppState, StatePatch } from '../../state/appState';
import { formatNumber } from '../../ui/format';
import { type BenchFact, type BenchView, Workbench } from '../../ui/workbench';
import type { FieldModel, ShownModel } from '../fieldModel';
import { holdOwnData, keepHeldData } from '../ownData';
import { contributionOf } from './contribution';
import { BENCH_SETS, benchSet, type DataSubject, dataFor, datasetPatch, drawChoice, OWN } from './datasets';
import { type RowValues, withNewRow, withoutRow, withRow } from './editData';
import { axesPatch, withAxis } from './planeAxes';
import { linearOptima } from './regressionModels';
import { linearPicture, logisticPicture, logisticWeights } from './regressionPicture';

export interface DataBenchContext {
  state(): AppState;
  model(): ShownModel;
  theme(): ScatterPicture['theme'];
  apply(patch: StatePatch): void;
}

const OWN_LABEL = 'Own data';
const EDITED_FILE = 'edited';
/** Long enough that a drag is kept once. */
const REST_MILLISECONDS = 500;

export class DataBench {
  readonly #bench: Workbench;
  readonly #scatter: ScatterView;
  #selected: number | null = null;
  #keeping = 0;

  constructor(
    host: HTMLElement,
    private readonly context: DataBenchContext,
  ) {
    this.#bench = new Workbench(host, {
      onDataset: (id) => {
        const { subject } = this.context.state();
        if (hasData(subject)) this.#select(null, datasetPatch(subject, id));
      },
      onDraw: ({ rows, noise, seed }) =>
        this.#select(null, {
          ...(rows !== undefined && { dataRows: rows }),
          ...(noise !== undefined && { dataNoise: noise }),
          ...(seed !== undefined && { dataSeed: seed }),
        }),
      onAxis: (axis, name) => this.#chooseAxis(axis, name),
      onTool: (tool) => {
        this.#scatter.tool = tool;
        this.update();
      },
      onGroup: (group) => {
        this.#scatter.group = group;
      },
      onAction: () => this.#goToBest(),
    });
    this.#scatter = new ScatterView(this.#bench.plot, this.#events());
  }

  /** Whether the page's subject has one. */
  get shown(): boolean {
    return hasData(this.context.state().subject);
  }

  update(): void {
    const state = this.context.state();
    const model = this.context.model();
    if (!hasData(state.subject) || model.kind !== 'formula') {
      this.#selected = null;
      this.#bench.update(null);
      return;
    }
    const { table } = dataFor(state.subject, state);
    if (this.#selected !== null && this.#selected >= table.rows) this.#selected = null;
    this.#bench.update(this.#view(state.subject, state, model));
    const look = { theme: this.context.theme(), selected: this.#selected };
    this.#scatter.update(
      state.subject === 'linear' ? linearPicture(state, look) : logisticPicture(model, state, look),
    );
  }

  #view(name: DataSubject, state: AppState, model: FieldModel): BenchView {
    const own = state.dataset === OWN ? [{ id: OWN, label: OWN_LABEL }] : [];
    const set = benchSet(name, state);
    return {
      title: name === 'linear' ? 'Data and line' : 'Data and boundary',
      datasets: [...BENCH_SETS[name].map(({ id, label }) => ({ id, label })), ...own],
      dataset: set?.id ?? OWN,
      draw: set?.kind === 'drawn' ? drawView(set.set, state) : null,
      axes: name === 'logistic' ? { names: LOGISTIC_PARAMETERS, chosen: model.axes } : null,
      editable: true,
      groups: name === 'logistic' ? ['class 0', 'class 1'] : [],
      facts: name === 'linear' ? linearFacts(state, model) : logisticFacts(state, model),
      selection: this.#selection(state, model),
      actions:
        name === 'linear'
          ? [
              {
                id: 'best',
                label: 'Go to least squares',
                title: 'Moves (w, b) to the parameters with the least mean squared error',
              },
            ]
          : [],
    };
  }

  #selection(state: AppState, model: FieldModel): BenchView['selection'] {
    const row = this.#selected;
    const found = row === null ? null : contributionOf(model, state, row);
    if (row === null || found === null) return null;
    const [x, y] = model.axes;
    const [dx, dy] = found.gradient;
    const values = found.values.map(({ name, value }) => `${name} = ${formatNumber(value, 4)}`).join(', ');
    return {
      title: `Point ${row + 1}`,
      facts: [
        { label: 'Row', value: values },
        { label: 'Its own loss', value: formatNumber(found.loss) },
        { label: `Its share of ∂L/∂${x}`, value: formatNumber(dx) },
        { label: `Its share of ∂L/∂${y}`, value: formatNumber(dy) },
      ],
    };
  }

  #events(): ScatterEvents {
    return {
      onSelect: (index) => this.#select(index),
      onMovePoint: (index, x, y) => this.#edit((table, names) => withRow(table, index, place(names, x, y))),
      onAddPoint: (x, y, group) =>
        this.#edit((table, names) => withNewRow(table, { [names.target]: group, ...place(names, x, y) })),
      onDeletePoint: (index) => {
        this.#selected = null;
        this.#edit((table) => withoutRow(table, index));
      },
      onLine: (slope, intercept) => this.context.apply({ point: [slope, intercept] }),
    };
  }

  #select(index: number | null, patch?: StatePatch): void {
    this.#selected = index;
    if (patch) this.context.apply(patch);
    else this.update();
  }

  #chooseAxis(axis: 0 | 1, name: string): void {
    const model = this.context.model();
    if (model.kind !== 'formula') return;
    this.context.apply(axesPatch(model, this.context.state(), withAxis(model.axes, axis, name)));
  }

  #goToBest(): void {
    const { best } = linearOptima(this.context.state());
    if (best) this.context.apply({ point: best });
  }

  #edit(change: (table: DataTable, names: PlotNames) => DataTable): void {
    const state = this.context.state();
    if (!hasData(state.subject)) return;
    const { table, columns } = dataFor(state.subject, state);
    const [first = '', second = columns.target] = columns.features;
    const edited = change(table, { x: first, y: second, target: columns.target });
    if (edited === table) return;
    const ownData = holdOwnData({ kind: 'table', file: EDITED_FILE, table: edited });
    this.context.apply({ dataset: OWN, ownData });
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => void keepHeldData(ownData), REST_MILLISECONDS);
  }
}

function drawView(set: Dataset, state: AppState): BenchView['draw'] {
  const { rows, noise, seed } = drawChoice(set, state);
  return {
    rows: { value: rows, min: set.size.min, max: set.size.max },
    noise: { value: noise, max: set.noise.max },
    seed,
  };
}

/** The columns along the plot's axes, and the one with the class or the value to learn. */
interface PlotNames {
  readonly x: string;
  readonly y: string;
  readonly target: string;
}

function place({ x: first, y: second }: PlotNames, x: number, y: number): RowValues {
  return { [first]: x, [second]: y };
}

function hasData(subject: AppState['subject']): subject is DataSubject {
  return subject === 'linear' || subject === 'logistic';
}

function linearFacts(state: AppState, model: FieldModel): readonly BenchFact[] {
  const { best, truth } = linearOptima(state);
  const at = (point: readonly [number, number]): string => {
    const [w, b] = point.map((value) => formatNumber(value, 5));
    return `w = ${w}, b = ${b}, L = ${formatNumber(model.height(...point), 5)}`;
  };
  return [
    { label: 'At the point', value: at(state.point) },
    { label: 'Least squares', value: best ? at(best) : 'every line through the mean of the points' },
    ...(truth ? [{ label: 'Drawn from', value: at(truth) }] : []),
  ];
}

function logisticFacts(state: AppState, model: FieldModel): readonly BenchFact[] {
  const { w1, w2, b } = logisticWeights(model, state);
  const { table, columns } = dataFor('logistic', state);
  const [first, second] = columns.features.map((name) =>
    table.columns.find((column) => column.name === name),
  );
  const target = table.columns.find((column) => column.name === columns.target);
  let right = 0;
  for (let row = 0; row < table.rows; row++) {
    const z = w1 * (first?.values[row] ?? 0) + w2 * (second?.values[row] ?? 0) + b;
    if (z >= 0 === (target?.values[row] === 1)) right++;
  }
  return [
    { label: 'Loss at the point', value: formatNumber(model.height(...state.point)) },
    { label: 'Classified rightly', value: `${right} of ${table.rows}` },
  ];
}
