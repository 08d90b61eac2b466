/** The scene that a subject opens with: what to set so that its first picture shows what it is for. */
import type { StatePatch, SubjectName } from '../state/appState';

/** Subjects that are chosen by name; the others come with what they are made of. */
export type NamedSubject = Exclude<SubjectName, 'function' | 'lossGrid'>;

/** Held parameters start at nothing. */
const HELD = { value: 0, min: -5, max: 5, step: 0.01 } as const;

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
