/** The data of a network with what it predicts, as the scatter plot shows it: a decision surface, or a curve over one feature. */
import { levelLine } from '../../charts/scatter/levelLine';
import type { ScatterCurve, ScatterPicture, ScatterShading } from '../../charts/scatter/scatterPicture';
import { columnNamed } from '../../fields/dataTable';
import type { Interval } from '../../fields/grid';
import type { NetworkModel } from '../../models/network';
import { padded } from '../bench/plotExtent';
import type { NetworkScene } from './landscape';
import { layersOf } from './layers';

/** Samples of the prediction along each side of the plot, and along a curve. */
const SHADING_SAMPLES = 49;
const CURVE_SAMPLES = 161;

export type NetworkLook = Pick<ScatterPicture, 'theme' | 'selected'>;

/** What the network predicts with the weights `theta`. */
export function networkPicture(scene: NetworkScene, theta: Float64Array, look: NetworkLook): ScatterPicture {
  return scene.data.columns.features.length > 1
    ? surfacePicture(scene, theta, look)
    : curvePicture(scene, theta, look);
}

function surfacePicture(
  { data, model }: NetworkScene,
  theta: Float64Array,
  look: NetworkLook,
): ScatterPicture {
  const { table, columns, classes } = data;
  const [first = '', second = ''] = columns.features;
  const xs = columnNamed(table, first).values;
  const ys = columnNamed(table, second).values;
  const [x, y] = [padded(xs), padded(ys)];
  const predictions = predictionsOver(model, theta, x, y);
  return {
    x: { name: first, interval: x },
    y: { name: second, interval: y },
    points: { x: xs, y: ys, groups: columnNamed(table, columns.target).values },
    groupNames: Array.from({ length: classes }, (_, index) => `${columns.target} = ${index}`),
    curves: boundaries(predictions, x, y),
    arrows: [],
    shading: shadingOf(predictions),
    line: null,
    editable: false,
    description: `${table.rows} points of ${classes} classes, shaded by what the network predicts`,
    ...look,
  };
}

/** Outputs of the network at the samples of the plot, x fastest. */
type Predictions = readonly (readonly number[])[];

function predictionsOver(model: NetworkModel, theta: Float64Array, x: Interval, y: Interval): Predictions {
  const n = SHADING_SAMPLES;
  const samples = (at: (index: number) => number) => Float64Array.from({ length: n * n }, (_, k) => at(k));
  const outputs = layersOf(model).predict(theta, [
    samples((index) => along(x, index % n, n)),
    samples((index) => along(y, Math.floor(index / n), n)),
  ]);
  return Array.from({ length: n * n }, (_, index) => outputs.map((values) => values[index] ?? Number.NaN));
}

function along([low, high]: Interval, k: number, count: number): number {
  return low + (k / (count - 1)) * (high - low);
}

/** Of one output, its value; of several, the class of the largest and by how much more than chance it is. */
function shadingOf(predictions: Predictions): ScatterShading {
  const [nx, ny] = [SHADING_SAMPLES, SHADING_SAMPLES];
  if (predictions[0]?.length === 1)
    return { nx, ny, values: predictions.map(([value = Number.NaN]) => Math.min(1, Math.max(0, value))) };
  const largest = predictions.map((outputs) => Math.max(...outputs));
  return {
    nx,
    ny,
    groups: predictions.map((outputs, index) => outputs.indexOf(largest[index] ?? Number.NaN)),
    values: predictions.map((outputs, index) => {
      const chance = 1 / outputs.length;
      return ((largest[index] ?? Number.NaN) - chance) / (1 - chance);
    }),
  };
}

function boundaries(predictions: Predictions, x: Interval, y: Interval): readonly ScatterCurve[] {
  const [nx, ny] = [SHADING_SAMPLES, SHADING_SAMPLES];
  const outputs = predictions[0]?.length ?? 0;
  const line = (values: readonly number[], level: number, label?: string): ScatterCurve => ({
    role: 'boundary',
    path: levelLine({ nx, ny, values }, x, y, level),
    ...(label !== undefined && { label }),
  });
  if (outputs === 1)
    return [
      line(
        predictions.map(([value = Number.NaN]) => value),
        0.5,
        'p = ½',
      ),
    ];
  return Array.from({ length: outputs }, (_, output) =>
    line(
      predictions.map((all) => {
        const others = all.filter((_value, index) => index !== output);
        return (all[output] ?? Number.NaN) - Math.max(...others);
      }),
      0,
      output === 0 ? 'equally likely' : undefined,
    ),
  );
}

function curvePicture({ data, model }: NetworkScene, theta: Float64Array, look: NetworkLook): ScatterPicture {
  const { table, columns, classes } = data;
  const [feature = ''] = columns.features;
  const xs = columnNamed(table, feature).values;
  const ys = columnNamed(table, columns.target).values;
  const x = padded(xs);
  const positions = Float64Array.from({ length: CURVE_SAMPLES }, (_, index) =>
    along(x, index, CURVE_SAMPLES),
  );
  const outputs = layersOf(model).predict(theta, [positions]);
  const predicted = outputs.length > 1 ? outputs[1] : outputs[0];
  const path = Array.from(positions).flatMap((at, index) => [at, predicted?.[index] ?? Number.NaN]);
  return {
    x: { name: feature, interval: x },
    y: { name: columns.target, interval: padded(ys) },
    points: { x: xs, y: ys, ...(classes > 0 && { groups: ys }) },
    groupNames: Array.from({ length: classes }, (_, index) => `${columns.target} = ${index}`),
    curves: [{ role: 'model', label: classes > 0 ? 'probability of class 1' : 'ŷ of the network', path }],
    arrows: [],
    shading: null,
    line: null,
    editable: false,
    description: `${table.rows} points and the curve that the network predicts`,
    ...look,
  };
}
