/** What the course may look at of the page, gathered. */
import type { Situation, TrainingSituation } from '../../lessons';
import { length } from '../../models/plane/vectors';
import type { AppState } from '../../state/appState';
import type { Descent } from '../descent/descend';
import type { NetworkScene } from '../network/landscape';
import { recordAt } from '../network/training';
import type { ShownPoint } from '../point/pointRun';
import { networkSceneOf, type ShownModel } from '../subject/shownModel';

export function situationOf(
  state: AppState,
  model: ShownModel,
  { value, gradient, approximate }: ShownPoint,
  descent: Descent,
): Situation {
  const scene = networkSceneOf(model);
  return {
    state,
    value,
    gradient,
    estimate: approximate,
    descent: { values: descent.values, outcome: descent.outcome.kind },
    training: scene === null ? undefined : trainingOf(scene, state),
  };
}

function trainingOf(
  { trainer, evaluator, data }: NetworkScene,
  { descentPosition }: AppState,
): TrainingSituation {
  const { step, loss, theta } = recordAt(trainer, descentPosition);
  return {
    step,
    loss,
    weights: theta,
    rowGradients: () =>
      Array.from({ length: data.table.rows }, (_, row) => {
        const gradient = new Float64Array(theta.length);
        evaluator.lossAndGradient(theta, gradient, Uint32Array.of(row));
        return length(gradient);
      }),
  };
}
