/**
 * What second partials at a point say of a surface: eigenvalues, the shape near the point in one word, and whether the point is
 * stationary. It claims only what the numbers hold; it computes no derivatives, and what is said of them is the page's business.
 */

/** ∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²: a symmetric 2 × 2 matrix. */
export interface SecondPartials {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export interface Eigen {
  /** The smaller and the larger eigenvalue; NaN where a partial is. */
  readonly values: readonly [number, number];
  /** A unit vector of the larger one; that of the smaller stands across it. */
  readonly direction: readonly [number, number];
}

/** `trough` and `ridge` are curved one way and flat the other; `plane` is flat both ways. */
export type Shape = 'bowl' | 'dome' | 'saddle' | 'trough' | 'ridge' | 'plane';

export function eigenOf({ xx, xy, yy }: SecondPartials): Eigen {
  const middle = (xx + yy) / 2;
  const reach = Math.hypot((xx - yy) / 2, xy);
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { values: [middle - reach, middle + reach], direction: [Math.cos(angle), Math.sin(angle)] };
}

/** Of the larger |eigenvalue|: the few roundings on the way from the partials to the eigenvalues, 2^-53 each. */
const EIGEN_ERROR = 2 ** -50;
/** A zero is claimed where it is known to this share of the larger |eigenvalue|: six digits. */
const CLAIMED_SHARE = 2 ** -20;
/** Bounds this near to 0 are those of a true 0, rounded outwards. */
const ROUNDED_ZERO = 2 ** -1000;

/**
 * The shape, where each partial lies within `errors` of what is given; null where they leave it open. By Weyl's inequality
 * no eigenvalue is further off than the errors' largest row sum.
 */
export function shapeOf(partials: SecondPartials, errors: SecondPartials): Shape | null {
  const [low, high] = eigenOf(partials).values;
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const doubt = Math.max(errors.xx, errors.yy) + errors.xy + EIGEN_ERROR * largest;
  if (!Number.isFinite(largest + doubt)) return null;
  const zeroIsKnown = doubt <= Math.max(CLAIMED_SHARE * largest, ROUNDED_ZERO);
  const signOf = (value: number): number | null => {
    if (Math.abs(value) > doubt) return Math.sign(value);
    return zeroIsKnown ? 0 : null;
  };
  const [first, second] = [signOf(low), signOf(high)];
  if (first === null || second === null) return null;
  if (first * second < 0) return 'saddle';
  if (first > 0) return 'bowl';
  if (second < 0) return 'dome';
  if (second > 0) return 'trough';
  return first < 0 ? 'ridge' : 'plane';
}

/**
 * Whether the gradient is 0 at a distance of `near` or less along each eigenvector, as far as f is of second order. Along one
 * that is flat, the gradient itself must be as small as it is elsewhere within that distance.
 */
export function isStationary(
  partials: SecondPartials,
  [alongX, alongY]: readonly [number, number],
  near: number,
): boolean {
  const { values, direction } = eigenOf(partials);
  const [low, high] = values.map(Math.abs) as [number, number];
  const [c, s] = direction;
  const largest = Math.max(low, high);
  const reach = (size: number): number => near * (size > CLAIMED_SHARE * largest ? size : largest);
  return Math.abs(c * alongX + s * alongY) <= reach(high) && Math.abs(c * alongY - s * alongX) <= reach(low);
}
