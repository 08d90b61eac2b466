/**
 * Builds graph nodes with constant folding and those algebraic identities that change neither value nor domain: both
 * sides agree on every f64 input, up to the sign of zero and to overflow of an intermediate result, and are undefined at
 * the same inputs. So x·0 and x - x vanish only where x is total, and x/x never does. Unless told to keep to the plain
 * forms, it then takes the form that loses the fewest digits (`forms.ts`).
 */
import { type FormChoice, formOfCall, formOfDifference, formOfPower, formOfProduct } from './forms';
import { primitiveNamed } from './functions';
import { Graph, type NodeId, operandsOf } from './graph';
import { isRowwise } from './rowStages';

/** Whole exponents up to this are written as products: exact for small ones, and defined for negative bases. */
const MAX_PRODUCT_EXPONENT = 16;

export class Builder {
  readonly #total = new Map<NodeId, boolean>();
  readonly #rowwise = new Map<NodeId, boolean>();

  constructor(
    readonly graph: Graph = new Graph(),
    private readonly forms: FormChoice = 'accurate',
  ) {}

  constant(value: number): NodeId {
    return this.graph.constant(value);
  }

  variable(name: string): NodeId {
    return this.graph.variable(name);
  }

  parameter(name: string): NodeId {
    return this.graph.parameter(name);
  }

  column(name: string): NodeId {
    return this.graph.column(name);
  }

  add(a: NodeId, b: NodeId): NodeId {
    if (this.#is(a, 0)) return b;
    if (this.#is(b, 0)) return a;
    const negatedB = this.#negated(b);
    if (negatedB !== undefined) return this.subtract(a, negatedB);
    const negatedA = this.#negated(a);
    if (negatedA !== undefined) return this.subtract(b, negatedA);
    return this.call('add', a, b);
  }

  subtract(a: NodeId, b: NodeId): NodeId {
    if (this.#is(b, 0)) return a;
    if (this.#is(a, 0)) return this.negate(b);
    if (a === b && this.isTotal(a)) return this.constant(0);
    const negatedB = this.#negated(b);
    if (negatedB !== undefined) return this.add(a, negatedB);
    return this.#form(formOfDifference, a, b) ?? this.call('subtract', a, b);
  }

  negate(a: NodeId): NodeId {
    return this.#negated(a) ?? this.call('negate', a);
  }

  multiply(a: NodeId, b: NodeId): NodeId {
    for (const [factor, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (this.#is(factor, 1)) return other;
      if (this.#is(factor, -1)) return this.negate(other);
      if (this.#is(factor, 0) && this.isTotal(other)) return this.constant(0);
      const negated = this.graph.constantValue(factor) === undefined ? this.#negated(factor) : undefined;
      if (negated !== undefined) return this.negate(this.multiply(negated, other));
    }
    return this.#form(formOfProduct, a, b) ?? this.call('multiply', a, b);
  }

  divide(a: NodeId, b: NodeId): NodeId {
    if (this.#is(b, 1)) return a;
    if (this.#is(b, -1)) return this.negate(a);
    return this.call('divide', a, b);
  }

  pow(base: NodeId, exponent: NodeId): NodeId {
    const value = this.graph.constantValue(exponent);
    if (value === 1) return base;
    if (value === 0 && this.isTotal(base)) return this.constant(1);
    if (value === 0.5) return this.call('sqrt', base);
    if (
      value !== undefined &&
      Number.isInteger(value) &&
      value !== 0 &&
      Math.abs(value) <= MAX_PRODUCT_EXPONENT
    ) {
      const power = this.#wholePower(base, Math.abs(value));
      return value > 0 ? power : this.divide(this.constant(1), power);
    }
    return this.#form(formOfPower, base, exponent) ?? this.call('pow', base, exponent);
  }

  /** a² + b². */
  sumOfSquares(a: NodeId, b: NodeId): NodeId {
    return this.add(this.multiply(a, a), this.multiply(b, b));
  }

  select(condition: NodeId, whenTrue: NodeId, whenFalse: NodeId): NodeId {
    const value = this.graph.constantValue(condition);
    if (value !== undefined) return value !== 0 ? whenTrue : whenFalse;
    if (whenTrue === whenFalse && this.isTotal(condition)) return whenTrue;
    return this.graph.intern({ kind: 'select', condition, whenTrue, whenFalse });
  }

  /** Applies an elementary function, folded where all operands are constant and the result is defined and finite. */
  call(name: string, ...operands: NodeId[]): NodeId {
    const row = primitiveNamed(name);
    if (operands.length !== row.arity) {
      throw new RangeError(`${name} takes ${row.arity} operands, not ${operands.length}`);
    }
    const form = this.forms === 'accurate' ? formOfCall(this, name, operands) : undefined;
    if (form !== undefined) return form;
    const values = operands.map((operand) => this.graph.constantValue(operand));
    if (values.every((value) => value !== undefined)) {
      const folded = row.evaluate(...values);
      if (Number.isFinite(folded) && (row.domain?.holds(...values) ?? true)) return this.constant(folded);
    }
    const ordered = row.commutative ? [...operands].sort((a, b) => a - b) : operands;
    return this.graph.intern({ kind: 'call', name, operands: ordered });
  }

  /** The mean over all rows of the data; what is the same in every row is its own mean. */
  mean(operand: NodeId): NodeId {
    return this.isRowwise(operand) ? this.graph.intern({ kind: 'mean', operand }) : operand;
  }

  /** Whether the node differs from row to row: a column stands below it, and no mean in between. */
  isRowwise(id: NodeId): boolean {
    return this.#settled(this.#rowwise, id, (below) => isRowwise(this.graph, below, this.#rowwise));
  }

  /** Whether the node is defined wherever its leaves are: no partial function stands below it. */
  isTotal(id: NodeId): boolean {
    return this.#settled(this.#total, id, (below) => {
      const node = this.graph.node(below);
      const partial = node.kind === 'call' && primitiveNamed(node.name).domain !== undefined;
      return !partial && operandsOf(node).every((operand) => this.#total.get(operand) === true);
    });
  }

  /** `known` of `id`, after it has been settled `ofNode` by node below; each node is visited once in the builder's life. */
  #settled(known: Map<NodeId, boolean>, id: NodeId, ofNode: (below: NodeId) => boolean): boolean {
    const stack = [id];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const open = known.has(top)
        ? []
        : operandsOf(this.graph.node(top)).filter((operand) => !known.has(operand));
      if (open.length > 0) stack.push(...open);
      else {
        if (!known.has(top)) known.set(top, ofNode(top));
        stack.pop();
      }
    }
    return known.get(id) === true;
  }

  #form(
    choose: (b: Builder, left: NodeId, right: NodeId) => NodeId | undefined,
    left: NodeId,
    right: NodeId,
  ): NodeId | undefined {
    return this.forms === 'accurate' ? choose(this, left, right) : undefined;
  }

  #is(id: NodeId, value: number): boolean {
    return this.graph.constantValue(id) === value;
  }

  /** What `id` is the opposite of, where that costs nothing. */
  #negated(id: NodeId): NodeId | undefined {
    const node = this.graph.node(id);
    if (node.kind === 'constant' && node.value < 0) return this.constant(-node.value);
    return node.kind === 'call' && node.name === 'negate' ? node.operands[0] : undefined;
  }

  #wholePower(base: NodeId, exponent: number): NodeId {
    const half = exponent >> 1;
    if (half === 0) return base;
    const root = this.#wholePower(base, half);
    const square = this.multiply(root, root);
    return exponent % 2 === 0 ? square : this.multiply(square, base);
  }
}
