/**
 * Lines of a WGSL function in which chosen nodes are pairs: the f32 that was computed, and beside it, to first order, what it
 * lacks: what its own operation lost to rounding, as an error-free transform finds it, and what its operands lacked, times
 * derivatives. Pairs are not normalised but where a sum, which may have cancelled, goes into anything but another sum (Lange and
 * Rump, "Faithfully rounded floating-point computations", ACM TOMS 46, 2020). A node that is no pair takes what its operands
 * lack into its one f32. Which nodes are worth a pair is chosen elsewhere.
 *
 * What elementary functions lose no transform finds; where that matters they are computed in double-single.
 */
import { Builder } from './builder';
import { need, type Primitive, primitiveNamed, type RoundedWord } from './functions';
import { type NodeId, operandsOf } from './graph';
import { isExact, isShort, leadingBits, localDerivatives } from './rounding';
import { DoubleSingleArithmetic, split, type WgslArithmetic } from './wgslArithmetic';
import {
  type CallNode,
  type Emitted,
  FunctionEmitter,
  type SelectNode,
  type WgslSource,
} from './wgslFunction';

/** 'firstOrder': what the operands lacked times derivatives, and what an error-free transform finds. */
export type PairForm = 'firstOrder' | 'doubleSingle';
export type Pairs = ReadonlyMap<NodeId, PairForm>;

export class PairEmitter extends FunctionEmitter {
  readonly #builder: Builder;
  readonly #doubleSingle: DoubleSingleArithmetic;
  /** WGSL of what the value of a node lacks. */
  readonly #losses = new Map<NodeId, string>();
  /** Values of nodes that are not emitted yet, perhaps without what they and others lack: good enough for derivatives. */
  readonly #rough = new Map<NodeId, string>();
  /** Those of them that were made of emitted operands. */
  readonly #reusable = new Map<NodeId, string>();
  /** What is an operand of anything but a sum: there, losses are multiplied, and must be small for that. */
  readonly #multiplied = new Set<NodeId>();
  /** The leading bits of values and what is left, by the value's code. */
  readonly #parts = new Map<string, readonly [head: string, rest: string]>();
  /** Nodes whose products with losses are finite. */
  readonly #bounded: ReadonlySet<NodeId>;

  /** No product of a pair or of its operands, nor of their parts, may overflow. */
  constructor(
    source: WgslSource,
    arithmetic: WgslArithmetic,
    private readonly pairs: Pairs,
    libraries: Set<string>,
  ) {
    super(source, arithmetic);
    this.#builder = new Builder(source.graph);
    this.#doubleSingle = new DoubleSingleArithmetic(libraries);
    this.#bounded = new Set([...pairs.keys()].flatMap((id) => [id, ...operandsOf(source.graph.node(id))]));
    libraries.add('roundoff.wgsl');
  }

  override body(ids: readonly NodeId[]): string {
    for (const id of ids) {
      const node = this.source.graph.node(id);
      const adds = node.kind === 'call' && primitiveNamed(node.name).roundoff?.cancels === true;
      if (!adds) for (const operand of operandsOf(node)) this.#multiplied.add(operand);
    }
    return super.body(ids);
  }

  override rounded(id: NodeId): string {
    const { value } = this.result(id);
    const loss = this.#losses.get(id);
    return loss === undefined ? value : `${value} + ${loss}`;
  }

  protected override constant(id: NodeId, value: number): Emitted {
    const { high, low } = split(value);
    if (this.pairs.has(id) && low !== 0) this.#losses.set(id, this.arithmetic.literal(low));
    return super.constant(id, high);
  }

  protected override parameter(id: NodeId, index: number): Emitted {
    if (this.pairs.has(id)) this.#lacks(id, `parameterLoss(${index}u)`);
    return super.parameter(id, index);
  }

  protected override select(id: NodeId, node: SelectNode): Emitted {
    const [yes, no] = [node.whenTrue, node.whenFalse].map((branch) => this.#losses.get(branch));
    const emitted = super.select(id, node);
    if (yes !== undefined || no !== undefined)
      this.#lacks(id, `select(${no ?? '0.0'}, ${yes ?? '0.0'}, ${this.holds(node)})`);
    return emitted;
  }

  protected override call(id: NodeId, node: CallNode): Emitted {
    const operands = node.operands.map((operand) => this.result(operand));
    const row = primitiveNamed(node.name);
    const { roundoff, pullbacks } = row;
    const inherits = node.operands.some((operand, index) => pullbacks[index] && this.#losses.has(operand));
    const exact = isExact(this.source.graph, id);
    const isPair = (exact || this.pairs.has(id)) && (inherits || (!exact && roundoff !== undefined));
    if (operands.every(({ literal }) => literal)) return super.call(id, node);
    if (this.pairs.get(id) === 'doubleSingle') return this.#callInWords(id, node, operands);
    if (!isPair && !inherits) return super.call(id, node);
    const { code, values, faults } = this.apply(
      `inside${id}`,
      node,
      operands.map(({ value }) => value),
      (operand) => (inherits || this.#losses.has(operand) ? undefined : this.result(operand).value),
    );
    const head = this.#reusable.get(id) ?? `head${id}`;
    if (!this.#reusable.has(id)) this.line(`let ${head} = barrier(${code});`);
    this.#rough.set(id, head);
    const loss = this.#lossOf(id, node, row, head, values, isPair && !exact);
    const allFaults = [...operands.map((operand) => operand.faults), ...faults];
    if (!isPair) {
      const tame = this.#isTame(id, node);
      return this.bind(id, tame ? `${head} + ${loss}` : `withLoss(${head}, ${loss})`, allFaults);
    }
    if (!roundoff?.cancels || !this.#multiplied.has(id)) {
      this.#lacks(id, loss);
      return this.bind(id, head, allFaults);
    }
    this.line(`let words${id} = fastTwoSum(${head}, ${loss});`);
    this.#losses.set(id, `words${id}.low`);
    return this.bind(id, `words${id}.high`, allFaults);
  }

  #callInWords(id: NodeId, node: CallNode, operands: readonly Emitted[]): Emitted {
    const row = primitiveNamed(node.name);
    const given = operands.map(({ value }) => value);
    const { values, faults } = this.apply(`inside${id}`, node, given, () => undefined);
    const words = values.map((value, index) => {
      const loss = this.#losses.get(need(node.operands[index]));
      return loss === undefined ? `wordOf(${value})` : `fastTwoSum(${value}, ${loss})`;
    });
    this.line(`let words${id} = ${this.#doubleSingle.call(row, node.operands, words)};`);
    this.#losses.set(id, `words${id}.low`);
    return this.bind(id, `words${id}.high`, [...operands.map((operand) => operand.faults), ...faults]);
  }

  #lacks(id: NodeId, loss: string): void {
    this.line(`let loss${id} = ${loss};`);
    this.#losses.set(id, `loss${id}`);
  }

  /** What `head` lacks, by its operands and, if `own`, by its own operation. */
  #lossOf(
    id: NodeId,
    node: CallNode,
    { roundoff }: Primitive,
    head: string,
    values: readonly string[],
    own: boolean,
  ): string {
    const result = this.#word(head);
    const operands = values.map((value, index) => this.#word(value, node.operands[index]));
    const losses = own && roundoff ? [roundoff.wgsl(result, ...operands)] : [];
    if (!roundoff?.equation) return [...losses, ...this.#inherited(id, node)].join(' + ');
    const { left, solved } = roundoff.equation;
    const rest = [...losses, ...left(result, ...operands)].join(' + ');
    return solved(`(${rest})`, result, ...operands);
  }

  #word(value: string, id?: NodeId): RoundedWord {
    const { graph } = this.source;
    const constant = id === undefined ? undefined : graph.constantValue(id);
    const loss = id === undefined ? undefined : this.#losses.get(id);
    return {
      value,
      isShort: id !== undefined && isShort(graph, id),
      ...(constant !== undefined && { constant }),
      ...(loss !== undefined && { loss }),
      parts: () => this.#partsOf(value, constant),
    };
  }

  /** Of a constant, known beforehand; of anything else taken apart once, where it is first asked for. */
  #partsOf(value: string, constant: number | undefined): readonly [head: string, rest: string] {
    if (constant !== undefined) {
      const rounded = Math.fround(constant);
      const head = leadingBits(rounded);
      return [this.arithmetic.literal(head), this.arithmetic.literal(rounded - head)];
    }
    const known = this.#parts.get(value);
    if (known !== undefined) return known;
    const index = this.#parts.size;
    const parts = [`leading${index}`, `rest${index}`] as const;
    this.line(`let ${parts[0]} = leadingBits(${value});`);
    this.line(`let ${parts[1]} = barrier(${value} - ${parts[0]});`);
    this.#parts.set(value, parts);
    return parts;
  }

  /** What the operands lack, times derivatives. */
  #inherited(id: NodeId, node: CallNode): string[] {
    const terms = localDerivatives(this.#builder, id).flatMap((derivative, index) => {
      const loss = this.#losses.get(need(node.operands[index]));
      if (loss === undefined || derivative === null) return [];
      const factor = this.source.graph.constantValue(derivative);
      if (factor === 1) return [loss];
      return factor === -1 ? [`(-${loss})`] : [`${this.#roughly(derivative)} * ${loss}`];
    });
    const [term] = terms;
    return term !== undefined && terms.length === 2 && term === terms[1] ? [`2.0 * ${term}`] : terms;
  }

  /** Whether the losses of operands, times derivatives, are known to be finite. */
  #isTame(id: NodeId, node: CallNode): boolean {
    if (primitiveNamed(node.name).roundoff?.equation) return false;
    return localDerivatives(this.#builder, id).every(
      (derivative, index) =>
        derivative === null || !this.#losses.has(need(node.operands[index])) || this.#isBounded(derivative),
    );
  }

  #isBounded(id: NodeId): boolean {
    const node = this.source.graph.node(id);
    if (node.kind === 'variable' || this.#bounded.has(id)) return true;
    if (node.kind === 'constant') return Number.isFinite(Math.fround(node.value));
    return (
      node.kind === 'call' &&
      isExact(this.source.graph, id) &&
      node.operands.every((operand) => this.#isBounded(operand))
    );
  }

  /** A value of `id` that may lack what its operands do. */
  #roughly(id: NodeId): string {
    if (this.isEmitted(id)) return this.result(id).value;
    const known = this.#rough.get(id);
    if (known !== undefined) return known;
    const node = this.source.graph.node(id);
    if (node.kind === 'constant') return this.arithmetic.literal(node.value);
    const rough = `rough${id}`;
    const values = operandsOf(node).map((operand) => this.#roughly(operand));
    if (node.kind === 'call') {
      const { code } = this.apply(`insideRough${id}`, node, values, () => undefined);
      this.line(`let ${rough} = barrier(${code});`);
    } else if (node.kind === 'select') {
      const [condition, yes, no] = values;
      this.line(
        `let ${rough} = ${this.arithmetic.select(need(no), need(yes), `${need(condition)} != 0.0`)};`,
      );
    } else {
      throw new RangeError(`a derivative by the operands of a function depends on ${node.kind} ${id}`);
    }
    this.#rough.set(id, rough);
    if (operandsOf(node).every((operand) => this.isEmitted(operand))) this.#reusable.set(id, rough);
    return rough;
  }
}
