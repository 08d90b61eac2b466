/** How long an arrow is for how steep a slope. */
import type { PlotFrame } from './plotFrame';

export interface ArrowScale {
  /** The slope that spans the whole range over the narrower side of the domain. */
  readonly typical: number;
  /** share of `steepest` before normalising, so that the steepest sample has share 1. */
  readonly largest: number;
}

export function arrowScale(frame: PlotFrame, steepest: number): ArrowScale {
  const typical = typicalSlope(frame);
  const bounded = steepest > 0 && Number.isFinite(steepest) ? steepest : typical;
  return { typical, largest: bounded / (bounded + typical) };
}

/** 0 to 1, rising and saturating, |∇f| / (|∇f| + typical): beside a pole's slopes common ones still have arrows. */
export function arrowShare(magnitude: number, { typical, largest }: ArrowScale): number {
  return Math.min(1, magnitude / (magnitude + typical) / largest);
}

export function typicalSlope(frame: PlotFrame): number {
  return (frame.high - frame.low) / Math.min(frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]);
}
