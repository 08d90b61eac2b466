/**
 * How much of the error of both partials comes from which node, to first order: at samples of the domain, what a node is off
 * by after its operation, times what a change of the node does to the partials. Evaluated in f64; exact derivatives between
 * nodes come from the table of functions. Which nodes are computed better for it is chosen in pairSelection.ts.
 */
import {
  Builder,
  type GraphNode,
  isExact,
  localDerivatives,
  type NodeId,
  operandsOf,
  primitiveNamed,
  roundedMultiple,
} from '../../expression';
import type { Interval } from '../../fields/grid';
import type { GridRequest } from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import { compileTape, Tape } from '../cpu/tape';
import { pairCosts } from './pairCosts';

/** Samples along a side. */
const SIDE = 12;
const SAMPLES = SIDE * SIDE;
/** Where between its neighbours a sample lies: away from middles and ends, where symmetric functions are not typical. */
const OFFSET = (Math.sqrt(5) - 1) / 2;

/** Rounding to the nearest is off by up to half a unit in the last place, all errors alike likely: (1/2)/√3. */
const ROUNDED_ULP = 1 / Math.sqrt(12);
/** A function off by at most 1/2 + b ulp adds an error of its own to its rounding: b is taken for three deviations of it. */
const OWN_SHARE = 1 / 3;
/** What is below is rounding in f64, or nothing beside a rounding in f32. */
const LEAST_BEND = 2 ** -40;
/** Half an ulp of 1. */
const EPSILON = 2 ** -24;

type CallNode = Extract<GraphNode, { kind: 'call' }>;
type Triple = [Float64Array, Float64Array, Float64Array];

export interface NodeRounding {
  readonly id: NodeId;
  readonly operands: readonly number[];
  /** Whether operand k's error reaches the node. */
  readonly passes: readonly boolean[];
  readonly exact: boolean;
  /** A constant or a parameter, whose loss is known beforehand. */
  readonly isGiven: boolean;
  /** Whether what the node loses can be found: as a difference, or by an error-free transform. */
  readonly recoverable: boolean;
  /** Operations in f32 that it takes to have the node as a pair, about. */
  readonly cost: number;
  /** At every sample, the square of this node's error in the gradient, relative to the gradient, in EPSILON². */
  readonly own: Float64Array;
  /** The same of one rounding of the node. */
  readonly rounded: Float64Array;
  /** The same of taking a rounding of its operands to first order only. */
  readonly curved: Float64Array;
}

export interface GradientRounding {
  /** In order of ids; operands of a node are indices before it. */
  readonly nodes: readonly NodeRounding[];
  readonly roots: readonly NodeId[];
  /** |∇f|² at every sample, relative to the largest. */
  readonly steepness: Float64Array;
}

export class RoundingAnalysis {
  readonly order: readonly NodeId[];
  readonly #field: ScalarField;
  /** Of every node, the slots of its operands. */
  readonly #operands: readonly (readonly number[])[];
  /** Of every node, which of the tape's results are the derivatives by its operands. */
  readonly #derivatives: readonly (readonly (number | null)[])[];
  readonly #slots: ReadonlyMap<NodeId, number>;
  readonly #tape: Tape;
  readonly #costs: readonly number[];
  /** Multiples that only such functions take as look at what was multiplied: see `wgslOfMultiple`. */
  readonly #unrounded: ReadonlySet<NodeId>;

  constructor(
    field: ScalarField,
    private readonly partials: readonly [NodeId, NodeId],
  ) {
    this.#field = field;
    const { graph, variables, parameters } = field;
    const builder = new Builder(graph);
    this.order = graph.reachable(partials);
    this.#slots = new Map(this.order.map((id, slot) => [id, slot]));
    this.#operands = this.order.map((id) => operandsOf(graph.node(id)).map((operand) => this.#slot(operand)));
    const derivatives = this.order.map((id) => localDerivatives(builder, id));
    const extra = [...new Set(derivatives.flat())].filter((id) => id !== null);
    const results = new Map(extra.map((id, index) => [id, this.order.length + index]));
    this.#derivatives = derivatives.map((ids) =>
      ids.map((id) => (id === null ? null : (results.get(id) ?? null))),
    );
    const multiples = this.order.filter((id) => roundedMultiple(graph, id) !== undefined);
    const takers = this.order.filter((id) => {
      const node = graph.node(id);
      return node.kind !== 'call' || primitiveNamed(node.name).wgslOfMultiple === undefined;
    });
    const taken = new Set(takers.flatMap((id) => operandsOf(graph.node(id))));
    this.#unrounded = new Set(multiples.filter((id) => !taken.has(id) && !partials.includes(id)));
    this.#costs = pairCosts(builder, this.order);
    this.#tape = new Tape(compileTape(graph, [...this.order, ...extra], variables, parameters));
  }

  /** Null where the gradient is nowhere defined in f32, or zero everywhere. */
  over({ grid, parameters }: GridRequest): GradientRounding | null {
    const values = this.#tape.run(parameters, samplesOf(grid.x), samplesOf(grid.y));
    const [dx, dy] = this.partials.map((id) => at(values, this.#slot(id)));
    const squares = Float64Array.from(
      { length: SAMPLES },
      (_, k) => (dx?.[k] ?? 0) ** 2 + (dy?.[k] ?? 0) ** 2,
    );
    const inRange = (k: number) => this.order.every((_, slot) => isSingle(at(at(values, slot), k)));
    const seen = [...squares.keys()].filter((k) => (squares[k] ?? 0) > 0 && inRange(k));
    if (seen.length === 0) return null;
    const influence = this.#influence(values, seen);
    const largest = Math.max(...seen.map((k) => squares[k] ?? 0));
    return {
      nodes: this.order.map((_, slot) =>
        this.#nodeRounding(slot, values, at(influence, slot), squares, seen),
      ),
      roots: this.partials,
      steepness: Float64Array.from(seen, (k) => (squares[k] ?? 0) / largest),
    };
  }

  #nodeRounding(
    slot: number,
    values: readonly Float64Array[],
    influence: Float64Array,
    squares: Float64Array,
    seen: readonly number[],
  ): NodeRounding {
    const { graph } = this.#field;
    const id = at(this.order, slot);
    const node = graph.node(id);
    const exact = isExact(graph, id);
    const isGiven = node.kind === 'constant' || node.kind === 'parameter';
    const roundoff = node.kind === 'call' ? primitiveNamed(node.name).roundoff : undefined;
    const units = exact || this.#unrounded.has(id) ? 0 : this.#unitsOf(node);
    const [own, rounded, curved] = [0, 0, 0].map(() => new Float64Array(seen.length)) as Triple;
    for (let i = 0; i < seen.length; i++) {
      const k = seen[i] as number;
      const reach = (influence[k] as number) / (squares[k] as number) / EPSILON ** 2;
      if (!(reach > 0)) continue;
      const value = at(values, slot)[k] as number;
      const unit = ulp(value);
      own[i] = reach * (isGiven ? value - Math.fround(value) : units * unit) ** 2;
      rounded[i] = reach * (ROUNDED_ULP * unit) ** 2;
      if (node.kind === 'call' && !roundoff) curved[i] = reach * this.#bend(slot, node, values, k) ** 2;
    }
    return {
      id,
      operands: at(this.#operands, slot),
      passes:
        node.kind === 'select' ? [false, true, true] : at(this.#derivatives, slot).map((one) => one !== null),
      exact,
      isGiven,
      recoverable: isGiven || roundoff !== undefined,
      cost: at(this.#costs, slot),
      own,
      rounded,
      curved,
    };
  }

  #slot(id: NodeId): number {
    const slot = this.#slots.get(id);
    if (slot === undefined) throw new RangeError(`node ${id} is not below the partials`);
    return slot;
  }

  /** The deviation of a node's own error, in ulp. */
  #unitsOf(node: GraphNode): number {
    const bound = node.kind === 'call' ? primitiveNamed(node.name).bound : undefined;
    return Math.hypot(ROUNDED_ULP, OWN_SHARE * Math.max(0, (bound ?? 0.5) - 0.5));
  }

  /**
   * How far the function of a node bends away from its tangent within a rounding of an operand, at sample k. Those that
   * transforms follow are as good as straight there.
   */
  #bend(slot: number, node: CallNode, values: readonly Float64Array[], k: number): number {
    const { evaluate } = primitiveNamed(node.name);
    const value = at(values, slot)[k] ?? 0;
    const operands = at(this.#operands, slot).map((operand) => at(values, operand)[k] ?? 0);
    let sum = 0;
    for (const [index, derivative] of at(this.#derivatives, slot).entries()) {
      if (derivative === null) continue;
      const operand = operands[index] ?? 0;
      const step = ROUNDED_ULP * ulp(operand);
      operands[index] = operand + step;
      const bend = evaluate(...operands) - value - (at(values, derivative)[k] ?? 0) * step;
      operands[index] = operand;
      if (Math.abs(bend) > LEAST_BEND * Math.abs(value)) sum += bend ** 2;
    }
    return Math.sqrt(sum);
  }

  /** Of every node the sum of (∂partial/∂node)² at the samples: reverse mode in numbers, once a partial. */
  #influence(values: readonly Float64Array[], seen: readonly number[]): readonly Float64Array[] {
    const { graph } = this.#field;
    const sum = this.order.map(() => new Float64Array(SAMPLES));
    for (const partial of this.partials) {
      const adjoints = this.order.map(() => new Float64Array(SAMPLES));
      at(adjoints, this.#slot(partial)).fill(1);
      for (let slot = this.#slot(partial); slot >= 0; slot--) {
        const seed = at(adjoints, slot);
        const operands = at(this.#operands, slot);
        if (graph.node(at(this.order, slot)).kind === 'select') {
          const [condition = 0, whenTrue = 0, whenFalse = 0] = operands;
          for (const k of seen) {
            const taken = at(adjoints, at(values, condition)[k] === 0 ? whenFalse : whenTrue);
            taken[k] = (taken[k] as number) + (seed[k] as number);
          }
          continue;
        }
        for (const [index, derivative] of at(this.#derivatives, slot).entries()) {
          if (derivative !== null)
            pass(seed, at(values, derivative), at(adjoints, at(operands, index)), seen);
        }
      }
      adjoints.forEach((adjoint, slot) => {
        pass(adjoint, adjoint, at(sum, slot), seen);
      });
    }
    return sum;
  }
}

/** out += seed·factor; what nothing depends on may be undefined. */
function pass(seed: Float64Array, factor: Float64Array, out: Float64Array, seen: readonly number[]): void {
  for (const k of seen) {
    const from = seed[k] as number;
    if (from !== 0) out[k] = (out[k] as number) + from * (factor[k] as number);
  }
}

/** Whether f32's range has the number. */
function isSingle(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** Indices lie within bounds by construction. */
function at<T>(list: ArrayLike<T>, index: number): T {
  return list[index] as T;
}

/** At coordinates that f32 has. */
function samplesOf([low, high]: Interval): Float64Array {
  return Float64Array.from({ length: SIDE }, (_, i) =>
    Math.fround(low + ((i + OFFSET) * (high - low)) / SIDE),
  );
}

const wide = new Float64Array(1);
const words = new Uint32Array(wide.buffer);

/** Spacing of f32 at `value`, by its exponent. */
function ulp(value: number): number {
  if (value === 0) return 0;
  wide[0] = value;
  const exponent = (((words[1] as number) >>> 20) & 0x7ff) - 1023;
  return 2 ** (exponent - 23);
}
