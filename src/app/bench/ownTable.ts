/** A person's own table as data of a model: which model it fits, and the scene that it opens with. */
import type { DataTable } from '../../fields/dataTable';
import type { Interval } from '../../fields/grid';
import { leastSquares } from '../../models/linearRegression';
import type { StatePatch } from '../../state/appState';
import { OPENING } from '../openSubject';
import { columnsOf, type DataSubject, OWN } from './datasets';

/** Half of the domain around a parameter of least squares, in units of its size, and at least this. */
const REACH = 1.5;
const LEAST_REACH = 2;
/** A step that goes down on every quadratic is below 2 over its largest curvature; this share of that is a good start. */
const RATE_SHARE = 0.3;

/** Classes 0 and 1 in the last of three or more columns are classified, everything else is fitted by a line. */
export function fittingModel({ columns }: DataTable): DataSubject {
  const last = columns.at(-1);
  return columns.length >= 3 && last?.values.every((value) => value === 0 || value === 1)
    ? 'logistic'
    : 'linear';
}

/** Shows the model that fits the table kept under `reference`. Throws StateError where none does. */
export function ownTablePatch(reference: string, table: DataTable): StatePatch {
  const name = fittingModel(table);
  const own = { ...OPENING[name], dataset: OWN, ownData: reference };
  if (name === 'logistic') return own;
  const columns = columnsOf('linear', table);
  const best = leastSquares(table, columns);
  if (best === null) return own;
  const around = (value: number): Interval => {
    const reach = Math.max(LEAST_REACH, REACH * Math.abs(value));
    return [value - reach, value + reach];
  };
  const [w, b] = best;
  const [domainX, domainY] = [around(w), around(b)];
  const xs = table.columns[0]?.values ?? new Float64Array(0);
  const meanSquare = xs.reduce((sum, x) => sum + x * x, 0) / Math.max(1, xs.length);
  // The trace of the Hessian 2·[mean x², mean x; mean x, 1] bounds its largest eigenvalue.
  const eta = (RATE_SHARE * 2) / (2 * (meanSquare + 1));
  return { ...own, domainX, domainY, point: [domainX[0] + 1, domainY[1] - 1], hyperparameters: { eta } };
}
