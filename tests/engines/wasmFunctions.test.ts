// The functions on pairs, held against the rows of the table: values to 1e-15, and the very same undefined ones.
import { describe, expect, it } from 'vitest';
import type { TapeProgram } from '../../src/engines/cpu/tape';
import { INLINE } from '../../src/engines/cpu/wasm/arithmetic';
import { VECTOR_FUNCTIONS } from '../../src/engines/cpu/wasm/vectorFunctions';
import { WasmProgram } from '../../src/engines/cpu/wasm/wasmProgram';
import { PRIMITIVES, type Primitive, primitiveNamed } from '../../src/expression';
import { PAIR_RANGES, points, RANGES } from './vectorRanges';

/**
 * Largest relative difference from the table's function. Against 120-bit arithmetic both are off by 4.6e-16 at most, mostly
 * by half of that (docs/performance.md).
 */
const TOLERANCE = 1e-15;
/** Results below have fewer digits. */
const SMALLEST_NORMAL = 2 ** -1022;

/** `rate`: a function of the row, or one written in place of its call. */
function programOf({ name, arity }: Primitive, rate: 'column' | 'block'): TapeProgram {
  return {
    operations: [
      { kind: 'coordinate', axis: 0, rate: 'column' },
      { kind: 'coordinate', axis: 1, rate: 'row' },
      { kind: 'call', name, operands: arity === 1 ? [0] : [0, 1], rate },
    ],
    roots: [2],
  };
}

function compiled(row: Primitive, rate: 'column' | 'block' = 'block'): WasmProgram {
  return WasmProgram.compile(programOf(row, rate)) ?? expect.fail('too large');
}

/** The largest relative difference over all (xs[i], ys[j]), and where it is; NaN must meet NaN, infinity itself. */
function worstOf(row: Primitive, xs: Float64Array, ys: Float64Array): { worst: number; where: string } {
  const [found] = compiled(row).run([], xs, ys);
  if (row.arity === 1) {
    const [called] = compiled(row, 'column').run([], xs, ys);
    expect(called?.findIndex((value, index) => !Object.is(value, found?.[index]))).toBe(-1);
  }
  let [worst, where] = [0, ''];
  ys.forEach((y, j) => {
    xs.forEach((x, i) => {
      const expected = row.arity === 1 ? row.evaluate(x) : row.evaluate(x, y);
      const value = found?.[j * xs.length + i] ?? 0;
      if (Object.is(value, expected)) return;
      const scale = Math.max(Math.abs(expected), SMALLEST_NORMAL);
      const difference = Math.abs(value - expected) / scale;
      if (difference <= worst) return;
      worst = Number.isFinite(difference) ? difference : Infinity;
      where = `${row.name}(${x}, ${y}) = ${value}, expected ${expected}`;
    });
  });
  return { worst, where };
}

const vectorised = Object.keys(VECTOR_FUNCTIONS).map(primitiveNamed);

describe('a function on pairs', () => {
  it.each(vectorised.filter(({ arity }) => arity === 1).map((row) => [row.name, row] as const))(
    'agrees with the table: %s',
    (name, row) => {
      const ranges = RANGES[name] ?? expect.fail(`no ranges for ${name}`);
      ranges.forEach((range, index) => {
        const { worst, where } = worstOf(row, points(range, index + 1), Float64Array.of(0));
        expect(worst, where).toBeLessThan(TOLERANCE);
      });
    },
  );

  it.each(PAIR_RANGES)('agrees with the table: %s, operands in %j and %j', (name, rangeA, rangeB) => {
    const seconds = points(rangeB, 2).subarray(0, 101);
    const { worst, where } = worstOf(
      primitiveNamed(name),
      points(rangeA, 1).subarray(0, 2001),
      Float64Array.of(...seconds, 2, -3, 0.5, 0),
    );
    expect(worst, where).toBeLessThan(TOLERANCE);
  });

  // logsumexp cancels where it is near 0: its error is that of its terms.
  it('agrees with the table: logsumexp of positive operands', () => {
    const operands = points([0, 50], 3);
    const { worst, where } = worstOf(
      primitiveNamed('logsumexp'),
      operands.subarray(0, 2001),
      operands.subarray(2001, 2102),
    );
    expect(worst, where).toBeLessThan(TOLERANCE);
  });

  it('keeps its digits next to the zeros of sine and cosine', () => {
    const nearest = Float64Array.from({ length: 200_001 }, (_, k) => (k - 100_000) * (Math.PI / 2));
    for (const name of ['sin', 'cos']) {
      const { worst, where } = worstOf(primitiveNamed(name), nearest, Float64Array.of(0));
      expect(worst, where).toBeLessThan(TOLERANCE);
    }
  });

  it('finds the logarithms of whole powers', () => {
    const exponents = Array.from({ length: 23 }, (_, k) => k);
    const log2 = compiled(primitiveNamed('log2'));
    const log10 = compiled(primitiveNamed('log10'));
    const powersOf = (base: number) => Float64Array.from(exponents, (k) => base ** k);
    expect([...(log2.run([], powersOf(2), Float64Array.of(0))[0] ?? [])]).toEqual(exponents);
    expect([...(log10.run([], powersOf(10), Float64Array.of(0))[0] ?? [])]).toEqual(exponents);
  });
});

describe('every row of the table', () => {
  const EDGES = Float64Array.of(
    ...[0, -0, 1, -1, 0.5, -0.5, 2, -3, 7.5, 1e-310, -1e-310, 1e308, -1e308, 2 ** -1022, 2 ** 53, 1e16],
    ...[709.5, 710, 800, -745, -746, -800, 1.6e6, -1.6e6, 1e300, Infinity, -Infinity, Number.NaN],
  );

  it.each(PRIMITIVES.map((row) => [row.name, row] as const))(
    'is defined and undefined where its row is, signs of zero included: %s',
    (_, row) => {
      const { worst, where } = worstOf(row, EDGES, EDGES);
      expect(worst, where).toBeLessThan(TOLERANCE);
    },
  );

  it.each(PRIMITIVES.map((row) => [row.name, row] as const))('gives its samples: %s', (name, row) => {
    for (const [a = 0, b = 0] of row.samples) {
      const { worst, where } = worstOf(row, Float64Array.of(a), Float64Array.of(b));
      expect(worst, where).toBeLessThan(TOLERANCE);
    }
    // What is not approximated is exact, and what has no form on pairs is the table's function.
    if (name in VECTOR_FUNCTIONS) return;
    expect(worstOf(row, EDGES, EDGES).worst).toBe(0);
  });

  it('that is written in place exists', () => {
    for (const name of Object.keys(INLINE)) expect(primitiveNamed(name).name).toBe(name);
  });
});
