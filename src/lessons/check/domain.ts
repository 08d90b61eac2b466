/** Where functions are compared: a box with one interval for each name, and points in it. */
import { Random } from '../../fields/random';

/** By name of variable or parameter: the interval of its values. */
export type Box = Readonly<Record<string, readonly [low: number, high: number]>>;

/** Seed of the points of every comparison: the same answer always meets the same points. */
const POINTS_SEED = 20_260_101;

/**
 * `count` points, uniform in the box, each with one number for each of `names`; [-2, 2] where the box has none. They
 * follow from a seed and have no round coordinates, so that a hole in the domain at a single place is never met.
 */
export function pointsIn(box: Box, names: readonly string[], count: number): readonly (readonly number[])[] {
  const random = new Random(POINTS_SEED);
  return Array.from({ length: count }, () =>
    names.map((name) => {
      const [low, high] = box[name] ?? DEFAULT_INTERVAL;
      return random.between(low, high);
    }),
  );
}

export const DEFAULT_INTERVAL = [-2, 2] as const;
