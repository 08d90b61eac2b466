/**
 * The way to a pole where bounds are too wide to search all that they leave in doubt: around the double root of
 * x² - 2xy + y² they do so for thousands of times the width of the boxes.
 */

/** A place in a cell, in units of it. */
export interface Place {
  readonly u: number;
  readonly v: number;
}

/** A part of a cell, in units of it; a point where both sides have no length. */
export interface CellPart {
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** What is asked of the field, over a part of the cell and at a place in it. */
export interface Asked {
  readonly isInDoubt: (part: CellPart) => boolean;
  /** |f|, or where bounds at the place have no end, Infinity. */
  readonly sizeAt: (place: Place) => number;
}

/**
 * Halves `part` down to `narrowest`, taking of two halves in doubt the one with the larger |f| at its centre; null where
 * neither is in doubt.
 */
export function climb(part: CellPart, narrowest: number, { isInDoubt, sizeAt }: Asked): Place | null {
  let best = part;
  while (Math.max(best.u1 - best.u0, best.v1 - best.v0) > narrowest) {
    const [first, second] = halves(best).filter(isInDoubt);
    if (first === undefined) return null;
    const keepsFirst = second === undefined || !(sizeAt(centre(second)) > sizeAt(centre(first)));
    best = keepsFirst ? first : second;
  }
  return centre(best);
}

function centre({ u0, u1, v0, v1 }: CellPart): Place {
  return { u: (u0 + u1) / 2, v: (v0 + v1) / 2 };
}

/** Across the longer side. */
function halves(part: CellPart): readonly CellPart[] {
  const { u, v } = centre(part);
  return part.u1 - part.u0 >= part.v1 - part.v0
    ? [
        { ...part, u1: u },
        { ...part, u0: u },
      ]
    : [
        { ...part, v1: v },
        { ...part, v0: v },
      ];
}
