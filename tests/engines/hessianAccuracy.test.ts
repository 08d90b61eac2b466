// How exact the Hessian on the GPU is: the exact gradients of both partials in f32, as `gradscape.grid` answers them,
// against the graph in f64, at the coordinates that f32 has.
import { afterAll, beforeAll, describe } from 'vitest';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { gradient, hessian } from '../../src/expression';
import type { GridEngine } from '../../src/fields/gridRequest';
import { requestTestDevice } from '../support/gpuDevice';
import {
  type Bounds,
  type Derivatives,
  itKeeps,
  measureDerivatives,
  SAMPLED,
} from '../support/singlePrecision';

/** Samples a side; others by GRADSCAPE_SIDE. */
const SIDE = Number(process.env.GRADSCAPE_SIDE ?? 96);

/**
 * The sizes are Frobenius norms, ‖H‖, so that the median is of all entries together: two gradients, each of which keeps 1.5
 * and 16 of its own length. The rows' errors meet in one norm, whose median lies above those of its parts. Measured at 96²
 * and 192²: medians up to 1.6, largest up to 9.4 (both Levy 13), and a quarter more.
 */
const PROMISED: Bounds = { median: 2, largest: 12 };

let engine: GridEngine;
beforeAll(async () => {
  engine = createWebGpuEngine({ device: await requestTestDevice() });
});
afterAll(() => engine.dispose());

const SECOND_PARTIALS: Derivatives = {
  method: 'exact',
  of: (b, root, variables) => ({
    fields: gradient(b, root, variables),
    components: hessian(b, root, variables).flat(),
  }),
};

describe('the Hessian on the GPU', () => {
  itKeeps(PROMISED, SAMPLED, SIDE, (sampled) => measureDerivatives(engine, sampled, SIDE, SECOND_PARTIALS));
});
