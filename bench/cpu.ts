/** One thread of the CPU engine, tape and machine code, against other ways to evaluate an expression over a grid. */
import { compile, derivative } from 'mathjs';
import { compileTape, Tape } from '../src/engines/cpu/tape';
import { WasmProgram } from '../src/engines/cpu/wasm/wasmProgram';
import { Builder, compileExpression, gradient, parseExpression } from '../src/expression';
import { sampleCoordinates } from '../src/fields/grid';
import { LANDSCAPES } from '../src/presets';
import { compileLoop } from './compiledLoop';
import { BENCH_FUNCTIONS } from './functions';
import { HAND_WRITTEN } from './handWritten';
import { numpyText, numpyTimes } from './numpy';
import { geometricMean, milliseconds } from './timing';

const SIZE = 512;
const POINTS = SIZE * SIZE;
const REPETITIONS = 15;
/** mathjs takes seconds for all rows of a network with its gradient; a point costs it the same in any row. */
const MATHJS_ROWS = 16;
const MATHJS_REPETITIONS = 3;

/** The engine's own passes over a grid, of f or of f and its gradient. */
interface Passes {
  readonly tape: () => unknown;
  readonly code: () => unknown;
  readonly compiledLoop: () => unknown;
  /** Statements for NumPy. */
  readonly numpyText: string;
}

function passesOf(expression: string, xs: Float64Array, ys: Float64Array, withGradient: boolean): Passes {
  const { builder, root } = compileExpression(parseExpression(expression));
  const { graph } = builder;
  const names = ['x', 'y'];
  const roots = withGradient ? [root, ...gradient(new Builder(graph), root, names)] : [root];
  const program = compileTape(graph, roots, names, []);
  const tape = new Tape(program);
  const code = WasmProgram.compile(program);
  const loop = compileLoop(graph, roots);
  const out = new Float64Array(roots.length * POINTS);
  return {
    tape: () => tape.run([], xs, ys),
    code: () => code?.run([], xs, ys),
    compiledLoop: () => loop(xs, ys, out),
    numpyText: numpyText(graph, roots),
  };
}

/** Over the first rows; mathjs differentiates by itself. */
function mathjsPass(
  expression: string,
  xs: Float64Array,
  ys: Float64Array,
  withGradient: boolean,
): () => void {
  const partials = withGradient ? ['x', 'y'].map((name) => derivative(expression, name).compile()) : [];
  const codes = [compile(expression), ...partials];
  const scope = { x: 0, y: 0 };
  const out = new Float64Array(codes.length * POINTS);
  return () => {
    let k = 0;
    for (const y of ys.subarray(0, MATHJS_ROWS)) {
      scope.y = y;
      for (const x of xs) {
        scope.x = x;
        for (const code of codes) out[k++] = code.evaluate(scope);
      }
    }
  };
}

/** Milliseconds for POINTS points; NaN where there is none. */
interface Row {
  readonly name: string;
  readonly mathjs: number;
  readonly numpy: number;
  readonly compiledLoop: number;
  readonly tape: number;
  readonly code: number;
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
async function printFunctions(withGradient: boolean): Promise<void> {
  const ways = BENCH_FUNCTIONS.map(({ name, expression, domain }) => {
    const [xs, ys] = [sampleCoordinates(domain, SIZE), sampleCoordinates(domain, SIZE)];
    const mathjs = mathjsPass(expression, xs, ys, withGradient);
    return { name, domain, mathjs, ...passesOf(expression, xs, ys, withGradient) };
  });
  const programs = ways.map(({ numpyText: text, domain }) => ({ text, domain }));
  const numpy = numpyTimes(programs, SIZE, REPETITIONS);
  const rows: Row[] = [];
  for (const [index, { name, mathjs, compiledLoop, tape, code }] of ways.entries())
    rows.push({
      name,
      numpy: numpy?.milliseconds[index] ?? Number.NaN,
      mathjs: (await milliseconds(MATHJS_REPETITIONS, mathjs)) * (SIZE / MATHJS_ROWS),
      compiledLoop: await milliseconds(REPETITIONS, compiledLoop),
      tape: await milliseconds(REPETITIONS, tape),
      code: await milliseconds(REPETITIONS, code),
    });
  console.log(
    `\n${withGradient ? 'f and its gradient' : 'f'}, one thread, ${SIZE}², f64, nanoseconds a point; NumPy ${numpy?.version ?? 'not found'}`,
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
    const passes = passesOf(landscape.expression, xs, ys, false);
    const gradientPasses = passesOf(landscape.expression, xs, ys, true);
    const loop = await milliseconds(REPETITIONS, () => value(xs, ys, out));
    const loopGradient = await milliseconds(REPETITIONS, () => valueAndGradient(xs, ys, out));
    const [tape, code] = [
      await milliseconds(REPETITIONS, gradientPasses.tape),
      await milliseconds(REPETITIONS, gradientPasses.code),
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
  await printFunctions(false);
  await printFunctions(true);
  await printHandWritten();
}
