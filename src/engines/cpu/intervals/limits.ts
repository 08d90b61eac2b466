/**
 * One-sided limits of a field at a point, from samples on rays at distances that shrink geometrically. Each sample is an
 * interval over a point, so its rounding error is known and what cancellation has spoilt is not taken for a jump.
 */
import type { IntervalEvaluation } from '../interval';
import { MAY_BREAK, NOWHERE_DEFINED } from './form';

/** Distance of level k: 2^-(2 + 2k) of the unit. */
const FIRST_LEVEL_BITS = 2;
const LEVEL_BITS = 2;
/** 2^-26, the smallest distance that `breaks.ts` asks for, is level 12. */
const MAX_LEVELS = 13;

/** East, west, north, south, north-east, south-west, north-west, south-east: opposites differ in the last bit. */
const RAY_X = [1, -1, 0, 0, 1, -1, -1, 1] as const;
const RAY_Y = [0, 0, 1, -1, 1, -1, 1, -1] as const;
export const RAYS = 8;
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
/** A difference is measured where its error is at most this part of it: small against what SHRINKS_BELOW leaves. */
const MEASURED = 1 / 32;
/**
 * Levels over which a difference is watched, and the factor it must then have shrunk by if it is to vanish. |d|^α shrinks
 * by 4^(-4α): α down to 0.02 is seen to vanish, and so is 1/log(d), while log(d) gives equal differences at all levels.
 */
const WATCHED_LEVELS = 4;
const SHRINKS_BELOW = 0.9;
/** f64 numbers beyond this are on their way to overflow: a value that gets here near a point has no limit there. */
const LARGE = 1e300;

export class OneSidedLimits {
  readonly #interval: IntervalEvaluation;
  readonly #state = new Uint8Array((RAYS + 1) * MAX_LEVELS);
  readonly #value = new Float64Array((RAYS + 1) * MAX_LEVELS);
  readonly #error = new Float64Array((RAYS + 1) * MAX_LEVELS);
  /** x, y, and the unit of distance along each axis. */
  readonly #place = new Float64Array(4);
  #deepest = 0;
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

  moveTo(x: number, y: number, unitX: number, unitY: number): void {
    const place = this.#place;
    place[0] = x;
    place[1] = y;
    place[2] = unitX;
    place[3] = unitY;
    this.#state.fill(UNKNOWN);
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

  /** Whether the field grows without bound, or else has no limit, as `ray` approaches the point. */
  diverges(ray: number): boolean {
    for (let level = this.#deepest; level > 0; level--) {
      const state = this.#sample(ray, level);
      if (state === UNDEFINED) return false;
      if (state === BEYOND_MEASURE) return true;
      const persists = this.#persists(ray, level, ray, level - 1, 1);
      if (persists !== undefined) return persists;
    }
    return false;
  }

  /** Whether the limits along the two rays differ. Asks for rays that do not diverge. */
  differ(first: number, second: number): boolean {
    for (let level = this.#deepest; level >= 0; level--) {
      if (this.#sample(first, level) === UNDEFINED || this.#sample(second, level) === UNDEFINED) return false;
      const persists = this.#persists(first, level, second, level, 0);
      if (persists !== undefined) return persists;
    }
    return false;
  }

  /**
   * Whether the difference between two samples is there and does not shrink with the distance; undefined where rounding
   * hides it. `span` is how many levels further out the pair reaches.
   */
  #persists(rayA: number, levelA: number, rayB: number, levelB: number, span: number): boolean | undefined {
    if (this.#sample(rayA, levelA) !== DEFINED || this.#sample(rayB, levelB) !== DEFINED) return undefined;
    const [a, b] = [rayA * MAX_LEVELS + levelA, rayB * MAX_LEVELS + levelB];
    const left = this.#value[a] as number;
    const right = this.#value[b] as number;
    const difference = Math.abs(left - right);
    const error = (this.#error[a] as number) + (this.#error[b] as number);
    if (difference + error <= INVISIBLE * Math.max(Math.abs(left), Math.abs(right))) return false;
    if (error > MEASURED * difference) return undefined;
    for (let back = Math.min(WATCHED_LEVELS, levelA - span); back > 0; back--) {
      if (this.#sample(rayA, levelA - back) !== DEFINED || this.#sample(rayB, levelB - back) !== DEFINED)
        continue;
      const before = Math.abs((this.#value[a - back] as number) - (this.#value[b - back] as number));
      return difference >= SHRINKS_BELOW ** (back / WATCHED_LEVELS) * before;
    }
    return undefined;
  }

  #sample(ray: number, level: number): number {
    const index = ray * MAX_LEVELS + level;
    const known = this.#state[index] as number;
    if (known !== UNKNOWN) return known;
    const place = this.#place;
    const distance = 2 ** -(FIRST_LEVEL_BITS + LEVEL_BITS * level);
    const x = (place[0] as number) + rayX(ray) * distance * (place[2] as number);
    const y = (place[1] as number) + rayY(ray) * distance * (place[3] as number);
    const { box } = this.#interval;
    box[0] = x;
    box[1] = x;
    box[2] = y;
    box[3] = y;
    const found = this.#interval.evaluate();
    this.samples++;
    const state = this.#read(index, found);
    this.#state[index] = state;
    return state;
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
