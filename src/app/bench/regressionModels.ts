/** Linear and logistic regression as models that the page can show: the loss over two of their parameters. */
import { leastSquares, linearRegression } from '../../models/linearRegression';
import { LOGISTIC_PARAMETERS, logisticRegression } from '../../models/logisticRegression';
import type { LossModel } from '../../models/lossModel';
import type { AppState } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { createFieldModel, type FieldModel } from '../fieldModel';
import { dataFor } from './datasets';

export function linearModel(state: AppState): FieldModel {
  const { table, columns } = dataFor('linear', state);
  return shown(linearRegression(table, columns));
}

export function logisticModel(state: AppState): FieldModel {
  const { table, columns } = dataFor('logistic', state);
  return shown(logisticRegression(table, columns, logisticAxes(state)));
}

/** The parameter that is no axis of the picture, and has a slider. */
export function logisticAxes({ planeAxes }: Pick<AppState, 'planeAxes'>): readonly [string, string] {
  const names: readonly string[] = LOGISTIC_PARAMETERS;
  const [first = '', second = '', ...rest] = planeAxes.split(',');
  if (rest.length > 0 || first === second || !names.includes(first) || !names.includes(second))
    throw new StateError('axes', planeAxes, `two of ${names.join(', ')}`);
  return [first, second];
}

function shown({ builder, loss, variables, parameters, data, tex }: LossModel): FieldModel {
  const [x = '', y = ''] = variables;
  return createFieldModel({ name: 'L', tex, builder, root: loss, axes: [x, y], parameters, data });
}

/** The least squares of the data shown, and the parameters they were drawn with. */
export function linearOptima(state: AppState): {
  readonly best: readonly [w: number, b: number] | null;
  readonly truth: readonly [w: number, b: number] | null;
} {
  const { table, columns, truth } = dataFor('linear', state);
  const [w, b] = truth ?? [];
  return {
    best: leastSquares(table, columns),
    truth: w === undefined || b === undefined ? null : [w, b],
  };
}
