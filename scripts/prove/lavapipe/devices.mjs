// `npm run prove -- --devices`: the functions of shaders/math through Dawn on two software devices of different make,
// SwiftShader and Mesa's lavapipe, at the same arguments. The table says how far each is off, and whether their results
// are the same bit by bit. A Vulkan driver is chosen as a process starts, so each device has a process of its own.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softwareGpuEnvironment } from '../../chromium.mjs';

const MANIFESTS = '/usr/share/vulkan/icd.d';
const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url));
const SMALLEST_NORMAL = 2 ** -126;

/**
 * @typedef {import('../../../tests/shaders/mathBounds').MathBound} MathBound
 *
 * @typedef {object} DeviceResult
 * @property {string} name
 * @property {number} count arguments
 * @property {readonly number[]} errors largest error in ulp: SwiftShader, lavapipe
 * @property {number} different results that differ in a bit, and are neither both below 2^-126 nor both NaN
 */

/**
 * @param {string} folder for what is in between
 * @param {readonly MathBound[]} bounds
 * @param {number} count arguments a function
 * @returns {DeviceResult[]}
 */
export function compareDevices(folder, bounds, count) {
  const names = bounds.map(({ name }) => name);
  const environments = { swiftshader: softwareGpuEnvironment(), lavapipe: lavapipeEnvironment(folder) };
  const outputs = Object.entries(environments).map(([device, environment]) => {
    const output = join(folder, device);
    const { status } = spawnSync(process.execPath, [MEASURE, output, String(count), ...names], {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    if (status !== 0) throw new Error(`the functions could not be measured on ${device}`);
    return output;
  });
  return names.map((name) => {
    const [a, b] = outputs.map((output) => {
      const { error } = JSON.parse(readFileSync(`${output}.${name}.json`, 'utf8'));
      const bytes = readFileSync(`${output}.${name}.f32`);
      return { error: Number(error), values: new Float32Array(bytes.buffer, bytes.byteOffset, count) };
    });
    if (!a || !b) throw new Error(`no results of ${name}`);
    return { name, count, errors: [a.error, b.error], different: countDifferences(a.values, b.values) };
  });
}

/** @param {Float32Array} a @param {Float32Array} b */
function countDifferences(a, b) {
  return a.reduce((count, value, i) => {
    const other = b[i] ?? 0;
    const bothSmall = Math.abs(value) < SMALLEST_NORMAL && Math.abs(other) < SMALLEST_NORMAL;
    return Object.is(value, other) || bothSmall ? count : count + 1;
  }, 0);
}

/** Compiles driver.c, which says why it exists. @param {string} folder */
function lavapipeEnvironment(folder) {
  const advice = 'install it (Debian: apt-get install mesa-vulkan-drivers libvulkan-dev gcc)';
  const manifest = ['lvp_icd.x86_64.json', 'lvp_icd.aarch64.json', 'lvp_icd.json']
    .map((file) => join(MANIFESTS, file))
    .find((file) => existsSync(file));
  if (!manifest) throw new Error(`--devices needs Mesa's lavapipe, and ${MANIFESTS} names none: ${advice}`);
  const { ICD } = JSON.parse(readFileSync(manifest, 'utf8'));
  const driver = join(folder, 'libvk_lavapipe_for_dawn.so');
  const source = join(dirname(MEASURE), 'driver.c');
  const flags = ['-std=c11', '-O1', '-shared', '-fPIC', '-fvisibility=hidden', source, '-o', driver, '-ldl'];
  const { status } = spawnSync('gcc', flags, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`--devices needs gcc and Vulkan's headers: ${advice}`);
  const own = join(folder, 'icd.json');
  writeFileSync(own, JSON.stringify({ file_format_version: '1.0.0', ICD: { ...ICD, library_path: driver } }));
  return {
    ...softwareGpuEnvironment(),
    VK_ICD_FILENAMES: own,
    VK_DRIVER_FILES: own,
    MESA_DRIVER: ICD.library_path,
  };
}
