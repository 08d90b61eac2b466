// What the course sees of the page in a state, without a page.

import { situationOf } from '../../src/app/course/situation';
import { descentFrom } from '../../src/app/descent/descentView';
import { shownPoint } from '../../src/app/point/pointRun';
import { slidersFor } from '../../src/app/shown/fieldModel';
import { networkSceneOf } from '../../src/app/subject/shownModel';
import { SUBJECTS } from '../../src/app/subject/subjects';
import type { Situation } from '../../src/lessons';
import type { AppState } from '../../src/state/appState';

/** The page in `state`, without a page. */
export function situation(given: AppState): Situation {
  const model = SUBJECTS[given.subject].build(given, null);
  const state = { ...given, parameters: slidersFor(model.sliders, given.parameters) };
  model.setParameters(model.parameterValues(state));
  // The page trains on animation frames up to the step that is shown.
  networkSceneOf(model)?.trainer.advance(state.descentPosition);
  return situationOf(state, model, shownPoint(model, state), descentFrom(model, state));
}
