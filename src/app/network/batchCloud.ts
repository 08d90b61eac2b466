/** Gradients of many batches at the point on the landscape: the fan in which mini-batch descent sees the slope. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import type { Interval } from '../../fields/grid';
import { dot, plus } from '../../models/plane/vectors';
import type { AppState } from '../../state/appState';
import { type GradientCloud, gradientCloud } from '../gradientCloud';
import type { NetworkScene } from './landscape';

/** Enough for a spread of about a tenth of itself. */
const BATCHES = 48;

export interface BatchCloud extends GradientCloud {
  /** Rows of each batch. */
  readonly rows: number;
  /** The slope over all rows, along α and β. */
  readonly whole: readonly [alongU: number, alongV: number];
  /** How many batches' gradients, in all weights, make less than a right angle with that over all rows. */
  readonly agreeing: number;
}

type CloudState = Pick<AppState, 'point' | 'cloudRows' | 'trainingSeed'>;

/** At the weights of the point on the landscape; the batches are drawn by the seed of the training's. */
export function batchCloud(
  { plane, evaluator, data }: Pick<NetworkScene, 'plane' | 'evaluator' | 'data'>,
  { point, cloudRows, trainingSeed }: CloudState,
): BatchCloud {
  const theta = plus(plus(plane.origin, plane.u, point[0]), plane.v, point[1]);
  const { rows: most } = data.table;
  const rows = Math.min(cloudRows, most);
  const cloud = gradientCloud(evaluator, {
    theta,
    plane,
    rows: most,
    batchSize: rows,
    batches: BATCHES,
    seed: trainingSeed,
  });
  const gradient = new Float64Array(theta.length);
  evaluator.lossAndGradient(theta, gradient);
  return {
    ...cloud,
    rows,
    whole: [dot(gradient, plane.u), dot(gradient, plane.v)],
    agreeing: cloud.gradients.filter((one) => dot(one, gradient) > 0).length,
  };
}

/** Room around the longest arrow, in shares of it. */
const MARGIN = 0.15;

/** A ray a batch from the middle of the plot, the gradient over all rows as the arrow. */
export function cloudPicture(
  { arrows, whole, rows }: BatchCloud,
  theme: ScatterPicture['theme'],
): ScatterPicture {
  const reach = [...arrows, whole].flat().reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  const radius = reach > 0 ? reach * (1 + MARGIN) : 1;
  const interval: Interval = [-radius, radius];
  return {
    x: { name: '∂L/∂α', interval },
    y: { name: '∂L/∂β', interval },
    points: { x: arrows.map(([alongU]) => alongU), y: arrows.map(([, alongV]) => alongV) },
    groupNames: [],
    curves: [
      {
        role: 'residual',
        label: `gradients of ${arrows.length} batches; the arrow: of all rows`,
        path: arrows.flatMap(([alongU, alongV]) => [0, 0, alongU, alongV, Number.NaN, Number.NaN]),
      },
    ],
    arrows: [{ from: [0, 0], to: whole, label: 'the gradient over all rows' }],
    shading: null,
    line: null,
    selected: null,
    editable: false,
    description: `Gradients of ${arrows.length} batches of ${rows} rows along the axes of the landscape`,
    theme,
  };
}
