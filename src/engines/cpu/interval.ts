/**
 * Interval evaluation of the graph in f64 (Moore, 1966): over a box of the two coordinates, bounds that hold
 * every value of the field, rounding included, and whether it may break or be undefined there. It finds no
 * breaks: `breaks.ts` does.
 */
import { type Graph, type NodeId, operandsOf, primitiveNamed } from '../../expression';
import { ARITHMETIC_FORMS } from './intervals/arithmetic';
import { ELEMENTARY_FORMS } from './intervals/elementary';
import {
  type Bounds,
  type IntervalForm,
  MAY_BE_UNDEFINED,
  MAY_BREAK,
  NOWHERE_DEFINED,
} from './intervals/form';

/** The interval form of every elementary function, by its name. */
export const INTERVAL_FORMS: Readonly<Record<string, IntervalForm>> = {
  ...ARITHMETIC_FORMS,
  ...ELEMENTARY_FORMS,
};

/**
 * Whether anything below `value` jumps, has poles or chooses: where nothing does, there is nothing to look
 * for. Means over data are taken to be continuous: losses are, and one evaluation of them costs as many as
 * there are rows.
 */
export function mayBreakAnywhere(graph: Graph, value: NodeId): boolean {
  const order = graph.reachable([value]);
  if (order.some((id) => graph.node(id).kind === 'mean')) return false;
  return order.some((id) => {
    const node = graph.node(id);
    return node.kind === 'select' || (node.kind === 'call' && primitiveNamed(node.name).singular === true);
  });
}

/** Computes one node from those before it, its findings and those it inherits included. */
type Step = (bounds: Bounds, findings: Uint8Array) => void;

export class IntervalEvaluation {
  /** The box to evaluate over: low x, high x, low y, high y. */
  readonly box = new Float64Array(4);
  /** Nodes computed an evaluation: the unit in which work is counted. */
  readonly cost: number;
  readonly #bounds: Bounds;
  readonly #findings: Uint8Array;
  readonly #steps: readonly Step[];
  readonly #coordinates: readonly [number, number];
  readonly #root: number;
  readonly #slots: ReadonlyMap<NodeId, number>;

  /**
   * `variables` are the two coordinates; `others` are nodes besides `value` whose magnitudes are of interest. Throws
   * RangeError where the graph needs other names than those listed.
   */
  constructor(
    graph: Graph,
    value: NodeId,
    variables: readonly string[],
    parameters: readonly string[],
    parameterValues: readonly number[],
    others: readonly NodeId[] = [],
  ) {
    const order = graph.reachable([value, ...others]);
    const slots = new Map<NodeId, number>(order.map((id, slot) => [id, slot]));
    const slotOf = (id: NodeId): number => slots.get(id) ?? -1;
    const bounds: Bounds = { low: new Float64Array(order.length), high: new Float64Array(order.length) };
    const findings = new Uint8Array(order.length);
    const varies = new Uint8Array(order.length);
    const steps: Step[] = [];
    const coordinates: [number, number] = [-1, -1];
    const hold = (slot: number, held: number): void => {
      bounds.low[slot] = held;
      bounds.high[slot] = held;
      findings[slot] = Number.isNaN(held) ? NOWHERE_DEFINED : 0;
    };
    for (const id of order) {
      const node = graph.node(id);
      const out = slotOf(id);
      const operands = operandsOf(node).map(slotOf);
      switch (node.kind) {
        case 'constant':
          hold(out, node.value);
          break;
        case 'parameter':
          hold(out, parameterValues[indexIn(parameters, node.name)] ?? Number.NaN);
          break;
        case 'variable': {
          const axis = indexIn(variables, node.name);
          if (axis > 1) throw new RangeError(`${node.name} is not one of the two coordinates`);
          coordinates[axis] = out;
          varies[out] = 1;
          break;
        }
        case 'call':
        case 'select': {
          const step = node.kind === 'call' ? callStep(node.name, operands, out) : selectStep(operands, out);
          if (operands.some((operand) => varies[operand] === 1)) {
            varies[out] = 1;
            steps.push(step);
          } else {
            step(bounds, findings);
          }
          break;
        }
        case 'column':
        case 'mean':
          throw new RangeError('means over data have no interval form');
        default:
          node satisfies never;
      }
    }
    this.cost = steps.length + 1;
    this.#bounds = bounds;
    this.#findings = findings;
    this.#steps = steps;
    this.#coordinates = coordinates;
    this.#root = slotOf(value);
    this.#slots = slots;
  }

  /**
   * Evaluates over `box`; returns what was found there: bits of MAY_BREAK, MAY_BE_UNDEFINED, NOWHERE_DEFINED.
   */
  evaluate(): number {
    const { low, high } = this.#bounds;
    const [x, y] = this.#coordinates;
    if (x >= 0) {
      low[x] = this.box[0] as number;
      high[x] = this.box[1] as number;
    }
    if (y >= 0) {
      low[y] = this.box[2] as number;
      high[y] = this.box[3] as number;
    }
    const steps = this.#steps;
    for (let k = 0; k < steps.length; k++) (steps[k] as Step)(this.#bounds, this.#findings);
    return this.#findings[this.#root] as number;
  }

  /** Bounds of the last evaluation; meaningless where it found NOWHERE_DEFINED. */
  get low(): number {
    return this.#bounds.low[this.#root] as number;
  }

  get high(): number {
    return this.#bounds.high[this.#root] as number;
  }

  /** The largest magnitude of node `id` in the last evaluation; Infinity where it has no value or no bound. */
  magnitude(id: NodeId): number {
    const slot = this.#slots.get(id);
    if (slot === undefined || (this.#findings[slot] as number) & NOWHERE_DEFINED)
      return Number.POSITIVE_INFINITY;
    const largest = Math.max(-(this.#bounds.low[slot] as number), this.#bounds.high[slot] as number);
    return Number.isNaN(largest) ? Number.POSITIVE_INFINITY : largest;
  }
}

function indexIn(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new RangeError(`the field depends on ${name}, which it does not list`);
  return index;
}

/*
 * Node numbers lie within bounds by construction; `as number` spares a branch per access that `?? 0` would
 * cost.
 */

function callStep(name: string, operands: readonly number[], out: number): Step {
  const form = INTERVAL_FORMS[name];
  if (form === undefined) throw new RangeError(`${name} has no interval form`);
  const [a = 0, b = a] = operands;
  return (bounds, findings) => {
    const inherited = (findings[a] as number) | (findings[b] as number);
    findings[out] = inherited & NOWHERE_DEFINED ? inherited : inherited | form(bounds, out, a, b);
  };
}

function selectStep([condition = 0, whenTrue = 0, whenFalse = 0]: readonly number[], out: number): Step {
  return (bounds, findings) => {
    const { low, high } = bounds;
    const doubt = findings[condition] as number;
    if (doubt & NOWHERE_DEFINED) {
      findings[out] = doubt;
      return;
    }
    const from = low[condition] as number;
    const to = high[condition] as number;
    const certain = from > 0 || to < 0 || (from === 0 && to === 0);
    if (certain) {
      // A condition that jumps without reaching or leaving 0 chooses all the same.
      const chosen = from === 0 ? whenFalse : whenTrue;
      low[out] = low[chosen] as number;
      high[out] = high[chosen] as number;
      findings[out] = (findings[chosen] as number) | (doubt & MAY_BE_UNDEFINED);
      return;
    }
    const first = findings[whenTrue] as number;
    const second = findings[whenFalse] as number;
    if (first & second & NOWHERE_DEFINED) {
      findings[out] = first | second;
      return;
    }
    // A branch without values adds none, and where it is chosen the field is undefined.
    const left = first & NOWHERE_DEFINED ? whenFalse : whenTrue;
    const right = second & NOWHERE_DEFINED ? whenTrue : whenFalse;
    low[out] = Math.min(low[left] as number, low[right] as number);
    high[out] = Math.max(high[left] as number, high[right] as number);
    const lost = (first | second) & NOWHERE_DEFINED ? MAY_BE_UNDEFINED : 0;
    findings[out] = ((doubt | first | second) & ~NOWHERE_DEFINED) | lost | MAY_BREAK;
  };
}
