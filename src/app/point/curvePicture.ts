/** What the curve of a function along its first coordinate shows: values, slopes, the secant of the chosen difference. */

import type { CurveData, Secant } from '../../charts/curveChart';
import { differenceQuotient } from '../../engines/cpu/gridJob';
import type { AppState } from '../../state/appState';
import type { Descent } from '../descent/descend';
import type { ShownModel } from '../subject/shownModel';
import { type Slices, sliceCoordinates } from './pointPicture';
import type { ShownPoint } from './pointRun';

export type CurvePicture = Omit<CurveData, 'theme'>;

export function curvePicture(
  model: ShownModel,
  state: AppState,
  { value, gradient, corner }: ShownPoint,
  slices: Slices,
  descent: Descent,
): CurvePicture {
  const [x, y] = state.point;
  const [variable] = model.axes;
  const { name } = model;
  // Of the plane's second coordinate a function of one does not speak.
  const held = model.ofOne ? '' : `(${variable}, ${Number(y.toPrecision(4))})`;
  return {
    coordinates: sliceCoordinates(state.domainX),
    values: slices.alongX,
    slopes: slices.slopesX,
    names: {
      value: `${name}${held}`,
      slope: model.ofOne ? `${name}′` : `∂${name}/∂${variable}${held}`,
      variable,
    },
    at: x,
    value,
    slope: gradient[0],
    corner,
    tangent: state.tangentPlaneVisible,
    secant: secantOf(model, state),
    path: pathOf(model, state, descent),
  };
}

/** The secant whose slope the chosen difference quotient is; the exact and the five-point derivative have none. */
function secantOf(model: ShownModel, state: AppState): Secant | null {
  const { derivativeMethod: method, derivativeStep: h } = state;
  if (method !== 'forward' && method !== 'central') return null;
  const [x, y] = state.point;
  const [variable] = model.axes;
  const f = (at: number): number => model.height(at, y);
  const both = method === 'central';
  const start = both ? x - h : x;
  const [from, to] = [start, x + h].map((at) => ({ x: at, y: f(at) }));
  const slope = differenceQuotient(method, h, x, f);
  if (from === undefined || to === undefined || !Number.isFinite(slope)) return null;
  const [run, left] = both ? ['2h', `${variable}−h`] : ['h', variable];
  const rise = model.ofOne ? `${model.name}(${variable}+h) − ${model.name}(${left})` : 'rise';
  return { from, to, slope, run, rise };
}

/** The steps of a descent on the curve: those of a function of one variable never leave it. */
function pathOf(model: ShownModel, state: AppState, descent: Descent): CurvePicture['path'] {
  if (!model.ofOne || !state.descentVisible) return { x: [], y: [] };
  const steps = Array.from(
    { length: Math.min(state.descentPosition + 1, descent.values.length) },
    (_, step) => step,
  );
  return {
    x: steps.map((step) => descent.path[descent.dimension * step] ?? Number.NaN),
    y: steps.map((step) => descent.values[step] ?? Number.NaN),
  };
}
