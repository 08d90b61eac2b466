/** A person's own table as data of a model: which model it fits, and the scene that it opens with. */
import { columnNamed, type DataTable } from '../../fields/dataTable';
import type { Interval } from '../../fields/grid';
import { leastSquares } from '../../models/linearRegression';
import type { Parameter, StatePatch } from '../../state/appState';
import type { TableModel } from '../../ui/ownDataView';
import { type ColumnChoice, choiceOf, columnsOf } from '../data/columns';
import { OWN } from '../data/datasets';
import { OPENING } from '../subject/openSubject';

/** Half of the domain around a parameter of least squares, in units of its size, and at least this. */
const REACH = 1.5;
const LEAST_REACH = 2;
/** A step that goes down on every quadratic is below 2 over its largest curvature; this share of that is a good start. */
const RATE_SHARE = 0.3;
/** Weights of standardised features within these bend a sigmoid from flat to sharp. */
const LOGIT_REACH = 6;
/** Weights of a plane over standardised features, in units of the target's deviation: a correlation is 1 at most. */
const PLANE_REACH = 2;
const SLIDER_STEPS = 500;
/** Where the point starts along a domain. */
const START = 0.2;
/** Ranges are no results: few digits read better. */
const ROUNDED_DIGITS = 2;

function round(value: number): number {
  return Number(value.toPrecision(ROUNDED_DIGITS));
}

/** Classes 0 and 1 in the last of three or more columns are classified, everything else is fitted by a line. */
export function fittingModel({ columns }: DataTable): TableModel {
  return columns.length >= 3 && isBinary(columns.at(-1)?.values) ? 'logistic' : 'linear';
}

/** What a network on a person's own table begins with: its columns standardised, so that the usual weights and rate suit them. */
const NETWORK_START = {
  standardized: true,
  layers: '8',
  activation: 'tanh',
  initialWeights: 'glorot',
  hyperparameters: { eta: 0.03 },
  landscapeDirections: 'random',
  domainX: [-1.5, 1.5],
  domainY: [-1.5, 1.5],
} as const satisfies StatePatch;

/**
 * Shows `model` on the table kept under `reference`, of which it reads the columns chosen: the domain, the point and the rate suit
 * their scales. Throws StateError where the table has too few columns.
 */
export function ownTablePatch(
  reference: string,
  table: DataTable,
  model: TableModel = fittingModel(table),
  choice?: ColumnChoice,
): StatePatch {
  const columns = columnsOf(model, table, choice);
  const { features, target } = columns;
  const own = { ...OPENING[model], dataset: OWN, ownData: reference, ...choiceOf(columns) };
  switch (model) {
    case 'linear':
      return { ...own, ...lineScene(table, features, target) };
    case 'logistic':
      return { ...own, ...planeScene(table, features, target, true) };
    case 'typed': {
      const [first = 'x', second] = features;
      const free = (name: string) => freeName(name, table);
      if (second === undefined)
        return {
          ...own,
          expression: `${free('w')}*${first} + ${free('b')}`,
          planeAxes: `${free('w')},${free('b')}`,
          parameters: {},
          ...lineScene(table, features, target),
        };
      const classes = isBinary(columnNamed(table, target).values);
      const [w1, w2, b] = [free('w1'), free('w2'), free('b')];
      const plane = `${w1}*${first} + ${w2}*${second} + ${b}`;
      return {
        ...own,
        expression: classes ? `sigmoid(${plane})` : plane,
        loss: classes ? 'crossEntropy' : 'squared',
        ...planeScene(table, features, target, classes, [w1, w2, b]),
      };
    }
    case 'network':
      return { ...own, ...NETWORK_START };
    default:
      return model satisfies never;
  }
}

/** `name`, or a longer one where the table has a column of that name. */
function freeName(name: string, table: DataTable): string {
  return table.columns.some((column) => column.name === name) ? freeName(`${name}_0`, table) : name;
}

/** Around the least squares of a line. */
function lineScene(table: DataTable, features: readonly string[], target: string): StatePatch {
  const best = leastSquares(table, { features, target });
  if (best === null) return {};
  const around = (value: number): Interval => {
    const reach = Math.max(LEAST_REACH, REACH * Math.abs(value));
    return [round(value - reach), round(value + reach)];
  };
  const [domainX, domainY] = [around(best[0]), around(best[1])];
  const { meanSquare } = moments(columnNamed(table, features[0] ?? '').values);
  // The trace of the Hessian 2·[mean x², mean x; mean x, 1] bounds its largest eigenvalue.
  const eta = round((RATE_SHARE * 2) / (2 * (meanSquare + 1)));
  const at = ([low, high]: Interval, share: number) => round(low + share * (high - low));
  return { domainX, domainY, point: [at(domainX, START), at(domainY, 1 - START)], hyperparameters: { eta } };
}

/** Over the weights of two features, with the bias held so that the mean of the data stands on the right level. */
function planeScene(
  table: DataTable,
  features: readonly string[],
  target: string,
  classes: boolean,
  [w1, w2, bias]: readonly [string, string, string] = ['w1', 'w2', 'b'],
): StatePatch {
  const [first, second] = features.slice(0, 2).map((name) => moments(columnNamed(table, name).values));
  const y = moments(columnNamed(table, target).values);
  if (first === undefined || second === undefined) return {};
  const scale = classes ? LOGIT_REACH : PLANE_REACH * (y.deviation || 1);
  const reach = ({ deviation }: Moments) => scale / (deviation || 1);
  const [rx, ry] = [round(reach(first)), round(reach(second))];
  const value = classes ? 0 : round(y.mean);
  const span = round(scale + rx * Math.abs(first.mean) + ry * Math.abs(second.mean) + Math.abs(value));
  const b: Parameter = { value, min: -span, max: span, step: (2 * span) / SLIDER_STEPS };
  // The trace of the Hessian bounds its largest eigenvalue: a quarter of mean x² each for the logistic loss, twice for squares.
  const bend = (classes ? 1 / 4 : 2) * (first.meanSquare + second.meanSquare);
  return {
    planeAxes: `${w1},${w2}`,
    parameters: { [bias]: b },
    domainX: [-rx, rx],
    domainY: [-ry, ry],
    point: [round(-rx / 2), round(ry / 2)],
    hyperparameters: { eta: round((RATE_SHARE * 2) / (bend || 1)) },
  };
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly meanSquare: number;
}

function moments(values: Float64Array): Moments {
  const rows = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / rows;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  return { mean, deviation: Math.sqrt(variance), meanSquare: variance + mean * mean };
}

function isBinary(values: Float64Array | undefined): boolean {
  return values?.every((value) => value === 0 || value === 1) ?? false;
}
