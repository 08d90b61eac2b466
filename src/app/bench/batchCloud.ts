/** Gradients of many batches at the point of a loss on data: the fan in which mini-batch descent sees the slope. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import { compilePoint } from '../../engines/cpu/pointProgram';
import type { Interval } from '../../fields/grid';
import type { ScalarField } from '../../fields/scalarField';
import type { Steps } from '../../fields/steps';
import { dot, plus } from '../../models/plane/vectors';
import type { AppState } from '../../state/appState';
import type { BenchFact } from '../../ui/facts';
import { formatNumber } from '../../ui/format';
import type { LossEvaluator } from '../descent/lossEvaluator';
import type { NetworkLandscape, NetworkScene } from '../network/landscape';
import type { FieldModel } from '../shown/fieldModel';
import { networkSceneOf, type ShownModel } from '../subject/shownModel';
import { type CloudRequest, type GradientCloud, gradientCloud } from './gradientCloud';

/** Enough for a spread of about a tenth of itself. */
const BATCHES = 48;

export interface BatchCloud extends GradientCloud {
  /** Rows of each batch, and of the data. */
  readonly rows: number;
  readonly most: number;
  /** The slope over all rows, along the axes of the picture. */
  readonly whole: readonly [alongX: number, alongY: number];
  /** How many batches' gradients make less than a right angle with that over all rows; of a network, in all weights. */
  readonly agreeing: number;
}

type CloudState = Pick<AppState, (typeof CLOUD_KEYS)[number]>;

/** What a cloud depends on besides its model. */
export const CLOUD_KEYS = ['point', 'cloudRows', 'trainingSeed', 'parameters'] as const;

/** At the point of `state`; batches are drawn by the seed of the training's. Null where `model` is no loss on data. */
export function* batchCloud(model: ShownModel, state: CloudState): Steps<BatchCloud | null> {
  const place = model.kind === 'formula' ? placeOf(model, state) : null;
  if (place === null) return null;
  const { theta, plane, most } = place;
  const rows = Math.min(state.cloudRows, most);
  const { evaluator } = place;
  const cloud = yield* gradientCloud(evaluator, {
    theta,
    plane,
    rows: most,
    batchSize: rows,
    batches: BATCHES,
    seed: state.trainingSeed,
  });
  const gradient = new Float64Array(theta.length);
  yield* evaluator.gradientSteps(theta, gradient);
  return {
    ...cloud,
    rows,
    most,
    whole: [dot(gradient, plane.u), dot(gradient, plane.v)] as const,
    agreeing: cloud.gradients.filter((one) => dot(one, gradient) > 0).length,
  };
}

interface Place extends Pick<CloudRequest, 'theta' | 'plane'> {
  readonly evaluator: Pick<LossEvaluator, 'gradientSteps'>;
  readonly most: number;
}

function placeOf(model: FieldModel | NetworkLandscape, state: CloudState): Place | null {
  const scene = networkSceneOf(model);
  if (scene !== null) return networkPlace(scene, state);
  const { field } = model;
  if (field.data === undefined || field.data.rows === 0) return null;
  return {
    theta: Float64Array.from(state.point),
    plane: { u: Float64Array.of(1, 0), v: Float64Array.of(0, 1) },
    evaluator: evaluatorOf(model, model.parameterValues(state)),
    most: field.data.rows,
  };
}

function networkPlace({ plane, evaluator, data }: NetworkScene, { point }: CloudState): Place {
  const theta = plus(plus(plane.origin, plane.u, point[0]), plane.v, point[1]);
  return { theta, plane, evaluator, most: data.table.rows };
}

const programs = new WeakMap<ScalarField, ReturnType<typeof compilePoint>>();

/** Of a loss over two of its parameters, with the others at `held`. */
function evaluatorOf({ field, partials }: FieldModel, held: readonly number[]): Place['evaluator'] {
  const [dx, dy] = partials;
  const program = programs.get(field) ?? compilePoint(field, [field.value, dx.value, dy.value]);
  programs.set(field, program);
  return {
    *gradientSteps(theta, into, rows) {
      const answer = yield* program.steps(theta, held, rows);
      into.set(answer.subarray(1));
      return answer[0] ?? Number.NaN;
    },
  };
}

/** Room around the longest arrow, in shares of it. */
const MARGIN = 0.15;

/** A ray a batch from the middle of the plot, the gradient over all rows as the arrow. */
export function cloudPicture(
  { arrows, whole, rows }: BatchCloud,
  [x, y]: readonly [string, string],
  theme: ScatterPicture['theme'],
): ScatterPicture {
  const reach = [...arrows, whole].flat().reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  const radius = reach > 0 ? reach * (1 + MARGIN) : 1;
  const interval: Interval = [-radius, radius];
  return {
    x: { name: `∂L/∂${x}`, interval },
    y: { name: `∂L/∂${y}`, interval },
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
    description: `Gradients of ${arrows.length} batches of ${rows} rows along the axes of the picture`,
    theme,
  };
}

/** What is said of the cloud beside its plot. */
export function cloudFacts(
  { agreeing, arrows, covariance: { uu, vv } }: BatchCloud,
  [x, y]: readonly [string, string],
): readonly BenchFact[] {
  return [
    { label: 'Batches that agree with all rows on the way down', value: `${agreeing} of ${arrows.length}` },
    {
      label: `Spread along ${x} and ${y}`,
      value: `${formatNumber(Math.sqrt(uu), 3)}, ${formatNumber(Math.sqrt(vv), 3)}`,
    },
  ];
}
