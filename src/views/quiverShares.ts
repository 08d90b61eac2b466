/** How long arrows of a quiver are. */

/** The longest arrow against the spacing of arrows: neighbours never touch. */
export const LONGEST_SHARE = 0.92;
export const EQUAL_SHARE = 0.62;
/** Flatter than this share of the steepest, an arrow would be a speck. */
export const LEAST_SHARE = 0.05;
