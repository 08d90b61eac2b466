// A process for one device, the one that the environment names: measure.mjs OUTPUT COUNT NAME…
// Writes OUTPUT.NAME.f32, the results at COUNT arguments, and OUTPUT.NAME.json with the largest error in ulp.

import { writeFileSync } from 'node:fs';
import { withModules } from '../../viteModules.mjs';

const [output, count, ...names] = process.argv.slice(2);

await withModules(async (load) => {
  const { MATH_BOUNDS } = await load('/tests/shaders/mathBounds.ts');
  const { evaluateMath } = await load('/tests/shaders/mathEvaluation.ts');
  const { samplePairs } = await load('/src/engines/webgpu/probe/operandSampling.ts');
  const { requestTestDevice } = await load('/tests/support/gpuDevice.ts');
  const { resultError } = await load('/src/engines/webgpu/probe/ulp.ts');
  const device = await requestTestDevice();
  const { vendor, architecture, description } = device.adapterInfo;
  console.log(
    `${names.length} functions on ${[vendor, architecture, description].filter(Boolean).join(', ')}`,
  );
  for (const name of names) {
    /** @type {import('../../../tests/shaders/mathBounds').MathBound} */
    const bound = MATH_BOUNDS.find((/** @type {{ name: string }} */ candidate) => candidate.name === name);
    const pairs = [...samplePairs(bound.ranges, Number(count))];
    const x = Float32Array.from(pairs, ([a]) => a);
    const y = Float32Array.from(pairs, ([, b]) => b);
    /** @type {Float32Array} */
    const values = await evaluateMath(device, bound, x, y);
    const error = values.reduce((largest, value, i) => {
      const reference =
        bound.arity === 1 ? bound.reference(x[i] ?? 0) : bound.reference(x[i] ?? 0, y[i] ?? 0);
      return Math.max(largest, resultError(value, reference));
    }, 0);
    writeFileSync(`${output}.${name}.f32`, values);
    writeFileSync(`${output}.${name}.json`, JSON.stringify({ error: String(error) }));
  }
  device.destroy();
});
// Dawn keeps the process alive.
process.exit(0);
