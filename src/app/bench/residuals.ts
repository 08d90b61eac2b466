/** The residuals of a model of one feature, as lines in its plot. */
import { MOST_EDITABLE_POINTS } from '../../charts/scatter/scatterPicture';

/** From each point straight to the prediction, as one path with gaps; so many points that they are one cloud have none. */
export function residuals(xs: Float64Array, ys: Float64Array, predict: (x: number) => number): number[] {
  if (xs.length > MOST_EDITABLE_POINTS) return [];
  return Array.from(xs).flatMap((x, row) => [
    x,
    ys[row] ?? Number.NaN,
    x,
    predict(x),
    Number.NaN,
    Number.NaN,
  ]);
}
