/** f64 results into texels, in plain JavaScript: for finite differences, and where there is no machine code that does it. */
import { VALIDITY } from '../../fields/gridRequest';
import type { Evaluator, TexelEvaluator } from './evaluator';
import type { Extent } from './extent';

/** Packs f and its partials. `texels` has four numbers a sample; what stood there is overwritten. */
export function packTexels(
  f: Float64Array,
  fx: Float64Array,
  fy: Float64Array,
  texels: Float32Array,
): Extent {
  const { value: hasValue, gradient: hasGradient } = VALIDITY;
  let [minimum, maximum, squared, defined] = [Infinity, -Infinity, 0, 0];
  texels.fill(0);
  for (let i = 0; i < f.length; i++) {
    // What f32 cannot hold is as undefined in the picture as what f64 cannot.
    const value = Math.fround(f[i] as number);
    if (!Number.isFinite(value)) continue;
    texels[4 * i] = value;
    texels[4 * i + 3] = hasValue;
    defined++;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    const dx = Math.fround(fx[i] as number);
    const dy = Math.fround(fy[i] as number);
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
    texels[4 * i + 1] = dx;
    texels[4 * i + 2] = dy;
    texels[4 * i + 3] = hasGradient;
    const squaredSlope = dx * dx + dy * dy;
    if (squaredSlope > squared) squared = squaredSlope;
  }
  return { minimum, maximum, steepest: Math.sqrt(squared), defined };
}

/** Packs the results of another evaluator, whose roots are f, ∂f/∂x and ∂f/∂y. */
export class PackedTexels implements TexelEvaluator {
  constructor(private readonly evaluator: Evaluator) {}

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array, texels: Float32Array): Extent {
    const [f, fx, fy] = this.evaluator.run(parameters, xs, ys);
    if (f === undefined || fx === undefined || fy === undefined)
      throw new RangeError('a gradient program has three roots');
    return packTexels(f, fx, fy, texels);
  }
}
