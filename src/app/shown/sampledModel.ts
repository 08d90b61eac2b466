/** A loss grid from a file as something the page can show: looked up and interpolated, never computed by an engine. */
import { FAULTS } from '../../expression';
import { sampleCoordinate } from '../../fields/grid';
import { type GridInterpolant, interpolate, type LossGrid } from '../../fields/lossGrid';
import { evaluationAtOnce, type PlaneModel, type PointValue } from './shownPlane';

export interface SampledModel extends PlaneModel {
  readonly kind: 'samples';
  readonly surface: GridInterpolant;
  /** The finite differences at the samples, interpolated in their turn. */
  readonly partials: readonly [GridInterpolant, GridInterpolant];
}

export interface SampledDefinition {
  readonly name: string;
  readonly tex: string;
  readonly axes: readonly [string, string];
  readonly grid: LossGrid;
}

export function createSampledModel({ name, tex, axes, grid }: SampledDefinition): SampledModel {
  const surface = interpolate(grid);
  return {
    kind: 'samples',
    name,
    tex,
    axes,
    surface,
    partials: [interpolate(partialGrid(surface, 'dx')), interpolate(partialGrid(surface, 'dy'))],
    ofOne: false,
    singular: false,
    sliders: [],
    parameterValues: () => [],
    setParameters: () => undefined,
    ...evaluationAtOnce({
      at: (x, y) => pointValue(surface, x, y),
      height: (x, y) => surface.at(x, y).value,
    }),
  };
}

function pointValue(surface: GridInterpolant, x: number, y: number): PointValue {
  const { value, dx, dy } = surface.at(x, y);
  if (Number.isFinite(value) && Number.isFinite(dx + dy)) return { value, gradient: [dx, dy], faults: 0 };
  return {
    value,
    gradient: [Number.NaN, Number.NaN],
    faults: FAULTS.notFinite.bit,
    reason: reasonAt(surface, x, y),
  };
}

function reasonAt({ grid, at }: GridInterpolant, x: number, y: number): string {
  const isInside = x >= grid.x[0] && x <= grid.x[1] && y >= grid.y[0] && y <= grid.y[1];
  if (!isInside) return 'outside of the samples';
  return Number.isNaN(at(x, y).value)
    ? 'a sample here is missing or not finite'
    : 'too few samples around for differences';
}

function partialGrid({ grid, at }: GridInterpolant, along: 'dx' | 'dy'): LossGrid {
  const { nx, ny, x, y } = grid;
  const values = grid.values.map((_, index) => {
    const i = index % nx;
    const j = Math.floor(index / nx);
    return at(sampleCoordinate(x, i, nx), sampleCoordinate(y, j, ny))[along];
  });
  return { nx, ny, x, y, values };
}
