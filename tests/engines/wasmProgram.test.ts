// Whole programs in machine code against the walk: within a bound on what rounding may do, with the same gaps.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { createEvaluator, createTexelEvaluator } from '../../src/engines/cpu/createEvaluator';
import type { TexelEvaluator } from '../../src/engines/cpu/evaluator';
import { joined, NO_EXTENT } from '../../src/engines/cpu/extent';
import { PackedTexels } from '../../src/engines/cpu/packing';
import { compileTape, Tape, type TapeOperation, type TapeProgram } from '../../src/engines/cpu/tape';
import { Walk } from '../../src/engines/cpu/walk';
import { emitModule, MAX_OPERATIONS } from '../../src/engines/cpu/wasm/emitGrid';
import { PLANES } from '../../src/engines/cpu/wasm/planes';
import { WasmProgram } from '../../src/engines/cpu/wasm/wasmProgram';
import { WasmTexels } from '../../src/engines/cpu/wasm/wasmTexels';
import {
  Builder,
  compileExpression,
  type Graph,
  gradient,
  type NodeId,
  parseExpression,
} from '../../src/expression';
import { LANDSCAPES } from '../../src/presets';
import { randomExpression, seededRandom, WHOLE_LANGUAGE } from '../support/randomExpressions';
import { ErrorPropagation, type Precision } from './errorPropagation';

/** The functions on pairs and those of the table are each within 5e-16: twice that lies between them. */
const MACHINE_CODE: Precision = {
  roundoff: 1e-15,
  rounding: 0,
  tiny: 2 ** -1022,
  largest: Number.MAX_VALUE,
};

interface Compiled {
  readonly graph: Graph;
  readonly roots: readonly NodeId[];
  readonly parameters: readonly string[];
  readonly program: TapeProgram;
}

function compile(text: string): Compiled {
  const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
  const names = [...new Set([...variables, 'x', 'y'])].filter((name) => name === 'x' || name === 'y').sort();
  const roots = [root, ...gradient(new Builder(builder.graph), root, names)];
  const program = compileTape(builder.graph, roots, names, parameters);
  return { graph: builder.graph, roots, parameters, program };
}

function machineCode(program: TapeProgram): WasmProgram {
  return WasmProgram.compile(program) ?? expect.fail('too large');
}

function span(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (i * (to - from)) / Math.max(1, count - 1));
}

/** Samples whose bound says something, and the first one off by more than its bound or wrongly (un)defined, in words. */
function comparison(
  text: string,
  xs: Float64Array,
  ys: Float64Array,
  parameters: readonly number[] = [],
): { decided: number; wrong: string } {
  const { graph, roots, parameters: names, program } = compile(text);
  const results = machineCode(program).run(parameters, xs, ys);
  const bounds = new ErrorPropagation(graph, roots, MACHINE_CODE);
  const named = Object.fromEntries(names.map((name, index) => [name, parameters[index] ?? Number.NaN]));
  let [decided, wrong] = [0, ''];
  ys.forEach((y, j) => {
    xs.forEach((x, i) => {
      bounds.evaluate({ ...named, x, y }).forEach(({ value, error, status }, root) => {
        if (status === 'doubtful') return;
        decided++;
        const found = results[root]?.[j * xs.length + i] ?? 0;
        const right =
          status === 'undefined' ? !Number.isFinite(found) : Math.abs(found - value) <= error + 2 ** -1022;
        if (!right && wrong === '')
          wrong = `${text}, root ${root} at (${x}, ${y}): ${found}, expected ${value} ± ${error}`;
      });
    });
  });
  return { decided, wrong };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('machine code', () => {
  it.each([1, 2, 3, 7, 64, 511, 513])('agrees with the walk on rows of %i samples', (nx) => {
    const text = 'sin(x)*cos(y) + a*x^2*y - sqrt(x+y)';
    for (const ny of [1, 2, 5]) {
      const { decided, wrong } = comparison(text, span(-3, 3, nx), span(-2, 2, ny), [1.3]);
      expect(wrong).toBe('');
      expect(decided).toBeGreaterThan(0);
    }
  });

  it.each([
    '7',
    'a',
    'x',
    'y',
    'x^2',
    'exp(y)',
    'a + 1',
    'exp(a)*y',
    'x > 0 ? y : 1',
    'y > 0 ? x : a',
    'a > 0 ? x : y',
    'x*0 + y',
    'mod(x, y) + erf(x*y)',
  ])('agrees with the walk on %s, whatever changes how often', (text) => {
    const { decided, wrong } = comparison(text, span(-3, 3, 15), span(-2, 2, 4), [0.5]);
    expect(wrong).toBe('');
    expect(decided).toBeGreaterThan(0);
  });

  it('gives the very values of the tape where nothing is approximated', () => {
    const text = '(1-x)^2 + 100*(y-x^2)^2/(x-1) + abs(x-y)*floor(3*x) - min(x, sqrt(y)) + a';
    const { program } = compile(text);
    const [xs, ys] = [span(-2, 2, 33), span(-1, 3, 17)];
    expect(machineCode(program).run([0.1], xs, ys)).toEqual(new Tape(program).run([0.1], xs, ys));
  });

  it('gives the same a second time, and after other parameters and grids', () => {
    const { program } = compile('a*x + exp(y)*x^2');
    const [xs, ys] = [span(-1, 1, 9), span(0, 1, 3)];
    const code = machineCode(program);
    const first = code.run([2], xs, ys).map((values) => values.slice());
    // Larger than the first memory, so that it grows.
    code.run([5], span(4, 5, 701), span(2, 3, 200));
    expect(code.run([2], xs, ys)).toEqual(first);
  });

  it('gives nothing for no samples', () => {
    const code = machineCode(compile('x + y').program);
    expect(code.run([], new Float64Array(0), span(0, 1, 3)).map(({ length }) => length)).toEqual([0, 0, 0]);
    expect(code.run([], span(0, 1, 3), new Float64Array(0)).map(({ length }) => length)).toEqual([0, 0, 0]);
  });

  it('takes a missing parameter for undefined', () => {
    const [values] = machineCode(compile('a*x').program).run([], span(0, 1, 3), span(0, 1, 2));
    expect([...(values ?? [])]).toEqual(Array.from({ length: 6 }, () => Number.NaN));
  });

  it.each(LANDSCAPES.map((landscape) => [landscape.name, landscape] as const))(
    'agrees with the walk on %s and its gradient',
    (_, { expression, domainX, domainY }) => {
      const { decided, wrong } = comparison(expression, span(...domainX, 31), span(...domainY, 30));
      expect(wrong).toBe('');
      expect(decided).toBeGreaterThan(0.8 * 3 * 31 * 30);
    },
  );

  it('has the gaps of the walk on landscapes', () => {
    for (const { expression, domainX, domainY } of LANDSCAPES) {
      const { graph, roots, program } = compile(expression);
      const walk = new Walk(graph, roots, ['x', 'y'], []);
      const [xs, ys] = [span(...domainX, 41), span(...domainY, 37)];
      const results = machineCode(program).run([], xs, ys);
      const gaps = results.map((values) => [...values].map((value) => !Number.isFinite(value)));
      const expected: boolean[][] = roots.map(() => []);
      for (const y of ys) {
        for (const x of xs) {
          walk.evaluate(x, y);
          expected.forEach((list, root) => {
            list.push(Number.isNaN(walk.value(root)));
          });
        }
      }
      expect(gaps, expression).toEqual(expected);
    }
  });

  it('agrees with the walk on random expressions and their gradients', () => {
    const random = seededRandom(271828);
    const [xs, ys] = [span(-3, 3, 9), span(-2, 2, 7)];
    let total = 0;
    for (let count = 0; count < 500; count++) {
      const { decided, wrong } = comparison(randomExpression(random, 4, WHOLE_LANGUAGE), xs, ys);
      expect(wrong).toBe('');
      total += decided;
    }
    // Half of all samples are decided: singular points and steps lie on the grid's whole numbers.
    expect(total).toBeGreaterThan(0.5 * 500 * 3 * xs.length * ys.length);
  });

  it('is small and valid', () => {
    const emitted = emitModule(compile('exp(x*y) + exp(x/y) + exp(x-y) + mod(x, y)').program, PLANES);
    const bytes = emitted?.bytes ?? new Uint8Array(0);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(4000);
    expect(emitted?.imports).toEqual(['mod']);
  });

  it('holds a function once where it is called often', () => {
    const length = (calls: number): number =>
      emitModule(longProgram(4 * calls).program, PLANES)?.bytes.length ?? 0;
    const perCall = (length(500) - length(100)) / 400;
    expect(perCall).toBeLessThan(60);
    expect(length(100)).toBeLessThan(16_000);
  });

  it('is not written for huge programs', () => {
    const operations = Array.from({ length: MAX_OPERATIONS + 1 }, (_, value) => {
      return { kind: 'constant', value, rate: 'constant' } as const;
    });
    expect(emitModule({ operations, roots: [0] }, PLANES)).toBeNull();
    expect(createEvaluator({ operations, roots: [0] })).toBeInstanceOf(Tape);
  });

  it('is written for thousands of operations', () => {
    const { program, xs, ys } = longProgram(MAX_OPERATIONS);
    const [found] = machineCode(program).run([], xs, ys);
    const [expected] = new Tape(program).run([], xs, ys);
    found?.forEach((value, k) => {
      // Each sum of tanh's is off by the rounding of its terms, which are below 1 each.
      expect(Math.abs(value - (expected?.[k] ?? 0))).toBeLessThan(MAX_OPERATIONS * 1e-15);
    });
  });
});

/** The sum of tanh(x·y + x), tanh(x·y + tanh(…)), … with `length` operations. */
function longProgram(length: number): { program: TapeProgram; xs: Float64Array; ys: Float64Array } {
  const operations: TapeOperation[] = [
    { kind: 'coordinate', axis: 0, rate: 'column' },
    { kind: 'coordinate', axis: 1, rate: 'row' },
    { kind: 'call', name: 'multiply', operands: [0, 1], rate: 'block' },
  ];
  let [term, sum] = [0, 2];
  const push = (name: string, ...operands: number[]): number =>
    operations.push({ kind: 'call', name, operands, rate: 'block' }) - 1;
  while (operations.length + 3 <= length) {
    term = push('tanh', push('add', 2, term));
    sum = push('add', sum, term);
  }
  return { program: { operations, roots: [sum] }, xs: span(-1, 1, 33), ys: span(-1, 1, 4) };
}

describe('texels in machine code', () => {
  /** Holes, values and slopes beyond f32, slopes without a value's limit, zeros of both signs, and what changes along one axis only. */
  const TEXTS = [
    'log(x*y)',
    'exp(90*x)*y',
    'sqrt(x) + abs(y)',
    '1e-40*x + 1e-30*y',
    '-abs(x)*0',
    'a*x*y - floor(x)',
    'y^3',
    'cos(3*x)',
    'a',
    '0/0*x',
    'x*1e30 + y*1e38*4',
  ];

  it.each(TEXTS)('are those that JavaScript packs, bit by bit: %s', (text) => {
    const { program } = compile(text);
    const code = WasmTexels.compile(program) ?? expect.fail('too large');
    const packed = new PackedTexels(machineCode(program));
    for (const nx of [1, 2, 5, 64]) {
      const xs = span(-2, 2, nx);
      const texelsOf = (evaluator: TexelEvaluator, parameters: readonly number[], ys: Float64Array) => {
        const texels = new Float32Array(4 * nx * ys.length).fill(7);
        const extent = evaluator.run(parameters, xs, ys, texels);
        // Through `joined`, whose zeros have no sign.
        return { extent: joined(NO_EXTENT, extent), bits: new Uint32Array(texels.buffer) };
      };
      // The second rows follow on the first with the columns known, the third with other parameters.
      for (const [parameters, ys] of runsOf())
        expect(texelsOf(code, parameters, ys)).toEqual(texelsOf(packed, parameters, ys));
    }
  });

  it('are none for no samples', () => {
    const code = WasmTexels.compile(compile('x + y').program) ?? expect.fail('too large');
    expect(code.run([], new Float64Array(0), span(0, 1, 3), new Float32Array(0))).toEqual(NO_EXTENT);
  });
});

function runsOf(): readonly (readonly [parameters: readonly number[], ys: Float64Array])[] {
  const first = [1.5];
  return [
    [first, span(-3, 0, 3)],
    [first, span(1, 3, 5)],
    [[-2], span(-1, 1, 3)],
  ];
}

describe('the evaluator', () => {
  const { program } = compile('sin(x)*y');
  const [xs, ys] = [span(-1, 1, 5), span(0, 1, 3)];

  it('is machine code where that can be had', () => {
    expect(createEvaluator(program)).toBeInstanceOf(WasmProgram);
    expect(createTexelEvaluator(program)).toBeInstanceOf(WasmTexels);
  });

  it.each<[string, unknown]>([
    ['there is no WebAssembly', undefined],
    [
      'the page forbids it',
      {
        Module: () => {
          throw new Error('Wasm code generation disallowed by embedder');
        },
      },
    ],
    [
      'it knows no SIMD',
      {
        Module: class {
          constructor() {
            throw new TypeError('invalid value type 0x7b');
          }
        },
      },
    ],
  ])('is the tape where %s', (_, stub) => {
    vi.stubGlobal('WebAssembly', stub);
    const evaluator = createEvaluator(program);
    expect(evaluator).toBeInstanceOf(Tape);
    expect(evaluator.run([], xs, ys)).toEqual(new Tape(program).run([], xs, ys));
    expect(createTexelEvaluator(program)).toBeInstanceOf(PackedTexels);
  });

  it('leaves the engine the same answer, but for rounding', async () => {
    const answers = [];
    for (const stub of [WebAssembly, undefined]) {
      vi.stubGlobal('WebAssembly', stub);
      const { builder, root, variables, parameters } = compileExpression(parseExpression('sin(x)/y'));
      const field = { graph: builder.graph, value: root, variables, parameters };
      const grid = { nx: 301, ny: 401, x: [-2, 3], y: [-1, 1] } as const;
      const derivative = { method: 'central', step: 1e-3 } as const;
      answers.push(await createCpuEngine().grid({ target: 'a', field, parameters: [], grid, derivative }));
    }
    const [code, tape] = answers.map((answer) =>
      answer?.texels.kind === 'memory' ? answer.texels.data : expect.fail('no texels'),
    );
    expect(code?.length).toBe(4 * 301 * 401);
    code?.forEach((value, index) => {
      const other = tape?.[index] ?? Number.NaN;
      // A difference over 2·10^-3 enlarges the rounding of f64, and the results are f32.
      if (!(Math.abs(value - other) <= 1e-6 * Math.max(1, Math.abs(other))))
        expect.fail(`texel ${index}: ${value}, ${other}`);
    });
  });
});
