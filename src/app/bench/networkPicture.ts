/** The data of a network with what it predicts, as the scatter plot shows it: a decision surface, or a curve over one feature. */
import { levelLine } from '../../charts/scatter/levelLine';
import type { ScatterCurve, ScatterPicture, ScatterShading } from '../../charts/scatter/scatterPicture';
import { columnNamed } from '../../fields/dataTable';
import { type Interval, sampleCoordinates } from '../../fields/grid';
import { meanOf } from '../data/columns';
import type { NetworkScene } from '../network/landscape';
import { layersOf } from '../network/layers';
import { AS_IT_IS, restored, standardized } from '../network/standardization';
import { type Halves, halvesOf, plotSamples, SHADING_SAMPLES } from './halves';
import { type Look, padded } from './plotExtent';

/** Samples of the prediction along a curve. */
const CURVE_SAMPLES = 161;

/** What the network predicts with the weights `theta`. */
export function networkPicture(scene: NetworkScene, theta: Float64Array, look: Look): ScatterPicture {
  const predict = predictionOf(scene, theta);
  return scene.data.columns.features.length > 1
    ? surfacePicture(scene, predict, look)
    : curvePicture(scene, predict, look);
}

/**
 * The outputs at samples of the plot's features, one array each, in the units of the data; further features are held at their
 * means. Returns one array an output.
 */
type Prediction = (...samples: readonly Float64Array[]) => readonly Float64Array[];

function predictionOf({ model, data }: NetworkScene, theta: Float64Array): Prediction {
  const { columns, standards, raw } = data;
  const standardOf = (name: string) => standards.get(name) ?? AS_IT_IS;
  const output = standardOf(columns.target);
  return (...samples) => {
    const [{ length } = new Float64Array(0)] = samples;
    const inputs = columns.features.map((name, index) => {
      const values = samples[index] ?? new Float64Array(length).fill(meanOf(raw, name));
      return values.map((value) => standardized(value, standardOf(name)));
    });
    return layersOf(model)
      .predict(theta, inputs)
      .map((values) => Float64Array.from(values, (value) => restored(value, output)));
  };
}

function surfacePicture(scene: NetworkScene, predict: Prediction, look: Look): ScatterPicture {
  const { raw, columns, classes } = scene.data;
  const [first = '', second = '', ...held] = columns.features;
  const [xs, ys] = [columnNamed(raw, first).values, columnNamed(raw, second).values];
  const [x, y] = [padded(xs), padded(ys)];
  const samples = plotSamples(x, y);
  const outputs = predict(samples.us, samples.vs);
  const at = held.length === 0 ? '' : `, at the mean of ${held.join(', ')}`;
  const kind = classes === 0 ? `over ${first} and ${second}` : `of ${classes} classes`;
  const { groups, ...seen } =
    outputs.length === 1 ? halved(scene, outputs[0] ?? [], x, y) : classified(scene, outputs, x, y);
  return {
    x: { name: first, interval: x },
    y: { name: second, interval: y },
    points: { x: xs, y: ys, groups },
    ...seen,
    arrows: [],
    line: null,
    editable: true,
    description: `${raw.rows} points ${kind}, shaded by what the network predicts${at}`,
    ...look,
  };
}

/** A number, or the probability of the second of two classes. */
function halved({ data }: NetworkScene, predictions: ArrayLike<number>, x: Interval, y: Interval): Halves {
  const { raw, columns, classes, classNames } = data;
  return halvesOf({
    x,
    y,
    targets: columnNamed(raw, columns.target).values,
    target: columns.target,
    classes: classes > 0 ? classNames : undefined,
    predictions,
  });
}

/** Each place belongs to the class of the largest output. */
function classified(
  { data }: NetworkScene,
  outputs: readonly Float64Array[],
  x: Interval,
  y: Interval,
): Halves {
  const { raw, columns, classNames } = data;
  const predictions: Predictions = Array.from(outputs[0] ?? [], (_, index) =>
    outputs.map((values) => values[index] ?? Number.NaN),
  );
  return {
    groups: columnNamed(raw, columns.target).values,
    groupNames: classNames,
    curves: boundaries(predictions, x, y),
    shading: shadingOf(predictions),
  };
}

/** Outputs of the network at the samples of the plot, x fastest. */
type Predictions = readonly (readonly number[])[];

/** The class of the largest output, and by how much more than chance it is. */
function shadingOf(predictions: Predictions): ScatterShading {
  const [nx, ny] = [SHADING_SAMPLES, SHADING_SAMPLES];
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
  return Array.from({ length: outputs }, (_, output) => {
    const values = predictions.map((all) => {
      const others = all.filter((_value, index) => index !== output);
      return (all[output] ?? Number.NaN) - Math.max(...others);
    });
    return {
      role: 'boundary',
      path: levelLine({ nx, ny, values }, x, y, 0),
      ...(output === 0 && { label: 'equally likely' }),
    };
  });
}

function curvePicture({ data }: NetworkScene, predict: Prediction, look: Look): ScatterPicture {
  const { raw, columns, classes, classNames } = data;
  const [feature = ''] = columns.features;
  const xs = columnNamed(raw, feature).values;
  const ys = columnNamed(raw, columns.target).values;
  const x = padded(xs);
  const positions = sampleCoordinates(x, CURVE_SAMPLES);
  const outputs = predict(positions);
  const predicted = outputs.length > 1 ? outputs[1] : outputs[0];
  const path = Array.from(positions).flatMap((at, index) => [at, predicted?.[index] ?? Number.NaN]);
  const label = classes > 0 ? `probability of ${classNames[1] ?? 'class 1'}` : 'ŷ of the network';
  return {
    x: { name: feature, interval: x },
    y: { name: columns.target, interval: padded(ys) },
    points: { x: xs, y: ys, ...(classes > 0 && { groups: ys }) },
    groupNames: classNames,
    curves: [{ role: 'model', label, path }],
    arrows: [],
    shading: null,
    line: null,
    editable: true,
    description: `${raw.rows} points and the curve that the network predicts`,
    ...look,
  };
}
