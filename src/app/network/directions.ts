/** The plane of a network's landscape: which directions through the weights, and what a unit along each of them is. */
import type { Plane } from '../../fields/slice';
import type { NetworkModel } from '../../models/network';
import { filterNormalized, principalPlane } from '../../models/plane/directions';
import { dot, length, orthonormalized, type Vector } from '../../models/plane/vectors';
import type { AppState } from '../../state/appState';
import { sharpestDirections } from './curvatureEvaluator';

export interface LandscapePlane extends Plane {
  readonly origin: Vector;
  readonly u: Vector;
  readonly v: Vector;
  /** What α and β are, in words. */
  readonly meaning: readonly [alpha: string, beta: string];
  /** Why the directions asked for could not be had, or not yet; null where they are. */
  readonly problem: string | null;
  /** What finds those that are not there yet: once it has come to its end, the plane is to be made again. */
  readonly pending?: Iterator<unknown>;
}

export interface DirectionRequest {
  readonly model: NetworkModel;
  readonly theta: Vector;
  /** ∂L/∂θ at `theta`, computed where directions depend on it. */
  readonly gradient: () => Vector;
  /** Weights of the steps so far. */
  readonly path: readonly Vector[];
}

type DirectionState = Pick<AppState, 'landscapeDirections' | 'landscapeSeed' | 'planeAxes'>;

/** The plane through `theta` that `state` asks for. */
export function landscapePlane(state: DirectionState, request: DirectionRequest): LandscapePlane {
  switch (state.landscapeDirections) {
    case 'random':
      return randomPlane(state, request, null);
    case 'weights':
      return weightPlane(state, request);
    case 'path':
      return pathPlane(state, request);
    case 'curvature':
      return curvaturePlane(state, request);
    default:
      return state.landscapeDirections satisfies never;
  }
}

/** The two weights that `planeAxes` names, or the first two where the network has none of these names. */
export function chosenWeights(
  { planeAxes }: Pick<AppState, 'planeAxes'>,
  names: readonly string[],
): readonly [string, string] {
  const [first = '', second = ''] = planeAxes.split(',');
  if (first !== second && names.includes(first) && names.includes(second)) return [first, second];
  return [names[0] ?? '', names[1] ?? ''];
}

function weightPlane(state: DirectionState, { model, theta }: DirectionRequest): LandscapePlane {
  const chosen = chosenWeights(state, model.variables);
  const unit = (name: string): Vector =>
    Float64Array.from(model.variables, (variable) => (variable === name ? 1 : 0));
  return {
    origin: theta,
    u: unit(chosen[0]),
    v: unit(chosen[1]),
    meaning: [`α is added to ${chosen[0]}`, `β is added to ${chosen[1]}`],
    problem: null,
  };
}

function randomPlane(
  { landscapeSeed }: DirectionState,
  { model, theta }: DirectionRequest,
  problem: string | null,
): LandscapePlane {
  const [u, v] = filterNormalized(model, theta, landscapeSeed);
  const meaning = 'a random direction; 1 moves the weights into each unit by as much as they are long';
  return { origin: theta, u, v, meaning: [`α: ${meaning}`, 'β: another one'], problem };
}

function pathPlane(state: DirectionState, request: DirectionRequest): LandscapePlane {
  const plane = principalPlane(request.path);
  if (plane === null) {
    const problem =
      'The path up to the middle spans no plane yet: train, then centre. Random directions are shown.';
    return randomPlane(state, request, problem);
  }
  const share = (part: number) => `${(100 * part).toFixed(1)} % of the path’s variance`;
  const [first, second] = plane.explained;
  return {
    origin: request.theta,
    u: plane.u,
    v: plane.v,
    meaning: [
      `α: first principal component of the path up to the middle, ${share(first)}; in units of the weights`,
      `β: the second, ${share(second)}`,
    ],
    problem: null,
  };
}

/** Gradients below this are rounding: no direction. */
const NO_GRADIENT = 1e-12;

function curvaturePlane(state: DirectionState, request: DirectionRequest): LandscapePlane {
  const { model, theta } = request;
  const { found, pending } = sharpestDirections(model, theta, state.landscapeSeed);
  if (found === null)
    return {
      ...randomPlane(
        state,
        request,
        'The sharpest directions are being found. Random directions are shown meanwhile.',
      ),
      ...(pending && { pending }),
    };
  const { vectors, values } = found;
  const [sharpest, next] = vectors;
  const bend = (value: number | undefined) => `curvature ${(value ?? Number.NaN).toPrecision(3)}`;
  const gradient = request.gradient();
  const slope = length(gradient);
  const along = sharpest && slope > NO_GRADIENT ? orthonormalized(gradient, sharpest) : null;
  if (along)
    return {
      origin: theta,
      u: along[0],
      v: along[1],
      meaning: [
        `α: along the gradient, of length ${slope.toPrecision(3)}; in units of the weights`,
        `β: along the sharpest direction (${bend(values[0])}), as far as it is at right angles to the gradient (${share(dot(along[1], sharpest ?? along[1]))})`,
      ],
      problem: null,
    };
  const both = sharpest && next ? orthonormalized(sharpest, next) : null;
  if (both)
    return {
      origin: theta,
      u: both[0],
      v: both[1],
      meaning: [
        `α: along the sharpest direction, ${bend(values[0])}; in units of the weights`,
        `β: along the next, ${bend(values[1])}`,
      ],
      problem: 'The gradient is 0 here, so both directions are eigenvectors of the Hessian.',
    };
  return randomPlane(state, request, 'The loss does not bend here. Random directions are shown.');
}

function share(cosine: number): string {
  return `${(100 * cosine * cosine).toFixed(0)} % of it`;
}
