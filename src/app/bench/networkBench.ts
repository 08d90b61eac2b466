/** The bench of a network: shows data, training and landscape beside the picture, and turns what is done there into patches. */
import { NetworkView } from '../../charts/network/networkView';
import { NOTHING_EDITED } from '../../charts/scatter/scatterPicture';
import { ScatterView } from '../../charts/scatter/scatterView';
import { TrainingChart } from '../../charts/trainingChart';
import { plus } from '../../models/plane/vectors';
import { optimizerNamed } from '../../optimizers';
import type { AppState, StatePatch } from '../../state/appState';
import type { BenchFact } from '../../ui/facts';
import { formatNumber } from '../../ui/format';
import { type NetworkView as FormView, NetworkForm } from '../../ui/network/networkForm';
import { OWN } from '../data/datasets';
import type { TrainingRecord } from '../descent/trainer';
import { chosenWeights } from '../network/directions';
import { type NetworkScene, PLANE_AXES } from '../network/landscape';
import { hasOwnTable, isDrawn, NETWORK_DATASETS } from '../network/networkData';
import { networkDrawing } from '../network/networkDrawing';
import { networkPatch } from '../network/networkSpec';
import { gradientSteps, gradientTables, passNumbers } from '../network/samplePass';
import { recordAt } from '../network/training';
import { pathHonesty, pathRadius } from '../network/trainingPath';
import { type Portions, type RowWork, Search } from '../portions';
import { networkSceneOf, type ShownModel } from '../subject/shownModel';
import { type BatchCloud, cloudFacts, cloudPicture } from './batchCloud';
import { type ColumnChange, columnsPatch, columnsView } from './chooseColumns';
import { DataEditor, type EditedPlot } from './dataEditor';
import { networkPicture } from './networkPicture';

export interface NetworkBenchContext {
  state(): AppState;
  model(): ShownModel;
  theme(): 'light' | 'dark';
  /** Does what takes long over many rows. */
  readonly portions: Portions<RowWork>;
  /** Applies what `make` gives, or tells why it cannot be. */
  apply(make: () => StatePatch): void;
  /** The gradients of batches at the point; null where there are none, or not yet. */
  cloud(): BatchCloud | null;
}

/** Wider layers are not drawn: their edges would be one grey area. */
const MOST_DRAWN = 24;

const OWN_SET = { id: OWN, label: 'Own data' } as const;

export class NetworkBench {
  readonly #form: NetworkForm;
  readonly #scatter: ScatterView;
  readonly #chart: TrainingChart;
  readonly #network: NetworkView;
  readonly #cloud: ScatterView;
  readonly #editor: DataEditor;
  readonly #gradient: Search<RowWork, Float64Array>;

  constructor(
    host: HTMLElement,
    private readonly context: NetworkBenchContext,
  ) {
    this.#gradient = new Search(context.portions, 'gradient', () => this.update());
    this.#editor = new DataEditor(
      () => this.#plot(),
      (patch) => context.apply(() => patch),
    );
    this.#form = new NetworkForm(host, {
      columns: {
        onTarget: (target) => this.#choose({ target }),
        onFeature: (feature) => this.#choose({ feature }),
      },
      tools: this.#editor.toolEvents(
        () => this.#scatter,
        () => this.update(),
      ),
      onPatch: (patch) => context.apply(() => networkPatch(context.state(), patch)),
      onCentre: () => context.apply(() => this.#centred()),
      onUnfold: () => this.update(),
      onFit: () => context.apply(() => this.#fitted()),
      onDirections: (landscapeDirections) =>
        context.apply(() => ({ ...this.#centred(), landscapeDirections })),
    });
    this.#scatter = new ScatterView(this.#form.plot, {
      ...NOTHING_EDITED,
      onMovePoint: (index, x, y) => this.#editor.move(index, x, y),
      onAddPoint: (x, y, beside) => this.#editor.add(x, y, beside),
      onDeletePoint: (index) => {
        context.apply(() => ({ shownRow: 0 }));
        this.#editor.remove(index);
      },
      onSelect: (index) => {
        const shownRow = index === null ? 0 : index + 1;
        context.apply(() => ({ shownRow }));
      },
    });
    this.#cloud = new ScatterView(this.#form.cloudPlot, NOTHING_EDITED);
    this.#chart = new TrainingChart(this.#form.chart);
    this.#network = new NetworkView(this.#form.drawing);
  }

  /** Whether the page's subject has one. */
  get shown(): boolean {
    return this.#scene !== null;
  }

  update(): void {
    const scene = this.#scene;
    if (scene === null) {
      this.#form.update(null);
      return;
    }
    const state = this.context.state();
    const theme = this.context.theme();
    const record = recordAt(scene.trainer, state.descentPosition);
    const row = rowShown(scene, state);
    const theta = weightsShown(scene, state, record);
    const honesty = pathHonesty(scene, state.descentPosition);
    const picture = networkPicture(scene, theta, { theme, selected: row });
    this.#form.update({
      state,
      datasets: [...NETWORK_DATASETS, ...(state.dataset === OWN || hasOwnTable(state) ? [OWN_SET] : [])],
      dataset:
        NETWORK_DATASETS.some(({ id }) => id === state.dataset) || state.dataset === OWN
          ? state.dataset
          : (NETWORK_DATASETS[0]?.id ?? ''),
      drawn: isDrawn(state),
      columns: state.dataset === OWN ? columnsView('network', state) : null,
      tools: this.#editor.tools(picture),
      facts: trainingFacts(scene, record),
      weights: scene.model.variables,
      axes: chosenWeights(state, scene.model.variables),
      radius: (state.domainX[1] - state.domainX[0]) / 2,
      centre: `The middle holds the weights of step ${scene.centreStep}.`,
      meaning: scene.plane.meaning,
      problem: scene.plane.problem,
      pass: this.#showPass(scene, theta, row),
      cloud: { visible: state.cloudVisible, numbers: this.#form.cloudOpen ? this.#showCloud() : null },
      honesty:
        honesty === null
          ? []
          : [
              { label: 'Variance of the path in the plane', value: percent(honesty.explained) },
              {
                label: 'Largest |L of the path − L of the surface|',
                value: `${formatNumber(honesty.largestGap, 3)} at step ${honesty.step}`,
              },
            ],
    });
    this.#scatter.update(picture);
    const { history } = scene.trainer;
    this.#chart.update({
      steps: history.map(({ step }) => step),
      losses: history.map(({ loss }) => loss),
      accuracies:
        scene.model.layered.right === null ? null : history.map(({ accuracy }) => accuracy ?? Number.NaN),
      shown: record,
      optimizer: optimizerNamed(state.optimizer)?.label ?? state.optimizer,
      theme,
    });
  }

  #choose(change: ColumnChange): void {
    this.context.apply(() => ({
      ...columnsPatch(this.context.state(), 'network', change),
      shownRow: 0,
    }));
  }

  #plot(): EditedPlot | null {
    const scene = this.#scene;
    if (scene === null) return null;
    const { raw, columns, classNames, file } = scene.data;
    const [x = '', y = columns.target] = columns.features;
    const isNumberBeside = classNames.length === 0 && y !== columns.target;
    return {
      table: raw,
      columns,
      x,
      y,
      file,
      isNumberBeside,
      ...(classNames.length > 0 && { classes: classNames }),
    };
  }

  #showPass(scene: NetworkScene, theta: Float64Array, row: number | null): FormView['pass'] {
    const drawn = Math.max(...scene.model.widths) <= MOST_DRAWN;
    const { tablesOpen } = this.#form;
    const layers =
      drawn || tablesOpen ? passNumbers(scene.model, theta, row, this.#gradientAt(scene, theta)) : [];
    if (drawn) this.#network.update(networkDrawing(scene, layers, row));
    const chosen =
      row === null
        ? 'Choose a point of the data to see its z, a and δ on the units.'
        : `The numbers of row ${row + 1}.`;
    return {
      drawn,
      hint: drawn ? chosen : `Networks of up to ${MOST_DRAWN} units a layer are drawn.`,
      tables: tablesOpen ? gradientTables(layers) : null,
    };
  }

  /** The gradient over all rows; of many rows it comes later, and is NaN until then. */
  #gradientAt({ model, plane }: NetworkScene, theta: Float64Array): Float64Array {
    const { shownWeights, point } = this.context.state();
    // Weights of the training are the same array at the same step, those of the point are made anew.
    const key = shownWeights === 'training' ? [model, theta] : [model, plane, point];
    const found = this.#gradient.of(key, () => gradientSteps(model, theta));
    return found ?? new Float64Array(theta.length).fill(Number.NaN);
  }

  #showCloud(): FormView['cloud']['numbers'] {
    const cloud = this.context.cloud();
    if (cloud === null) return null;
    this.#cloud.update(cloudPicture(cloud, PLANE_AXES, this.context.theme()));
    return { ...cloud, facts: cloudFacts(cloud, PLANE_AXES) };
  }

  get #scene(): NetworkScene | null {
    return networkSceneOf(this.context.model());
  }

  /** The weights of the step shown become the middle. */
  #centred(): StatePatch {
    const scene = this.#scene;
    if (scene === null) return {};
    const { step } = recordAt(scene.trainer, this.context.state().descentPosition);
    return { landscapeStep: step, point: [0, 0] };
  }

  #fitted(): StatePatch {
    const scene = this.#scene;
    if (scene === null) return {};
    const radius = pathRadius(scene, this.context.state().descentPosition);
    return { domainX: [-radius, radius], domainY: [-radius, radius] };
  }
}

/** From 0; null where none is chosen, or the data have no such row. */
function rowShown({ data }: NetworkScene, { shownRow }: AppState): number | null {
  return shownRow > 0 && shownRow <= data.table.rows ? shownRow - 1 : null;
}

/** Those of the step shown, or those of the point on the landscape. */
function weightsShown(
  { plane }: Pick<NetworkScene, 'plane'>,
  { shownWeights, point }: Pick<AppState, 'shownWeights' | 'point'>,
  record: TrainingRecord,
): Float64Array {
  if (shownWeights === 'training') return record.theta;
  return plus(plus(plane.origin, plane.u, point[0]), plane.v, point[1]);
}

function trainingFacts({ model, data }: NetworkScene, record: TrainingRecord): readonly BenchFact[] {
  const { step, loss, accuracy } = record;
  const right = accuracy === null ? 0 : Math.round(accuracy * data.table.rows);
  return [
    { label: 'Layers', value: `${model.widths.join('-')}, ${model.variables.length} weights and biases` },
    { label: `Loss at step ${step}`, value: formatNumber(loss) },
    ...(data.standards.has(data.columns.target)
      ? [{ label: `A loss of 1`, value: `the variance of ${data.columns.target}` }]
      : []),
    ...(accuracy === null
      ? []
      : [{ label: 'Classified correctly', value: `${right} of ${data.table.rows}, ${percent(accuracy)}` }]),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
