/** Results as f64, one plane a root. */
import type { ResultFormat } from './resultFormat';
import { PAIR_BYTES } from './vector';

export const PLANES: ResultFormat = {
  pairBytes: PAIR_BYTES,
  open({ body }, { results, offset, planeBytes }, roots) {
    const planes = Array.from({ length: roots }, () => body.local('i32'));
    let previous = -1;
    for (const plane of planes) {
      if (previous < 0) body.get(results).set(plane);
      else body.get(previous).get(planeBytes).op('i32Add').set(plane);
      previous = plane;
    }
    return {
      pair(values) {
        values.forEach((value, root) => {
          body
            .get(planes[root] ?? results)
            .get(offset)
            .op('i32Add');
          value(body);
          body.store(0);
        });
      },
      endOddRow: () => undefined,
      end: () => undefined,
    };
  },
};
