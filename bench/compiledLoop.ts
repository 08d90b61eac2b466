/**
 * The graph as the text of a JavaScript loop, compiled by `new Function`: what engines do that may turn text into code, which
 * the page's Content-Security-Policy forbids. For comparison only.
 */
import { type Graph, type NodeId, primitiveNamed } from '../src/expression';

type Pass = (xs: Float64Array, ys: Float64Array, out: Float64Array) => void;

/** Written alike in JavaScript and Python. */
export const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
};
/** As they would be written by hand. */
const WRITTEN: Readonly<Record<string, (a: string) => string>> = {
  negate: (a) => `-${a}`,
  sinpi: (a) => `Math.sin(Math.PI * ${a})`,
  cospi: (a) => `Math.cos(Math.PI * ${a})`,
};

/** Writes `roots` at every (x, y), x fastest, one plane after another. */
export function compileLoop(graph: Graph, roots: readonly NodeId[]): Pass {
  const lines = graph.reachable(roots).map((id) => `const v${id} = ${textOf(graph, id)};`);
  const text = `
    let k = 0;
    const plane = xs.length * ys.length;
    for (let j = 0; j < ys.length; j++) {
      const y = ys[j];
      for (let i = 0; i < xs.length; i++) {
        const x = xs[i];
        ${lines.join('\n        ')}
        ${roots.map((root, index) => `out[k + ${index} * plane] = v${root};`).join('\n        ')}
        k++;
      }
    }`;
  const rows = (name: string) => primitiveNamed(name).evaluate;
  const loop = new Function('rows', `return (xs, ys, out) => {${text}};`);
  return loop(new Proxy({}, { get: (_, name) => rows(String(name)) })) as Pass;
}

function textOf(graph: Graph, id: NodeId): string {
  const node = graph.node(id);
  switch (node.kind) {
    case 'constant':
      return String(node.value);
    case 'variable':
    case 'parameter':
      return node.name;
    case 'column':
    case 'mean':
      throw new RangeError('these loops run over points, not over rows of data');
    case 'select':
      return `v${node.condition} !== 0 ? v${node.whenTrue} : v${node.whenFalse}`;
    case 'call': {
      const operands = node.operands.map((operand) => `v${operand}`);
      const [a = '', b = ''] = operands;
      const operator = OPERATORS[node.name];
      if (operator !== undefined) return `${a} ${operator} ${b}`;
      const written = WRITTEN[node.name]?.(a);
      if (written !== undefined) return written;
      return `${Object.hasOwn(Math, node.name) ? 'Math' : 'rows'}.${node.name}(${operands.join(', ')})`;
    }
    default:
      return node satisfies never;
  }
}
