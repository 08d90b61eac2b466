/**
 * One row a field of AppState: its default, its permitted values, its key in the URL.
 * URL codec, validation of patches and panel controls all iterate this table.
 */
import type { Interval } from '../fields/grid';
import type { DerivativeMethod } from '../fields/gridRequest';
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
  type Parameter,
  SHOWN_WEIGHTS,
  type StateKey,
  SUBJECTS,
  SURFACE_COLORS,
  THEMES,
  TYPED_LOSSES,
  VERTICAL_SCALES,
} from './appState';
import { StateError } from './stateError';

/** How values of a field are read, written and checked. `parse` and `check` throw StateError. */
export interface FieldCodec<T> {
  readonly write: (value: T) => string;
  readonly parse: (field: string, text: string) => T;
  readonly check: (field: string, value: unknown) => T;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

export interface Field<T> {
  readonly urlKey: string;
  readonly initial: T;
  readonly codec: FieldCodec<T>;
  readonly range?: NumberRange;
  readonly options?: readonly T[];
}

/** Typed here because fields/ owns the list and state/ may import only its types. */
const METHODS = [
  'exact',
  'central',
  'forward',
  'fivePoint',
  'doubleSingle',
] as const satisfies readonly DerivativeMethod[];

/** Typed here because models/ owns the lists. */
const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'gelu', 'softplus'] as const satisfies readonly Activation[];
const LOSSES = [
  'squared',
  'binaryCrossEntropy',
  'softmaxCrossEntropy',
] as const satisfies readonly NetworkLoss[];

/** Names of parameters and hyperparameters: what the expression language accepts as a symbol. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAMED = 64;
const MAX_EXPRESSION = 2000;
/** Characters of own data in an address: a few hundred numbers of full precision. */
export const MAX_OWN_DATA = 6000;
/** Domains beyond this leave f32 no digits to tell neighbouring samples apart after squaring. */
const MAX_COORDINATE = 1e12;

function parseNumber(field: string, text: string, expected: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new StateError(field, text, expected);
  return value;
}

function describe(range: NumberRange): string {
  return `a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}`;
}

function number(urlKey: string, initial: number, range: NumberRange): Field<number> {
  const check = (field: string, value: unknown): number => {
    const inRange = typeof value === 'number' && value >= range.min && value <= range.max;
    if (!inRange || (range.whole && !Number.isInteger(value)))
      throw new StateError(field, String(value), describe(range));
    return value;
  };
  return {
    urlKey,
    initial,
    range,
    codec: {
      write: String,
      parse: (field, text) => check(field, parseNumber(field, text, describe(range))),
      check,
    },
  };
}

function choice<const T extends string>(
  urlKey: string,
  initial: NoInfer<T>,
  options: readonly T[],
): Field<T> {
  const check = (field: string, value: unknown): T => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw new StateError(field, String(value), `one of ${options.join(', ')}`);
    return found;
  };
  return { urlKey, initial, options, codec: { write: String, parse: check, check } };
}

function flag(urlKey: string, initial: boolean): Field<boolean> {
  return {
    urlKey,
    initial,
    codec: {
      write: (value) => (value ? '1' : '0'),
      parse: (field, text) => {
        if (text !== '0' && text !== '1') throw new StateError(field, text, '0 or 1');
        return text === '1';
      },
      check: (field, value) => {
        if (typeof value !== 'boolean') throw new StateError(field, String(value), 'true or false');
        return value;
      },
    },
  };
}

function text(urlKey: string, initial: string, pattern: RegExp, expected: string): Field<string> {
  const check = (field: string, value: unknown): string => {
    if (typeof value !== 'string' || !pattern.test(value))
      throw new StateError(field, String(value), expected);
    return value;
  };
  return { urlKey, initial, codec: { write: (value) => value, parse: check, check } };
}

function interval(urlKey: string, initial: Interval): Field<Interval> {
  const expected = `two numbers low..high in rising order within ±${MAX_COORDINATE}`;
  const check = (field: string, value: unknown): Interval => {
    if (Array.isArray(value) && value.length === 2) {
      const [low, high]: unknown[] = value;
      const numbers = typeof low === 'number' && typeof high === 'number';
      if (numbers && low < high && Math.abs(low) <= MAX_COORDINATE && Math.abs(high) <= MAX_COORDINATE)
        return [low, high];
    }
    throw new StateError(field, Array.isArray(value) ? value.join('..') : String(value), expected);
  };
  return {
    urlKey,
    initial,
    codec: {
      write: ([low, high]) => `${low}..${high}`,
      parse: (field, written) => {
        const parts = written.split('..');
        if (parts.length !== 2) throw new StateError(field, written, expected);
        return check(
          field,
          parts.map((part) => parseNumber(field, part, expected)),
        );
      },
      check,
    },
  };
}

function coordinates<T extends readonly number[]>(urlKey: string, initial: T): Field<T> {
  const expected = `${initial.length} numbers separated by commas, within ±${MAX_COORDINATE}`;
  const check = (field: string, value: unknown): T => {
    const valid =
      Array.isArray(value) &&
      value.length === initial.length &&
      value.every((part) => typeof part === 'number' && Math.abs(part) <= MAX_COORDINATE);
    if (!valid) throw new StateError(field, Array.isArray(value) ? value.join(',') : String(value), expected);
    return value as unknown as T;
  };
  return {
    urlKey,
    initial,
    codec: {
      write: (value) => value.join(','),
      parse: (field, written) =>
        check(
          field,
          written.split(',').map((part) => parseNumber(field, part, expected)),
        ),
      check,
    },
  };
}

/** `name:value` pairs separated by commas; a value may itself consist of parts separated by `~`. */
function named<T>(
  urlKey: string,
  initial: Readonly<Record<string, T>>,
  entry: FieldCodec<T>,
): Field<Readonly<Record<string, T>>> {
  const checkName = (field: string, name: string): string => {
    if (!NAME.test(name)) throw new StateError(field, name, 'a name of letters, digits and _');
    return name;
  };
  const collect = (
    field: string,
    entries: readonly (readonly [string, T])[],
  ): Readonly<Record<string, T>> => {
    if (entries.length > MAX_NAMED)
      throw new StateError(field, `${entries.length} entries`, `at most ${MAX_NAMED}`);
    return Object.fromEntries(entries);
  };
  return {
    urlKey,
    initial,
    codec: {
      write: (value) =>
        Object.entries(value)
          .map(([name, part]) => `${name}:${entry.write(part)}`)
          .join(','),
      parse: (field, written) =>
        collect(
          field,
          written === ''
            ? []
            : written.split(',').map((pair) => {
                const colon = pair.indexOf(':');
                if (colon < 0) throw new StateError(field, pair, 'name:value');
                const name = checkName(field, pair.slice(0, colon));
                return [name, entry.parse(`${field} ${name}`, pair.slice(colon + 1))] as const;
              }),
        ),
      check: (field, value) => {
        if (typeof value !== 'object' || value === null)
          throw new StateError(field, String(value), 'named values');
        return collect(
          field,
          Object.entries(value).map(([name, part]) => {
            return [checkName(field, name), entry.check(`${field} ${name}`, part)] as const;
          }),
        );
      },
    },
  };
}

const PARAMETER_FORM = 'value~min~max~step with min <= value <= max and step > 0';

const parameterCodec: FieldCodec<Parameter> = {
  write: ({ value, min, max, step }) => [value, min, max, step].join('~'),
  parse: (field, written) => {
    const parts = written.split('~').map((part) => parseNumber(field, part, PARAMETER_FORM));
    const [value, min, max, step] = parts;
    if (parts.length !== 4) throw new StateError(field, written, PARAMETER_FORM);
    return parameterCodec.check(field, { value, min, max, step });
  },
  check: (field, value) => {
    if (typeof value === 'object' && value !== null) {
      const { value: at, min, max, step } = value as Partial<Record<keyof Parameter, unknown>>;
      const numbers = [at, min, max, step].every((part) => typeof part === 'number' && Number.isFinite(part));
      if (numbers) {
        const parameter = { value: at, min, max, step } as Parameter;
        if (parameter.min < parameter.max && parameter.step > 0 && at === clamp(parameter)) return parameter;
      }
    }
    throw new StateError(field, JSON.stringify(value) ?? String(value), PARAMETER_FORM);
  },
};

function clamp({ value, min, max }: Parameter): number {
  return Math.min(max, Math.max(min, value));
}

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
  derivativeMethod: choice('d', 'exact', METHODS),
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
