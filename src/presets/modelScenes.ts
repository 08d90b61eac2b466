/** How a model on data is first shown: the part of its loss that is looked at, and a descent that suits it. */

/** Held parameters start at nothing. */
export const HELD = { value: 0, min: -5, max: 5, step: 0.01 } as const;

/** The notebook's line: the loss over slope and intercept. */
export const LINEAR_SCENE = {
  subject: 'linear',
  dataset: '',
  domainX: [-2, 5],
  domainY: [-6, 8],
  // The largest curvature of this loss is about 69: steps of up to 2/69 go down.
  hyperparameters: { eta: 0.01 },
  descentSteps: 400,
  descentPosition: 0,
  verticalScale: 'fit',
  layout: 'surface',
} as const;

/** The notebook's two groups: the loss over both weights, with the third parameter held. */
export const LOGISTIC_SCENE = {
  subject: 'logistic',
  dataset: '',
  planeAxes: 'w1,w2',
  parameters: { b: HELD },
  domainX: [-2, 4],
  domainY: [-2, 4],
  hyperparameters: { eta: 0.3 },
  descentSteps: 200,
  descentPosition: 0,
  verticalScale: 'fit',
  layout: 'surface',
} as const;

/** The notebook's network on exclusive or, from its first weights. */
export const NETWORK_SCENE = {
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
} as const;
