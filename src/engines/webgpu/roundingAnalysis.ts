/**
 * How much of the error of both partials comes from which node, to first order: at samples of the domain, what a node is off
 * by after its operation, times what a change of the node does to the partials. Evaluated in f64; exact derivatives between
 * nodes come from the table of functions. Which nodes are computed better for it is chosen in pairSelection.ts.
 */
import {
  Builder,
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

/** Samples along a side. */
const SIDE = 12;
const SAMPLES = SIDE * SIDE;
/** Where between its neighbours a sample lies: away from middles and ends, where symmetric functions are not typical. */
const OFFSET = (Math.sqrt(5) - 1) / 2;

/** Rounding to the nearest is off by up to half a unit in the last place, all errors alike likely: (1/2)/√3. */
const ROUNDED_ULP = 1 / Math.sqrt(12);
/** A function off by at most 1/2 + b ulp adds to its rounding an error of its own, taken to be within b three times in a row. */
const OWN_SHARE = 1 / 3;
/** Half an ulp of 1. */
const EPSILON = 2 ** -24;

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
  /** At every sample, the square of this node's error in the gradient, relative to the gradient, in EPSILON². */
  readonly own: Float64Array;
  /** The same of one rounding of the node. */
  readonly rounded: Float64Array;
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
  readonly #derivatives: readonly (readonly (NodeId | null)[])[];
  readonly #slots: ReadonlyMap<NodeId, number>;
  readonly #tape: Tape;
  readonly #extra: ReadonlyMap<NodeId, number>;
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
    this.#derivatives = this.order.map((id) => localDerivatives(builder, id));
    const extra = [...new Set(this.#derivatives.flat())].filter((id): id is NodeId => id !== null);
    this.#extra = new Map(extra.map((id, index) => [id, this.order.length + index]));
    const multiples = this.order.filter((id) => roundedMultiple(graph, id) !== undefined);
    const takers = this.order.filter((id) => {
      const node = graph.node(id);
      return node.kind !== 'call' || primitiveNamed(node.name).wgslOfMultiple === undefined;
    });
    const taken = new Set(takers.flatMap((id) => operandsOf(graph.node(id))));
    this.#unrounded = new Set(multiples.filter((id) => !taken.has(id) && !partials.includes(id)));
    this.#tape = new Tape(compileTape(graph, [...this.order, ...extra], variables, parameters));
  }

  /** Null where the gradient is nowhere defined, or zero everywhere. */
  over({ grid, parameters }: GridRequest): GradientRounding | null {
    const values = this.#tape.run(parameters, samplesOf(grid.x), samplesOf(grid.y));
    const [dx, dy] = this.partials.map((id) => values[this.#slot(id)] ?? new Float64Array(SAMPLES));
    const squares = Float64Array.from(
      { length: SAMPLES },
      (_, k) => (dx?.[k] ?? 0) ** 2 + (dy?.[k] ?? 0) ** 2,
    );
    const seen = [...squares.keys()].filter((k) => Number.isFinite(squares[k]) && (squares[k] ?? 0) > 0);
    if (seen.length === 0) return null;
    const influence = this.#influence(values, seen);
    const largest = Math.max(...seen.map((k) => squares[k] ?? 0));
    const nodes = this.order.map((id, slot): NodeRounding => {
      const node = this.#field.graph.node(id);
      const value = values[slot] ?? new Float64Array(SAMPLES);
      const share = (error: (v: number) => number) =>
        Float64Array.from(seen, (k) => {
          const reach = influence[slot]?.[k] ?? 0;
          return reach === 0 ? 0 : (reach * error(value[k] ?? 0) ** 2) / (squares[k] ?? 1) / EPSILON ** 2;
        });
      const exact = isExact(this.#field.graph, id);
      const isGiven = node.kind === 'constant' || node.kind === 'parameter';
      return {
        id,
        operands: operandsOf(node).map((operand) => this.#slot(operand)),
        passes:
          node.kind === 'call'
            ? (this.#derivatives[slot] ?? []).map((one) => one !== null)
            : [false, true, true],
        exact,
        isGiven,
        recoverable: isGiven || (node.kind === 'call' && primitiveNamed(node.name).roundoff !== undefined),
        own: share(exact ? () => 0 : this.#errorOf(id)),
        rounded: share((v) => ROUNDED_ULP * ulp(v)),
      };
    });
    return {
      nodes,
      roots: this.partials,
      steepness: Float64Array.from(seen, (k) => (squares[k] ?? 0) / largest),
    };
  }

  #slot(id: NodeId): number {
    const slot = this.#slots.get(id);
    if (slot === undefined) throw new RangeError(`node ${id} is not below the partials`);
    return slot;
  }

  #errorOf(id: NodeId): (value: number) => number {
    const node = this.#field.graph.node(id);
    if (this.#unrounded.has(id)) return () => 0;
    if (node.kind === 'constant' || node.kind === 'parameter') return (v) => v - Math.fround(v);
    const bound = node.kind === 'call' ? primitiveNamed(node.name).bound : undefined;
    const units = Math.hypot(ROUNDED_ULP, OWN_SHARE * Math.max(0, (bound ?? 0.5) - 0.5));
    return (v) => units * ulp(v);
  }

  /** Of every node the sum of (∂partial/∂node)² at the samples: reverse mode in numbers, once a partial. */
  #influence(values: readonly Float64Array[], seen: readonly number[]): readonly Float64Array[] {
    const { graph } = this.#field;
    const sum = this.order.map(() => new Float64Array(SAMPLES));
    for (const partial of this.partials) {
      const adjoints = this.order.map(() => new Float64Array(SAMPLES));
      adjoints[this.#slot(partial)]?.fill(1);
      for (let slot = this.#slot(partial); slot >= 0; slot--) {
        const [id, seed] = [this.order[slot], adjoints[slot]];
        if (id === undefined || seed === undefined) continue;
        const node = graph.node(id);
        const operands = operandsOf(node).map((operand) => this.#slot(operand));
        const pass = (to: number | undefined, factor: (k: number) => number): void => {
          const out = to === undefined ? undefined : adjoints[to];
          if (out === undefined) return;
          for (const k of seen) if (seed[k] !== 0) out[k] = (out[k] ?? 0) + (seed[k] ?? 0) * factor(k);
        };
        if (node.kind === 'select') {
          const condition = values[operands[0] ?? -1];
          pass(operands[1], (k) => (condition?.[k] === 0 ? 0 : 1));
          pass(operands[2], (k) => (condition?.[k] === 0 ? 1 : 0));
        } else {
          this.#derivatives[slot]?.forEach((derivative, index) => {
            const at = derivative === null ? undefined : values[this.#extra.get(derivative) ?? -1];
            if (at) pass(operands[index], (k) => at[k] ?? 0);
          });
        }
      }
      adjoints.forEach((adjoint, slot) => {
        const out = sum[slot];
        if (out) for (const k of seen) out[k] = (out[k] ?? 0) + (adjoint[k] ?? 0) ** 2;
      });
    }
    return sum;
  }
}

/** At coordinates that f32 has. */
function samplesOf([low, high]: Interval): Float64Array {
  return Float64Array.from({ length: SIDE }, (_, i) =>
    Math.fround(low + ((i + OFFSET) * (high - low)) / SIDE),
  );
}

/** Spacing of f32 at `value`. */
function ulp(value: number): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);
}
