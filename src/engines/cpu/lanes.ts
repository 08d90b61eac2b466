/**
 * A graph over lanes: every variable is an array, and each operation runs over all of its elements at once, by the kernels of the
 * tape. What depends on parameters alone is computed once. It takes no data; coordinates of a point are lanes, not samples.
 */
import { type Graph, type NodeId, operandsOf } from '../../expression';
import { kernelFor, selectBlock } from './kernels';

type Step = (lanes: number) => void;

export class Lanes {
  readonly #uniform: Step[] = [];
  readonly #varying: Step[] = [];
  readonly #spread: Float64Array[] = [];
  readonly #variables: (Float64Array | undefined)[];
  readonly #parameters: (Float64Array | undefined)[];
  readonly #result: Float64Array;

  /** The value of `root` over `length` lanes. Throws RangeError for a name that is not listed and for data. */
  constructor(
    graph: Graph,
    root: NodeId,
    variables: readonly string[],
    parameters: readonly string[],
    readonly length: number,
  ) {
    const registers = new Map<NodeId, Float64Array>();
    const varying = new Set<NodeId>();
    const named = new Map<string, Float64Array>();
    const registerOf = (id: NodeId): Float64Array => {
      const register = registers.get(id);
      if (register === undefined) throw new RangeError(`node ${id} is used before it is computed`);
      return register;
    };
    for (const id of graph.reachable([root])) {
      const node = graph.node(id);
      const operands = operandsOf(node);
      const out = new Float64Array(length);
      registers.set(id, out);
      if (node.kind === 'variable' || operands.some((operand) => varying.has(operand))) varying.add(id);
      else this.#spread.push(out);
      const steps = varying.has(id) ? this.#varying : this.#uniform;
      const [a = out, b = a, c = b] = operands.map(registerOf);
      switch (node.kind) {
        case 'constant':
          out.fill(node.value);
          break;
        case 'variable':
        case 'parameter':
          if (!(node.kind === 'variable' ? variables : parameters).includes(node.name))
            throw new RangeError(`the rule uses ${node.kind} ${node.name}, which is not listed`);
          named.set(node.name, out);
          break;
        case 'call': {
          const kernel = kernelFor(node.name);
          steps.push((lanes) => kernel(out, a, b, lanes));
          break;
        }
        case 'select':
          steps.push((lanes) => selectBlock(out, a, b, c, lanes));
          break;
        case 'column':
        case 'mean':
          throw new RangeError('lanes take no means over data');
        default:
          node satisfies never;
      }
    }
    this.#variables = variables.map((name) => named.get(name));
    this.#parameters = parameters.map((name) => named.get(name));
    this.#result = registerOf(root);
  }

  /** The value in every lane, for one array a variable and one number a parameter. It holds until the next run. */
  run(variables: readonly Float64Array[], parameters: readonly number[]): Float64Array {
    this.#parameters.forEach((register, index) => {
      register?.fill(parameters[index] ?? Number.NaN, 0, 1);
    });
    for (const step of this.#uniform) step(1);
    for (const register of this.#spread) register.fill(register[0] ?? Number.NaN);
    this.#variables.forEach((register, index) => {
      const values = variables[index];
      if (values) register?.set(values);
    });
    for (const step of this.#varying) step(this.length);
    return this.#result;
  }
}
