/** The scene that a subject opens with: what to set so that its first picture shows what it is for. */
import type { Landscape } from '../../presets';
import { HELD, LINEAR_SCENE, LOGISTIC_SCENE, NETWORK_SCENE } from '../../presets/modelScenes';
import type { AppState, StatePatch, SubjectName } from '../../state/appState';
import { startingPoint, startingRate } from '../descent/startingPoint';
import { compileFunction } from './functionModel';

/** Subjects that are chosen by name; the others come with what they are made of. */
export type NamedSubject = Exclude<SubjectName, 'function' | 'lossGrid'>;

/** What a typed model begins with: of one feature, or of the first two of several. */
export function typedStart(features: readonly string[]): StatePatch {
  const [first = 'x', second] = features;
  const common = { gradientDirection: 'downhill', descentPosition: 0 } as const;
  return second === undefined
    ? {
        ...common,
        expression: `a*sin(w*${first}) + b`,
        loss: 'squared',
        planeAxes: 'a,w',
        parameters: { b: HELD },
        domainX: [-2, 2],
        domainY: [-3, 3],
        point: [-1.2, 2],
        // For features within ±π the curvature stays below 26 or so.
        hyperparameters: { eta: 0.05 },
      }
    : {
        ...common,
        expression: `sigmoid(w1*${first} + w2*${second} + b)`,
        loss: 'crossEntropy',
        planeAxes: 'w1,w2',
        parameters: { b: HELD },
        domainX: [-8, 8],
        domainY: [-8, 8],
        point: [-4, 4],
        hyperparameters: { eta: 0.3 },
      };
}

export const OPENING: Readonly<Record<NamedSubject, StatePatch>> = {
  linear: { ...LINEAR_SCENE, point: [-1, 3], gradientDirection: 'downhill' },
  logistic: { ...LOGISTIC_SCENE, point: [-1, 0.5], gradientDirection: 'downhill' },
  network: NETWORK_SCENE,
  typed: {
    ...typedStart(['x']),
    subject: 'typed',
    dataset: '',
    dataRows: 80,
    dataNoise: 0.15,
    descentSteps: 200,
    verticalScale: 'fit',
    layout: 'surface',
  },
};

/** Losses are looked at downhill; a function is met with its gradient. */
export function leavingModel({ subject }: Pick<AppState, 'subject'>): StatePatch {
  return subject === 'function' ? {} : { gradientDirection: 'uphill' };
}

/** Shows `landscape` whole, with a point and a learning rate that suit it. */
export function landscapePatch(landscape: Landscape, state: AppState): StatePatch {
  const point = startingPoint(landscape);
  const eta = startingRate(compileFunction(landscape.expression), landscape, point);
  return {
    ...leavingModel(state),
    subject: 'function',
    expression: landscape.expression,
    domainX: landscape.domainX,
    domainY: landscape.domainY,
    point,
    hyperparameters: { ...state.hyperparameters, eta },
    descentPosition: 0,
  };
}
