/**
 * What a field would be at a point where it has no value, so that it went on through it: sin(x)/x at 0. In a picture such a
 * gap has no width; left as it is, it would be as wide as two cells.
 */
import { ALL_RAYS, AROUND_DISTANCE, type OneSidedLimits, rayX, rayY } from './limits';

/** Where curves without values cross, only the rays between them are left: two pairs where two cross. */
const LEAST_PAIRS = 2;

/**
 * (f, ∂f/∂x, ∂f/∂y) at the point that `limits` stand at, in units of `stepX` and `stepY`; null where the field ends there, has
 * a pole or jumps. Means of values on opposite sides, off by f'' times the square of a sixteenth of the units.
 */
export function continuationAt(
  limits: OneSidedLimits,
  stepX: number,
  stepY: number,
): readonly [number, number, number] | null {
  const clear = ALL_RAYS.filter((ray) => limits.isClear(ray));
  if (!clear.every((ray) => limits.isDefined(ray))) return null;
  // Opposite rays differ in the last bit.
  const rays = clear.filter((ray) => clear.includes(ray ^ 1));
  const values = ALL_RAYS.map((ray) => limits.around(ray));
  const isKnown = rays.length >= 2 * LEAST_PAIRS && rays.every((ray) => !Number.isNaN(values[ray]));
  if (!isKnown || limits.conflict(rays)) return null;
  const sumOf = (weight: (ray: number) => number) =>
    rays.reduce((sum, ray) => sum + weight(ray) * (values[ray] ?? 0), 0);
  // Least squares: opposite rays have opposite coordinates, so that a plane's three unknowns come apart wherever the rays
  // are symmetric to the axes, and else but for a mixed term.
  const [xx, xy, yy] = [
    rays.reduce((sum, ray) => sum + rayX(ray) ** 2, 0),
    rays.reduce((sum, ray) => sum + rayX(ray) * rayY(ray), 0),
    rays.reduce((sum, ray) => sum + rayY(ray) ** 2, 0),
  ];
  const [x, y] = [sumOf(rayX), sumOf(rayY)];
  const determinant = xx * yy - xy * xy;
  if (determinant === 0) return null;
  return [
    sumOf(() => 1) / rays.length,
    (x * yy - y * xy) / determinant / (AROUND_DISTANCE * stepX),
    (y * xx - x * xy) / determinant / (AROUND_DISTANCE * stepY),
  ];
}
