// Gradients of batches at a point of the landscape: of all rows they agree, of some they spread.

import { describe, expect, it } from 'vitest';
import { batchCloud, cloudPicture } from '../../../src/app/network/batchCloud';
import { networkLandscape } from '../../../src/app/network/landscape';
import { OPENING } from '../../../src/app/openSubject';
import type { AppState } from '../../../src/state/appState';
import { DEFAULT_STATE } from '../../../src/state/schema';

const STATE: AppState = {
  ...DEFAULT_STATE,
  ...OPENING.network,
  dataset: 'moons',
  dataRows: 40,
  initialWeights: 'glorot',
  point: [0.5, -0.25],
};

describe('the gradients of batches', () => {
  const model = networkLandscape(STATE, null);
  const { scene } = model;
  if (scene === undefined) throw new Error('expected a scene');
  model.setParameters(model.parameterValues(STATE));

  it('are the slope of the landscape at the point, all alike, where a batch is all rows', () => {
    const cloud = batchCloud(scene, { ...STATE, cloudRows: 5000 });
    const { gradient } = model.at(...STATE.point);
    expect(cloud.rows).toBe(40);
    expect(cloud.agreeing).toBe(cloud.arrows.length);
    for (const [alongU, alongV] of [...cloud.arrows, cloud.whole]) {
      expect(alongU).toBeCloseTo(gradient[0], 10);
      expect(alongV).toBeCloseTo(gradient[1], 10);
    }
  });

  it('spread less in larger batches, about that slope', () => {
    const spread = (cloudRows: number) => batchCloud(scene, { ...STATE, cloudRows }).covariance.vv;
    expect(spread(1)).toBeGreaterThan(4 * spread(20));
    expect(spread(20)).toBeGreaterThan(0);
  });

  it('all lie within the plot, which has its middle at 0', () => {
    const cloud = batchCloud(scene, { ...STATE, cloudRows: 2 });
    const { x, y, points, arrows } = cloudPicture(cloud, 'light');
    expect(x.interval[0]).toBe(-x.interval[1]);
    expect(y.interval).toEqual(x.interval);
    expect(arrows[0]?.to).toEqual(cloud.whole);
    for (const value of [...Array.from(points.x), ...Array.from(points.y)])
      expect(Math.abs(value)).toBeLessThan(x.interval[1]);
  });
});
