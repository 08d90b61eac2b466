/**
 * The pairs that one field's exact gradient has, request by request. They only grow in number as domain and parameters move, so
 * that a slider that is dragged, or a picture that is turned and zoomed, has a field compiled anew a few times at most.
 */
import { Builder, gradient, type NodeId, operandsOf, type Pairs } from '../../expression';
import type { GridRequest } from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import { IntervalEvaluation } from '../cpu/interval';
import { selectPairs } from './pairSelection';
import { RoundingAnalysis } from './roundingAnalysis';

/**
 * Gradients of more nodes are left in f32: choosing pairs takes time by the square of their number, about a tenth of a second
 * for 500, and a hundredth once they are chosen.
 */
const MOST_NODES = 600;
/** Products of two such numbers, and of their parts, are within f32. */
const LARGEST = 2 ** 60;

export class FieldPairs {
  readonly #field: ScalarField;
  /** Null of fields that have no pairs. */
  readonly #analysis: RoundingAnalysis | null;
  #chosen: Pairs = new Map();
  #last: { readonly domain: string; readonly pairs: Pairs } | undefined;

  constructor(field: ScalarField) {
    this.#field = field;
    this.#analysis = analysisOf(field);
  }

  /** The nodes to be carried as pairs over the request's domain: those of the last request, and what that needs more. */
  over(request: GridRequest): Pairs {
    const { grid, parameters } = request;
    const domain = [grid.x, grid.y, parameters].join(';');
    if (this.#last?.domain !== domain) this.#last = { domain, pairs: this.#choose(request) };
    return this.#last.pairs;
  }

  #choose(request: GridRequest): Pairs {
    const analysis = this.#analysis;
    const rounding = analysis?.over(request);
    if (!analysis || !rounding) return this.#chosen;
    const { graph } = this.#field;
    const bounds = this.#boundsOver(analysis, request);
    const isBounded = (id: NodeId) => bounds.magnitude(id) <= LARGEST;
    const isEligible = (id: NodeId) => [id, ...operandsOf(graph.node(id))].every(isBounded);
    this.#chosen = selectPairs(rounding, this.#chosen, isEligible);
    return new Map([...this.#chosen].filter(([id]) => isEligible(id)));
  }

  #boundsOver({ order }: RoundingAnalysis, { grid, parameters }: GridRequest): IntervalEvaluation {
    const { graph, value, variables, parameters: names } = this.#field;
    const bounds = new IntervalEvaluation(graph, value, variables, names, parameters, order);
    bounds.box.set([...grid.x, ...grid.y]);
    bounds.evaluate();
    return bounds;
  }
}

/** Over data there are none: neither intervals nor the tape know of rows. */
function analysisOf(field: ScalarField): RoundingAnalysis | null {
  const { graph, value, variables } = field;
  if (graph.reachable([value]).some((id) => graph.node(id).kind === 'mean')) return null;
  const [dx, dy] = gradient(new Builder(graph), value, variables);
  if (dx === undefined || dy === undefined || graph.reachable([dx, dy]).length > MOST_NODES) return null;
  return new RoundingAnalysis(field, [dx, dy]);
}
