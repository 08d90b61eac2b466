import { describe, expect, it } from 'vitest';
import { microscopeView } from '../../../src/app/microscope/microscope';
import { compileFunction } from '../../../src/app/subject/functionModel';
import { STEPPED_METHODS } from '../../../src/fields/gridRequest';
import { createHeadless } from '../../../src/headless';
import { requestTestDevice } from '../../support/gpuDevice';

const EPSILON = 2 ** -23;
/** Units in the last place by which the device's functions and powers may differ from ideal ones, in f and in each f(x ± h). */
const ULPS = 2;

describe('the f32 curves of the microscope', () => {
  it.each(['x^2*y + y^3', 'sin(x)*y + exp(x/2)'])('are what the GPU engine computes of %s', async (f) => {
    const headless = createHeadless({ device: await requestTestDevice() });
    const model = compileFunction(f);
    const view = microscopeView(model, [], [2, 3]);
    const value = Math.abs(model.at(2, 3).value);
    for (const method of STEPPED_METHODS) {
      for (const step of [1e-8, 1e-6, 1e-4, 1e-2, 1e-1]) {
        const corner = { nx: 2, ny: 2, x: [2, 3], y: [3, 4] } as const;
        const { difference } = await headless.grid({ f, ...corner, method, step, engine: 'webgpu' });
        const tolerance = ULPS * EPSILON * (value / step + view.steepness);
        // Where x + h is x, both quotients are exactly 0.
        const allowed = step === 1e-8 ? 2 * EPSILON * view.steepness : tolerance;
        const apart = Math.abs((difference?.[0] ?? Number.NaN) - view.errorAt(method, 'f32', step));
        expect(apart, `${method}, h = ${step}`).toBeLessThanOrEqual(allowed);
      }
    }
    headless.dispose();
  });
});
