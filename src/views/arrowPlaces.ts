/** Where the arrows of a quiver lie on the map: the same places and lengths as its shader draws, for what keeps clear of them. */
import type { ArrowLength } from '../state/appState';
import type { HeightFunction } from './pick';
import type { PlotFrame } from './plotFrame';
import { EQUAL_SHARE, LEAST_SHARE, LONGEST_SHARE } from './quiverShares';

/** Central differences over this share of the domain: directions to a degree are enough. */
const DIFFERENCE = 1e-3;

export interface ArrowOptions {
  /** Arrows per side. */
  readonly count: number;
  readonly length: ArrowLength;
  /** |∇f| → length against the longest, 0 to 1. */
  readonly share: (magnitude: number) => number;
}

/** World coordinates: the middle, and the way from there to the tip; (0, 0) where there is no arrow. */
interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly halfX: number;
  readonly halfY: number;
}

export class ArrowPlaces {
  private readonly arrows: readonly Arrow[];

  constructor(
    frame: PlotFrame,
    height: HeightFunction,
    private readonly options: ArrowOptions,
  ) {
    const { count } = options;
    const middle = (index: number): number => (2 * index + 1) / count - 1;
    this.arrows = Array.from({ length: count * count }, (_, index) =>
      arrowAt(frame, height, middle(index % count), middle(Math.floor(index / count)), options),
    );
  }

  /** Distance of a place to the nearest arrow, world units; at least its distance to the cells around it. */
  clearance(x: number, y: number): number {
    const { count } = this.options;
    const cell = (at: number): number => Math.min(count - 1, Math.max(0, Math.floor(((at + 1) / 2) * count)));
    const [column, row] = [cell(x), cell(y)];
    let nearest = 2 / count;
    for (let j = Math.max(0, row - 1); j <= Math.min(count - 1, row + 1); j++) {
      for (let i = Math.max(0, column - 1); i <= Math.min(count - 1, column + 1); i++) {
        const arrow = this.arrows[j * count + i];
        if (arrow) nearest = Math.min(nearest, distance(arrow, x, y));
      }
    }
    return nearest;
  }
}

function arrowAt(
  frame: PlotFrame,
  height: HeightFunction,
  x: number,
  y: number,
  { count, length, share }: ArrowOptions,
): Arrow {
  const f = (atX: number, atY: number): number => height(frame.domainX(atX), frame.domainY(atY));
  const slope = (plus: number, minus: number): number => (plus - minus) / (2 * DIFFERENCE);
  const halfWidth = (frame.x[1] - frame.x[0]) / 2;
  const halfDepth = (frame.y[1] - frame.y[0]) / 2;
  const alongX = slope(f(x + DIFFERENCE, y), f(x - DIFFERENCE, y)) / halfWidth;
  const alongY = slope(f(x, y + DIFFERENCE), f(x, y - DIFFERENCE)) / halfDepth;
  // A step along the gradient, in the world's units.
  const [stepX, stepY] = [alongX / halfWidth, alongY / halfDepth];
  const size = Math.hypot(stepX, stepY);
  const shown = share(Math.hypot(alongX, alongY));
  const none = !(size > 0) || (length !== 'equal' && shown <= LEAST_SHARE);
  const half = none ? 0 : (length === 'equal' ? EQUAL_SHARE : shown * LONGEST_SHARE) / count;
  return { x, y, halfX: none ? 0 : (half * stepX) / size, halfY: none ? 0 : (half * stepY) / size };
}

/** Of a place to the line from tail to tip; without bound where there is no arrow. */
function distance({ x, y, halfX, halfY }: Arrow, atX: number, atY: number): number {
  const squared = halfX ** 2 + halfY ** 2;
  if (squared === 0) return Number.POSITIVE_INFINITY;
  const along = ((atX - x) * halfX + (atY - y) * halfY) / squared;
  const t = Math.max(-1, Math.min(1, along));
  return Math.hypot(atX - x - t * halfX, atY - y - t * halfY);
}
