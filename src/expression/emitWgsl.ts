/**
 * Graph → WGSL. A value outside its domain never exists in the emitted code: operands of partial functions are replaced by
 * safe ones, and what was wrong is carried in a u32 of fault bits beside each value.
 */
import { Builder } from './builder';
import { gradient } from './differentiate';
import { FAULTS, need, type Primitive, primitiveNamed } from './functions';
import type { Graph, GraphNode, NodeId, NodeKind } from './graph';
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

export type SmallNodes = (id: NodeId) => boolean;

/** Largest and smallest magnitudes of normal f32. */
const LARGEST_F32 = 3.4028234663852886e38;

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
  const value = new FunctionEmitter(source, isSmall, forms, libraries);
  const both = new FunctionEmitter(source, isSmall, forms, libraries);
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
    private readonly isSmall: SmallNodes,
    private readonly forms: WgslForms,
    private readonly libraries: Set<string>,
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
    constant: (_, node) => ({ value: literal(node.value), faults: '0u', literal: true }),
    variable: (_, node) => {
      const index = this.source.variables.indexOf(node.name);
      return { value: need(['x', 'y'][index]), faults: '0u', literal: false };
    },
    parameter: (id, node) => {
      const index = this.source.parameters.indexOf(node.name);
      if (index < 0) throw new RangeError(`the field lists no parameter ${node.name}`);
      return this.#let(id, `parameter(${index}u)`, []);
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
      const holds = `${need(condition).value} != 0.0`;
      const [left, right] = [need(yes), need(no)];
      const chosen =
        left.faults === right.faults ? left.faults : `select(${right.faults}, ${left.faults}, ${holds})`;
      return this.#let(id, `select(${right.value}, ${left.value}, ${holds})`, [
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
    const row = primitiveNamed(node.name);
    const operands = node.operands.map((operand) => this.result(operand));
    let values = operands.map(({ value }) => value);
    // A call whose operands are all literal was left unfolded because its value does not exist: the WGSL compiler must not
    // try to fold it either.
    if (operands.every((operand) => operand.literal)) values = values.map(opaque);
    const faults = operands.map((operand) => operand.faults);
    if (row.domain) {
      const { domain } = row;
      const inside = `inside${id}`;
      this.#lines.push(`  let ${inside} = ${domain.wgsl(...values)};`);
      values = values.map(
        (value, index) => `select(${literal(domain.safe[index] ?? 0)}, ${value}, ${inside})`,
      );
      faults.push(`select(${FAULTS[domain.fault].bit}u, 0u, ${inside})`);
    }
    return this.#let(id, this.#code(row, node.operands, values), faults);
  }

  /** How `row` is written at operands of these values, by what is known of the operands and of the device. */
  #code(row: Primitive, [operand]: readonly NodeId[], values: readonly string[]): string {
    const ofSmall = row.wgslSmall && operand !== undefined && this.isSmall(operand);
    const small = ofSmall ? this.forms.ofSmall(row.name) : null;
    const form = small ?? this.forms.of(row.name);
    if (form === 'native' && row.wgslNative) return row.wgslNative(...values);
    for (const library of row.libraries ?? []) this.libraries.add(library);
    if (small !== null && row.wgslSmall) return row.wgslSmall(need(values[0]));
    const multiple = row.wgslOfMultiple && operand !== undefined && this.#multipleOf(operand);
    if (multiple && row.wgslOfMultiple) return row.wgslOfMultiple(multiple.factor, multiple.value);
    return row.wgsl(...values);
  }

  /** `id` as a whole multiple of some node, where f32 may round the product. */
  #multipleOf(id: NodeId): { readonly factor: string; readonly value: string } | undefined {
    const { graph } = this.source;
    const node = graph.node(id);
    if (node.kind !== 'call' || node.name !== 'multiply') return undefined;
    const held = node.operands.find((operand) => Number.isInteger(graph.constantValue(operand)));
    const other = node.operands.find((operand) => graph.constantValue(operand) === undefined);
    if (held === undefined || other === undefined) return undefined;
    const factor = need(graph.constantValue(held));
    const isExact = Number.isInteger(Math.log2(Math.abs(factor)));
    return isExact || Math.fround(factor) !== factor
      ? undefined
      : { factor: literal(factor), value: this.result(other).value };
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

/** An f32 literal; infinity, which WGSL has no literal for, by its bits. */
function literal(value: number): string {
  const rounded = Math.fround(value);
  if (Math.abs(rounded) > LARGEST_F32) {
    return `bitcast<f32>(${value > 0 ? '0x7f800000u' : '0xff800000u'} ^ opaqueZero())`;
  }
  const digits = String(rounded);
  const written = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return rounded < 0 || Object.is(rounded, -0) ? `(${Object.is(rounded, -0) ? '-0.0' : written})` : written;
}

function opaque(value: string): string {
  return `bitcast<f32>(bitcast<u32>(${value}) ^ opaqueZero())`;
}
