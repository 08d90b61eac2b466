/**
 * Where the field lies in the picture: (x, y, f) to and from world coordinates.
 * The domain becomes the square [-1, 1]², z is up, and the world's origin is the centre of the whole plot box: the
 * floor, a gap that keeps the floor readable under the surface, and the slab the surface lives in.
 */
import type { Interval } from '../fields/grid';
import { linearTicks, logTicks, type Tick } from '../fields/ticks';
import type { VerticalScale } from '../state/appState';

/** What colour and height span; may be narrower than the values are, which are then cut. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export interface PlotFrameOptions {
  readonly x: Interval;
  readonly y: Interval;
  readonly range: ValueRange;
  readonly scale: VerticalScale;
  readonly factor: number;
}

/** 'linear' follows the values wherever they go; beyond this half height the box would be a tower. */
const LARGEST_LINEAR_HALF_HEIGHT = 2;
/** A flat field still needs a box with walls to look at. */
const SMALLEST_HALF_HEIGHT = 0.1;
/** Gap between floor and slab, as a share of the slab's height, and its bounds. */
const FLOOR_GAP_SHARE = 0.3;
const FLOOR_GAP_LIMITS = [0.12, 0.45] as const;
/** A logarithmic axis spans at most this many decades below its top: more is beyond what f32 holds of a minimum. */
const LARGEST_DECADES = 30;

export class PlotFrame {
  readonly x: Interval;
  readonly y: Interval;
  readonly logarithmic: boolean;
  /** Values outside of [low, high] are cut away. */
  readonly low: number;
  readonly high: number;
  /** World z of the top, the bottom of the slab, and the floor. */
  readonly topZ: number;
  readonly lowZ: number;
  readonly floorZ: number;
  /** z = middleZ + (level − middleLevel) · levelScale, where level is f or log10 f. */
  readonly middleZ: number;
  readonly middleLevel: number;
  readonly levelScale: number;

  constructor({ x, y, range, scale, factor }: PlotFrameOptions) {
    this.x = x;
    this.y = y;
    this.logarithmic = scale === 'log';
    const [low, high] = this.logarithmic ? positiveRange(range) : openRange(range);
    const levelLow = this.logarithmic ? Math.log10(low) : low;
    const levelHigh = this.logarithmic ? Math.log10(high) : high;
    this.middleLevel = levelLow + (levelHigh - levelLow) / 2;
    const halfLevel = (levelHigh - levelLow) / 2;
    let halfHeight = factor / 2;
    if (scale === 'linear') {
      this.levelScale = (2 * factor) / (x[1] - x[0]);
      halfHeight = Math.min(
        LARGEST_LINEAR_HALF_HEIGHT,
        Math.max(SMALLEST_HALF_HEIGHT, halfLevel * this.levelScale),
      );
      this.low = this.middleLevel - halfHeight / this.levelScale;
      this.high = this.middleLevel + halfHeight / this.levelScale;
    } else {
      this.levelScale = halfHeight / halfLevel;
      this.low = low;
      this.high = high;
    }
    const gap = Math.min(
      FLOOR_GAP_LIMITS[1],
      Math.max(FLOOR_GAP_LIMITS[0], 2 * halfHeight * FLOOR_GAP_SHARE),
    );
    this.topZ = halfHeight + gap / 2;
    this.lowZ = -halfHeight + gap / 2;
    this.floorZ = this.lowZ - gap;
    this.middleZ = gap / 2;
  }

  worldX(x: number): number {
    return (2 * (x - this.x[0])) / (this.x[1] - this.x[0]) - 1;
  }

  worldY(y: number): number {
    return (2 * (y - this.y[0])) / (this.y[1] - this.y[0]) - 1;
  }

  /** NaN where f has no place: NaN itself, and f <= 0 on a logarithmic axis. Not clipped. */
  worldZ(f: number): number {
    return this.middleZ + (this.level(f) - this.middleLevel) * this.levelScale;
  }

  domainX(worldX: number): number {
    return this.x[0] + ((worldX + 1) / 2) * (this.x[1] - this.x[0]);
  }

  domainY(worldY: number): number {
    return this.y[0] + ((worldY + 1) / 2) * (this.y[1] - this.y[0]);
  }

  /** f, or log10 f on a logarithmic axis (NaN where f <= 0). */
  level(f: number): number {
    if (!this.logarithmic) return f;
    return f > 0 ? Math.log10(f) : Number.NaN;
  }

  /** Slope of the drawn surface, (dz/dx, dz/dy) in world units, from f and its gradient in domain units. */
  worldGradient(f: number, gx: number, gy: number): readonly [number, number] {
    const perLevel = this.logarithmic ? 1 / (f * Math.LN10) : 1;
    const scale = this.levelScale * perLevel;
    return [(scale * gx * (this.x[1] - this.x[0])) / 2, (scale * gy * (this.y[1] - this.y[0])) / 2];
  }

  /** True where f is drawn: defined, and within what the box spans (with a hair of slack for rounding to f32). */
  shows(f: number): boolean {
    const slack = RANGE_SLACK * (this.high - this.low);
    return f >= this.low - slack && f <= this.high + slack;
  }

  /** Horizontal position inside of the domain. */
  covers(x: number, y: number): boolean {
    return x >= this.x[0] && x <= this.x[1] && y >= this.y[0] && y <= this.y[1];
  }

  valueTicks(count: number): readonly Tick[] {
    return this.logarithmic ? logTicks(this.low, this.high, count) : linearTicks(this.low, this.high, count);
  }
}

/** f32 holds 24 bits of a value that may be large against the range; the engines' answers and the range differ by that. */
export const RANGE_SLACK = 1e-4;

function openRange({ low, high }: ValueRange): readonly [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [-1, 1];
  if (high > low && high - low > Number.EPSILON * 16 * Math.max(Math.abs(low), Math.abs(high)))
    return [low, high];
  const half = Math.max(0.5, Math.abs(low) / 2);
  return [low - half, low + half];
}

function positiveRange(range: ValueRange): readonly [number, number] {
  const high = Number.isFinite(range.high) && range.high > 0 ? range.high : 1;
  const smallest = high * 10 ** -LARGEST_DECADES;
  const low = range.low > 0 ? Math.max(range.low, smallest) : high * 1e-6;
  return low < high * (1 - 1e-12) ? [low, high] : [low / 2, low * 2];
}
