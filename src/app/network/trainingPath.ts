/** The training path on the landscape: where its steps lie on the plane, and how much of it the plane shows. */
import { type Honesty, honestyOf, projectPath } from '../../models/plane/projection';
import { plus } from '../../models/plane/vectors';
import type { PathPicture } from '../../views/pathView';
import type { TrainingRecord } from '../descent/trainer';
import type { NetworkScene } from './landscape';
import { recordAt, thinned } from './training';

/** Steps drawn at most: every one of them costs a loss on the surface. */
const MOST_POINTS = 64;

interface PathPoint {
  readonly record: TrainingRecord;
  readonly s: number;
  readonly t: number;
  /** The loss of the surface at (s, t). */
  readonly surfaceLoss: number;
}

/** Points found before, by plane and step: a path that grows is not computed again. */
const known = new WeakMap<NetworkScene['plane'], Map<number, PathPoint>>();

/** The steps kept so far, thinned, and the step shown, in order. */
export function pathPoints(scene: NetworkScene, shownStep: number): readonly PathPoint[] {
  const { trainer } = scene;
  const chosen = thinned(trainer.history, MOST_POINTS);
  const shown = recordAt(trainer, shownStep);
  const records = [...chosen.filter(({ step }) => step !== shown.step), shown];
  return records.sort((a, b) => a.step - b.step).map((record) => pointOf(scene, record));
}

function pointOf({ plane, lossAt }: NetworkScene, record: TrainingRecord): PathPoint {
  const points = known.get(plane) ?? new Map<number, PathPoint>();
  known.set(plane, points);
  const found = points.get(record.step);
  if (found) return found;
  const { s, t } = projectPath([record.theta], plane);
  const [alpha = Number.NaN, beta = Number.NaN] = [s[0], t[0]];
  const below = plus(plus(plane.origin, plane.u, alpha), plane.v, beta);
  const point = { record, s: alpha, t: beta, surfaceLoss: lossAt(below) };
  points.set(record.step, point);
  return point;
}

/** The path as the stage draws it, on the surface. */
export function pathPicture(scene: NetworkScene, shownStep: number): PathPicture {
  const points = pathPoints(scene, shownStep);
  const shown = recordAt(scene.trainer, shownStep).step;
  return {
    points: Float64Array.from(points.flatMap(({ s, t, surfaceLoss }) => [s, t, surfaceLoss])),
    position: points.findIndex(({ record }) => record.step === shown),
  };
}

export interface PathHonesty extends Honesty {
  /** The step of the largest gap. */
  readonly step: number;
}

/** The last answer on each plane: the page asks again after changes that leave the path as it is. */
const judged = new WeakMap<
  NetworkScene['plane'],
  { readonly points: readonly PathPoint[]; readonly honesty: PathHonesty }
>();

/** How much of the path up to now the plane shows; null while there is no path. */
export function pathHonesty(scene: NetworkScene, shownStep: number): PathHonesty | null {
  const points = pathPoints(scene, shownStep);
  if (points.length < 2) return null;
  const last = judged.get(scene.plane);
  const isSame =
    last?.points.length === points.length && last.points.every((point, k) => point === points[k]);
  const honesty = last && isSame ? last.honesty : judge(scene, points);
  judged.set(scene.plane, { points, honesty });
  return honesty;
}

function judge(scene: NetworkScene, points: readonly PathPoint[]): PathHonesty {
  const honesty = honestyOf(
    points.map(({ record }) => record.theta),
    scene.plane,
    points.map(({ record }) => record.loss),
    points.map(({ surfaceLoss }) => surfaceLoss),
  );
  return { ...honesty, step: points[honesty.at]?.record.step ?? 0 };
}

/** Room around the path when the domain is fitted to it, in shares of its reach. */
const MARGIN = 0.25;
const LEAST_RADIUS = 1e-3;

/** The radius about the middle within which the whole path lies, to two digits. */
export function pathRadius(scene: NetworkScene, shownStep: number): number {
  const reach = pathPoints(scene, shownStep).reduce(
    (most, { s, t }) => Math.max(most, Math.abs(s), Math.abs(t)),
    0,
  );
  return Number(Math.max(LEAST_RADIUS, reach * (1 + MARGIN)).toPrecision(2));
}
