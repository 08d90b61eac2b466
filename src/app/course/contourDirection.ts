/** The direction of a contour line through a point, found by walking round the point: nothing of derivatives is used. */

/** Radius of the circle, as a share of the domain: small enough that a line is straight within it, large enough for f64. */
export const RADIUS_SHARE = 1e-4;
/** Halvings of half a turn: 2⁻⁴⁰ of it is rounding. */
const HALVINGS = 40;

/**
 * The chord between the two places on a circle of `radius` round (x, y) where f is what it is at the point. `uphill` is an
 * angle (radians) at which f is higher; opposite it must be lower. Null where it is not, as at a minimum.
 */
export function contourDirection(
  f: (x: number, y: number) => number,
  [x, y]: readonly [number, number],
  uphill: number,
  radius: number,
): readonly [number, number] | null {
  const here = f(x, y);
  const place = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  const above = (angle: number): number => f(...place(angle)) - here;
  if (!(above(uphill) > 0) || !(above(uphill + Math.PI) < 0)) return null;
  const crossing = (side: 1 | -1): readonly [number, number] => {
    let [high, low] = [uphill, uphill + side * Math.PI];
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (high + low) / 2;
      if (above(middle) > 0) high = middle;
      else low = middle;
    }
    return place((high + low) / 2);
  };
  const [a, b] = [crossing(1), crossing(-1)];
  return [b[0] - a[0], b[1] - a[1]];
}

/** The angle between two directions, degrees, 0 to 90: lines have no sense. */
export function angleBetweenLines(a: readonly [number, number], b: readonly [number, number]): number {
  const cross = Math.abs(a[0] * b[1] - a[1] * b[0]);
  const dot = Math.abs(a[0] * b[0] + a[1] * b[1]);
  return (Math.atan2(cross, dot) * 180) / Math.PI;
}
