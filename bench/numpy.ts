/** The same functions in NumPy, where a Python that has it is found. */
import { spawnSync } from 'node:child_process';
import { type Graph, type NodeId, operandsOf } from '../src/expression';
import { OPERATORS } from './compiledLoop';

const PYTHONS = ['python3', '/usr/bin/python3'];

/** Prints the milliseconds of each program's shortest pass over a grid, as JSON. */
const SCRIPT = `
import json, sys, time
import numpy
job = json.load(sys.stdin)
names = dict(vars(numpy))
shortest = []
for program in job['programs']:
    axis = numpy.linspace(*program['domain'], job['size'])
    x, y = numpy.meshgrid(axis, axis)
    code = compile(program['text'], 'program', 'exec')
    times = []
    for _ in range(job['repetitions'] + 1):
        space = {**names, 'x': x, 'y': y}
        start = time.perf_counter()
        exec(code, space)
        times.append(1000 * (time.perf_counter() - start))
    shortest.append(min(times[1:]))
print(json.dumps({'version': numpy.__version__, 'milliseconds': shortest}))
`;

export interface NumpyProgram {
  /** Statements about x and y. */
  readonly text: string;
  /** Both coordinates' interval. */
  readonly domain: readonly [number, number];
}

export interface NumpyTimes {
  readonly version: string;
  /** Milliseconds, in the order of the programs. */
  readonly milliseconds: readonly number[];
}

export function numpyTimes(
  programs: readonly NumpyProgram[],
  size: number,
  repetitions: number,
): NumpyTimes | undefined {
  const input = JSON.stringify({ programs, size, repetitions });
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', SCRIPT], { input, encoding: 'utf8' });
    if (status === 0) return JSON.parse(stdout) as NumpyTimes;
  }
  return undefined;
}

/** As they would be written by hand. */
const WRITTEN: Readonly<Record<string, (a: string) => string>> = {
  negate: (a) => `(-${a})`,
  sinpi: (a) => `sin(pi*${a})`,
  cospi: (a) => `cos(pi*${a})`,
};

/** `roots` as statements that compute once what is used more than once; what is not stays an expression, without a name. */
export function numpyText(graph: Graph, roots: readonly NodeId[]): string {
  const order = graph.reachable(roots);
  const uses = new Map<NodeId, number>(roots.map((root) => [root, 2]));
  for (const id of order)
    for (const operand of operandsOf(graph.node(id))) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const texts = new Map<NodeId, string>();
  const statements: string[] = [];
  const tangents = new Map<NodeId, NodeId>();
  for (const id of order) {
    const node = graph.node(id);
    if (node.kind === 'call' && node.name === 'tanh') tangents.set(node.operands[0] as NodeId, id);
  }
  const textOf = (id: NodeId): string => {
    const node = graph.node(id);
    if (node.kind === 'constant') return `(${node.value})`;
    if (node.kind === 'variable') return node.name;
    if (node.kind !== 'call') throw new RangeError(`NumPy is given no ${node.kind}`);
    const operands = node.operands.map((operand) => texts.get(operand) ?? '');
    const [a = '', b = ''] = operands;
    const operator = OPERATORS[node.name];
    if (operator !== undefined) return `(${a}${operator}${b})`;
    // The derivative of tanh, by the tanh that is there.
    const tangent =
      node.name === 'sech2' ? texts.get(tangents.get(node.operands[0] as NodeId) ?? id) : undefined;
    if (tangent !== undefined) return `(1-${tangent}*${tangent})`;
    return WRITTEN[node.name]?.(a) ?? `${node.name}(${operands.join(',')})`;
  };
  for (const id of order) {
    const text = textOf(id);
    const isNamed = graph.node(id).kind === 'call' && ((uses.get(id) ?? 0) > 1 || text.startsWith('tanh('));
    if (isNamed) statements.push(`v${id}=${text}`);
    texts.set(id, isNamed ? `v${id}` : text);
  }
  return statements.join('\n');
}
