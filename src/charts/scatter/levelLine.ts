/** The line on which sampled values cross a level: marching squares (Lorensen and Cline, 1987, in two dimensions). */
import type { Interval } from '../../fields/grid';
import type { ScatterShading } from './scatterPicture';

/**
 * Segments of the line where `samples` cross `level`, over the rectangle x × y. Returns x, y of both ends of each segment and a NaN
 * pair after it, so that it can be drawn as one path. Crossings are interpolated linearly along the cells' edges; of the two
 * ways to part a saddle the one is taken that its mean tells.
 */
export function levelLine(samples: ScatterShading, x: Interval, y: Interval, level: number): number[] {
  const { nx, ny, values } = samples;
  const path: number[] = [];
  const at = (i: number, j: number): number => (values[j * nx + i] ?? Number.NaN) - level;
  for (let j = 0; j + 1 < ny; j++) {
    for (let i = 0; i + 1 < nx; i++) {
      // Corners in turn round the cell, so that edge k runs from corner k to corner k + 1.
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (corners.some(Number.isNaN)) continue;
      for (const [first, second] of pairsOf(corners)) {
        for (const edge of [first, second]) {
          const [dx, dy] = crossing(corners, edge);
          path.push(
            x[0] + ((i + dx) / (nx - 1)) * (x[1] - x[0]),
            y[0] + ((j + dy) / (ny - 1)) * (y[1] - y[0]),
          );
        }
        path.push(Number.NaN, Number.NaN);
      }
    }
  }
  return path;
}

/** Which edges of a cell the line joins. */
function pairsOf(corners: readonly number[]): readonly (readonly [number, number])[] {
  const crossed = [0, 1, 2, 3].filter(
    (edge) => (corners[edge] ?? 0) < 0 !== (corners[(edge + 1) % 4] ?? 0) < 0,
  );
  const [a = 0, b = 0, c, d] = crossed;
  if (crossed.length === 0) return [];
  if (c === undefined || d === undefined) return [[a, b]];
  const mean = corners.reduce((sum, corner) => sum + corner, 0);
  const alike = mean < 0 === (corners[0] ?? 0) < 0;
  return alike
    ? [
        [a, b],
        [c, d],
      ]
    : [
        [d, a],
        [b, c],
      ];
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Where edge number `edge` is crossed, in units of the cell. */
function crossing(corners: readonly number[], edge: number): readonly [number, number] {
  const next = (edge + 1) % 4;
  const [from = 0, to = 0] = [corners[edge], corners[next]];
  const share = from / (from - to);
  const [[x0, y0] = [0, 0], [x1, y1] = [0, 0]] = [CORNERS[edge], CORNERS[next]];
  return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
}
