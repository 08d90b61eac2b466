/** Where a descent on a newly chosen landscape starts, and how fast it should go there. */
import { LEARNING_RATE } from '../../optimizers';
import type { Landscape } from '../../presets';
import type { PlaneModel } from '../shown/shownPlane';

/** Shares of the domain at which to start: off every axis of symmetry, well inside. */
const START = [0.22, 0.71] as const;
/** The first step should cross this share of the domain: seen, but not wild. */
const FIRST_STEP = 0.02;

export function startingPoint({
  domainX,
  domainY,
}: Pick<Landscape, 'domainX' | 'domainY'>): [number, number] {
  const along = ([low, high]: readonly [number, number], share: number) => low + share * (high - low);
  return [roundTo(along(domainX, START[0]), domainX), roundTo(along(domainY, START[1]), domainY)];
}

/** A learning rate of one significant digit (1, 2 or 5) whose first step is about FIRST_STEP of the domain. */
export function startingRate(
  model: PlaneModel,
  { domainX }: Pick<Landscape, 'domainX'>,
  point: readonly [number, number],
): number {
  const slope = Math.hypot(...model.at(...point).gradient);
  if (!(slope > 0)) return LEARNING_RATE.initial;
  const wanted = (FIRST_STEP * (domainX[1] - domainX[0])) / slope;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const mantissa = wanted / decade;
  const nice = (mantissa < 2 ? 1 : mantissa < 5 ? 2 : 5) * decade;
  return Number(Math.min(LEARNING_RATE.max, Math.max(LEARNING_RATE.min, nice)).toPrecision(1));
}

/** To about a hundredth of the domain, so that a person reads a short number. */
function roundTo(value: number, [low, high]: readonly [number, number]): number {
  const unit = 10 ** Math.floor(Math.log10((high - low) / 100));
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
