/**
 * The second partials of a shown field at a point: exact, in f64, with bounds on their rounding errors. They are compiled when
 * first asked for, since few look at them and those of a network are many.
 */
import { IntervalEvaluation } from '../../engines/cpu/interval';
import { compilePoint, type PointProgram } from '../../engines/cpu/pointProgram';
import { Builder, gradient, type NodeId } from '../../expression';
import { GraphTooLargeError } from '../../expression/graph';
import { type SecondPartials, type Shape, shapeOf } from '../../fields/curvature';
import type { ScalarField } from '../../fields/scalarField';
import type { Steps } from '../../fields/steps';
import type { FieldModel } from '../shown/fieldModel';
import type { ShownModel } from '../subject/shownModel';

export interface SecondDerivatives {
  /** NaN where undefined. */
  readonly partials: SecondPartials;
  /** Null where rounding leaves it open. */
  readonly shape: Shape | null;
}

interface Compiled {
  readonly field: ScalarField;
  /** xx, xy, yy; null where the graph grows past its limit. */
  readonly nodes: readonly [NodeId, NodeId, NodeId] | null;
  /** f and its partials, then these: a derivative's formula may have a value where the function itself has none. */
  readonly program: PointProgram | null;
}

interface Bounded {
  readonly field: ScalarField;
  readonly parameters: readonly number[];
  readonly evaluations: readonly IntervalEvaluation[];
}

/** Of the largest partial, where means have no interval form: the loss of 22 of 52 bits among the terms is allowed for. */
const MEAN_ERROR = 2 ** -30;
/** Half the width of the box that stands for a point, of its coordinate: it reaches past the kink the point lies on. */
const POINT_WIDTH = 2 ** -52;

const KINK = 'none here: the formula has a kink or a jump';
const TOO_LARGE = 'the formula is too large for second derivatives';

export class SecondDerivativeProbe {
  #compiled: Compiled | null = null;
  #bounded: Bounded | null = null;

  /**
   * At `point`, with the values of the field's parameters; in words where there are none. Null for samples, which have no
   * formula.
   */
  *at(
    model: ShownModel,
    [x, y]: readonly [number, number],
    parameters: readonly number[],
  ): Steps<SecondDerivatives | string | null> {
    if (model.kind === 'samples') return null;
    if (model.secondSteps) {
      const partials = yield* model.secondSteps(x, y, parameters);
      return { partials, shape: shapeOf(partials, meanErrors(partials)) };
    }
    const { nodes, program } = this.#compile(model);
    if (nodes === null || program === null) return TOO_LARGE;
    const [value = Number.NaN, dx = Number.NaN, dy = Number.NaN, ...second] = yield* program.steps(
      [x, y],
      parameters,
    );
    const isDefined = Number.isFinite(value + dx + dy);
    const [xx = Number.NaN, xy = Number.NaN, yy = Number.NaN] = isDefined ? second : [];
    const partials: SecondPartials = { xx, xy, yy };
    const errors = model.field.data
      ? meanErrors(partials)
      : this.#errors(model, nodes, parameters, [x, y], partials);
    return errors === null ? KINK : { partials, shape: shapeOf(partials, errors) };
  }

  #compile({ field, partials: [dx, dy] }: FieldModel): Compiled {
    if (this.#compiled?.field === field) return this.#compiled;
    this.#compiled = compile(field, dx.value, dy.value);
    return this.#compiled;
  }

  /** How far each partial may be off; null where f or a partial of it may break. */
  #errors(
    { field, partials: [dx, dy] }: FieldModel,
    nodes: readonly NodeId[],
    parameters: readonly number[],
    point: readonly [number, number],
    found: SecondPartials,
  ): SecondPartials | null {
    const { graph, variables, parameters: names } = field;
    const known = this.#bounded;
    const isSame = known?.field === field && known.parameters.every((value, i) => value === parameters[i]);
    const evaluations = isSame
      ? known.evaluations
      : [...nodes, dx.value, dy.value].map(
          (node) => new IntervalEvaluation(graph, node, variables, names, parameters),
        );
    this.#bounded = { field, parameters: [...parameters], evaluations };
    const box = point.flatMap((at) => {
      const width = POINT_WIDTH * Math.abs(at) + Number.MIN_VALUE;
      return [at - width, at + width];
    });
    const isSmooth = evaluations.map((evaluation) => {
      evaluation.box.set(box);
      return evaluation.evaluate() === 0;
    });
    const isDefined = Number.isFinite(found.xx + found.xy + found.yy);
    if (isDefined && isSmooth.includes(false)) return null;
    const [xx = Number.NaN, xy = Number.NaN, yy = Number.NaN] = [found.xx, found.xy, found.yy].map(
      (value, index) => errorWithin(evaluations[index], value),
    );
    return { xx, xy, yy };
  }
}

function compile(field: ScalarField, dx: NodeId, dy: NodeId): Compiled {
  const builder = new Builder(field.graph);
  try {
    const [xx = dx, xy = dx] = gradient(builder, dx, field.variables);
    const [, yy = dy] = gradient(builder, dy, field.variables);
    return { field, nodes: [xx, xy, yy], program: compilePoint(field, [field.value, dx, dy, xx, xy, yy]) };
  } catch (error) {
    if (!(error instanceof GraphTooLargeError)) throw error;
    return { field, nodes: null, program: null };
  }
}

function errorWithin(evaluation: IntervalEvaluation | undefined, value: number): number {
  if (evaluation === undefined) return Number.NaN;
  return Math.max(value - evaluation.low, evaluation.high - value);
}

function meanErrors({ xx, xy, yy }: SecondPartials): SecondPartials {
  const error = MEAN_ERROR * Math.max(Math.abs(xx), Math.abs(xy), Math.abs(yy));
  return { xx: error, xy: error, yy: error };
}
