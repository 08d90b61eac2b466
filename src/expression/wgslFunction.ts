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

export class FunctionEmitter {
  readonly #emitted = new Map<NodeId, Emitted>();
  #lines: string[] = [];

  /** `columns` are those of the data, in the order in which the module finds them. */
  constructor(
    private readonly source: WgslSource,
    private readonly arithmetic: WgslArithmetic,
    private readonly columns: readonly string[] = [],
  ) {}

  /** Lines that compute `ids`, operands first; what they are made of is among them or has been computed before. */
  body(ids: readonly NodeId[]): string {
    this.#lines = [];
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

  /** Lines that return a FieldGradient of the value and both partials. */
  gradientOf([value, dx, dy]: readonly [NodeId, NodeId, NodeId]): string {
    const [f, fx, fy] = [this.result(value), this.result(dx), this.result(dy)];
    return `  let valueFaults = ${f.faults} | notFiniteFault(${f.value});
  let gradientFaults = valueFaults | ${fx.faults} | ${fy.faults} | notFiniteFault(${fx.value}) | notFiniteFault(${fy.value});
  let defined = gradientFaults == 0u;
  return FieldGradient(select(0.0, ${f.value}, valueFaults == 0u), select(0.0, ${fx.value}, defined), select(0.0, ${fy.value}, defined), valueFaults, gradientFaults);`;
  }

  readonly #emitters: {
    readonly [K in NodeKind]: (id: NodeId, node: Extract<GraphNode, { kind: K }>) => Emitted;
  } = {
    constant: (_, node) => ({ value: this.arithmetic.literal(node.value), faults: '0u', literal: true }),
    variable: (_, node) => {
      const index = this.source.variables.indexOf(node.name);
      return { value: need(['x', 'y'][index]), faults: '0u', literal: false };
    },
    parameter: (id, node) => {
      const index = this.source.parameters.indexOf(node.name);
      if (index < 0) throw new RangeError(`the field lists no parameter ${node.name}`);
      return this.#let(id, this.arithmetic.parameter(index), []);
    },
    column: (id, node) => this.#let(id, this.arithmetic.column(this.columns.indexOf(node.name)), []),
    mean: () => {
      throw new RangeError('a mean over data is taken by a loop, outside of expressions');
    },
    call: (id, node) => this.#call(id, node),
    select: (id, node) => {
      const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((operand) =>
        this.result(operand),
      );
      const holds = `${this.arithmetic.leading(need(condition).value)} != 0.0`;
      const [left, right] = [need(yes), need(no)];
      const chosen =
        left.faults === right.faults ? left.faults : `select(${right.faults}, ${left.faults}, ${holds})`;
      return this.#let(id, this.arithmetic.select(right.value, left.value, holds), [
        need(condition).faults,
        chosen,
      ]);
    },
  };

  #emit(id: NodeId, node: GraphNode): Emitted {
    const emit = this.#emitters[node.kind] as (id: NodeId, node: GraphNode) => Emitted;
    return emit(id, node);
  }

  #call(id: NodeId, node: Extract<GraphNode, { kind: 'call' }>): Emitted {
    const { arithmetic } = this;
    const row = primitiveNamed(node.name);
    const operands = node.operands.map((operand) => this.result(operand));
    let values = operands.map(({ value }) => value);
    // A call whose operands are all literal was left unfolded because its value does not exist: the WGSL compiler must not
    // try to fold it either.
    if (operands.every((operand) => operand.literal))
      values = values.map((value) => arithmetic.opaque(value));
    const faults = operands.map((operand) => operand.faults);
    if (row.domain) {
      const { domain } = row;
      const inside = `inside${id}`;
      this.#lines.push(
        `  let ${inside} = ${domain.wgsl(...values.map((value) => arithmetic.leading(value)))};`,
      );
      values = values.map((value, index) =>
        arithmetic.select(arithmetic.literal(domain.safe[index] ?? 0), value, inside),
      );
      faults.push(`select(${FAULTS[domain.fault].bit}u, 0u, ${inside})`);
    }
    const code = arithmetic.call(row, node.operands, values, (operand) => this.result(operand).value);
    return this.#let(id, code, faults);
  }

  #let(id: NodeId, expression: string, faults: readonly string[]): Emitted {
    const value = `t${id}`;
    this.#lines.push(`  let ${value} = ${expression};`);
    const distinct = [...new Set(faults)].filter((fault) => fault !== '0u');
    const [only] = distinct;
    if (only === undefined) return { value, faults: '0u', literal: false };
    if (distinct.length === 1 && /^faults\d+$/.test(only)) return { value, faults: only, literal: false };
    this.#lines.push(`  let faults${id} = ${distinct.join(' | ')};`);
    return { value, faults: `faults${id}`, literal: false };
  }
}
