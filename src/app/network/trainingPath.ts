/** The training path on the landscape: where its steps lie on the plane, and how much of it the plane shows. */
import type { Steps } from '../../fields/steps';
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

/** Points whose losses `findPath` has found, by plane and step: a path that grows is not computed again. */
const known = new WeakMap<NetworkScene['plane'], Map<number, PathPoint>>();

/** The steps kept so far, thinned, and the step shown, in order; those that `findPath` has not come to have NaN for their loss. */
function pathPoints(scene: NetworkScene, shownStep: number): readonly PathPoint[] {
  const { plane } = scene;
  const found = known.get(plane);
  return recordsShown(scene, shownStep).map((record) => {
    const point = found?.get(record.step);
    if (point) return point;
    const { s, t } = projectPath([record.theta], plane);
    return { record, s: s[0] ?? Number.NaN, t: t[0] ?? Number.NaN, surfaceLoss: Number.NaN };
  });
}

function recordsShown({ trainer }: NetworkScene, shownStep: number): readonly TrainingRecord[] {
  const shown = recordAt(trainer, shownStep);
  const others = thinned(trainer.history, MOST_POINTS).filter(({ step }) => step !== shown.step);
  return [...others, shown].sort((a, b) => a.step - b.step);
}

/** Computes the losses of the surface below the path up to now, as far as they are not known. */
export function* findPath(scene: NetworkScene, shownStep: number): Steps<void> {
  const { plane, evaluator } = scene;
  const found = known.get(plane) ?? new Map<number, PathPoint>();
  known.set(plane, found);
  for (const point of pathPoints(scene, shownStep)) {
    const { record, s, t } = point;
    if (found.has(record.step)) continue;
    const { loss } = yield* evaluator.scoreSteps(plus(plus(plane.origin, plane.u, s), plane.v, t));
    found.set(record.step, { ...point, surfaceLoss: loss });
    yield;
  }
}

/** The training path as the stage draws it, on the surface, as far as it is known. */
export function pathPicture(scene: NetworkScene, shownStep: number): PathPicture {
  const found = known.get(scene.plane);
  const points = pathPoints(scene, shownStep).filter(({ record }) => found?.has(record.step));
  const shown = recordAt(scene.trainer, shownStep).step;
  return {
    points: Float64Array.from(points.flatMap(({ s, t, surfaceLoss }) => [s, t, surfaceLoss])),
    position: Math.max(
      0,
      points.findLastIndex(({ record }) => record.step <= shown),
    ),
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

/** How much of the path up to now the plane shows; null while there is no path, or not all of it is known. */
export function pathHonesty(scene: NetworkScene, shownStep: number): PathHonesty | null {
  const points = pathPoints(scene, shownStep);
  const found = known.get(scene.plane);
  if (points.length < 2 || !points.every(({ record }) => found?.has(record.step))) return null;
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
