/**
 * Nodes of a graph as lines of a WGSL function, each with the u32 of its faults. What stands around the lines, and in which
 * order nodes come, is said elsewhere.
 */
import { FAULTS, need, primitiveNamed } from './functions';
import type { Graph, GraphNode, NodeId, NodeKind } from './graph';
import type { WgslArithmetic } from './wgslArithmetic';

export interface WgslSource {
  readonly graph: Graph;
  readonly value: NodeId;
  /** Two coordinates. */
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
}

export interface Emitted {
  /** A WGSL expression without side effects: a name or a literal. */
  readonly value: string;
  /** Name of a u32, or '0u' where the node cannot fault. */
  readonly faults: string;
  readonly literal: boolean;
}

export type CallNode = Extract<GraphNode, { kind: 'call' }>;
export type SelectNode = Extract<GraphNode, { kind: 'select' }>;

/** A function and the values that it takes: what the device is never asked outside of its domain. */
export interface Application {
  readonly code: string;
  readonly values: readonly string[];
  /** Of operands outside the domain. */
  readonly faults: readonly string[];
}

export class FunctionEmitter {
  readonly #emitted = new Map<NodeId, Emitted>();
  #lines: string[] = [];
  /** Keys of the joint forms that more than one of the lines' nodes has its value from. */
  #shared: ReadonlySet<string> = new Set();
  /** Names of what joint forms return, by their code. */
  #joined = new Map<string, string>();
  #joints = 0;

  /** `columns` are those of the data, in the order in which the module finds them. */
  constructor(
    protected readonly source: WgslSource,
    protected readonly arithmetic: WgslArithmetic,
    private readonly columns: readonly string[] = [],
  ) {}

  /** Lines that compute `ids`, operands first; what they are made of is among them or has been computed before. */
  body(ids: readonly NodeId[]): string {
    this.#lines = [];
    this.#shared = this.#sharedAmong(ids);
    this.#joined = new Map();
    for (const id of ids) this.#emitted.set(id, this.#emit(id, this.source.graph.node(id)));
    return this.#lines.join('\n');
  }

  /** Says where node `id` is found that other code computes. */
  give(id: NodeId, value: string, faults: string): void {
    this.#emitted.set(id, { value, faults, literal: false });
  }

  result(id: NodeId): Emitted {
    return need(this.#emitted.get(id));
  }

  /** The value of `id` as one f32. */
  rounded(id: NodeId): string {
    return this.result(id).value;
  }

  /** Lines that return a FieldGradient of the value and both partials. */
  gradientOf([value, dx, dy]: readonly [NodeId, NodeId, NodeId]): string {
    const [f, fx, fy] = [this.result(value), this.result(dx), this.result(dy)];
    return `  let value = ${this.rounded(value)};
  let gradient = vec2f(${this.rounded(dx)}, ${this.rounded(dy)});
  let valueFaults = ${f.faults} | notFiniteFault(value);
  let gradientFaults = valueFaults | ${fx.faults} | ${fy.faults} | notFiniteFault(gradient.x) | notFiniteFault(gradient.y);
  let defined = gradientFaults == 0u;
  return FieldGradient(select(0.0, value, valueFaults == 0u), select(0.0, gradient.x, defined), select(0.0, gradient.y, defined), valueFaults, gradientFaults);`;
  }

  protected isEmitted(id: NodeId): boolean {
    return this.#emitted.has(id);
  }

  protected line(code: string): void {
    this.#lines.push(`  ${code}`);
  }

  protected constant(_: NodeId, value: number): Emitted {
    return { value: this.arithmetic.literal(value), faults: '0u', literal: true };
  }

  protected parameter(id: NodeId, index: number): Emitted {
    return this.bind(id, this.arithmetic.parameter(index), []);
  }

  protected select(id: NodeId, node: SelectNode): Emitted {
    const [condition, left, right] = [node.condition, node.whenTrue, node.whenFalse].map((operand) =>
      this.result(operand),
    );
    const holds = this.holds(node);
    const [yes, no] = [need(left), need(right)];
    const chosen = yes.faults === no.faults ? yes.faults : `select(${no.faults}, ${yes.faults}, ${holds})`;
    return this.bind(id, this.arithmetic.select(no.value, yes.value, holds), [
      need(condition).faults,
      chosen,
    ]);
  }

  /** A bool: whether the first branch is taken. */
  protected holds({ condition }: SelectNode): string {
    return `${this.arithmetic.leading(this.result(condition).value)} != 0.0`;
  }

  protected call(id: NodeId, node: CallNode): Emitted {
    const operands = node.operands.map((operand) => this.result(operand));
    let values = operands.map(({ value }) => value);
    // A call whose operands are all literal was left unfolded because its value does not exist: the WGSL compiler must not
    // try to fold it either.
    if (operands.every((operand) => operand.literal))
      values = values.map((value) => this.arithmetic.opaque(value));
    const { code, faults } = this.apply(`inside${id}`, node, values, (operand) => this.result(operand).value);
    return this.bind(id, code, [...operands.map((operand) => operand.faults), ...faults]);
  }

  /** The function of `node` of `values`, or of safe ones where these are outside its domain; `inside` is a free name. */
  protected apply(
    inside: string,
    node: CallNode,
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): Application {
    const { arithmetic } = this;
    const row = primitiveNamed(node.name);
    const { domain, joint } = row;
    const key = joint && this.#jointKey(node);
    if (key !== undefined && this.#shared.has(key)) {
      const code = need(arithmetic.joint(row, node.operands, values, codeOf));
      return { code: `${this.#join(code)}.${need(joint).member}`, values, faults: [] };
    }
    if (domain === undefined)
      return { code: arithmetic.call(row, node.operands, values, codeOf), values, faults: [] };
    this.line(`let ${inside} = ${domain.wgsl(...values.map((value) => arithmetic.leading(value)))};`);
    const safe = values.map((value, index) =>
      arithmetic.select(arithmetic.literal(domain.safe[index] ?? 0), value, inside),
    );
    return {
      code: arithmetic.call(row, node.operands, safe, codeOf),
      values: safe,
      faults: [`select(${FAULTS[domain.fault].bit}u, 0u, ${inside})`],
    };
  }

  /** The same of nodes whose values one call of a joint form has; undefined of nodes without one. */
  #jointKey({ name, operands }: CallNode): string | undefined {
    return this.arithmetic.joint(primitiveNamed(name), operands, operands.map(String), () => undefined);
  }

  #sharedAmong(ids: readonly NodeId[]): ReadonlySet<string> {
    const keys = ids.flatMap((id) => {
      const node = this.source.graph.node(id);
      return node.kind === 'call' ? (this.#jointKey(node) ?? []) : [];
    });
    return new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  }

  /** The name of what the joint form returns. */
  #join(code: string): string {
    const known = this.#joined.get(code);
    if (known !== undefined) return known;
    const name = `joint${this.#joints++}`;
    this.line(`let ${name} = ${code};`);
    this.#joined.set(code, name);
    return name;
  }

  /** `expression` under the name of node `id`, with its faults. */
  protected bind(id: NodeId, expression: string, faults: readonly string[]): Emitted {
    const value = `t${id}`;
    this.line(`let ${value} = ${expression};`);
    const distinct = [...new Set(faults)].filter((fault) => fault !== '0u');
    const [only] = distinct;
    if (only === undefined) return { value, faults: '0u', literal: false };
    if (distinct.length === 1 && /^faults\d+$/.test(only)) return { value, faults: only, literal: false };
    this.line(`let faults${id} = ${distinct.join(' | ')};`);
    return { value, faults: `faults${id}`, literal: false };
  }

  readonly #emitters: {
    readonly [K in NodeKind]: (id: NodeId, node: Extract<GraphNode, { kind: K }>) => Emitted;
  } = {
    constant: (id, node) => this.constant(id, node.value),
    variable: (_, node) => {
      const index = this.source.variables.indexOf(node.name);
      return { value: need(['x', 'y'][index]), faults: '0u', literal: false };
    },
    parameter: (id, node) => {
      const index = this.source.parameters.indexOf(node.name);
      if (index < 0) throw new RangeError(`the field lists no parameter ${node.name}`);
      return this.parameter(id, index);
    },
    column: (id, node) => this.bind(id, this.arithmetic.column(this.columns.indexOf(node.name)), []),
    mean: () => {
      throw new RangeError('a mean over data is taken by a loop, outside of expressions');
    },
    call: (id, node) => this.call(id, node),
    select: (id, node) => this.select(id, node),
  };

  #emit(id: NodeId, node: GraphNode): Emitted {
    const emit = this.#emitters[node.kind] as (id: NodeId, node: GraphNode) => Emitted;
    return emit(id, node);
  }
}
