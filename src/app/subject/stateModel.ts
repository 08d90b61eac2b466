/** From a state to its model: when another one is needed, and what is shown where none can be made. */
import { ExpressionError } from '../../expression';
import type { AppState } from '../../state/appState';
import { DEFAULT_STATE } from '../../state/schema';
import { StateError } from '../../state/stateError';
import { slidersFor } from '../shown/fieldModel';
import type { ShownModel } from './shownModel';
import { SUBJECTS } from './subjects';

/** Whether the descent of `next` starts anew. */
export function restarts(previous: AppState, next: AppState): boolean {
  const { restartKeys } = SUBJECTS[next.subject];
  return previous.subject !== next.subject || restartKeys.some((key) => previous[key] !== next[key]);
}

/** Whether the model of `next` differs from that of `previous`. */
export function needsNewModel(previous: AppState, next: AppState): boolean {
  const { keys } = SUBJECTS[next.subject];
  return previous.subject !== next.subject || keys.some((key) => previous[key] !== next[key]);
}

/** The state with its model; where none can be made of it, the fields that it is made of are those of the default. */
export function understand(state: AppState): { state: AppState; model: ShownModel; problem?: string } {
  try {
    const model = SUBJECTS[state.subject].build(state, null);
    return { state: { ...state, parameters: slidersFor(model.sliders, state.parameters) }, model };
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof StateError)) throw error;
    const { subject, expression } = DEFAULT_STATE;
    const model = SUBJECTS[subject].build(DEFAULT_STATE, null);
    const parameters = slidersFor(model.sliders, DEFAULT_STATE.parameters);
    return {
      state: { ...state, subject, expression, parameters },
      model,
      problem: error instanceof ExpressionError ? `f: ${error.message}` : error.message,
    };
  }
}
