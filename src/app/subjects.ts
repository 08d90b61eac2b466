/**
 * What the page can be about. A subject says of which fields of the state its model is made, and makes it. Adding one is a
 * row here and its name in `SUBJECTS` of `state/appState.ts`.
 */
import { LANDSCAPES } from '../presets';
import type { AppState, StateKey, SubjectName } from '../state/appState';
import { linearModel, linearOptima, logisticModel } from './bench/regressionModels';
import type { ShownModel } from './fieldModel';
import { compileFunction } from './functionModel';
import { lossGridModel, lowestSample } from './lossGridModel';

export interface Subject {
  /** A change of one of these needs a new model. */
  readonly keys: readonly StateKey[];
  /**
   * The model of `state`. `previous` is the model of the same subject before the change, of which it may keep what is still
   * right. Throws ExpressionError or StateError.
   */
  build(state: AppState, previous: ShownModel | null): ShownModel;
  /** Known minima of the field shown. */
  minima(state: AppState, model: ShownModel): readonly (readonly [x: number, y: number])[];
}

export const SUBJECTS: Readonly<Record<SubjectName, Subject>> = {
  function: {
    keys: ['expression'],
    build: ({ expression }) => compileFunction(expression),
    minima: ({ expression }) =>
      LANDSCAPES.find((landscape) => landscape.expression === expression)?.minima ?? [],
  },
  lossGrid: {
    keys: ['ownData'],
    build: lossGridModel,
    minima: (_state, model) => (model.kind === 'samples' ? [lowestSample(model.surface.grid)] : []),
  },
  linear: {
    keys: ['dataset', 'ownData'],
    build: linearModel,
    minima: (state) => {
      const { best, truth } = linearOptima(state);
      return [...(best ? [best] : []), ...(truth ? [truth] : [])];
    },
  },
  logistic: {
    keys: ['dataset', 'ownData', 'planeAxes'],
    build: logisticModel,
    minima: () => [],
  },
};
