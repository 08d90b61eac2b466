// Compiles the translated library with each set of flags, and links it with the program that measures it.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dependencies.mjs';
import { translateLibrary } from './translate.mjs';

/** For all units. Vector instructions make every f32 a matter of minutes; they round as scalar ones do. */
const COMMON = ['-std=c++20', '-Wall', '-Wextra', '-march=native', '-fopenmp-simd', '-pthread'];

/** Nothing here changes a result: no contraction; and nobody looks at errno or traps, which would hinder vectors. */
const STRICT = ['-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math'];

/**
 * @typedef {object} Build
 * @property {string} title
 * @property {readonly string[]} flags of the library
 * @property {readonly string[]} run arguments of the program
 */

/**
 * `fused` differs where WGSL leaves fma open. `Ofast` is what a device with fast mathematics may do, and more:
 * reassociation, contraction, reciprocals for quotients, no NaN, infinity or sign of zero. It also runs with subnormal
 * arguments and results flushed to zero.
 * @type {ReadonlyMap<string, Build>}
 */
export const BUILDS = new Map([
  ['O2', { title: '-O2', flags: ['-O2', ...STRICT], run: [] }],
  ['fused', { title: '-O2, fused fma', flags: ['-O2', ...STRICT, '-DWGSL_FUSED_FMA'], run: [] }],
  ['Ofast', { title: '-Ofast', flags: ['-Ofast'], run: process.arch === 'x64' ? ['--flush'] : [] }],
]);

/** Throws where g++ is missing or too old for C++20. */
export function requireCompiler() {
  const { status, stdout } = spawnSync('g++', ['-dumpversion'], { encoding: 'utf8' });
  const advice = 'npm run prove needs g++ 11 or newer: install it (Debian: apt-get install g++)';
  if (status !== 0) throw new Error(`${advice}; there is none`);
  if (Number.parseInt(stdout, 10) < 11) throw new Error(`${advice}; this is ${stdout.trim()}`);
}

/**
 * Returns the program of each build, in the folder.
 * @param {string} folder
 * @param {readonly string[]} names
 */
export async function compileBuilds(folder, names) {
  const { text, publicFunctions } = translateLibrary(join(root, 'shaders/math'));
  const library = join(folder, 'library.cpp');
  const list = publicFunctions.map(({ name }) => `apply(${name})`).join(' ');
  mkdirSync(folder, { recursive: true });
  writeFileSync(library, text);
  writeFileSync(join(folder, 'functions.inc'), `#define FUNCTIONS(apply) ${list}\n`);
  const sources = join(root, 'scripts/prove');
  const include = [`-I${sources}`, `-I${folder}`];
  const measuring = ['exhaustive', 'references'].map((unit) =>
    compile(
      [...COMMON, '-O3', ...STRICT, ...include, '-c', join(sources, `${unit}.cpp`)],
      join(folder, `${unit}.o`),
    ),
  );
  /** @type {Map<string, string>} */
  const programs = new Map();
  for (const name of names) {
    const build = BUILDS.get(name);
    if (!build) throw new Error(`no build "${name}"`);
    // WGSL defines what integers do when they overflow.
    const flags = [...COMMON, ...build.flags, '-fwrapv', ...include];
    const object = await compile([...flags, '-c', library], join(folder, `${name}.o`));
    const program = await compile(
      ['-pthread', object, ...(await Promise.all(measuring)), ...VECTOR_LIBRARY, '-lm'],
      join(folder, name),
    );
    programs.set(name, program);
  }
  return programs;
}

/** glibc's libm in vectors exists for this one architecture at least. */
const VECTOR_LIBRARY = process.platform === 'linux' && process.arch === 'x64' ? ['-lmvec'] : [];

/**
 * @param {readonly string[]} flags
 * @param {string} output
 * @returns {Promise<string>} the output
 */
function compile(flags, output) {
  return new Promise((resolve, reject) => {
    const compiler = spawn('g++', [...flags, '-o', output], { stdio: ['ignore', 'inherit', 'inherit'] });
    compiler.on('error', reject);
    compiler.on('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`g++ ${flags.join(' ')} failed`));
    });
  });
}
