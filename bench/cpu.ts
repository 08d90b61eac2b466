/** One thread of the CPU engine, tape and machine code, against other ways to evaluate an expression over a grid. */
import { compile } from 'mathjs';
import { compileTape, Tape } from '../src/engines/cpu/tape';
import { WasmProgram } from '../src/engines/cpu/wasm/wasmProgram';
import { Builder, compileExpression, gradient, parseExpression } from '../src/expression';
import { sampleCoordinates } from '../src/fields/grid';
import { LANDSCAPES } from '../src/presets';
import { compileLoop } from './compiledLoop';
import { BENCH_FUNCTIONS, type BenchFunction } from './functions';
import { HAND_WRITTEN } from './handWritten';
import { numpyTimes } from './numpy';
import { geometricMean, milliseconds } from './timing';

const SIZE = 512;
const POINTS = SIZE * SIZE;
const REPETITIONS = 15;
/** One pass of mathjs takes some tenths of a second. */
const MATHJS_REPETITIONS = 3;

interface Passes {
  readonly tape: () => unknown;
  readonly code: () => unknown;
  readonly tapeGradient: () => unknown;
  readonly codeGradient: () => unknown;
  readonly compiledLoop: () => unknown;
}

function passesOf(expression: string, xs: Float64Array, ys: Float64Array): Passes {
  const { builder, root } = compileExpression(parseExpression(expression));
  const { graph } = builder;
  const names = ['x', 'y'];
  const value = compileTape(graph, [root], names, []);
  const withGradient = compileTape(graph, [root, ...gradient(new Builder(graph), root, names)], names, []);
  const [tape, tapeGradient] = [new Tape(value), new Tape(withGradient)];
  const [code, codeGradient] = [WasmProgram.compile(value), WasmProgram.compile(withGradient)];
  const loop = compileLoop(graph, root);
  const out = new Float64Array(POINTS);
  return {
    tape: () => tape.run([], xs, ys),
    code: () => code?.run([], xs, ys),
    tapeGradient: () => tapeGradient.run([], xs, ys),
    codeGradient: () => codeGradient?.run([], xs, ys),
    compiledLoop: () => loop(xs, ys, out),
  };
}

function mathjsPass(expression: string, xs: Float64Array, ys: Float64Array): () => void {
  const code = compile(expression);
  const scope = { x: 0, y: 0 };
  const out = new Float64Array(POINTS);
  return () => {
    let k = 0;
    for (const y of ys) {
      scope.y = y;
      for (const x of xs) {
        scope.x = x;
        out[k++] = code.evaluate(scope);
      }
    }
  };
}

interface Row {
  readonly name: string;
  /** Milliseconds for POINTS points; NaN where there is none. */
  readonly mathjs: number;
  readonly numpy: number;
  readonly compiledLoop: number;
  readonly tape: number;
  readonly code: number;
  readonly tapeGradient: number;
  readonly codeGradient: number;
}

async function rowOf({ name, expression, domain }: BenchFunction, numpy: number): Promise<Row> {
  const [xs, ys] = [sampleCoordinates(domain, SIZE), sampleCoordinates(domain, SIZE)];
  const passes = passesOf(expression, xs, ys);
  return {
    name,
    numpy,
    mathjs: await milliseconds(MATHJS_REPETITIONS, mathjsPass(expression, xs, ys)),
    compiledLoop: await milliseconds(REPETITIONS, passes.compiledLoop),
    tape: await milliseconds(REPETITIONS, passes.tape),
    code: await milliseconds(REPETITIONS, passes.code),
    tapeGradient: await milliseconds(REPETITIONS, passes.tapeGradient),
    codeGradient: await milliseconds(REPETITIONS, passes.codeGradient),
  };
}

function perPoint(time: number): string {
  return ((time * 1e6) / POINTS).toFixed(time * 1e6 < 10 * POINTS ? 2 : 1);
}

function printMeans(rows: readonly Row[], ratios: Readonly<Record<string, (row: Row) => number>>): void {
  for (const [name, ratio] of Object.entries(ratios)) {
    const values = rows.map(ratio);
    if (values.some(Number.isNaN)) continue;
    const least = Math.min(...values);
    console.log(`${name}: geometric mean ${geometricMean(values).toFixed(2)}, least ${least.toFixed(2)}`);
  }
}

/** Ten functions, by every way that there is. */
async function printFunctions(): Promise<void> {
  const numpy = numpyTimes(BENCH_FUNCTIONS, SIZE, REPETITIONS);
  const rows: Row[] = [];
  for (const [index, benchFunction] of BENCH_FUNCTIONS.entries())
    rows.push(await rowOf(benchFunction, numpy?.milliseconds[index] ?? Number.NaN));
  console.log(
    `\nCPU, one thread, ${SIZE}², f64, nanoseconds a point; NumPy ${numpy?.version ?? 'not found'}`,
  );
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          mathjs: perPoint(row.mathjs),
          NumPy: perPoint(row.numpy),
          'new Function': perPoint(row.compiledLoop),
          tape: perPoint(row.tape),
          wasm: perPoint(row.code),
          'tape f+∇f': perPoint(row.tapeGradient),
          'wasm f+∇f': perPoint(row.codeGradient),
          'mathjs / wasm': (row.mathjs / row.code).toFixed(0),
          'new Function / wasm': (row.compiledLoop / row.code).toFixed(1),
          'NumPy / wasm': (row.numpy / row.code).toFixed(1),
        },
      ]),
    ),
  );
  printMeans(rows, {
    'mathjs / wasm': (row) => row.mathjs / row.code,
    'mathjs / tape': (row) => row.mathjs / row.tape,
    'mathjs / new Function': (row) => row.mathjs / row.compiledLoop,
    'mathjs / NumPy': (row) => row.mathjs / row.numpy,
    'NumPy / wasm': (row) => row.numpy / row.code,
    'new Function / wasm': (row) => row.compiledLoop / row.code,
    'tape / wasm': (row) => row.tape / row.code,
    'tape / wasm, f+∇f': (row) => row.tapeGradient / row.codeGradient,
  });
}

/** Five landscapes with loops that a programmer wrote, and derivatives worked out on paper. */
async function printHandWritten(): Promise<void> {
  const out = new Float64Array(3 * POINTS);
  const table: Record<string, Record<string, string>> = {};
  const ratios: number[] = [];
  for (const { id, value, valueAndGradient } of HAND_WRITTEN) {
    const landscape = LANDSCAPES.find((candidate) => candidate.id === id);
    if (landscape === undefined) throw new Error(`no landscape ${id}`);
    const [xs, ys] = [sampleCoordinates(landscape.domainX, SIZE), sampleCoordinates(landscape.domainY, SIZE)];
    const passes = passesOf(landscape.expression, xs, ys);
    const loop = await milliseconds(REPETITIONS, () => value(xs, ys, out));
    const loopGradient = await milliseconds(REPETITIONS, () => valueAndGradient(xs, ys, out));
    const [tape, code] = [
      await milliseconds(REPETITIONS, passes.tapeGradient),
      await milliseconds(REPETITIONS, passes.codeGradient),
    ];
    const codeValue = await milliseconds(REPETITIONS, passes.code);
    ratios.push(loopGradient / code);
    table[landscape.name] = {
      'loop f': perPoint(loop),
      'wasm f': perPoint(codeValue),
      'loop / wasm f': (loop / codeValue).toFixed(1),
      'loop f+∇f': perPoint(loopGradient),
      'tape f+∇f': perPoint(tape),
      'wasm f+∇f': perPoint(code),
      'loop / wasm f+∇f': (loopGradient / code).toFixed(1),
    };
  }
  console.log('\nLoops written by hand, nanoseconds a point');
  console.table(table);
  console.log(`loop / wasm, f+∇f: geometric mean ${geometricMean(ratios).toFixed(2)}`);
}

export async function printCpu(): Promise<void> {
  await printFunctions();
  await printHandWritten();
}
