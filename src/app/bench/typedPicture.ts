/** The data of a typed model with the model over them: a curve over one feature, or shading over two. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import { Walk } from '../../engines/cpu/walk';
import { columnNamed, type DataTable } from '../../fields/dataTable';
import { sampleCoordinates } from '../../fields/grid';
import type { LossModel } from '../../models/lossModel';
import { predictionField } from '../../models/prediction';
import type { AppState } from '../../state/appState';
import { meanOf } from '../data/columns';
import { classNames, dataFor, type ModelData } from '../data/datasets';
import type { FieldModel } from '../shown/fieldModel';
import { weightsOf } from '../subject/lossField';
import { halvesOf, plotSamples } from './halves';
import { type Look, padded } from './plotExtent';
import { residuals } from './residuals';

/** Along the curve: smooth across the plot. */
const CURVE_SAMPLES = 241;

/** What the model makes of the data: which columns its picture is drawn over, and the prediction as a function of them. */
export interface TypedPlot {
  /** One or two columns. */
  readonly features: readonly string[];
  /** Columns of the model that the plot has no axis for, with the mean they are held at. */
  readonly held: readonly { readonly name: string; readonly mean: number }[];
  readonly target: string;
  /** Whether the target is 0 or 1 in every row. */
  readonly classes: boolean;
}

export function plotOf(loss: LossModel, target: string): TypedPlot {
  const { data } = loss;
  const used = usedFeatures(loss);
  const features = used.length === 0 ? firstFeature(data) : used.slice(0, 2);
  return {
    features,
    held: used.slice(2).map((name) => ({ name, mean: meanOf(data, name) })),
    target,
    classes: isBinary(data, target),
  };
}

export function typedPicture(model: FieldModel, state: AppState, look: Look): ScatterPicture {
  const { loss } = model;
  if (loss === undefined) throw new RangeError('the field is no loss of a model');
  const data = dataFor('typed', state);
  const { table, columns } = data;
  const plot = plotOf(loss, columns.target);
  const predict = predictorOf(loss, weightsOf(model, state), plot);
  const [first = '', second] = plot.features;
  const shown = { data, table, plot, predict };
  return second === undefined
    ? curvePicture(shown, first, look)
    : shadedPicture(shown, [first, second], look);
}

/** The prediction at values of the plot's features, held ones at their means. */
function predictorOf(
  loss: LossModel,
  weights: readonly number[],
  { features, held }: Pick<TypedPlot, 'features' | 'held'>,
): (...at: readonly number[]) => number {
  const field = predictionField(loss, [...features, ...held.map(({ name }) => name)]);
  const walk = Walk.of(field, [field.value]);
  walk.setParameters(weights);
  const means = held.map(({ mean }) => mean);
  return (...at) => {
    walk.evaluate(...at, ...means);
    return walk.value(0);
  };
}

interface Shown {
  readonly data: ModelData;
  readonly table: DataTable;
  readonly plot: TypedPlot;
  readonly predict: (...at: readonly number[]) => number;
}

function curvePicture({ table, plot, predict }: Shown, feature: string, look: Look): ScatterPicture {
  const xs = columnNamed(table, feature).values;
  const ys = columnNamed(table, plot.target).values;
  const x = padded(xs);
  const curve = Array.from(sampleCoordinates(x, CURVE_SAMPLES)).flatMap((at) => [at, predict(at)]);
  return {
    x: { name: feature, interval: x },
    y: { name: plot.target, interval: padded(ys) },
    points: { x: xs, y: ys },
    groupNames: [],
    curves: [
      { role: 'residual', path: residuals(xs, ys, predict) },
      { role: 'model', label: 'p, the prediction', path: curve },
    ],
    arrows: [],
    shading: null,
    line: null,
    editable: true,
    description: `${table.rows} points and the curve of the model over ${feature}`,
    ...look,
  };
}

function shadedPicture(
  { data, table, plot, predict }: Shown,
  [first, second]: readonly [string, string],
  look: Look,
): ScatterPicture {
  const [xs, ys] = [columnNamed(table, first).values, columnNamed(table, second).values];
  const [x, y] = [padded(xs), padded(ys)];
  const { us, vs } = plotSamples(x, y);
  const { groups, ...halves } = halvesOf({
    x,
    y,
    targets: columnNamed(table, plot.target).values,
    target: plot.target,
    classes: plot.classes ? classNames(data) : undefined,
    predictions: us.map((u, index) => predict(u, vs[index] ?? Number.NaN)),
  });
  return {
    x: { name: first, interval: x },
    y: { name: second, interval: y },
    points: { x: xs, y: ys, groups },
    ...halves,
    arrows: [],
    line: null,
    editable: true,
    description: `${table.rows} points over ${first} and ${second}, shaded by what the model predicts`,
    ...look,
  };
}

/** The columns that the prediction depends on, in the table's order. */
function usedFeatures({ builder, prediction, data }: LossModel): readonly string[] {
  const { graph } = builder;
  const used = new Set(
    graph.reachable([prediction]).flatMap((id) => {
      const node = graph.node(id);
      return node.kind === 'column' ? [node.name] : [];
    }),
  );
  return data.columns.map(({ name }) => name).filter((name) => used.has(name));
}

function firstFeature({ columns }: DataTable): readonly string[] {
  return columns.slice(0, 1).map(({ name }) => name);
}

function isBinary(table: DataTable, target: string): boolean {
  return columnNamed(table, target).values.every((value) => value === 0 || value === 1);
}
