/** Linear regression on one feature: ŷ = w·x + b, with the mean squared error as its loss. */
import { columnNamed, type DataTable } from '../fields/dataTable';
import { squaredLoss } from './losses';
import { beginModel, type Columns, type LossModel } from './lossModel';

const LINEAR_PARAMETERS = ['w', 'b'] as const;

/** L(w, b) = 1/n Σ (w·xᵢ + b − yᵢ)² over the rows of `data`. */
export function linearRegression(data: DataTable, { features: [x = 'x'], target }: Columns): LossModel {
  const { builder: b, symbol, parameters } = beginModel(LINEAR_PARAMETERS, LINEAR_PARAMETERS);
  const predicted = b.add(b.multiply(symbol('w'), b.column(x)), symbol('b'));
  const rowLoss = squaredLoss(b, predicted, b.column(target));
  return {
    builder: b,
    prediction: predicted,
    rowLoss,
    loss: b.mean(rowLoss),
    names: LINEAR_PARAMETERS,
    variables: LINEAR_PARAMETERS,
    parameters,
    data,
    tex: '\\frac{1}{n}\\sum_{i=1}^{n} (w\\,x_i + b - y_i)^2',
  };
}

/**
 * The parameters of least squares in closed form: w = cov(x, y)/var(x), b = ȳ − w·x̄, about the means so that nothing large
 * cancels; null where all x are equal, and every line through their mean is as good.
 */
export function leastSquares(
  data: DataTable,
  { features: [x = 'x'], target }: Columns,
): readonly [w: number, b: number] | null {
  const xs = columnNamed(data, x).values;
  const ys = columnNamed(data, target).values;
  const meanX = mean(xs);
  const meanY = mean(ys);
  let covariance = 0;
  let variance = 0;
  xs.forEach((value, row) => {
    covariance += (value - meanX) * ((ys[row] ?? Number.NaN) - meanY);
    variance += (value - meanX) ** 2;
  });
  if (variance === 0) return null;
  const w = covariance / variance;
  return [w, meanY - w * meanX];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
