/** What a request may ask of a device: sizes that its textures take, numbers that f32 holds. */
import { EngineError } from '../../fields/engineError';
import { checkGrid } from '../../fields/grid';
import { type GridRequest, isStepped } from '../../fields/gridRequest';

const SMALLEST_NORMAL_F32 = 2 ** -126;
const LARGEST_F32 = (2 - 2 ** -23) * 2 ** 127;
/** The five-point formula divides by 12h. */
const LARGEST_STEP = LARGEST_F32 / 16;

/** Throws EngineError on a request that cannot be carried out in f32 on a device of these limits. */
export function checkRequest(
  { field, parameters, grid, derivative }: GridRequest,
  limits: GPUSupportedLimits,
): void {
  try {
    checkGrid(grid);
  } catch (error) {
    throw new EngineError('request', error instanceof Error ? error.message : String(error));
  }
  const largestSide = limits.maxTextureDimension2D;
  if (grid.nx > largestSide || grid.ny > largestSide) {
    throw new EngineError('request', `${grid.nx} × ${grid.ny} samples, this GPU takes ${largestSide} a side`);
  }
  const outside = [...grid.x, ...grid.y].find((end) => Math.abs(end) > LARGEST_F32);
  if (outside !== undefined)
    throw new EngineError('request', `domain up to ${outside}, the GPU's floats end at 3.4e38`);
  const count = field.parameters.length;
  if (parameters.length !== count)
    throw new EngineError('request', `${parameters.length} parameter values, expected ${count}`);
  const index = parameters.findIndex((value) => !(Math.abs(value) <= LARGEST_F32));
  if (index >= 0) {
    const name = field.parameters[index];
    throw new EngineError(
      'request',
      `parameter ${name} = ${parameters[index]}, expected a finite number up to 3.4e38`,
    );
  }
  const { method, step } = derivative;
  if (isStepped(method) && !(step >= SMALLEST_NORMAL_F32 && step <= LARGEST_STEP)) {
    throw new EngineError('request', `step = ${step}, expected ${SMALLEST_NORMAL_F32} to ${LARGEST_STEP}`);
  }
}
