/** The descent from the point, for the state as it is, and how it ended in words. */
import { OPTIMIZERS, optimizerNamed } from '../../optimizers';
import type { AppState } from '../../state/appState';
import type { PlaneModel } from '../shown/shownPlane';
import { type Descent, DescentRun, finishedDescent } from './descend';

/** A path this many domain widths away from the domain has run away. */
const FAR = 1e3;

/** The descent of `state`, to be run. */
export function descentRun(model: PlaneModel, state: AppState): DescentRun {
  const optimizer = optimizerNamed(state.optimizer) ?? OPTIMIZERS[0];
  if (optimizer === undefined) throw new RangeError('there are no optimizers');
  const reach = Math.max(...state.domainX.map(Math.abs), ...state.domainY.map(Math.abs));
  return new DescentRun(([x = 0, y = 0]) => model.atSteps(x, y), {
    optimizer,
    hyperparameters: state.hyperparameters,
    start: state.point,
    steps: state.descentSteps,
    bound: FAR * Math.max(reach, 1),
  });
}

/** The descent of `state`, whole. */
export function descentFrom(model: PlaneModel, state: AppState): Descent {
  return finishedDescent(descentRun(model, state));
}

/** x, y, f triples of all steps, as the stage draws them. */
export function pathTriples(descent: Descent): Float64Array {
  const triples = new Float64Array(descent.values.length * 3);
  descent.values.forEach((value, step) => {
    triples[3 * step] = descent.path[2 * step] ?? Number.NaN;
    triples[3 * step + 1] = descent.path[2 * step + 1] ?? Number.NaN;
    triples[3 * step + 2] = value;
  });
  return triples;
}

export interface DescentStatus {
  readonly kind: 'info' | 'warning';
  readonly text: string;
}

/** What is worth saying of how `descent` ended; undefined where it simply ran its steps downhill. */
export function descentStatus(descent: Descent): DescentStatus | undefined {
  const { outcome, values } = descent;
  const first = values[0] ?? Number.NaN;
  const last = values.at(-1) ?? Number.NaN;
  switch (outcome.kind) {
    case 'converged':
      return {
        kind: 'info',
        text: outcome.step === 0 ? 'the gradient is zero here' : `converged at step ${outcome.step}`,
      };
    case 'diverged':
      return { kind: 'warning', text: `diverged at step ${outcome.step}: try a smaller learning rate` };
    case 'undefined':
      return {
        kind: 'warning',
        text:
          outcome.step === 0
            ? 'f or its gradient is undefined at the start'
            : `step ${outcome.step} leads to where f or its gradient is undefined`,
      };
    case 'underway':
      return { kind: 'info', text: `descending: step ${outcome.step} so far` };
    case 'finished':
      return last > first
        ? {
            kind: 'warning',
            text: `after ${outcome.step} steps f is higher than at the start: try a smaller learning rate`,
          }
        : undefined;
    default:
      return outcome satisfies never;
  }
}
