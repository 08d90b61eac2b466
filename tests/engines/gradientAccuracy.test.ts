// How exact the exact gradient is: the WebGPU engine's f32 against the graph in f64, at the coordinates that f32 has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../src/engines/webgpu/webgpuEngine';
import { gradient } from '../../src/expression';
import type { DerivativeMethod, GridEngine } from '../../src/fields/gridRequest';
import { requestTestDevice } from '../support/gpuDevice';
import {
  type Bounds,
  DEMANDING,
  type Derivatives,
  itKeeps,
  measureDerivatives,
  SAMPLED,
  TEN,
} from '../support/singlePrecision';

/** Samples a side; others by GRADSCAPE_SIDE. */
const SIDE = Number(process.env.GRADSCAPE_SIDE ?? 512);

const PROMISED: Bounds = { median: 1.5, largest: 16 };

/**
 * Of the central difference in double-single: half an ulp of f32 on average, to which the result is rounded, and little else.
 * Measured at 128²: medians of 0.37, but 0.54
 * and 0.56 for Rastrigin and Ackley, whose 2π per unit leaves a truncation error of (2πh)²/6; largest 2.1 (Ackley).
 */
const IN_DOUBLE_SINGLE: Bounds = { median: 0.7, largest: 3 };
/** Samples a side by double-single, whose cost is some hundred times that of f. */
const DOUBLE_SIDE = Math.min(SIDE, 96);

let engine: GridEngine;
beforeAll(async () => {
  engine = createWebGpuEngine({ device: await requestTestDevice() });
});
afterAll(() => engine.dispose());

const partialsBy = (method: DerivativeMethod): Derivatives => ({
  method,
  of: (b, root, variables) => ({ fields: [root], components: gradient(b, root, variables) }),
});

describe('the exact gradient on the GPU', () => {
  itKeeps(PROMISED, SAMPLED, SIDE, (sampled) =>
    measureDerivatives(engine, sampled, SIDE, partialsBy('exact')),
  );
});

/** Samples a side of further functions. */
const FURTHER_SIDE = Math.min(SIDE, 128);

describe('the exact gradient of demanding functions', () => {
  itKeeps(PROMISED, DEMANDING, FURTHER_SIDE, (sampled) =>
    measureDerivatives(engine, sampled, FURTHER_SIDE, partialsBy('exact')),
  );
});

describe('the gradient by double-single differences', () => {
  itKeeps(IN_DOUBLE_SINGLE, TEN, DOUBLE_SIDE, (sampled) =>
    measureDerivatives(engine, sampled, DOUBLE_SIDE, partialsBy('doubleSingle')),
  );

  it('is measured for ten functions', () => {
    expect(TEN).toHaveLength(10);
  });
});
