// Which operands make an operation undefined, and why: at a million operands an operation, not one bit may be wrong. What
// is right stands below in words of its own, as no engine has it.
import { beforeAll, describe, expect, it } from 'vitest';
import { Tape, type TapeProgram } from '../../src/engines/cpu/tape';
import { Walk } from '../../src/engines/cpu/walk';
import { WasmProgram } from '../../src/engines/cpu/wasm/wasmProgram';
import { FAULTS, Graph, PRIMITIVES, primitiveNamed } from '../../src/expression';
import { emitWgsl } from '../../src/expression/emitWgsl';
import { assembleMath, evaluateKernel } from '../shaders/mathEvaluation';
import { requestTestDevice } from '../support/gpuDevice';
import { type Random, seededRandom } from '../support/randomExpressions';

const SIDE = 2 ** 10;
const COUNT = SIDE * SIDE;

interface PartialOperation {
  readonly fault: keyof typeof FAULTS;
  readonly undefinedAt: (a: number, b: number) => boolean;
}

/** Every operation that is not defined everywhere. */
const PARTIAL: Readonly<Record<string, PartialOperation>> = {
  divide: { fault: 'divisionByZero', undefinedAt: (_, b) => b === 0 },
  mod: { fault: 'divisionByZero', undefinedAt: (_, b) => b === 0 },
  pow: {
    fault: 'powerOfNegative',
    undefinedAt: (a, b) => (a < 0 && b % 1 !== 0) || (a === 0 && b < 0),
  },
  sqrt: { fault: 'rootOfNegative', undefinedAt: (a) => a < 0 },
  log: { fault: 'logOfNonPositive', undefinedAt: (a) => a <= 0 },
  log2: { fault: 'logOfNonPositive', undefinedAt: (a) => a <= 0 },
  log10: { fault: 'logOfNonPositive', undefinedAt: (a) => a <= 0 },
  log1p: { fault: 'logOfNonPositive', undefinedAt: (a) => a <= -1 },
  asin: { fault: 'outsideUnitInterval', undefinedAt: (a) => a < -1 || a > 1 },
  acos: { fault: 'outsideUnitInterval', undefinedAt: (a) => a < -1 || a > 1 },
  acosh: { fault: 'outsideHyperbolicDomain', undefinedAt: (a) => a < 1 },
  atanh: { fault: 'outsideHyperbolicDomain', undefinedAt: (a) => a <= -1 || a >= 1 },
};
/** And those whose results may be too large. */
const GROWING = ['add', 'subtract', 'multiply', 'exp', 'expm1', 'sinh', 'cosh', 'hypot'];

const OPERATIONS = [...Object.keys(PARTIAL), ...GROWING];

/** A format of floating-point numbers. */
interface Format {
  readonly largest: number;
  readonly smallestExponent: number;
  readonly largestExponent: number;
  readonly fractionBits: number;
  readonly round: (value: number) => number;
}

const F32: Format = {
  largest: 3.4028234663852886e38,
  smallestExponent: -126,
  largestExponent: 127,
  fractionBits: 23,
  round: Math.fround,
};
const F64: Format = {
  largest: Number.MAX_VALUE,
  smallestExponent: -1022,
  largestExponent: 1023,
  fractionBits: 52,
  round: (value) => value,
};

/** Where domains end. */
const LANDMARKS = [1, -1, 2, -2, 0.5];
const NEIGHBOURS = 64;

/**
 * Operands of all sizes, of usual ones, whole and half numbers, neighbours of landmarks, and both zeros; no subnormal
 * numbers, which a device may take for zeros, and no infinities, which no field holds.
 */
function operand(random: Random, format: Format): number {
  const { smallestExponent, largestExponent, fractionBits, round } = format;
  const kind = Math.floor(8 * random());
  const sign = random() < 0.5 ? -1 : 1;
  switch (kind) {
    case 0:
    case 1: {
      const exponents = largestExponent - smallestExponent + 1;
      const power = 2 ** (smallestExponent + Math.floor(exponents * random()));
      return sign * Math.min(format.largest, round(power * (1 + random())));
    }
    case 2:
      return round(sign * format.largest * random());
    case 3:
    case 4:
      return round(sign * 4 * random());
    case 5:
      return round(sign * 2 * Math.log(format.largest) * random());
    case 6:
      return (sign * Math.floor(40 * random())) / 2;
    default: {
      const landmark = LANDMARKS[Math.floor(LANDMARKS.length * random())] ?? 1;
      const steps = Math.floor((2 * NEIGHBOURS + 1) * random()) - NEIGHBOURS;
      return landmark * (1 + steps * 2 ** -fractionBits);
    }
  }
}

/** Largest relative error of any result, generously: what is that close to the largest number may be finite or not. */
const DOUBT = 8;

/** The bits that are right at (a, b), or undefined where the result lies at the very end of the format. */
function expectedBits(name: string, a: number, b: number, format: Format): number | undefined {
  const partial = PARTIAL[name];
  if (partial?.undefinedAt(a, b)) return FAULTS[partial.fault].bit;
  const size = Math.abs(primitiveNamed(name).evaluate(a, b));
  const doubt = DOUBT * 2 ** -(format.fractionBits + 1);
  if (size > format.largest * (1 - doubt) && size / (1 + doubt) <= format.largest) return undefined;
  return size <= format.largest ? 0 : FAULTS.notFinite.bit;
}

/** Counts operands in doubt, and remembers the first wrong one in words. */
class Count {
  doubtful = 0;
  faulty = 0;
  wrong = 0;
  first = '';

  constructor(
    private readonly name: string,
    private readonly format: Format,
  ) {}

  add(a: number, b: number, isRight: (expected: number) => boolean, found: () => number | string): void {
    const expected = expectedBits(this.name, a, b, this.format);
    if (expected === undefined) {
      this.doubtful++;
      return;
    }
    if (expected !== 0) this.faulty++;
    if (isRight(expected)) return;
    this.wrong++;
    this.first ||= `${this.name}(${a}, ${b}): ${found()}, expected the bits ${expected}`;
  }

  /** No bit is wrong, hardly any is in doubt, and the operands have tried faults. */
  check(): void {
    expect(this.wrong, this.first).toBe(0);
    expect(this.doubtful).toBeLessThan(COUNT / 1000);
    expect(this.faulty).toBeGreaterThan(COUNT / 1000);
  }
}

function operands(seed: number, count: number, format: Format): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => operand(random, format));
}

function graphOf(name: string) {
  const graph = new Graph();
  const variables = ['x', 'y'];
  const operands = variables.slice(0, primitiveNamed(name).arity).map((variable) => graph.variable(variable));
  return { graph, variables, value: graph.intern({ kind: 'call', name, operands }) };
}

describe('the fault mask on the GPU', () => {
  const x = Float32Array.from(operands(1, COUNT, F32));
  const y = Float32Array.from(operands(2, COUNT, F32));
  let device: GPUDevice;
  beforeAll(async () => {
    device = await requestTestDevice();
  });

  it.each(OPERATIONS)('has no wrong bit at a million operands of %s', async (name) => {
    const { code, libraries } = emitWgsl({ ...graphOf(name), parameters: [] });
    const included = new Set<string>();
    const library = libraries.map((file) => assembleMath(file, included)).join('\n');
    const found = await evaluateKernel(
      device,
      { name, code: `${library}\n${code}`, result: 'fieldValue(x, y).faults' },
      x,
      y,
    );
    const count = new Count(name, F32);
    for (let i = 0; i < COUNT; i++) {
      const bits = found[i] ?? -1;
      count.add(
        x[i] ?? 0,
        y[i] ?? 0,
        (expected) => bits === expected,
        () => bits,
      );
    }
    count.check();
  });
});

describe('the fault mask on the CPU', () => {
  const many = Float64Array.from(operands(3, COUNT, F64));
  it.each(OPERATIONS)('has no wrong bit at a million operands of %s, and gaps just there', (name) => {
    const { arity } = primitiveNamed(name);
    const xs = arity === 1 ? many : many.subarray(0, SIDE);
    const ys = arity === 1 ? Float64Array.of(0) : many.subarray(SIDE, 2 * SIDE);
    const { graph, variables, value } = graphOf(name);
    const walk = new Walk(graph, [value], variables, []);
    const program: TapeProgram = {
      operations: [
        { kind: 'coordinate', axis: 0, rate: 'column' },
        { kind: 'coordinate', axis: 1, rate: 'row' },
        {
          kind: 'call',
          name,
          operands: arity === 1 ? [0] : [0, 1],
          rate: arity === 1 ? 'column' : 'block',
        },
      ],
      roots: [2],
    };
    const [tape] = new Tape(program).run([], xs, ys);
    const [code] = (WasmProgram.compile(program) ?? expect.fail('too large')).run([], xs, ys);
    const count = new Count(name, F64);
    ys.forEach((y, j) => {
      xs.forEach((x, i) => {
        const index = j * xs.length + i;
        walk.evaluate(x, y);
        const bits = walk.faults(0);
        const results = [tape?.[index] ?? 0, code?.[index] ?? 0];
        count.add(
          x,
          y,
          (expected) =>
            bits === expected && results.every((result) => Number.isFinite(result) === (expected === 0)),
          () => `${bits} in the walk, ${results[0]} from the tape, ${results[1]} from machine code`,
        );
      });
    });
    count.check();
  });
});

it('leaves out no operation that has a domain', () => {
  const withDomain = PRIMITIVES.flatMap(({ name, domain }) => (domain ? [name] : []));
  expect(Object.keys(PARTIAL).sort()).toEqual(withDomain.sort());
});
