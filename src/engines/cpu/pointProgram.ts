/**
 * A field at single points: its value, its partials, or any other nodes of its graph that have one value for all rows, for
 * training and readouts. Grids are not computed here.
 */
import type { NodeId } from '../../expression';
import { type DataTable, selectRows } from '../../fields/dataTable';
import type { ScalarField } from '../../fields/scalarField';
import { Walk } from './walk';

export interface PointProgram {
  /**
   * Every root at the coordinates `point`, which stand in the order of `field.variables`, with the values of `field.parameters`, and with
   * means over the rows `rows` of the data, or all of them; a row may stand in it more than once. NaN where a root is undefined. The
   * answer holds until the next evaluation.
   */
  evaluate(point: ArrayLike<number>, parameters?: ArrayLike<number>, rows?: Uint32Array): Float64Array;
  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void;
}

/** Compiles `roots` of `field`, with its data. Throws RangeError where a root differs from row to row. */
export function compilePoint(field: ScalarField, roots: readonly NodeId[]): PointProgram {
  const walk = Walk.of(field, roots);
  const answer = new Float64Array(roots.length);
  let data = field.data;
  return {
    evaluate(point, parameters = [], rows) {
      if (data) walk.setData(rows ? selectRows(data, [...rows]) : data);
      walk.setParameters(Array.from(parameters));
      walk.evaluate(...Array.from(point));
      return answer.map((_, root) => walk.value(root));
    },
    setData(table) {
      walk.setData(table);
      data = table;
    },
  };
}
