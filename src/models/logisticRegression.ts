/** Logistic regression on two features: p = σ(w₁·x₁ + w₂·x₂ + b), with the binary cross-entropy as its loss. */
import type { DataTable } from '../fields/dataTable';
import { logisticLoss } from './losses';
import { beginModel, type Columns, type LossModel } from './lossModel';

export const LOGISTIC_PARAMETERS = ['w1', 'w2', 'b'] as const;

/**
 * L = 1/n Σ [softplus(zᵢ) − yᵢ·zᵢ] with z = w₁·x₁ + w₂·x₂ + b and y in {0, 1}: `logisticLoss`. Those of the three parameters
 * that are coordinates are `variables`.
 */
export function logisticRegression(
  data: DataTable,
  { features: [x1 = 'x1', x2 = 'x2'], target }: Columns,
  variables: readonly string[],
): LossModel {
  const { builder: b, symbol, parameters } = beginModel(LOGISTIC_PARAMETERS, variables);
  const weighted = b.add(b.multiply(symbol('w1'), b.column(x1)), b.multiply(symbol('w2'), b.column(x2)));
  const z = b.add(weighted, symbol('b'));
  const rowLoss = logisticLoss(b, z, b.column(target));
  return {
    builder: b,
    prediction: b.call('sigmoid', z),
    rowLoss,
    loss: b.mean(rowLoss),
    names: LOGISTIC_PARAMETERS,
    variables,
    parameters,
    data,
    tex: '\\frac{1}{n}\\sum_{i=1}^{n} \\left[\\ln(1+e^{z_i}) - y_i z_i\\right],\\quad z = w_1 x_1 + w_2 x_2 + b',
  };
}
