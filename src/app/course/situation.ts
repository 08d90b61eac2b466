/** What the course may look at of the page, gathered. */
import type { Situation } from '../../lessons';
import type { AppState } from '../../state/appState';
import type { Descent } from '../descend';
import type { ShownModel } from '../fieldModel';
import { approximateGradient } from '../pointPicture';

export function situationOf(state: AppState, model: ShownModel, descent: Descent): Situation {
  const { value, gradient } = model.at(...state.point);
  return {
    state,
    value,
    gradient,
    estimate: approximateGradient(model, state),
    descent: { values: descent.values, outcome: descent.outcome.kind },
  };
}
