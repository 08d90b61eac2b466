// What an engine of a given precision may answer: the graph is walked in f64, and beside each value goes a bound on how far
// an evaluation in that precision may be from it.
//
// For a node with operands v_k, each off by at most e_k, the result is off by at most
//
//   e = GUARD · max over the corners v_k ± e_k of |f(corner) - f(v)|  +  roundoff · |f(v)|  +  tiny
//
// where roundoff covers the engine's own error in f (ulp stated in Precision), tiny what is flushed to zero, and GUARD what
// lies between the corners: the functions are monotone or gently curved over distances of a few e. Where corners disagree
// on being inside the domain, where a pole lies between them, or where an intermediate result may overflow, the node is
// in doubt, and so is what depends on it: the engine may call it defined or not.
//
// Of a mean over rows, the bound is the mean of the rows' bounds and what adding n terms in any order loses: n roundoffs of
// the mean of their magnitudes.
import { type Graph, type NodeId, primitiveNamed } from '../../src/expression';
import { columnNamed, type DataTable } from '../../src/fields/dataTable';

export interface Precision {
  /** Relative error of one operation. */
  readonly roundoff: number;
  /** Relative error of rounding a coordinate, parameter or constant. */
  readonly rounding: number;
  /** Numbers below may be flushed to zero. */
  readonly tiny: number;
  readonly largest: number;
}

/** Our library promises 1.5 ulp at most, WGSL 2.5 ulp for division and roots: 4 units of 2^-23. */
export const SINGLE: Precision = {
  roundoff: 4 * 2 ** -23,
  rounding: 2 ** -24,
  tiny: 2 ** -126,
  largest: 3.4028234663852886e38,
};

/** The tape calls the walk's own functions at its own coordinates; the vector functions are within 4 ulp of them. */
export const DOUBLE: Precision = {
  roundoff: 2 ** -52,
  rounding: 0,
  tiny: 2 ** -1022,
  largest: Number.MAX_VALUE,
};

const GUARD = 1.5;
/** Past this share of the value (or of 1, for small ones) corners say little about what lies between them. */
const LARGEST_RELATIVE_ERROR = 0.1;

export type Status = 'defined' | 'undefined' | 'doubtful';

export interface Bounded {
  /** NaN unless defined. */
  readonly value: number;
  readonly error: number;
  readonly status: Status;
}

const UNDEFINED: Bounded = { value: Number.NaN, error: 0, status: 'undefined' };
const DOUBTFUL: Bounded = { value: Number.NaN, error: Infinity, status: 'doubtful' };

type Step = (bounds: Bounded[]) => Bounded;

/** Evaluates roots at many points. */
export class ErrorPropagation {
  readonly #bounds: Bounded[];
  readonly #steps: readonly (readonly [slot: number, step: Step])[];
  readonly #names = new Map<string, number>();
  readonly #columns = new Map<string, number>();
  readonly #means: (readonly [slot: number, operand: number])[] = [];
  readonly #roots: readonly number[];

  constructor(
    graph: Graph,
    roots: readonly NodeId[],
    private readonly precision: Precision,
  ) {
    const order = graph.reachable(roots);
    const slots = new Map(order.map((id, slot) => [id, slot]));
    const slotOf = (id: NodeId): number => slots.get(id) ?? -1;
    this.#roots = roots.map(slotOf);
    this.#bounds = order.map((id) => {
      const node = graph.node(id);
      return node.kind === 'constant' ? leaf(node.value, precision) : DOUBTFUL;
    });
    this.#steps = order.flatMap((id, slot): (readonly [number, Step])[] => {
      const node = graph.node(id);
      if (node.kind === 'variable' || node.kind === 'parameter') this.#names.set(node.name, slot);
      if (node.kind === 'column') this.#columns.set(node.name, slot);
      if (node.kind === 'mean') this.#means.push([slot, slotOf(node.operand)]);
      if (node.kind === 'call') return [[slot, callStep(node.name, node.operands.map(slotOf), precision)]];
      if (node.kind !== 'select') return [];
      const [condition, whenTrue, whenFalse] = [node.condition, node.whenTrue, node.whenFalse].map(slotOf);
      const at = (bounds: readonly Bounded[], index = -1): Bounded => bounds[index] ?? DOUBTFUL;
      return [[slot, (bounds) => select(at(bounds, condition), at(bounds, whenTrue), at(bounds, whenFalse))]];
    });
  }

  /**
   * One bound a root. `names` holds the values of variables and parameters; means, none of them made of another, are taken over
   * `data`.
   */
  evaluate(names: Readonly<Record<string, number>>, data?: DataTable): Bounded[] {
    for (const [name, slot] of this.#names)
      this.#bounds[slot] = leaf(names[name] ?? Number.NaN, this.precision);
    if (data) this.#takeMeans(data);
    this.#walk();
    return this.#roots.map((slot) => this.#bounds[slot] ?? DOUBTFUL);
  }

  #takeMeans(data: DataTable): void {
    const terms = this.#means.map((): Bounded[] => []);
    for (let row = 0; row < data.rows; row++) {
      for (const [name, slot] of this.#columns)
        this.#bounds[slot] = leaf(columnNamed(data, name).values[row] ?? Number.NaN, this.precision);
      this.#walk();
      this.#means.forEach(([, operand], index) => {
        terms[index]?.push(this.#bounds[operand] ?? DOUBTFUL);
      });
    }
    this.#means.forEach(([slot], index) => {
      this.#bounds[slot] = meanOf(terms[index] ?? [], this.precision);
    });
  }

  #walk(): void {
    for (const [slot, step] of this.#steps) this.#bounds[slot] = step(this.#bounds);
  }
}

function meanOf(terms: readonly Bounded[], { roundoff, largest, tiny }: Precision): Bounded {
  if (terms.some(({ status }) => status === 'undefined')) return UNDEFINED;
  if (terms.some(({ status }) => status === 'doubtful')) return DOUBTFUL;
  const n = terms.length;
  const size = terms.reduce((sum, { value, error }) => sum + Math.abs(value) + error, 0);
  if (!(size < largest)) return DOUBTFUL;
  const error = (terms.reduce((sum, term) => sum + term.error, 0) + n * roundoff * size) / n + tiny;
  return { value: terms.reduce((sum, { value }) => sum + value, 0) / n, error, status: 'defined' };
}

function callStep(name: string, slots: readonly number[], precision: Precision): Step {
  return (bounds) =>
    call(
      name,
      slots.map((slot) => bounds[slot] ?? DOUBTFUL),
      precision,
    );
}

function leaf(value: number, { rounding, largest, tiny }: Precision): Bounded {
  if (Math.abs(value) > largest) return DOUBTFUL;
  const exact = rounding === 0 || Math.fround(value) === value;
  return {
    value,
    error: exact ? 0 : rounding * Math.abs(value) + (value === 0 ? 0 : tiny),
    status: 'defined',
  };
}

function call(name: string, operands: readonly Bounded[], precision: Precision): Bounded {
  if (operands.some(({ status }) => status === 'undefined')) return UNDEFINED;
  if (operands.some(({ status }) => status === 'doubtful')) return DOUBTFUL;
  const row = primitiveNamed(name);
  const linear = LINEAR[name];
  const [left, right] = operands;
  if (linear && left && right) {
    const value = row.evaluate(left.value, right.value);
    return checked(value, linear(left, right) + own(name, value, isExact(operands), precision), precision);
  }
  const centre = operands.map(({ value }) => value);
  const around = cornersOf(operands);
  const holds = row.domain?.holds;
  if (holds) {
    const inside = around.filter((corner) => holds(...corner)).length;
    if (mayHitPole(name, operands, precision)) return DOUBTFUL;
    if (inside === 0) return UNDEFINED;
    if (inside < around.length) return DOUBTFUL;
  }
  const value = row.evaluate(...centre);
  const spread = name === 'mod' ? spreadOfMod(around) : 0;
  const error =
    Math.max(spread, spreadOf(row.evaluate, value, around)) + own(name, value, isExact(operands), precision);
  return checked(value, error, precision);
}

/** Where the corners differ in the quotient, the remainder may be anything between 0 and the divisor. */
function spreadOfMod(corners: readonly (readonly number[])[]): number {
  const quotients = corners.map(([dividend = 0, divisor = 0]) => Math.floor(dividend / divisor));
  const isSure = quotients.every((quotient) => quotient === quotients[0]);
  return isSure ? 0 : Math.max(...corners.map(([, divisor = 0]) => Math.abs(divisor)));
}

function checked(value: number, error: number, { largest }: Precision): Bounded {
  if (!(Math.abs(value) + error <= largest)) return DOUBTFUL;
  if (error > LARGEST_RELATIVE_ERROR * Math.max(1, Math.abs(value))) return DOUBTFUL;
  return { value, error, status: 'defined' };
}

/** Errors that need no corners. */
const LINEAR: Readonly<Record<string, (a: Bounded, b: Bounded) => number>> = {
  add: (a, b) => a.error + b.error,
  subtract: (a, b) => a.error + b.error,
  multiply: (a, b) => Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error,
};

function spreadOf(
  evaluate: (...operands: number[]) => number,
  value: number,
  corners: readonly (readonly number[])[],
): number {
  let spread = 0;
  for (const corner of corners) spread = Math.max(spread, Math.abs(evaluate(...corner) - value));
  return GUARD * spread;
}

function isExact(operands: readonly Bounded[]): boolean {
  return operands.every(({ error }) => error === 0);
}

/** Operations that no precision gets wrong. */
const EXACT: ReadonlySet<string> = new Set([
  ...['negate', 'abs', 'sign', 'floor', 'ceil', 'min', 'max'],
  ...['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'notEqual'],
]);

function own(name: string, value: number, exact: boolean, { roundoff, tiny }: Precision): number {
  // Zeros of exact operands are found exactly, which tests/shaders holds the library to.
  if (EXACT.has(name) || (exact && value === 0)) return 0;
  // Small whole numbers are exact in f32, as sums and products too.
  const whole = Number.isInteger(value) && Math.abs(value) < 2 ** 20;
  if (whole && ['add', 'subtract', 'multiply'].includes(name)) return 0;
  return roundoff * Math.abs(value) + tiny;
}

/** The centre and every combination of operands at the ends of their intervals. */
function cornersOf(operands: readonly Bounded[]): readonly (readonly number[])[] {
  let corners: readonly (readonly number[])[] = [[]];
  for (const { value, error } of operands) {
    const ends = error === 0 ? [value] : [value - error, value, value + error];
    corners = corners.flatMap((corner) => ends.map((end) => [...corner, end]));
  }
  return corners;
}

/** Whether a singular point lies among the corners though each of them is inside the domain. */
function mayHitPole(name: string, [first, second]: readonly Bounded[], { tiny }: Precision): boolean {
  if (first === undefined || second === undefined) return false;
  if (name === 'divide' || name === 'mod') {
    const isExactZero = second.value === 0 && second.error === 0;
    return !isExactZero && Math.abs(second.value) <= second.error + tiny;
  }
  if (name !== 'pow') return false;
  const baseMayBeZero = Math.abs(first.value) <= first.error;
  const exponentMayBeWhole = Math.abs(second.value - Math.round(second.value)) <= second.error;
  return (baseMayBeZero && first.error > 0) || (first.value < 0 && exponentMayBeWhole && second.error > 0);
}

function select(condition: Bounded, whenTrue: Bounded, whenFalse: Bounded): Bounded {
  if (condition.status !== 'defined') return condition;
  if (condition.error === 0) return condition.value !== 0 ? whenTrue : whenFalse;
  // A condition within rounding of flipping may choose either branch; one of some other size does not vanish.
  return Math.abs(condition.value) > 2 * condition.error ? whenTrue : DOUBTFUL;
}
