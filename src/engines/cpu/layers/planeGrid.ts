/** A network's loss over a plane, or its derivative along a direction of the plane, on dense grids. */
import type { LayeredPlane } from '../../../fields/layeredLoss';
import { finished } from '../../../fields/steps';
import type { Evaluator } from '../evaluator';
import type { PlaneEvaluator } from './planeEvaluator';

/** The field alone, or with both of its partials. */
export class PlaneGrid implements Evaluator {
  constructor(
    private readonly evaluator: PlaneEvaluator,
    private readonly of: LayeredPlane['of'],
    private readonly roots: 'value' | 'gradient',
  ) {}

  run(parameters: readonly number[], xs: Float64Array, ys: Float64Array): Float64Array[] {
    this.evaluator.setPlane(parameters);
    const count = this.roots === 'value' ? 1 : 3;
    const planes = Array.from({ length: count }, () => new Float64Array(xs.length * ys.length));
    let sample = 0;
    for (const t of ys) {
      for (const s of xs) {
        const values = this.#at(s, t);
        planes.forEach((plane, root) => {
          plane[sample] = values[root] ?? Number.NaN;
        });
        sample++;
      }
    }
    return planes;
  }

  #at(s: number, t: number): readonly number[] {
    const { evaluator, of, roots } = this;
    if (of === 'loss')
      return roots === 'value' ? [finished(evaluator.value(s, t))] : finished(evaluator.slopes(s, t));
    const axis = of === 'alongU' ? 0 : 1;
    const slope = finished(evaluator.slopes(s, t))[axis === 0 ? 1 : 2];
    return roots === 'value' ? [slope] : [slope, ...finished(evaluator.curvatures(s, t, axis))];
  }
}
