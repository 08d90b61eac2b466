// Gradients of batches at a point of the landscape: of all rows they agree, of some they spread.

import { describe, expect, it } from 'vitest';
import { type BatchCloud, batchCloud, cloudPicture } from '../../../src/app/bench/batchCloud';
import { dataFor } from '../../../src/app/data/datasets';
import { networkLandscape } from '../../../src/app/network/landscape';
import { OPENING } from '../../../src/app/subject/openSubject';
import type { ShownModel } from '../../../src/app/subject/shownModel';
import { SUBJECTS } from '../../../src/app/subject/subjects';
import { finished } from '../../../src/fields/steps';
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

function cloudOf(model: ShownModel, state: AppState): BatchCloud {
  const cloud = finished(batchCloud(model, state));
  if (cloud === null) throw new Error('expected gradients of batches');
  return cloud;
}

describe('the gradients of batches', () => {
  const model = networkLandscape(STATE, null);
  model.setParameters(model.parameterValues(STATE));

  it('are the slope of the landscape at the point, all alike, where a batch is all rows', () => {
    const cloud = cloudOf(model, { ...STATE, cloudRows: 5000 });
    const { gradient } = model.at(...STATE.point);
    expect(cloud.rows).toBe(40);
    expect(cloud.agreeing).toBe(cloud.arrows.length);
    for (const [alongU, alongV] of [...cloud.arrows, cloud.whole]) {
      expect(alongU).toBeCloseTo(gradient[0], 10);
      expect(alongV).toBeCloseTo(gradient[1], 10);
    }
  });

  it('spread less in larger batches, about that slope', () => {
    const spread = (cloudRows: number) => cloudOf(model, { ...STATE, cloudRows }).covariance.vv;
    expect(spread(1)).toBeGreaterThan(4 * spread(20));
    expect(spread(20)).toBeGreaterThan(0);
  });

  it('all lie within the plot, which has its middle at 0', () => {
    const cloud = cloudOf(model, { ...STATE, cloudRows: 2 });
    const { x, y, points, arrows } = cloudPicture(cloud, ['α', 'β'], 'light');
    expect(x.interval[0]).toBe(-x.interval[1]);
    expect(y.interval).toEqual(x.interval);
    expect(arrows[0]?.to).toEqual(cloud.whole);
    for (const value of [...Array.from(points.x), ...Array.from(points.y)])
      expect(Math.abs(value)).toBeLessThan(x.interval[1]);
  });
});

describe('of a loss over two of its parameters', () => {
  const state: AppState = {
    ...DEFAULT_STATE,
    ...OPENING.logistic,
    parameters: OPENING.logistic.parameters ?? {},
  };

  it('are means over rows of the gradient that each adds, with the third parameter held', () => {
    const held: AppState = { ...state, parameters: { b: { value: 0.75, min: -5, max: 5, step: 0.01 } } };
    const model = SUBJECTS.logistic.build(held, null);
    model.setParameters(model.parameterValues(held));
    const single = cloudOf(model, { ...held, cloudRows: 1 });
    const { table } = dataFor('logistic', held);
    const [x1, x2, y] = table.columns.map(({ values }) => values);
    const [w1, w2] = held.point;
    // ∂/∂w of ln(1 + e^z) − y·z is (σ(z) − y)·x.
    const ofRows = Array.from({ length: table.rows }, (_, row) => {
      const [u = 0, v = 0, t = 0] = [x1?.[row], x2?.[row], y?.[row]];
      const error = 1 / (1 + Math.exp(-(w1 * u + w2 * v + 0.75))) - t;
      return [error * u, error * v] as const;
    });
    for (const [gx, gy] of single.arrows)
      expect(ofRows.some(([u, v]) => Math.abs(u - gx) + Math.abs(v - gy) < 1e-12)).toBe(true);
    const { gradient } = model.at(...held.point);
    const all = cloudOf(model, { ...held, cloudRows: 100 });
    expect(all.whole[0]).toBeCloseTo(gradient[0], 12);
    expect(all.arrows[7]?.[1]).toBeCloseTo(gradient[1], 12);
  });

  it('move with the point, and are none where there are no data', () => {
    const model = SUBJECTS.logistic.build(state, null);
    const here = cloudOf(model, state);
    expect(cloudOf(model, { ...state, point: [2, 2] }).whole).not.toEqual(here.whole);
    expect(finished(batchCloud(SUBJECTS.function.build(DEFAULT_STATE, null), DEFAULT_STATE))).toBeNull();
  });
});
