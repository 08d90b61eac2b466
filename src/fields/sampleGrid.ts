/** Answers a grid request from samples instead of a formula: what an engine does for the latter. */
import { type Grid, sampleCoordinate } from './grid';
import { type GridAnswer, VALIDITY } from './gridRequest';
import type { GridInterpolant } from './lossGrid';

/** The texels of `interpolant` over `grid`, in memory. What f32 cannot hold is a hole. */
export function sampleGrid(target: string, interpolant: GridInterpolant, grid: Grid): GridAnswer {
  const { nx, ny } = grid;
  const data = new Float32Array(4 * nx * ny);
  let [minimum, maximum, steepest, defined] = [Infinity, -Infinity, 0, 0];
  for (let j = 0; j < ny; j++) {
    const y = sampleCoordinate(grid.y, j, ny);
    for (let i = 0; i < nx; i++) {
      const sample = interpolant.at(sampleCoordinate(grid.x, i, nx), y);
      const value = Math.fround(sample.value);
      if (!Number.isFinite(value)) continue;
      const texel = 4 * (j * nx + i);
      data[texel] = value;
      data[texel + 3] = VALIDITY.value;
      defined += 1;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      const dx = Math.fround(sample.dx);
      const dy = Math.fround(sample.dy);
      if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
      data[texel + 1] = dx;
      data[texel + 2] = dy;
      data[texel + 3] = VALIDITY.gradient;
      steepest = Math.max(steepest, Math.hypot(dx, dy));
    }
  }
  const none = defined === 0;
  return {
    target,
    grid,
    texels: { kind: 'memory', data },
    summary: {
      minimum: none ? Number.NaN : minimum,
      maximum: none ? Number.NaN : maximum,
      steepest,
      defined: defined / (nx * ny),
    },
  };
}
