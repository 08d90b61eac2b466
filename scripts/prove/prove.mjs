// `npm run prove`: the functions of shaders/math, translated to C++, against float64 at every f32, or at samples of
// pairs where they take two arguments. Fails where one exceeds the bound that tests/shaders/mathBounds.ts promises.
//
//   npm run prove                        everything: half an hour on two cores; writes the tables of docs/accuracy.md
//   npm run prove -- exp log             some functions; writes their rows
//   npm run prove -- --stride 1001       one f32 in 1001: seconds instead of minutes
//   npm run prove -- --threads 1         as many as there are cores, unless stated
//   npm run prove -- --builds fused      of O2, fused and Ofast; the first and the last, unless stated
//   npm run prove -- --devices           instead: samples, on two software devices through WebGPU
//   npm run prove -- --float64           instead: the CPU engine's functions on f64, against 113-bit arithmetic

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../dependencies.mjs';
import { BUILDS, compileBuilds, requireCompiler } from './builds.mjs';
import { proveFloat64, RELATIVE_BOUND } from './float64.mjs';
import { compareDevices } from './lavapipe/devices.mjs';
import { loadBounds } from './modules.mjs';
import { writeDeviceResults, writeFloat64Results, writeResults } from './tables.mjs';

/** Pairs per range of arguments: some seconds. */
const PAIRS = 2 ** 24;

const DEFAULT_BUILDS = ['O2', 'Ofast'];

/** Arguments a function on the devices. */
const DEVICE_ARGUMENTS = 2 ** 20;

/**
 * @typedef {import('../../tests/shaders/mathBounds').MathBound} MathBound
 *
 * @typedef {object} Result the largest error of one function in one build
 * @property {string} name
 * @property {string} build
 * @property {number} stride one f32 in so many was tried
 * @property {number} error in ulp
 * @property {readonly number[]} at the arguments
 * @property {number} value what the function gave there
 * @property {number} tested number of arguments
 * @property {number} asymmetric arguments at which an odd or even function is not so bit by bit
 * @property {number} seconds
 */

try {
  ensureDependencies();
  process.exitCode = (await prove()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function prove() {
  const options = readOptions();
  if (options.float64) return inFloat64(options.names);
  const allBounds = await loadBounds();
  const bounds = chooseBounds(allBounds, options.names);
  const folder = mkdtempSync(join(tmpdir(), 'gradscape-prove-'));
  try {
    if (options.devices) return onDevices(folder, allBounds, bounds);
    requireCompiler();
    const programs = await compileBuilds(folder, options.builds);
    let allHold = true;
    for (const bound of bounds) {
      const results = [...programs].map(([build, program]) => run(program, build, bound, options));
      // At once, so that a run may be broken off.
      writeResults(allBounds, results);
      allHold &&= results.every((result) => holds(bound, result));
    }
    return allHold;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {readonly string[]} names */
async function inFloat64(names) {
  requireCompiler();
  const folder = mkdtempSync(join(tmpdir(), 'gradscape-prove-'));
  try {
    const results = await proveFloat64(folder, names);
    writeFloat64Results(results);
    return results.every(({ ours }) => ours.relative <= RELATIVE_BOUND);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly MathBound[]} allBounds
 * @param {readonly MathBound[]} bounds of the functions to run
 */
function onDevices(folder, allBounds, bounds) {
  const results = compareDevices(folder, bounds, DEVICE_ARGUMENTS);
  writeDeviceResults(allBounds, results);
  return results.every(({ name, errors }) => {
    const bound = bounds.find((candidate) => candidate.name === name)?.bound ?? 0;
    return errors.every((error) => error <= bound);
  });
}

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stride: { type: 'string' },
      threads: { type: 'string' },
      builds: { type: 'string' },
      devices: { type: 'boolean' },
      float64: { type: 'boolean' },
    },
  });
  const builds = values.builds?.split(',') ?? DEFAULT_BUILDS;
  for (const build of builds) {
    if (!BUILDS.has(build)) throw new Error(`no build "${build}", only ${[...BUILDS.keys()].join(', ')}`);
  }
  return {
    // Those on f64 are known by their names in the function table.
    names: values.float64
      ? positionals
      : positionals.map((name) => (name.startsWith('gs_') ? name : `gs_${name}`)),
    stride: positiveInteger('--stride', values.stride, 1),
    threads: positiveInteger('--threads', values.threads, availableParallelism()),
    builds,
    devices: values.devices ?? false,
    float64: values.float64 ?? false,
  };
}

/** @param {string} option @param {string | undefined} text @param {number} otherwise */
function positiveInteger(option, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} ${text} is not a positive integer`);
  return value;
}

/** @param {readonly MathBound[]} bounds @param {readonly string[]} names */
function chooseBounds(bounds, names) {
  if (names.length === 0) return bounds;
  const known = bounds.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name)) throw new Error(`no function "${name}", only ${known.join(', ')}`);
  }
  return bounds.filter(({ name }) => names.includes(name));
}

/**
 * @param {string} program
 * @param {string} build
 * @param {MathBound} bound
 * @param {{ readonly stride: number, readonly threads: number }} options
 * @returns {Result}
 */
function run(program, build, bound, { stride, threads }) {
  const words = [bound.name, '--threads', threads, '--stride', stride, ...argumentsOf(bound, stride)].map(
    String,
  );
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed: ${error?.message ?? stderr}`);
  const found = JSON.parse(stdout);
  /** @type {Result} */
  const result = {
    name: bound.name,
    build,
    stride,
    error: numberOf(found.error),
    at: (bound.arity === 1 ? [found.x] : [found.x, found.y]).map(numberOf),
    value: numberOf(found.value),
    tested: found.tested,
    asymmetric: found.asymmetric,
    seconds: found.seconds,
  };
  report(bound, result);
  return result;
}

/** @param {MathBound} bound @param {number} stride */
function argumentsOf(bound, stride) {
  if (bound.arity === 1) return bound.largestArgument ? ['--largest', bound.largestArgument] : [];
  return bound.ranges.flatMap((pair) => [
    '--pairs',
    Math.ceil(PAIRS / stride),
    ...pair.flatMap(({ from, to, spacing }) => [from, to, spacing]),
  ]);
}

/** C's text for a number. @param {string} text */
function numberOf(text) {
  if (text.endsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  return text.endsWith('nan') ? Number.NaN : Number(text);
}

/** @param {MathBound} bound @param {Result} result */
function holds(bound, { error, asymmetric }) {
  return error <= bound.bound && asymmetric === 0;
}

/** @param {MathBound} bound @param {Result} result */
function report(bound, result) {
  const verdict = holds(bound, result) ? '' : `  EXCEEDS ${bound.bound}`;
  const asymmetry = result.asymmetric > 0 ? `  asymmetric at ${result.asymmetric} arguments` : '';
  console.log(
    `${bound.name.padEnd(13)} ${result.build.padEnd(6)} ${result.error.toFixed(4)} ulp at ${result.at.join(', ')}, ` +
      `${result.tested} arguments, ${result.seconds} s${verdict}${asymmetry}`,
  );
}
