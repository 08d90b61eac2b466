/**
 * What the page can be about. A subject says of which fields of the state its model is made, and makes it. Adding one is a
 * row here and its name in `SUBJECTS` of `state/appState.ts`.
 */
import { LANDSCAPES } from '../../presets';
import type { AppState, StateKey, SubjectName } from '../../state/appState';
import type { MinimumPicture } from '../../views/minimaView';
import { DATA_KEYS } from '../data/datasets';
import { NETWORK_KEYS, networkLandscape, RESTART_KEYS } from '../network/landscape';
import { compileFunction } from './functionModel';
import { lossGridModel, lowestSample } from './lossGridModel';
import { linearModel, linearOptima, logisticModel } from './regressionModels';
import { networkSceneOf, type ShownModel } from './shownModel';
import { typedFieldModel } from './typedSubject';

export interface KnownPlace extends Pick<MinimumPicture, 'kind' | 'label'> {
  readonly at: readonly [x: number, y: number];
}

/** A minimum that needs no name. */
const minimum = (at: KnownPlace['at']): KnownPlace => ({ at, kind: 'minimum', label: '' });

const TYPED_KEYS = [...DATA_KEYS, 'planeAxes', 'expression', 'loss', 'lossDelta', 'lossText'] as const;

export interface Subject {
  /** A change of one of these needs a new model. */
  readonly keys: readonly StateKey[];
  /** A change of one of these puts the descent, or the training, back to its start. */
  readonly restartKeys: readonly StateKey[];
  /**
   * The model of `state`. `previous` is the model of the same subject before the change, of which it may keep what is still
   * right. Throws ExpressionError or StateError.
   */
  build(state: AppState, previous: ShownModel | null): ShownModel;
  /** Known minima of the field shown, and where its data were drawn from. */
  minima(state: AppState, model: ShownModel): readonly KnownPlace[];
}

/** Where a descent starts, besides what its model is made of. */
const START_KEYS: readonly StateKey[] = ['point', 'domainX', 'domainY'];

export const SUBJECTS: Readonly<Record<SubjectName, Subject>> = {
  function: {
    keys: ['expression'],
    restartKeys: ['expression', ...START_KEYS],
    build: ({ expression }) => compileFunction(expression),
    minima: ({ expression }) =>
      LANDSCAPES.find((landscape) => landscape.expression === expression)?.minima.map(minimum) ?? [],
  },
  lossGrid: {
    keys: ['ownData'],
    restartKeys: ['ownData', ...START_KEYS],
    build: lossGridModel,
    minima: (_state, model) => (model.kind === 'samples' ? [minimum(lowestSample(model.surface.grid))] : []),
  },
  linear: {
    keys: DATA_KEYS,
    restartKeys: [...DATA_KEYS, ...START_KEYS],
    build: linearModel,
    minima: (state) => {
      const { best, truth } = linearOptima(state);
      return [
        ...(best ? [{ at: best, kind: 'minimum', label: 'least squares' } as const] : []),
        ...(truth ? [{ at: truth, kind: 'origin', label: 'drawn from' } as const] : []),
      ];
    },
  },
  logistic: {
    keys: [...DATA_KEYS, 'planeAxes'],
    restartKeys: [...DATA_KEYS, 'planeAxes', ...START_KEYS],
    build: logisticModel,
    minima: () => [],
  },
  network: {
    keys: NETWORK_KEYS,
    restartKeys: RESTART_KEYS,
    build: (state, previous) => networkLandscape(state, previous && networkSceneOf(previous)),
    minima: () => [],
  },
  typed: {
    keys: TYPED_KEYS,
    restartKeys: [...TYPED_KEYS, ...START_KEYS],
    build: typedFieldModel,
    minima: () => [],
  },
};
