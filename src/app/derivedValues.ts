/**
 * What follows from the state beside the grids: the point, the slices through it, the descent from it, gradients of batches there.
 * Of a loss over many rows each is computed in portions, and grows.
 */
import type { AppState, StateKey } from '../state/appState';
import { type BatchCloud, batchCloud, CLOUD_KEYS } from './bench/batchCloud';
import { type Descent, type DescentRun, finishedDescent } from './descent/descend';
import { descentRun } from './descent/descentView';
import type { NetworkScene } from './network/landscape';
import { findPath } from './network/trainingPath';
import { NO_SLICES, SliceRun, type Slices, slicesThrough } from './point/pointPicture';
import { PointRun, type ShownPoint, shownPoint } from './point/pointRun';
import { Portions, type RowWork, Search } from './portions';
import { networkSceneOf, type ShownModel } from './subject/shownModel';

/** Which fields each of them depends on, besides the model. */
const POINT_KEYS: readonly StateKey[] = [
  'parameters',
  'point',
  'domainX',
  'domainY',
  'derivativeMethod',
  'derivativeStep',
];
const SLICE_KEYS: readonly StateKey[] = [
  'parameters',
  'point',
  'domainX',
  'domainY',
  'slicesVisible',
  'chartsOpen',
  'layout',
];
const PATH_KEYS: readonly StateKey[] = [
  'parameters',
  'point',
  'domainX',
  'domainY',
  'optimizer',
  'hyperparameters',
  'descentSteps',
];

/** Where what grows is seen: at the point, or along the path. */
type Shown = 'point' | 'path';

export class DerivedValues {
  point: ShownPoint;
  slices: Slices;
  descent: Descent;
  readonly portions = new Portions<RowWork>('point');
  readonly #clouds: Search<RowWork, BatchCloud | null>;

  constructor(
    model: ShownModel,
    state: AppState,
    private readonly onGrown: (shown: Shown) => void,
  ) {
    this.#clouds = new Search(this.portions, 'cloud', () => this.onGrown('point'));
    this.point = this.#look(model, state);
    this.descent = this.#descend(model, state);
    this.slices = this.#slice(model, state);
  }

  /** Starts anew what a change touches, and says what of it is to be shown anew. */
  update(
    model: ShownModel,
    state: AppState,
    touches: (keys: readonly StateKey[]) => boolean,
  ): Readonly<Record<Shown, boolean>> {
    const [point, path, slices] = [touches(POINT_KEYS), touches(PATH_KEYS), touches(SLICE_KEYS)];
    if (point) this.point = this.#look(model, state);
    if (path) this.descent = this.#descend(model, state);
    if (slices) this.slices = this.#slice(model, state);
    return { point: point || slices, path };
  }

  /** The gradients of batches at the point; null where there are none, or not yet. */
  cloud(model: ShownModel, state: AppState): BatchCloud | null {
    const key = [model, ...CLOUD_KEYS.map((name) => state[name])];
    return this.#clouds.of(key, () => batchCloud(model, state));
  }

  /** Looks for what is not known of the path of a training. */
  findPath(scene: NetworkScene, shownStep: number): void {
    this.portions.start('path', findPath(scene, shownStep), () => this.onGrown('path'));
  }

  /** Starts to look at the point, and gives what is known of it by now. */
  #look(model: ShownModel, state: AppState): ShownPoint {
    this.portions.stop('point');
    if (!isCostly(model)) return shownPoint(model, state);
    const run = new PointRun(model, state);
    this.portions.start('point', run, () => {
      this.point = run.point;
      this.onGrown('point');
    });
    return run.point;
  }

  /** Starts the descent from the point, and gives what there is of it by now. */
  #descend(model: ShownModel, state: AppState): Descent {
    const run = descentOf(model, state);
    if (!isCostly(model)) {
      this.portions.stop('descent');
      return finishedDescent(run);
    }
    this.portions.start('descent', run, () => {
      this.descent = run.descent;
      this.onGrown('path');
    });
    return run.descent;
  }

  /** Starts the slices through the point, and gives what there is of them by now; of a loss only while they are shown. */
  #slice(model: ShownModel, state: AppState): Slices {
    this.portions.stop('slices');
    if (!isCostly(model)) return slicesThrough(model, state);
    const { slicesVisible, chartsOpen, layout } = state;
    if (!slicesVisible && !chartsOpen && layout !== 'curve') return NO_SLICES;
    const run = new SliceRun(model, state);
    this.portions.start('slices', run, () => {
      this.slices = run.slices;
      this.onGrown('point');
    });
    return run.slices;
  }
}

/** Whether every value is a sum over data. */
function isCostly(model: ShownModel): boolean {
  return model.kind === 'formula' && model.field.data !== undefined;
}

/** The descent from the point; where a network is trained instead, only its start. */
function descentOf(model: ShownModel, state: AppState): DescentRun {
  return descentRun(model, networkSceneOf(model) ? { ...state, descentSteps: 0 } : state);
}
