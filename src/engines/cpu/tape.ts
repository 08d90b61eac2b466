/**
 * The block tape: the graph as a list of operations over blocks of samples, shared parts once. What depends on x alone is
 * computed once a grid, what depends on y alone once a row. Needs nothing of the browser: the floor under all engines.
 */
import { type Graph, type NodeId, operandsOf } from '../../expression';
import { type Runner, runnerOf } from './kernels';

/** Samples a block: some hundred keep all registers of a usual expression in the first two cache levels. */
export const BLOCK = 512;

/** How often a register changes: never within a grid, with x only, with y only, with both. */
export type Rate = 'constant' | 'column' | 'row' | 'block';

export type TapeOperation =
  | { readonly kind: 'constant'; readonly value: number; readonly rate: 'constant' }
  | { readonly kind: 'parameter'; readonly index: number; readonly rate: 'constant' }
  | { readonly kind: 'coordinate'; readonly axis: 0 | 1; readonly rate: Rate }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly operands: readonly number[];
      readonly rate: Rate;
    }
  | { readonly kind: 'select'; readonly operands: readonly [number, number, number]; readonly rate: Rate };

/** A compiled tape: plain data, so that it can be posted to a worker. Register k holds the result of operation k. */
export interface TapeProgram {
  readonly operations: readonly TapeOperation[];
  readonly roots: readonly number[];
}

/** Compiles `roots` as functions of the two `variables`. */
export function compileTape(
  graph: Graph,
  roots: readonly NodeId[],
  variables: readonly string[],
  parameters: readonly string[],
): TapeProgram {
  const registers = new Map<NodeId, number>();
  const operations: TapeOperation[] = [];
  const register = (id: NodeId): number => {
    const found = registers.get(id);
    if (found === undefined) throw new RangeError(`node ${id} is used before it is computed`);
    return found;
  };
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id);
    const operands = operandsOf(node).map(register);
    const rate = operands.reduce<Rate>(
      (sum, operand) => combine(sum, operations[operand]?.rate ?? 'constant'),
      'constant',
    );
    registers.set(id, operations.length);
    switch (node.kind) {
      case 'constant':
        operations.push({ kind: 'constant', value: node.value, rate: 'constant' });
        break;
      case 'variable': {
        const axis = variables.indexOf(node.name);
        if (axis !== 0 && axis !== 1) throw new RangeError(`${node.name} is not one of the two coordinates`);
        operations.push({ kind: 'coordinate', axis, rate: axis === 0 ? 'column' : 'row' });
        break;
      }
      case 'parameter': {
        const index = parameters.indexOf(node.name);
        if (index < 0) throw new RangeError(`the field lists no parameter ${node.name}`);
        operations.push({ kind: 'parameter', index, rate: 'constant' });
        break;
      }
      case 'call':
        operations.push({ kind: 'call', name: node.name, operands, rate });
        break;
      case 'select': {
        const [condition = 0, whenTrue = 0, whenFalse = 0] = operands;
        operations.push({ kind: 'select', operands: [condition, whenTrue, whenFalse], rate });
        break;
      }
      case 'column':
      case 'mean':
        throw new RangeError('the tape takes no means over data');
      default:
        node satisfies never;
    }
  }
  return { operations, roots: roots.map(register) };
}

function combine(a: Rate, b: Rate): Rate {
  if (a === 'constant') return b;
  if (b === 'constant' || a === b) return a;
  return 'block';
}

/** Runs a program over rectangular sets of samples. Holds its registers, so one instance serves one caller at a time. */
export class Tape {
  readonly #rates: readonly Rate[];
  readonly #runners: readonly (Runner | undefined)[];

  constructor(readonly program: TapeProgram) {
    this.#rates = program.operations.map(({ rate }) => rate);
    this.#runners = program.operations.map((operation, out) =>
      'operands' in operation ? runnerOf(operation, out) : undefined,
    );
  }

  /**
   * Evaluates every root at all (xs[i], ys[j]). Returns one Float64Array of xs.length·ys.length a root, row-major with x
   * fastest; NaN or ±Infinity where undefined.
   */
  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    const { operations, roots } = this.program;
    const nx = xs.length;
    const width = Math.min(BLOCK, nx);
    const whole = operations.map(({ rate }) => new Float64Array(rate === 'column' ? nx : width));
    operations.forEach((operation, k) => {
      const out = whole[k];
      if (out === undefined) return;
      if (operation.kind === 'constant') out.fill(operation.value);
      else if (operation.kind === 'parameter') out.fill(parameters[operation.index] ?? Number.NaN);
      else if (operation.kind === 'coordinate' && operation.axis === 0) out.set(xs);
    });
    const starts = Array.from({ length: Math.ceil(nx / width) }, (_, index) => index * width);
    const blocks = starts.map((start) => {
      const n = Math.min(width, nx - start);
      const registers = whole.map((all, k) =>
        this.#rates[k] === 'column' ? all.subarray(start, start + n) : all,
      );
      return { start, n, registers };
    });
    const first = blocks[0];
    if (first === undefined) return roots.map(() => new Float64Array(0));
    this.#runRate('constant', first.registers, width);
    for (const { registers, n } of blocks) this.#runRate('column', registers, n);
    const outputs = roots.map(() => new Float64Array(nx * ys.length));
    for (let j = 0; j < ys.length; j++) {
      this.#startRow(ys[j] ?? Number.NaN, first.registers, width);
      for (const { start, n, registers } of blocks) {
        this.#runRate('block', registers, n);
        roots.forEach((root, index) => {
          const values = registers[root];
          if (values)
            outputs[index]?.set(n === values.length ? values : values.subarray(0, n), j * nx + start);
        });
      }
    }
    return outputs;
  }

  /** What depends on y alone: computed in one lane, then spread over the block for the kernels that combine it with x. */
  #startRow(y: number, registers: readonly Float64Array[], width: number): void {
    this.program.operations.forEach((operation, k) => {
      if (operation.rate !== 'row') return;
      const out = registers[k];
      if (out === undefined) return;
      if (operation.kind === 'coordinate') out[0] = y;
      else this.#runners[k]?.(registers, 1);
      out.fill(out[0] ?? Number.NaN, 0, width);
    });
  }

  #runRate(rate: Rate, registers: readonly Float64Array[], n: number): void {
    for (let k = 0; k < this.#rates.length; k++)
      if (this.#rates[k] === rate) this.#runners[k]?.(registers, n);
  }
}
