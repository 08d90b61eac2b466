/**
 * One row a field of AppState: its default, its permitted values, its key in the URL.
 * URL codec, validation of patches and panel controls all iterate this table.
 */
import { DERIVATIVE_METHODS } from '../fields/gridRequest';
import type { Activation, NetworkLoss } from '../models/network';
import {
  type AppState,
  ARROW_LENGTHS,
  CHARTS_TABS,
  COLOR_MAPS,
  ENGINE_CHOICES,
  GRADIENT_DIRECTIONS,
  INITIAL_WEIGHTS,
  LANDSCAPE_DIRECTIONS,
  LAYOUTS,
  SHOWN_WEIGHTS,
  type StateKey,
  SUBJECTS,
  SURFACE_COLORS,
  THEMES,
  TYPED_LOSSES,
  VERTICAL_SCALES,
} from './appState';
import {
  choice,
  coordinates,
  type Field,
  flag,
  interval,
  NAME,
  type NumberRange,
  named,
  number,
  parameterCodec,
  text,
} from './fieldKinds';
import { StateError } from './stateError';

/** Repeated here, as models/ owns the lists and state/ takes no code of it; one that is not whole does not type-check. */
const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'gelu', 'softplus'] as const satisfies readonly Activation[];
const LOSSES = [
  'squared',
  'binaryCrossEntropy',
  'softmaxCrossEntropy',
] as const satisfies readonly NetworkLoss[];

const MAX_EXPRESSION = 2000;
/** Characters of own data in an address: a few hundred numbers of full precision. */
export const MAX_OWN_DATA = 6000;
const FINITE: NumberRange = { min: -1e9, max: 1e9 };
const hyperparameterCodec = number('', 0, FINITE).codec;

/** What chapters may be called: lower-case words joined by hyphens, or nothing. */
const CHAPTER = /^([a-z]+(-[a-z]+)*)?$/;

/** Seeds are 32 bits. */
const SEED: NumberRange = { min: 0, max: 2 ** 32 - 1, whole: true };

const EXPRESSION = new RegExp(`^[^]{0,${MAX_EXPRESSION}}$`);
const EXPECTED_EXPRESSION = `a text of at most ${MAX_EXPRESSION} characters`;

const DATASET = /^([a-z]+(-[a-z0-9]+)*)?$/;
/** Up to six hidden layers of up to two digits of units. */
const LAYERS = /^(\d{1,2}(,\d{1,2}){0,5})?$/;
/** The longest descent, and the longest training. */
const MOST_STEPS = 5000;
/** Columns are called as symbols are; a table has hundreds of them at most. */
const COLUMN = /^([A-Za-z_]\w{0,39})?$/;
const COLUMN_LIST = /^([A-Za-z_]\w{0,39}(,[A-Za-z_]\w{0,39}){0,199})?$/;
const PLANE_AXES = /^[A-Za-z_]\w*,[A-Za-z_]\w*$/;

/** The function a new visitor sees: two hills, a valley and a saddle, with a slider that moves them. */
const DEFAULT_EXPRESSION = 'sin(a*x)*cos(y) + 2*exp(-(x^2+y^2)/3)';

export const SCHEMA: { readonly [K in StateKey]: Field<AppState[K]> } = {
  subject: choice('of', 'function', SUBJECTS),
  chapter: text('lesson', '', CHAPTER, 'the name of a chapter of the course'),
  ownData: text(
    'own',
    '',
    new RegExp(`^(|id:[0-9a-f]{16}|(grid|table);[^]{0,${MAX_OWN_DATA}})$`),
    'a small table or grid, or the name of one',
  ),
  dataset: text('data', '', DATASET, 'the name of a data set'),
  targetColumn: text('target', '', COLUMN, 'the name of a column'),
  featureColumns: text('features', '', COLUMN_LIST, 'names of columns, joined by commas'),
  dataRows: number('rows', 200, { min: 10, max: 5000, whole: true }),
  dataNoise: number('noise', 0.2, { min: 0, max: 10 }),
  dataSeed: number('seed', 1, SEED),
  planeAxes: text('axes', 'w1,w2', PLANE_AXES, 'two names joined by a comma'),
  layers: text('layers', '4', LAYERS, 'up to six whole numbers of units, joined by commas'),
  activation: choice('act', 'sigmoid', ACTIVATIONS),
  networkLoss: choice('nloss', 'auto', ['auto', ...LOSSES]),
  standardized: flag('std', false),
  initialWeights: choice('init', 'glorot', INITIAL_WEIGHTS),
  weightSeed: number('wseed', 1, SEED),
  batchSize: number('batch', 0, { min: 0, max: 5000, whole: true }),
  trainingSeed: number('tseed', 1, SEED),
  landscapeDirections: choice('dirs', 'random', LANDSCAPE_DIRECTIONS),
  landscapeSeed: number('lseed', 1, SEED),
  landscapeStep: number('lstep', 0, { min: 0, max: MOST_STEPS, whole: true }),
  shownWeights: choice('shown', 'training', SHOWN_WEIGHTS),
  shownRow: number('row', 0, { min: 0, max: 100_000, whole: true }),
  cloudRows: number('cloud', 8, { min: 1, max: 5000, whole: true }),
  cloudVisible: flag('fan', false),
  loss: choice('loss', 'squared', TYPED_LOSSES),
  lossDelta: number('delta', 1, { min: 0.01, max: 100 }),
  lossText: text('lossf', '(p - y)^2', EXPRESSION, EXPECTED_EXPRESSION),
  expression: text('f', DEFAULT_EXPRESSION, EXPRESSION, EXPECTED_EXPRESSION),
  parameters: named('par', { a: { value: 1.3, min: 0, max: 3, step: 0.01 } }, parameterCodec),
  domainX: interval('x', [-3, 3]),
  domainY: interval('y', [-3, 3]),
  layout: choice('layout', 'surface', LAYOUTS),
  verticalScale: choice('z', 'fit', VERTICAL_SCALES),
  verticalFactor: number('zf', 1, { min: 0.05, max: 10 }),
  resolution: number('n', 257, { min: 17, max: 2049, whole: true }),
  surfaceVisible: flag('surf', true),
  surfaceColor: choice('color', 'value', SURFACE_COLORS),
  colorMap: choice('map', 'viridis', COLOR_MAPS),
  contoursOnSurface: flag('cs', true),
  contoursOnFloor: flag('cf', true),
  contourCount: number('cn', 12, { min: 2, max: 60, whole: true }),
  contourLabels: flag('cl', false),
  derivativeMethod: choice('d', 'exact', DERIVATIVE_METHODS),
  derivativeStep: number('h', 1e-3, { min: 1e-12, max: 1 }),
  quiverOnSurface: flag('qs', false),
  quiverOnFloor: flag('qf', true),
  quiverCount: number('qn', 16, { min: 2, max: 64, whole: true }),
  quiverLength: choice('ql', 'magnitude', ARROW_LENGTHS),
  quiverColored: flag('qc', false),
  point: coordinates<AppState['point']>('p', [1.2, -0.9]),
  direction: number('dir', 0, { min: -180, max: 180 }),
  directionVisible: flag('dirv', false),
  tangentPlaneVisible: flag('tan', true),
  slicesVisible: flag('slice', false),
  gradientVisible: flag('grad', true),
  gradientDirection: choice('way', 'uphill', GRADIENT_DIRECTIONS),
  minimaVisible: flag('min', true),
  descentVisible: flag('descent', true),
  optimizer: text('opt', 'gradientDescent', NAME, 'the name of an optimizer'),
  hyperparameters: named('hyp', {}, hyperparameterCodec),
  descentSteps: number('steps', 100, { min: 1, max: MOST_STEPS, whole: true }),
  descentPosition: number('at', 0, { min: 0, max: MOST_STEPS, whole: true }),
  descentSpeed: number('speed', 10, { min: 1, max: 1000 }),
  cameraAzimuth: number('az', -60, { min: -360, max: 360 }),
  cameraElevation: number('el', 32, { min: -90, max: 90 }),
  cameraDistance: number('dist', 1, { min: 0.05, max: 20 }),
  cameraTarget: coordinates<AppState['cameraTarget']>('look', [0, 0, 0]),
  engine: choice('engine', 'auto', ENGINE_CHOICES),
  theme: choice('theme', 'system', THEMES),
  chartsOpen: flag('charts', false),
  chartsTab: choice('tab', 'slices', CHARTS_TABS),
};

export const STATE_KEYS = Object.keys(SCHEMA) as readonly StateKey[];

export const DEFAULT_STATE: AppState = Object.freeze(
  Object.fromEntries(STATE_KEYS.map((key) => [key, SCHEMA[key].initial])),
) as unknown as AppState;

/** Checks every field of `patch`. Throws StateError naming the first field that cannot take its value. */
export function checkPatch(patch: Readonly<Record<string, unknown>>): Partial<AppState> {
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(patch)) {
    if (!Object.hasOwn(SCHEMA, key)) throw new StateError(key, String(value), 'a field of the state');
    checked[key] = SCHEMA[key as StateKey].codec.check(key, value);
  }
  return checked as Partial<AppState>;
}
