// A network on a table of one's own: its columns standardised, its picture in the units of the file.

import { describe, expect, it } from 'vitest';
import { networkPicture } from '../../../src/app/bench/networkPicture';
import { holdOwnData } from '../../../src/app/data/ownData';
import { networkLandscape } from '../../../src/app/network/landscape';
import { networkData } from '../../../src/app/network/networkData';
import { networkPatch } from '../../../src/app/network/networkSpec';
import { ownTablePatch } from '../../../src/app/ownData/ownTable';
import type { DataTable } from '../../../src/fields/dataTable';
import { finished } from '../../../src/fields/steps';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { checkPatch, DEFAULT_STATE } from '../../../src/state/schema';
import { table } from '../../support/dataTable';

const LOOK = { theme: 'light', selected: null } as const;

function opened(data: DataTable, classes?: readonly string[], patch: StatePatch = {}): AppState {
  const reference = holdOwnData({ kind: 'table', file: 'by hand', table: data, ...(classes && { classes }) });
  return {
    ...DEFAULT_STATE,
    ...checkPatch({ ...ownTablePatch(reference, data, 'network'), ...patch }),
  };
}

/** Without hidden layers a network is the line W·x + b of the standardised column. */
const LINE = table({ size: [100, 300, 500], price: [1e6, 2e6, 6e6] });

describe('a network on a table of one’s own', () => {
  it('learns from standardised columns and is drawn in their units', () => {
    const state = opened(LINE, undefined, { layers: '' });
    const { scene } = networkLandscape(state, null);
    if (scene === undefined) throw new Error('expected a scene');
    const [low = 0, , high = 0] = scene.data.table.columns[0]?.values ?? [];
    expect([low, high]).toEqual([-Math.sqrt(1.5), Math.sqrt(1.5)]);
    // The prices are 2, 1 and 3 millions from their mean, 3 millions.
    const deviation = Math.sqrt(14 / 3) * 1e6;
    expect(finished(scene.evaluator.scoreSteps(Float64Array.of(0, 0))).loss).toBeCloseTo(1, 12);
    const { curves, points, editable } = networkPicture(scene, Float64Array.of(2, 0.5), LOOK);
    const path = Array.from(curves[0]?.path ?? []);
    for (let k = 0; k < path.length; k += 2) {
      const [x = 0, y = 0] = [path[k], path[k + 1]];
      const expected = 3e6 + deviation * ((2 * (x - 300)) / Math.sqrt(80000 / 3) + 0.5);
      expect(Math.abs(y - expected)).toBeLessThan(1e-6 * deviation);
    }
    expect(Array.from(points.y)).toEqual([1e6, 2e6, 6e6]);
    expect(editable).toBe(true);
  });

  it('takes columns as they are where that is asked for', () => {
    const { table: given, raw, standards } = networkData(opened(LINE, undefined, { standardized: false }));
    expect(given).toBe(raw);
    expect(standards.size).toBe(0);
  });

  it('calls classes by their words, scales no class, and keeps one whose rows are gone', () => {
    const data = networkData(opened(table({ u: [1, 3], v: [2, 2], kind: [0, 0] }), ['fern', 'moss', 'oak']));
    expect(data).toMatchObject({ classes: 3, classNames: ['fern', 'moss', 'oak'] });
    expect(data.table.columns.map(({ values }) => [...values])).toEqual([
      [-1, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it('of two features shades a number from its least to its most, others at their means', () => {
    const data = table({ u: [0, 1], v: [0, 1], s: [2, 4], t: [0, 10] });
    const state = opened(data, undefined, { layers: '', standardized: false });
    const { scene } = networkLandscape(state, null);
    if (scene === undefined) throw new Error('expected a scene');
    // t = s with s at its mean 3: between 0 and 10 that is 0.3.
    const picture = networkPicture(scene, Float64Array.of(0, 0, 1, 0), LOOK);
    for (const value of Array.from(picture.shading?.values ?? [])) expect(value).toBeCloseTo(0.3, 12);
    expect(picture.groupNames).toEqual(['t < 5', 't ≥ 5']);
    expect(picture.editable).toBe(true);
  });

  it('is standardised where one’s own data are chosen, and left as they are elsewhere', () => {
    const state = opened(LINE);
    expect(networkPatch({ ...state, dataset: 'xor' }, { dataset: 'own' }).standardized).toBe(true);
    expect(networkPatch(state, { dataset: 'moons' }).standardized).toBe(false);
  });
});
