/**
 * What the page can be about. A subject says of which fields of the state its model is made, and makes it. Adding one is a
 * row here and its name in `SUBJECTS` of `state/appState.ts`.
 */
import { LANDSCAPES } from '../presets';
import type { AppState, StateKey, SubjectName } from '../state/appState';
import type { MinimumPicture } from '../views/minimaView';
import { linearModel, linearOptima, logisticModel } from './bench/regressionModels';
import type { ShownModel } from './fieldModel';
import { compileFunction } from './functionModel';
import { lossGridModel, lowestSample } from './lossGridModel';

export interface KnownPlace extends Pick<MinimumPicture, 'kind' | 'label'> {
  readonly at: readonly [x: number, y: number];
}

/** A minimum that needs no name. */
const minimum = (at: KnownPlace['at']): KnownPlace => ({ at, kind: 'minimum', label: '' });

/** What data drawn from a seed depend on. */
const DATA_KEYS = ['dataset', 'ownData', 'dataRows', 'dataNoise', 'dataSeed'] as const;

export interface Subject {
  /** A change of one of these needs a new model. */
  readonly keys: readonly StateKey[];
  /**
   * The model of `state`. `previous` is the model of the same subject before the change, of which it may keep what is still
   * right. Throws ExpressionError or StateError.
   */
  build(state: AppState, previous: ShownModel | null): ShownModel;
  /** Known minima of the field shown, and where its data were drawn from. */
  minima(state: AppState, model: ShownModel): readonly KnownPlace[];
}

export const SUBJECTS: Readonly<Record<SubjectName, Subject>> = {
  function: {
    keys: ['expression'],
    build: ({ expression }) => compileFunction(expression),
    minima: ({ expression }) =>
      LANDSCAPES.find((landscape) => landscape.expression === expression)?.minima.map(minimum) ?? [],
  },
  lossGrid: {
    keys: ['ownData'],
    build: lossGridModel,
    minima: (_state, model) => (model.kind === 'samples' ? [minimum(lowestSample(model.surface.grid))] : []),
  },
  linear: {
    keys: DATA_KEYS,
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
    build: logisticModel,
    minima: () => [],
  },
};
