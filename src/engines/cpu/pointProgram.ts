/**
 * A field at single points: its value, its partials, or any other nodes of its graph that have one value for all rows, for
 * training and readouts. Grids are not computed here.
 */
import type { NodeId } from '../../expression';
import type { DataTable } from '../../fields/dataTable';
import type { ScalarField } from '../../fields/scalarField';
import type { Steps } from '../../fields/steps';
import { createRowEvaluator } from './createEvaluator';
import { compileRows } from './rowProgram';

export interface PointProgram {
  /**
   * Every root at the coordinates `point`, which stand in the order of `field.variables`, with the values of `field.parameters`, and with
   * means over the rows `rows` of the data, or all of them; a row may stand in it more than once. NaN where a root is undefined. The
   * answer holds until the next evaluation.
   */
  evaluate(point: ArrayLike<number>, parameters?: ArrayLike<number>, rows?: Uint32Array): Float64Array;
  /** As `evaluate`, in steps; the answer is the caller's. */
  steps(point: ArrayLike<number>, parameters?: ArrayLike<number>, rows?: Uint32Array): Steps<Float64Array>;
  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void;
}

/** Compiles `roots` of `field`, with its data. Throws RangeError where a root differs from row to row. */
export function compilePoint(field: ScalarField, roots: readonly NodeId[]): PointProgram {
  const { graph, variables, parameters: held, data } = field;
  const evaluator = createRowEvaluator(compileRows(graph, roots, variables, held));
  if (data) evaluator.setData(data);
  const write = (
    inputs: Float64Array,
    point: ArrayLike<number>,
    parameters: ArrayLike<number> = [],
  ): Float64Array => {
    for (let k = 0; k < variables.length; k++) inputs[k] = point[k] ?? Number.NaN;
    for (let k = 0; k < held.length; k++) inputs[variables.length + k] = parameters[k] ?? Number.NaN;
    return inputs;
  };
  const count = variables.length + held.length;
  const reused = new Float64Array(count);
  return {
    evaluate: (point, parameters, rows) =>
      finiteOnly(evaluator.evaluate(write(reused, point, parameters), rows)),
    *steps(point, parameters, rows) {
      return finiteOnly(yield* evaluator.steps(write(new Float64Array(count), point, parameters), rows));
    },
    setData: (table) => evaluator.setData(table),
  };
}

/** `values` with NaN for what is not finite. */
function finiteOnly(values: Float64Array): Float64Array {
  for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k])) values[k] = Number.NaN;
  return values;
}
