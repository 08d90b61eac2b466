/**
 * Graph → WGSL, in f32 or in double-single. A value outside its domain never exists in the emitted code: operands of partial functions are replaced by
 * safe ones, and what was wrong is carried in a u32 of fault bits beside each value.
 */
import { Builder } from './builder';
import { gradient } from './differentiate';
import { FAULTS, need, primitiveNamed } from './functions';
import type { Graph, GraphNode, NodeId, NodeKind } from './graph';
import {
  DoubleSingleArithmetic,
  SingleArithmetic,
  type SmallNodes,
  type WgslArithmetic,
} from './wgslArithmetic';
import { UNMEASURED_FORMS, type WgslForms } from './wgslForms';

export interface WgslModule {
  readonly code: string;
  /** Files of the shader library that `code` calls into. */
  readonly libraries: readonly string[];
}

export interface WgslSource {
  readonly graph: Graph;
  readonly value: NodeId;
  /** Two coordinates. */
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
}

const PREAMBLE = `struct FieldValue { value: f32, faults: u32 }
struct FieldGradient { value: f32, dx: f32, dy: f32, valueFaults: u32, gradientFaults: u32 }
fn notFiniteFault(v: f32) -> u32 {
  return select(0u, ${FAULTS.notFinite.bit}u, ((bitcast<u32>(v) ^ opaqueZero()) & 0x7f800000u) == 0x7f800000u);
}
`;

/**
 * Emits `fieldValue(x, y) -> FieldValue` and `fieldGradient(x, y) -> FieldGradient` for a field of two variables. The code
 * calls `parameter(index: u32) -> f32` and `opaqueZero() -> u32`, which the including module supplies. Values are 0 where their
 * faults are not. `isSmall` says of which nodes the magnitude is known to stay within SMALL_OPERAND, so that functions of
 * them may take their cheaper code; by default of none. `forms` says what of the device's built-in functions is used.
 */
export function emitWgsl(
  source: WgslSource,
  isSmall: SmallNodes = () => false,
  forms: WgslForms = UNMEASURED_FORMS,
): WgslModule {
  const partials = gradient(new Builder(source.graph), source.value, source.variables);
  const [dx, dy] = [need(partials[0]), need(partials[1])];
  const libraries = new Set<string>();
  const arithmetic = new SingleArithmetic(source.graph, isSmall, forms, libraries);
  const value = new FunctionEmitter(source, arithmetic);
  const both = new FunctionEmitter(source, arithmetic);
  const valueBody = value.body([source.value]);
  const gradientBody = both.body([source.value, dx, dy]);
  const v = value.result(source.value);
  const [f, fx, fy] = [both.result(source.value), both.result(dx), both.result(dy)];
  const code = `${PREAMBLE}fn fieldValue(x: f32, y: f32) -> FieldValue {
${valueBody}
  let faults = ${v.faults} | notFiniteFault(${v.value});
  return FieldValue(select(0.0, ${v.value}, faults == 0u), faults);
}
fn fieldGradient(x: f32, y: f32) -> FieldGradient {
${gradientBody}
  let valueFaults = ${f.faults} | notFiniteFault(${f.value});
  let gradientFaults = valueFaults | ${fx.faults} | ${fy.faults} | notFiniteFault(${fx.value}) | notFiniteFault(${fy.value});
  let defined = gradientFaults == 0u;
  return FieldGradient(select(0.0, ${f.value}, valueFaults == 0u), select(0.0, ${fx.value}, defined), select(0.0, ${fy.value}, defined), valueFaults, gradientFaults);
}
`;
  return { code, libraries: [...libraries].sort() };
}

/**
 * Emits `fieldValueInWords(x: DoubleWord, y: DoubleWord) -> FieldWords`: the same field in double-single, for a module that
 * has the code of `emitWgsl` too. Parameters are f32. Edges of domains are judged by the high words, within half an ulp of
 * f32; operands beyond an edge by less count as on it.
 */
export function emitDoubleSingle(source: WgslSource): WgslModule {
  const libraries = new Set<string>(['doubleSingle.wgsl']);
  const emitter = new FunctionEmitter(source, new DoubleSingleArithmetic(libraries));
  const body = emitter.body([source.value]);
  const { value, faults } = emitter.result(source.value);
  const code = `struct FieldWords { value: DoubleWord, faults: u32 }
fn fieldValueInWords(x: DoubleWord, y: DoubleWord) -> FieldWords {
${body}
  let faults = ${faults} | notFiniteFault(${value}.high);
  return FieldWords(dd_select(wordOf(0.0), ${value}, faults == 0u), faults);
}
`;
  return { code, libraries: [...libraries].sort() };
}

interface Emitted {
  /** A WGSL expression without side effects: a name or a literal. */
  readonly value: string;
  /** Name of a u32, or '0u' where the node cannot fault. */
  readonly faults: string;
  readonly literal: boolean;
}

class FunctionEmitter {
  readonly #emitted = new Map<NodeId, Emitted>();
  readonly #lines: string[] = [];

  constructor(
    private readonly source: WgslSource,
    private readonly arithmetic: WgslArithmetic,
  ) {}

  body(roots: readonly NodeId[]): string {
    for (const id of this.source.graph.reachable(roots)) {
      const node = this.source.graph.node(id);
      this.#emitted.set(id, this.#emit(id, node));
    }
    return this.#lines.join('\n');
  }

  result(id: NodeId): Emitted {
    return need(this.#emitted.get(id));
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
    column: () => {
      throw new RangeError('means over data have no WGSL yet');
    },
    mean: () => {
      throw new RangeError('means over data have no WGSL yet');
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
