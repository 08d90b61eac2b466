// The functions on pairs of f64 that the CPU engine writes as WebAssembly, and JavaScript's own, against 113-bit arithmetic.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../dependencies.mjs';
import { withModules } from '../viteModules.mjs';

/** Operands that functions of two are tried at: so many of the first and of the second. */
const PAIRS = /** @type {const} */ ([1500, 120]);
/** A result of four f64 a record for some 200,000 records. */
const LARGEST_OUTPUT = 2 ** 20;

/** What the engine's tests hold every function to. */
export const RELATIVE_BOUND = 1e-15;

/**
 * @typedef {{ readonly relative: number, readonly ulp: number, readonly x: number, readonly y: number }} Worst
 * @typedef {{ readonly name: string, readonly tested: number, readonly ours: Worst, readonly javascript: Worst }} Float64Result
 */

/**
 * @param {string} folder to compile in
 * @param {readonly string[]} names of rows of the function table; all that have a form on pairs, where empty
 * @returns {Promise<readonly Float64Result[]>}
 */
export async function proveFloat64(folder, names) {
  const program = join(folder, 'float64');
  const source = join(root, 'scripts/prove/float64.cpp');
  const compiled = spawnSync('g++', ['-O2', '-std=gnu++20', '-Wall', source, '-o', program, '-lquadmath'], {
    encoding: 'utf8',
  });
  if (compiled.status !== 0) throw new Error(`float64.cpp cannot be compiled: ${compiled.stderr}`);
  return withModules(async (load) => {
    const { RANGES, PAIR_RANGES, points } = await load('/tests/engines/vectorRanges.ts');
    const { WasmProgram } = await load('/src/engines/cpu/wasm/wasmProgram.ts');
    const { primitiveNamed } = await load('/src/expression/index.ts');
    /** @type {readonly string[]} */
    const known = [...Object.keys(RANGES), ...new Set(PAIR_RANGES.map((/** @type {any} */ [name]) => name))];
    for (const name of names) {
      if (!known.includes(name)) throw new Error(`no function "${name}" on pairs, only ${known.join(', ')}`);
    }

    /** @param {string} name @param {Float64Array} xs @param {Float64Array} ys */
    const recordsOf = (name, xs, ys) => {
      const { arity, evaluate } = primitiveNamed(name);
      const operations = [
        { kind: 'coordinate', axis: 0, rate: 'column' },
        { kind: 'coordinate', axis: 1, rate: 'row' },
        { kind: 'call', name, operands: arity === 1 ? [0] : [0, 1], rate: 'block' },
      ];
      const [values] = WasmProgram.compile({ operations, roots: [2] }).run([], xs, ys);
      const records = new Float64Array(4 * values.length);
      for (let i = 0; i < values.length; i++) {
        const [x, y] = [xs[i % xs.length] ?? 0, ys[Math.floor(i / xs.length)] ?? 0];
        records.set([x, y, values[i], arity === 1 ? evaluate(x) : evaluate(x, y)], 4 * i);
      }
      return Buffer.from(records.buffer);
    };

    return known
      .filter((name) => names.length === 0 || names.includes(name))
      .map((name) => {
        const unary = RANGES[name]?.map((/** @type {any} */ range, /** @type {number} */ index) =>
          recordsOf(name, points(range, index + 1), Float64Array.of(0)),
        );
        const pairs = PAIR_RANGES.filter((/** @type {any} */ [of]) => of === name).map(
          (/** @type {any} */ [, first, second]) =>
            recordsOf(name, points(first, 1).subarray(0, PAIRS[0]), points(second, 2).subarray(0, PAIRS[1])),
        );
        const run = spawnSync(program, [name], {
          input: Buffer.concat(unary ?? pairs),
          maxBuffer: LARGEST_OUTPUT,
          encoding: 'utf8',
        });
        if (run.status !== 0) throw new Error(`float64 ${name} failed: ${run.stderr}`);
        /** @type {Float64Result} */
        const result = { name, ...JSON.parse(run.stdout) };
        const { relative, ulp, x, y } = result.ours;
        console.log(
          `${name.padEnd(9)} ${relative.toExponential(1)} relative, ${ulp.toFixed(2)} ulp at ${x}, ${y}; ` +
            `JavaScript ${result.javascript.ulp.toFixed(2)} ulp; ${result.tested} arguments`,
        );
        return result;
      });
  });
}
