/**
 * The plain walk of the graph in f64: one point at a time, each node by its row's own `evaluate`, faults by its domain. It is
 * the reference the other engines are held against, and it answers single points: readouts, picking, one descent.
 */
import { FAULTS, type Graph, type NodeId, primitiveNamed } from '../../expression';

/**
 * The format every single operation rounds to. 'f32' is the ideal of single precision: arithmetic and square roots exactly
 * as IEEE 754 has them (53 bits are more than 2·24 + 1, so rounding twice is rounding once), and every elementary function
 * its f64 value rounded, half a unit in the last place off at most; libraries for real devices are off by one or two.
 */
export type Rounding = 'f64' | 'f32';

type Values = Float64Array | Float32Array;
type Step = (values: Values, faults: Uint32Array) => void;

export class Walk {
  readonly #steps: Step[] = [];
  readonly #values: Values;
  readonly #faults: Uint32Array;
  readonly #variableSlots: readonly (number | undefined)[];
  readonly #parameterSlots: readonly (number | undefined)[];
  readonly #rootSlots: readonly number[];

  constructor(
    graph: Graph,
    roots: readonly NodeId[],
    variables: readonly string[],
    parameters: readonly string[],
    rounding: Rounding = 'f64',
  ) {
    const order = graph.reachable(roots);
    const slots = new Map<NodeId, number>(order.map((id, slot) => [id, slot]));
    const slotOf = (id: NodeId): number => {
      const slot = slots.get(id);
      if (slot === undefined) throw new RangeError(`node ${id} is not below the roots`);
      return slot;
    };
    // What is stored is rounded to what the array holds: coordinates, parameters and constants like every result.
    this.#values = rounding === 'f32' ? new Float32Array(order.length) : new Float64Array(order.length);
    this.#faults = new Uint32Array(order.length);
    const variableSlots = new Map<string, number>();
    const parameterSlots = new Map<string, number>();
    for (const id of order) {
      const node = graph.node(id);
      const out = slotOf(id);
      switch (node.kind) {
        case 'constant':
          this.#values[out] = node.value;
          break;
        case 'variable':
          variableSlots.set(node.name, out);
          break;
        case 'parameter':
          parameterSlots.set(node.name, out);
          break;
        case 'call':
          this.#steps.push(callStep(node.name, node.operands.map(slotOf), out));
          break;
        case 'select':
          this.#steps.push(
            selectStep(slotOf(node.condition), slotOf(node.whenTrue), slotOf(node.whenFalse), out),
          );
          break;
        default:
          node satisfies never;
      }
    }
    requireListed(variableSlots, variables, 'variable');
    requireListed(parameterSlots, parameters, 'parameter');
    this.#variableSlots = variables.map((name) => variableSlots.get(name));
    this.#parameterSlots = parameters.map((name) => parameterSlots.get(name));
    this.#rootSlots = roots.map(slotOf);
  }

  /** Holds the parameters for the evaluations that follow. */
  setParameters(values: readonly number[]): void {
    this.#parameterSlots.forEach((slot, index) => {
      if (slot !== undefined) this.#values[slot] = values[index] ?? Number.NaN;
    });
  }

  /** Evaluates all roots at `point`; `value` and `faults` answer for it afterwards. */
  evaluate(...point: readonly number[]): void {
    const values = this.#values;
    const faults = this.#faults;
    for (let index = 0; index < this.#variableSlots.length; index++) {
      const slot = this.#variableSlots[index];
      if (slot !== undefined) values[slot] = point[index] ?? Number.NaN;
    }
    for (const step of this.#steps) step(values, faults);
  }

  /** The value of root number `index`, NaN where it is undefined or not finite. */
  value(index: number): number {
    return this.faults(index) === 0 ? (this.#values[this.#rootSlots[index] ?? -1] ?? Number.NaN) : Number.NaN;
  }

  /** Why root number `index` is undefined: bits of FAULTS, 0 where it is defined. */
  faults(index: number): number {
    const slot = this.#rootSlots[index] ?? -1;
    const bits = this.#faults[slot] ?? 0;
    const finite = Number.isFinite(this.#values[slot]);
    return finite ? bits : bits | FAULTS.notFinite.bit;
  }
}

function requireListed(found: ReadonlyMap<string, number>, listed: readonly string[], what: string): void {
  for (const name of found.keys()) {
    if (!listed.includes(name))
      throw new RangeError(`the field depends on ${what} ${name}, which it does not list`);
  }
}

function callStep(name: string, operands: readonly number[], out: number): Step {
  const { evaluate, domain } = primitiveNamed(name);
  const bit = domain ? FAULTS[domain.fault].bit : 0;
  const [a = 0, b = 0] = operands;
  if (operands.length === 1) {
    return (values, faults) => {
      const x = values[a] ?? 0;
      values[out] = evaluate(x);
      const own = domain && !domain.holds(x) && (faults[a] ?? 0) === 0 ? bit : 0;
      faults[out] = (faults[a] ?? 0) | own;
    };
  }
  return (values, faults) => {
    const x = values[a] ?? 0;
    const y = values[b] ?? 0;
    values[out] = evaluate(x, y);
    const below = (faults[a] ?? 0) | (faults[b] ?? 0);
    faults[out] = domain && below === 0 && !domain.holds(x, y) ? bit : below;
  };
}

function selectStep(condition: number, whenTrue: number, whenFalse: number, out: number): Step {
  return (values, faults) => {
    const chosen = values[condition] !== 0 ? whenTrue : whenFalse;
    const doubt = faults[condition] ?? 0;
    values[out] = doubt === 0 ? (values[chosen] ?? 0) : Number.NaN;
    faults[out] = doubt | (faults[chosen] ?? 0);
  };
}
