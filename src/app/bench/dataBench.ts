/** The bench of the regressions: shows data and model beside the loss, and turns what is done there into patches. */
import { NOTHING_EDITED, type ScatterEvents, type ScatterPicture } from '../../charts/scatter/scatterPicture';
import { ScatterView } from '../../charts/scatter/scatterView';
import type { ExpressionError } from '../../expression/expressionError';
import type { Dataset } from '../../models/datasets';
import type { AppState, StatePatch } from '../../state/appState';
import type { BenchFact } from '../../ui/facts';
import { formatNumber } from '../../ui/format';
import { type BenchView, Workbench } from '../../ui/workbench';
import {
  BENCH_SETS,
  benchSet,
  type DataSubject,
  dataFor,
  datasetPatch,
  drawChoice,
  hasData,
  OWN,
} from '../data/datasets';
import type { ShownPoint } from '../point/pointRun';
import type { FieldModel } from '../shown/fieldModel';
import { axesPatch, withAxis } from '../subject/planeAxes';
import { linearOptima } from '../subject/regressionModels';
import type { ShownModel } from '../subject/shownModel';
import { typedDatasetPatch } from '../subject/typedSubject';
import { type BatchCloud, cloudFacts, cloudPicture } from './batchCloud';
import { type ColumnChange, columnsPatch, columnsView } from './chooseColumns';
import { contributionOf } from './contribution';
import { DataEditor, type EditedPlot } from './dataEditor';
import type { Look } from './plotExtent';
import { linearPicture, logisticPicture, logisticWeights } from './regressionPicture';
import { plotOf, typedPicture } from './typedPicture';

export interface DataBenchContext {
  state(): AppState;
  model(): ShownModel;
  /** What is known of the point of the state. */
  point(): ShownPoint;
  /** The gradients of batches at the point; null where there are none, or not yet. */
  cloud(): BatchCloud | null;
  theme(): ScatterPicture['theme'];
  apply(patch: StatePatch): void;
  /** Applies `patch`, or changes nothing and returns what is wrong with an expression in it. */
  attempt(patch: StatePatch): ExpressionError | null;
}

const OWN_LABEL = 'Own data';

export class DataBench {
  readonly #bench: Workbench;
  readonly #scatter: ScatterView;
  #selected: number | null = null;
  readonly #editor: DataEditor;
  readonly #cloud: ScatterView;
  /** What stands in the field of a typed loss, which may not be one yet. */
  #lossText: { readonly text: string; readonly error: ExpressionError | null } | null = null;

  constructor(
    host: HTMLElement,
    private readonly context: DataBenchContext,
  ) {
    this.#editor = new DataEditor(
      () => this.#plot(),
      (patch) => context.apply(patch),
    );
    this.#bench = new Workbench(host, {
      onDataset: (id) => {
        const { subject } = this.context.state();
        if (!hasData(subject)) return;
        const patch =
          subject === 'typed' ? typedDatasetPatch(this.context.state(), id) : datasetPatch(subject, id);
        this.#select(null, patch);
      },
      onDraw: ({ rows, noise, seed }) =>
        this.#select(null, {
          ...(rows !== undefined && { dataRows: rows }),
          ...(noise !== undefined && { dataNoise: noise }),
          ...(seed !== undefined && { dataSeed: seed }),
        }),
      onAxis: (axis, name) => this.#chooseAxis(axis, name),
      loss: {
        onKind: (loss) => this.context.apply({ loss }),
        onDelta: (lossDelta) => this.context.apply({ lossDelta }),
        onText: (text) => {
          this.#lossText = { text, error: this.context.attempt({ lossText: text }) };
          this.update();
        },
      },
      columns: {
        onTarget: (targetColumn) => this.#chooseColumns({ target: targetColumn }),
        onFeature: (feature) => this.#chooseColumns({ feature }),
      },
      tools: this.#editor.toolEvents(
        () => this.#scatter,
        () => this.update(),
      ),
      onAction: () => this.#goToBest(),
      cloud: {
        onRows: (cloudRows) => this.context.apply({ cloudRows }),
        onVisible: (cloudVisible) => this.context.apply({ cloudVisible }),
        onFold: () => this.update(),
      },
    });
    this.#cloud = new ScatterView(this.#bench.cloudPlot, NOTHING_EDITED);
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
    const look = { theme: this.context.theme(), selected: this.#selected };
    const shown = { state, model, point: this.context.point() };
    const picture = pictureOf(state.subject, shown, look);
    this.#bench.update(this.#view(state.subject, shown, picture));
    this.#scatter.update(picture);
  }

  #lossView({ loss, lossDelta, lossText }: AppState): BenchView['loss'] {
    if (this.#lossText?.error === null && this.#lossText.text !== lossText) this.#lossText = null;
    const { text, error } = this.#lossText ?? { text: lossText, error: null };
    return { kind: loss, delta: lossDelta, text, error };
  }

  #view(name: DataSubject, shown: Shown, picture: ScatterPicture): BenchView {
    const { state, model } = shown;
    const own = state.dataset === OWN ? [{ id: OWN, label: OWN_LABEL }] : [];
    const set = benchSet(name, state);
    const names = model.loss?.names ?? [];
    return {
      title: TITLES[name],
      datasets: [...BENCH_SETS[name].map(({ id, label }) => ({ id, label })), ...own],
      dataset: set?.id ?? OWN,
      draw: set?.kind === 'drawn' ? drawView(set.set, state) : null,
      axes: names.length > 2 ? { names, chosen: model.axes } : null,
      loss: name === 'typed' ? this.#lossView(state) : null,
      columns: set === null ? columnsView(name, state) : null,
      tools: this.#editor.tools(picture),
      table: name === 'linear' ? linearNumbers(shown) : null,
      cloud: { visible: state.cloudVisible, numbers: this.#cloudNumbers(model) },
      facts: factsOf(name, shown),
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

  #cloudNumbers(model: FieldModel): BenchView['cloud']['numbers'] {
    const cloud = this.#bench.cloudOpen ? this.context.cloud() : null;
    if (cloud === null) return null;
    this.#cloud.update(cloudPicture(cloud, model.axes, this.context.theme()));
    return { ...cloud, facts: cloudFacts(cloud, model.axes) };
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
        { label: 'Predicted', value: formatNumber(found.predicted) },
        { label: 'Its own loss', value: formatNumber(found.loss) },
        { label: `Its share of ∂L/∂${x}`, value: formatNumber(dx) },
        { label: `Its share of ∂L/∂${y}`, value: formatNumber(dy) },
      ],
    };
  }

  #events(): ScatterEvents {
    return {
      onSelect: (index) => this.#select(index),
      onMovePoint: (index, x, y) => this.#editor.move(index, x, y),
      onAddPoint: (x, y, beside) => this.#editor.add(x, y, beside),
      onDeletePoint: (index) => {
        this.#selected = null;
        this.#editor.remove(index);
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

  #chooseColumns(change: ColumnChange): void {
    const state = this.context.state();
    if (!hasData(state.subject)) return;
    this.#select(null, columnsPatch(state, state.subject, change));
  }

  #plot(): EditedPlot | null {
    const state = this.context.state();
    if (!hasData(state.subject)) return null;
    const { table, columns, classes, file } = dataFor(state.subject, state);
    const model = this.context.model();
    const loss = model.kind === 'formula' ? model.loss : undefined;
    const typed = state.subject === 'typed' && loss ? plotOf(loss, columns.target) : null;
    const [x = '', y = columns.target] = typed?.features ?? columns.features;
    const isNumberBeside = typed !== null && !typed.classes && y !== columns.target;
    return { table, columns, x, y, classes, file, isNumberBeside };
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

const TITLES: Readonly<Record<DataSubject, string>> = {
  linear: 'Data and line',
  logistic: 'Data and boundary',
  typed: 'Data and model',
};

/** What the bench is of. */
interface Shown {
  readonly state: AppState;
  readonly model: FieldModel;
  readonly point: ShownPoint;
}

function pictureOf(name: DataSubject, { state, model, point }: Shown, look: Look): ScatterPicture {
  switch (name) {
    case 'linear':
      return linearPicture(state, look);
    case 'logistic':
      return logisticPicture(model, state, point.gradient, look);
    case 'typed':
      return typedPicture(model, state, look);
    default:
      return name satisfies never;
  }
}

function factsOf(name: DataSubject, shown: Shown): readonly BenchFact[] {
  switch (name) {
    case 'linear':
      return linearFacts(shown);
    case 'logistic':
      return logisticFacts(shown);
    case 'typed':
      return typedFacts(shown);
    default:
      return name satisfies never;
  }
}

function linearNumbers({ state, model, point }: Shown): BenchView['table'] {
  const { best, truth } = linearOptima(state);
  const row = (
    label: string,
    at: readonly [number, number],
    loss = formatNumber(model.height(...at), 5),
  ) => ({
    label,
    values: [...at.map((value) => formatNumber(value, 5)), loss],
  });
  return {
    heads: ['w', 'b', 'L'],
    rows: [
      row('At the point', state.point, lossText(point, 5)),
      ...(best ? [row('Least squares', best)] : []),
      ...(truth ? [row('Drawn from', truth)] : []),
    ],
  };
}

function lossText({ value, pending }: ShownPoint, digits?: number): string {
  return pending ? '…' : formatNumber(value, digits);
}

/** Where one line is best, the numbers of it stand in the table. */
function linearFacts({ state }: Shown): readonly BenchFact[] {
  const { best } = linearOptima(state);
  return best ? [] : [{ label: 'Least squares', value: 'every line through the mean of the points' }];
}

function logisticFacts({ state, model, point }: Shown): readonly BenchFact[] {
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
    { label: 'Loss at the point', value: lossText(point) },
    { label: 'Classified correctly', value: `${right} of ${table.rows}` },
  ];
}

function typedFacts({ state, model, point }: Shown): readonly BenchFact[] {
  const { table, columns } = dataFor('typed', state);
  const plot = model.loss && plotOf(model.loss, columns.target);
  const held = plot?.held.map(({ name, mean }) => `${name} = ${formatNumber(mean, 4)}`) ?? [];
  return [
    { label: 'Loss at the point', value: lossText(point) },
    { label: 'Rows', value: table.rows.toLocaleString('en-US') },
    ...(held.length > 0 ? [{ label: 'In the plot held at their means', value: held.join(', ') }] : []),
  ];
}
