/** The scene that a subject opens with: what to set so that its first picture shows what it is for. */
import type { StatePatch, SubjectName } from '../state/appState';

/** Subjects that are chosen by name; the others come with what they are made of. */
export type NamedSubject = Exclude<SubjectName, 'function' | 'lossGrid'>;

/** Held parameters start at nothing. */
const HELD = { value: 0, min: -5, max: 5, step: 0.01 } as const;

export const OPENING: Readonly<Record<NamedSubject, StatePatch>> = {
  linear: {
    subject: 'linear',
    dataset: '',
    domainX: [-2, 5],
    domainY: [-6, 8],
    point: [-1, 3],
    // The largest curvature of this loss is about 69: steps of up to 2/69 go down.
    hyperparameters: { eta: 0.01 },
    descentSteps: 400,
    descentPosition: 0,
    verticalScale: 'fit',
    layout: 'surface',
    gradientDirection: 'downhill',
  },
  logistic: {
    subject: 'logistic',
    dataset: '',
    planeAxes: 'w1,w2',
    parameters: { b: HELD },
    domainX: [-2, 4],
    domainY: [-2, 4],
    point: [-1, 0.5],
    hyperparameters: { eta: 0.3 },
    descentSteps: 200,
    descentPosition: 0,
    verticalScale: 'fit',
    layout: 'surface',
    gradientDirection: 'downhill',
  },
  network: {
    subject: 'network',
    dataset: 'xor',
    layers: '4',
    activation: 'sigmoid',
    networkLoss: 'auto',
    initialWeights: 'notebook',
    batchSize: 0,
    optimizer: 'adam',
    hyperparameters: { eta: 0.1 },
    descentSteps: 400,
    descentPosition: 0,
    descentSpeed: 60,
    // The notebook's weights are so small that directions to their scale would show a plain.
    landscapeDirections: 'weights',
    landscapeStep: 0,
    planeAxes: 'W2_1_1,b2_1',
    shownWeights: 'training',
    domainX: [-4, 4],
    domainY: [-4, 4],
    point: [0, 0],
    verticalScale: 'fit',
    layout: 'surface',
  },
};
