/** The data of a regression with the model over them, as the scatter plot shows it, for the parameters at the point. */
import type { ScatterArrow, ScatterCurve, ScatterPicture } from '../../charts/scatter/scatterPicture';
import { columnNamed } from '../../fields/dataTable';
import type { Interval } from '../../fields/grid';
import type { AppState } from '../../state/appState';
import { formatNumber } from '../../ui/format';
import { classNames, dataFor } from '../data/datasets';
import type { FieldModel } from '../shown/fieldModel';
import { weightsOf } from '../subject/lossField';
import { linearOptima } from '../subject/regressionModels';
import { halvesOf, plotSamples } from './halves';
import { type Look, padded } from './plotExtent';
import { residuals } from './residuals';

/** The arrow of steepest descent in the plane of the features, as a share of the plot. */
const ARROW_SHARE = 0.22;
const SHOWN_DIGITS = 4;

export function linearPicture(state: AppState, look: Look): ScatterPicture {
  const { table, columns } = dataFor('linear', state);
  const [feature = ''] = columns.features;
  const xs = columnNamed(table, feature).values;
  const ys = columnNamed(table, columns.target).values;
  const [w, b] = state.point;
  const x = padded(xs);
  const y = padded(ys);
  const { best, truth } = linearOptima(state);
  const lineOver = ([slope, intercept]: readonly [number, number]) =>
    x.flatMap((at) => [at, slope * at + intercept]);
  const curves: ScatterCurve[] = [
    ...(truth ? [{ role: 'truth', label: 'drawn from', path: lineOver(truth) } as const] : []),
    ...(best ? [{ role: 'best', label: 'least squares', path: lineOver(best) } as const] : []),
    { role: 'residual', path: residuals(xs, ys, (at) => w * at + b) },
    { role: 'model', label: 'ŷ = wx + b', path: lineOver([w, b]) },
  ];
  return {
    x: { name: feature, interval: x },
    y: { name: columns.target, interval: y },
    points: { x: xs, y: ys },
    groupNames: [],
    curves,
    arrows: [],
    shading: null,
    line: { slope: w, intercept: b },
    editable: true,
    description: `${table.rows} points and the line y = ${formatNumber(w, SHOWN_DIGITS)}·x + ${formatNumber(b, SHOWN_DIGITS)}`,
    ...look,
  };
}

/** The values of w1, w2 and b: two of the point, the third of its slider. */
export function logisticWeights(
  model: FieldModel,
  state: AppState,
): Readonly<Record<'w1' | 'w2' | 'b', number>> {
  const weights = weightsOf(model, state);
  const names = model.loss?.names ?? [];
  const of = (name: string) => weights[names.indexOf(name)] ?? Number.NaN;
  return { w1: of('w1'), w2: of('w2'), b: of('b') };
}

/** With the gradient at the point. */
export function logisticPicture(
  model: FieldModel,
  state: AppState,
  gradient: readonly [number, number],
  look: Look,
): ScatterPicture {
  const data = dataFor('logistic', state);
  const { table, columns } = data;
  const [first = '', second = ''] = columns.features;
  const xs = columnNamed(table, first).values;
  const ys = columnNamed(table, second).values;
  const { w1, w2, b } = logisticWeights(model, state);
  const x = padded(xs);
  const y = padded(ys);
  const { us, vs } = plotSamples(x, y);
  const { groups, ...halves } = halvesOf({
    x,
    y,
    targets: columnNamed(table, columns.target).values,
    target: columns.target,
    classes: classNames(data),
    predictions: us.map((u, index) => 1 / (1 + Math.exp(-(w1 * u + w2 * (vs[index] ?? Number.NaN) + b)))),
  });
  return {
    x: { name: first, interval: x },
    y: { name: second, interval: y },
    points: { x: xs, y: ys, groups },
    ...halves,
    arrows: descentArrow(model, gradient, x, y),
    line: null,
    editable: true,
    description: `${table.rows} points of two classes, shaded by the probability of class 1 for w = (${formatNumber(w1, SHOWN_DIGITS)}, ${formatNumber(w2, SHOWN_DIGITS)}), b = ${formatNumber(b, SHOWN_DIGITS)}`,
    ...look,
  };
}

/** Where a step of gradient descent turns the weights: −(∂L/∂w₁, ∂L/∂w₂) from the middle of the plot, where both are axes. */
function descentArrow(
  model: FieldModel,
  [dx, dy]: readonly [number, number],
  x: Interval,
  y: Interval,
): ScatterArrow[] {
  if (model.axes[0] !== 'w1' || model.axes[1] !== 'w2') return [];
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return [];
  const reach = ARROW_SHARE * Math.min(x[1] - x[0], y[1] - y[0]);
  const from = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2] as const;
  const to = [from[0] - (reach * dx) / length, from[1] - (reach * dy) / length] as const;
  return [{ from, to, label: 'direction in which descent turns the weights' }];
}
