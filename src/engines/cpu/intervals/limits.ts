/**
 * One-sided limits of a field at a point, from samples on rays at distances that shrink geometrically. Each
 * sample is an interval over a point, so its rounding error is known and what cancellation has spoilt is not
 * taken for a jump.
 */
import type { IntervalEvaluation } from '../interval';
import { MAY_BREAK, NOWHERE_DEFINED } from './form';

/** Distance of level k: 2^-(2 + 2k) of the unit. */
const FIRST_LEVEL_BITS = 2;
const LEVEL_BITS = 2;
/** 2^-26, the smallest distance that `breaks.ts` asks for, is level 12. */
const MAX_LEVELS = 13;

/**
 * East, west, north, south, north-east, south-west, north-west, south-east: opposites differ in the last bit.
 */
const RAY_X = [1, -1, 0, 0, 1, -1, -1, 1] as const;
const RAY_Y = [0, 0, 1, -1, 1, -1, 1, -1] as const;
export const RAYS = 8;
export const ALL_RAYS: readonly number[] = Array.from({ length: RAYS }, (_, ray) => ray);
/** Not a ray but a single value, to compare a limit with. */
export const HELD = 8;

export function rayX(ray: number): number {
  return RAY_X[ray] ?? 0;
}

export function rayY(ray: number): number {
  return RAY_Y[ray] ?? 0;
}

const UNKNOWN = 0;
const DEFINED = 1;
const UNDEFINED = 2;
const BEYOND_MEASURE = 3;
const UNRELIABLE = 4;

/** Differences below 4 ulp of f32 relative to the values around them are not there in a picture. */
const INVISIBLE = 4 * 2 ** -23;
/**
 * A difference is measured where its error is at most this part of it: small against what SHRINKS_BELOW
 * leaves.
 */
const MEASURED = 1 / 32;
/**
 * Levels over which a difference is watched, and the factor it must shrink by over all of them if it is to
 * vanish. |d|^α shrinks by 4^(-4α): α down to 0.02 is seen to vanish, and so is 1/log(d), while log(d) gives
 * equal differences at all levels.
 */
const WATCHED_LEVELS = 4;
const SHRINKS_BELOW = 0.9;
/** Levels over which a swing is measured, how often it must turn over twice as many, and the part that must be left of it. */
const SWING_LEVELS = 4;
const LEAST_TURNS = 2;
const STILL_SWINGS = 1 / 3;
/** A difference of limits is one where it exceeds this part of the largest step on any ray: see `differ`. */
const EXPLAINED = 1 / 8;
/** The level, 1/16 of a cell away, whose values tell how large the field is around the point. */
const AROUND = 1;
export const AROUND_DISTANCE = 2 ** -(FIRST_LEVEL_BITS + LEVEL_BITS * AROUND);
/**
 * f64 numbers beyond this are on their way to overflow: a value that gets here near a point has no limit
 * there.
 */
const LARGE = 1e300;

export class OneSidedLimits {
  readonly #interval: IntervalEvaluation;
  readonly #state = new Uint8Array((RAYS + 1) * MAX_LEVELS);
  readonly #value = new Float64Array((RAYS + 1) * MAX_LEVELS);
  readonly #error = new Float64Array((RAYS + 1) * MAX_LEVELS);
  /** x, y, and the unit of distance along each axis. */
  readonly #place = new Float64Array(4);
  #deepest = 0;
  #firstRay = 0;
  #endRay = 0;
  #scale = Number.NaN;
  #uncertainty = 0;
  /** Samples taken so far. */
  samples = 0;

  constructor(interval: IntervalEvaluation) {
    this.#interval = interval;
  }

  /** Samples stay at least `nearest` units away. Nothing nearer than one in 2^-26 is resolved. */
  setNearest(nearest: number): void {
    const levels = Math.floor((-Math.log2(nearest) - FIRST_LEVEL_BITS) / LEVEL_BITS);
    this.#deepest = Math.min(MAX_LEVELS - 1, levels);
  }

  /**
   * Rays `firstRay` up to, not including, `endRay` tell how large the field is around the point, and how steep. The place
   * of what is looked for may be off by `uncertainty` units along either axis, and by none across the rays where that is 0.
   */
  moveTo(
    x: number,
    y: number,
    unitX: number,
    unitY: number,
    firstRay: number,
    endRay: number,
    uncertainty = 0,
  ): void {
    const place = this.#place;
    place[0] = x;
    place[1] = y;
    place[2] = unitX;
    place[3] = unitY;
    this.#state.fill(UNKNOWN);
    this.#firstRay = firstRay;
    this.#endRay = endRay;
    this.#scale = Number.NaN;
    this.#uncertainty = uncertainty;
  }

  /** Makes `value`, known to ± `error`, the one that HELD stands for at this point. */
  hold(value: number, error: number): void {
    const from = HELD * MAX_LEVELS;
    this.#state.fill(DEFINED, from, from + MAX_LEVELS);
    this.#value.fill(value, from, from + MAX_LEVELS);
    this.#error.fill(error, from, from + MAX_LEVELS);
  }

  /** Whether the field is defined as `ray` approaches the point. */
  isDefined(ray: number): boolean {
    for (let level = this.#deepest; level >= 0; level--) {
      const state = this.#sample(ray, level);
      if (state !== UNRELIABLE) return state !== UNDEFINED;
    }
    return false;
  }

  /**
   * Whether the field grows without bound, or else has no limit, as `ray` approaches the point. A ray that touches a kink
   * steps there too: see `differ`.
   */
  diverges(ray: number): boolean {
    for (let level = this.#deepest; level > 0; level--) {
      const state = this.#sample(ray, level);
      if (state === UNDEFINED) return false;
      if (state === BEYOND_MEASURE) return true;
      const persists = this.#persists(ray, level, ray, level - 1);
      if (persists === false) return this.#oscillates(ray, level);
      if (persists && !this.#isBesideDoubt(ray, level)) return true;
    }
    return false;
  }

  /**
   * Whether the limits along the two rays differ. Asks for rays that do not diverge.
   *
   * The point is known to δ, a 32nd of the nearest distance d, and a kink beside it gives a difference too:
   * up to 2δ·f'. Where f is |d|^α, one level of a ray makes a difference of (4^α - 1)·d^α, of which that is
   * at most 2/(32 ln 4). All rays count, since one along the kink does not tell how steep f is across it. Nor is such
   * a ray believed itself: within δ of it there is doubt at every distance.
   */
  differ(first: number, second: number): boolean {
    for (let level = this.#deepest; level > 0; level--) {
      if (this.#sample(first, level) === UNDEFINED || this.#sample(second, level) === UNDEFINED) return false;
      const persists = this.#persists(first, level, second, level);
      if (persists === undefined) continue;
      const exceeds = this.#difference(first, level, second, level) > EXPLAINED * this.#largestStep(level);
      if (!persists || !exceeds) return false;
      if (!this.#isBesideDoubt(first, level) && !this.#isBesideDoubt(second, level)) return true;
    }
    return false;
  }

  /**
   * Whether values up to `deepest` go up and down over ranges that do not shrink, as those of sin(1/d) do at whatever
   * levels: differences between two of them may happen to be small.
   */
  #oscillates(ray: number, deepest: number): boolean {
    const first = deepest - 2 * SWING_LEVELS + 1;
    if (first < 0) return false;
    const range = { outer: 0, inner: 0 };
    let turns = 0;
    for (const [part, start] of [
      ['inner', first + SWING_LEVELS],
      ['outer', first],
    ] as const) {
      let [low, high, error] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
      for (let level = start; level < start + SWING_LEVELS; level++) {
        if (this.#sample(ray, level) !== DEFINED) return false;
        const index = ray * MAX_LEVELS + level;
        const value = this.#value[index] as number;
        low = Math.min(low, value);
        high = Math.max(high, value);
        error = Math.max(error, this.#error[index] as number);
      }
      range[part] = high - low;
      if (range[part] <= INVISIBLE * this.#sizeAround() || error > MEASURED * range[part]) return false;
    }
    for (let index = ray * MAX_LEVELS + first + 1; index < ray * MAX_LEVELS + deepest; index++) {
      const before = (this.#value[index] as number) - (this.#value[index - 1] as number);
      const after = (this.#value[index + 1] as number) - (this.#value[index] as number);
      if (before * after < 0) turns++;
    }
    return turns >= LEAST_TURNS && range.inner > STILL_SWINGS * range.outer;
  }

  /** Whether the field diverges along one of `rays`, or has different limits along two of them. */
  conflict(rays: readonly number[]): boolean {
    if (rays.some((ray) => this.diverges(ray))) return true;
    const reference = rays.find((ray) => this.isClear(ray));
    return reference !== undefined && rays.some((ray) => this.differ(reference, ray));
  }

  /** The value on `ray` at AROUND_DISTANCE; NaN where there is none, or none to rely on. */
  around(ray: number): number {
    return this.#sample(ray, AROUND) === DEFINED
      ? (this.#value[ray * MAX_LEVELS + AROUND] as number)
      : Number.NaN;
  }

  /** Whether `ray` leads away from what is in doubt, rather than along it. */
  isClear(ray: number): boolean {
    return !this.#isBesideDoubt(ray, AROUND);
  }

  #difference(rayA: number, levelA: number, rayB: number, levelB: number): number {
    const left = this.#value[rayA * MAX_LEVELS + levelA] as number;
    return Math.abs(left - (this.#value[rayB * MAX_LEVELS + levelB] as number));
  }

  /** Whether the field is in doubt within δ of a sample. */
  #isBesideDoubt(ray: number, level: number): boolean {
    if (ray === HELD || this.#uncertainty === 0) return false;
    const [x, y] = [this.#coordinate(0, rayX(ray), level), this.#coordinate(1, rayY(ray), level)];
    const [aroundX, aroundY] = [this.#uncertainty * this.#unit(0), this.#uncertainty * this.#unit(1)];
    this.samples++;
    return (this.#evaluate(x - aroundX, x + aroundX, y - aroundY, y + aroundY) & MAY_BREAK) !== 0;
  }

  /** The largest difference on a ray between a level and the next one out; 0 where there is none. */
  #largestStep(level: number): number {
    let largest = 0;
    for (let ray = this.#firstRay; ray < this.#endRay; ray++) {
      if (this.#sample(ray, level) !== DEFINED || this.#sample(ray, level - 1) !== DEFINED) continue;
      largest = Math.max(largest, this.#difference(ray, level, ray, level - 1));
    }
    return largest;
  }

  /**
   * Whether the difference between two samples is there and does not shrink with the distance; undefined
   * where rounding hides it.
   */
  #persists(rayA: number, levelA: number, rayB: number, levelB: number): boolean | undefined {
    if (this.#sample(rayA, levelA) !== DEFINED || this.#sample(rayB, levelB) !== DEFINED) return undefined;
    const [a, b] = [rayA * MAX_LEVELS + levelA, rayB * MAX_LEVELS + levelB];
    const difference = this.#difference(rayA, levelA, rayB, levelB);
    const error = (this.#error[a] as number) + (this.#error[b] as number);
    const local = Math.max(Math.abs(this.#value[a] as number), Math.abs(this.#value[b] as number));
    if (difference + error <= INVISIBLE * Math.max(local, this.#sizeAround())) return false;
    if (error > MEASURED * difference) return undefined;
    let watched = false;
    for (let back = 1; back <= WATCHED_LEVELS && back <= levelB; back++) {
      if (this.#sample(rayA, levelA - back) !== DEFINED || this.#sample(rayB, levelB - back) !== DEFINED)
        continue;
      const before = this.#difference(rayA, levelA - back, rayB, levelB - back);
      if (difference < SHRINKS_BELOW ** (back / WATCHED_LEVELS) * before) return false;
      watched = true;
    }
    return watched ? true : undefined;
  }

  /** The largest |f| on a sixteenth of a cell around, so that a field is not measured by its own zero. */
  #sizeAround(): number {
    if (!Number.isNaN(this.#scale)) return this.#scale;
    let scale = 0;
    for (let ray = this.#firstRay; ray < this.#endRay; ray++) {
      if (this.#sample(ray, AROUND) !== DEFINED) continue;
      scale = Math.max(scale, Math.abs(this.#value[ray * MAX_LEVELS + AROUND] as number));
    }
    this.#scale = scale;
    return scale;
  }

  #sample(ray: number, level: number): number {
    const index = ray * MAX_LEVELS + level;
    const known = this.#state[index] as number;
    if (known !== UNKNOWN) return known;
    const x = this.#coordinate(0, rayX(ray), level);
    const y = this.#coordinate(1, rayY(ray), level);
    this.samples++;
    const state = this.#read(index, this.#evaluate(x, x, y, y));
    this.#state[index] = state;
    return state;
  }

  #unit(axis: 0 | 1): number {
    return this.#place[2 + axis] as number;
  }

  #coordinate(axis: 0 | 1, direction: number, level: number): number {
    const distance = 2 ** -(FIRST_LEVEL_BITS + LEVEL_BITS * level);
    return (this.#place[axis] as number) + direction * distance * this.#unit(axis);
  }

  #evaluate(x0: number, x1: number, y0: number, y1: number): number {
    const { box } = this.#interval;
    box[0] = x0;
    box[1] = x1;
    box[2] = y0;
    box[3] = y1;
    return this.#interval.evaluate();
  }

  #read(index: number, found: number): number {
    if (found & NOWHERE_DEFINED) return UNDEFINED;
    if (found & MAY_BREAK) return UNRELIABLE;
    const { low, high } = this.#interval;
    if (low > LARGE || high < -LARGE) return BEYOND_MEASURE;
    if (!Number.isFinite(high - low)) return UNRELIABLE;
    this.#value[index] = low + (high - low) / 2;
    this.#error[index] = (high - low) / 2;
    return DEFINED;
  }
}
