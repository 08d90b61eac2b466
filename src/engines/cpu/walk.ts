/**
 * The plain walk of the graph in f64: one point at a time, each node by its row's own `evaluate`, faults by its domain. It is
 * the reference the other engines are held against, and it answers single points: readouts, picking, one descent.
 * Means over data are summed row by row with compensation (Neumaier, 1974), so that their error does not grow with the rows.
 */
import {
  FAULTS,
  type Graph,
  type GraphNode,
  type NodeId,
  operandsOf,
  primitiveNamed,
  type RowStage,
  rowStages,
} from '../../expression';
import { columnNamed, type DataTable } from '../../fields/dataTable';
import type { Precision } from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import { CompensatedSum } from './compensatedSum';

type Values = Float64Array | Float32Array;
type Step = (values: Values, faults: Uint32Array) => void;

interface Column {
  readonly slot: number;
  values: Float64Array;
}

const NO_VALUES = new Float64Array(0);

export class Walk {
  readonly #steps: Step[] = [];
  readonly #values: Values;
  readonly #faults: Uint32Array;
  readonly #variableSlots: readonly (number | undefined)[];
  readonly #parameterSlots: readonly (number | undefined)[];
  readonly #rootSlots: readonly number[];
  readonly #columns = new Map<string, Column>();
  #rows = 0;

  /**
   * `rounding`: the format every single operation rounds to. 'f32' is the ideal of single precision: arithmetic and square roots
   * exactly as IEEE 754 has them (53 bits are more than 2·24 + 1, so rounding twice is rounding once), and every elementary
   * function its f64 value rounded, half a unit in the last place off at most; libraries for real devices are off by one or two.
   */
  constructor(
    graph: Graph,
    roots: readonly NodeId[],
    variables: readonly string[],
    parameters: readonly string[],
    rounding: Precision = 'f64',
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
      if (node.kind === 'constant') this.#values[slotOf(id)] = node.value;
      else if (node.kind === 'variable') variableSlots.set(node.name, slotOf(id));
      else if (node.kind === 'parameter') parameterSlots.set(node.name, slotOf(id));
      else if (node.kind === 'column') this.#columns.set(node.name, { slot: slotOf(id), values: NO_VALUES });
    }
    for (const stage of rowStages(graph, roots)) {
      this.#steps.push(...stepsOf(graph, stage.uniform, slotOf));
      if (stage.means.length > 0) this.#steps.push(this.#loop(graph, stage, slotOf));
    }
    requireListed(variableSlots, variables, 'variable');
    requireListed(parameterSlots, parameters, 'parameter');
    this.#variableSlots = variables.map((name) => variableSlots.get(name));
    this.#parameterSlots = parameters.map((name) => parameterSlots.get(name));
    this.#rootSlots = roots.map(slotOf);
  }

  /** A walk of one field's nodes, over its data. */
  static of(field: ScalarField, roots: readonly NodeId[], rounding: Precision = 'f64'): Walk {
    const walk = new Walk(field.graph, roots, field.variables, field.parameters, rounding);
    if (field.data) walk.setData(field.data);
    return walk;
  }

  /** Takes means over `data` from now on; without any they are NaN. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void {
    for (const [name, column] of this.#columns) column.values = columnNamed(data, name).values;
    this.#rows = data.rows;
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

  /** Runs the steps of a stage once a row and leaves the means. A row that is undefined makes its means undefined. */
  #loop(graph: Graph, { rowwise, means }: RowStage, slotOf: (id: NodeId) => number): Step {
    const steps = stepsOf(graph, rowwise, slotOf);
    const taken = means.map((id) => {
      const [operand = id] = operandsOf(graph.node(id));
      return { out: slotOf(id), operand: slotOf(operand), sum: new CompensatedSum() };
    });
    const columns = [...this.#columns.values()];
    return (values, faults) => {
      for (const { out, sum } of taken) {
        sum.reset();
        faults[out] = 0;
      }
      for (let row = 0; row < this.#rows; row++) {
        for (const { slot, values: column } of columns) values[slot] = column[row] ?? Number.NaN;
        for (const step of steps) step(values, faults);
        for (const { out, operand, sum } of taken) {
          sum.add(values[operand] ?? Number.NaN);
          faults[out] = (faults[out] ?? 0) | (faults[operand] ?? 0);
        }
      }
      for (const { out, sum } of taken) values[out] = sum.total() / this.#rows;
    };
  }

  /** The value of root number `index`, NaN where it is undefined or not finite. */
  value(index: number): number {
    return this.faults(index) === 0 ? (this.#values[this.#rootSlots[index] ?? -1] ?? Number.NaN) : Number.NaN;
  }

  /** Why root number `index` is undefined: bits of FAULTS, 0 where it is defined. */
  faults(index: number): number {
    const slot = this.#rootSlots[index] ?? -1;
    const bits = this.#faults[slot] ?? 0;
    // What lies outside a domain has no size that could be too large.
    return bits === 0 && !Number.isFinite(this.#values[slot]) ? FAULTS.notFinite.bit : bits;
  }
}

function stepsOf(graph: Graph, ids: readonly NodeId[], slotOf: (id: NodeId) => number): Step[] {
  return ids.flatMap((id) => {
    const step = stepOf(graph.node(id), slotOf(id), slotOf);
    return step ? [step] : [];
  });
}

/** How a node is computed from others of its row; undefined for what is given or is computed by a loop. */
function stepOf(node: GraphNode, out: number, slotOf: (id: NodeId) => number): Step | undefined {
  switch (node.kind) {
    case 'call':
      return callStep(node.name, node.operands.map(slotOf), out);
    case 'select':
      return selectStep(slotOf(node.condition), slotOf(node.whenTrue), slotOf(node.whenFalse), out);
    case 'constant':
    case 'variable':
    case 'parameter':
    case 'column':
    case 'mean':
      return undefined;
    default:
      return node satisfies never;
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
