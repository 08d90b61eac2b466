/** What is known of some samples as a whole. */

export interface Extent {
  /** Infinity and -Infinity where nothing is defined. */
  readonly minimum: number;
  readonly maximum: number;
  readonly steepest: number;
  /** How many values are defined. */
  readonly defined: number;
}

export const NO_EXTENT: Extent = { minimum: Infinity, maximum: -Infinity, steepest: 0, defined: 0 };

/** The extent of two sets of samples: the same in whatever order sets are joined, and without negative zeros. */
export function joined(a: Extent, b: Extent): Extent {
  return {
    minimum: Math.min(a.minimum, b.minimum) + 0,
    maximum: Math.max(a.maximum, b.maximum) + 0,
    steepest: Math.max(a.steepest, b.steepest),
    defined: a.defined + b.defined,
  };
}
