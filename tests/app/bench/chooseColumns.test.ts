// Which columns of a table of one's own are learned and learned from, as the controls beside the data choose.

import { describe, expect, it } from 'vitest';
import { columnsPatch, columnsView } from '../../../src/app/bench/chooseColumns';
import { DataEditor, type EditedPlot } from '../../../src/app/bench/dataEditor';
import { columnsOf, withFeature } from '../../../src/app/data/columns';
import { holdOwnData, ownDataOf } from '../../../src/app/data/ownData';
import { ownTablePatch } from '../../../src/app/ownData/ownTable';
import { SUBJECTS } from '../../../src/app/subject/subjects';
import type { DataTable } from '../../../src/fields/dataTable';
import type { AppState, StatePatch } from '../../../src/state/appState';
import { checkPatch, DEFAULT_STATE } from '../../../src/state/schema';
import type { TableModel } from '../../../src/ui/ownDataView';
import { table } from '../../support/dataTable';

const TABLE = table({ a: [1, 2, 4], b: [0, 1, 1], c: [5, 3, 4], d: [0, 1, 0] });
const NUMBERS = table({ a: [1, 2, 4], b: [0, 1, 1], c: [5, 3, 4], d: [0.5, 2.5, 7] });
const REFERENCE = holdOwnData({ kind: 'table', file: 'by hand', table: TABLE, classes: ['off', 'on'] });

function opened(model: TableModel, ...patches: readonly StatePatch[]): AppState {
  const all = [ownTablePatch(REFERENCE, TABLE, model), ...patches];
  return Object.assign({}, DEFAULT_STATE, ...all.map((patch) => checkPatch({ ...patch })));
}

describe('the columns that a model reads', () => {
  it('are the last as the target and the first others that there is room for', () => {
    expect(columnsOf('linear', TABLE)).toEqual({ features: ['a'], target: 'd' });
    expect(columnsOf('logistic', TABLE)).toEqual({ features: ['a', 'b'], target: 'd' });
    expect(columnsOf('network', TABLE)).toEqual({ features: ['a', 'b', 'c'], target: 'd' });
  });

  it('are those chosen, in the order of the table, as far as it has them', () => {
    const choice = { targetColumn: 'c', featureColumns: 'd,a,z' };
    expect(columnsOf('typed', TABLE, choice)).toEqual({ features: ['a', 'd'], target: 'c' });
    expect(columnsOf('linear', TABLE, choice)).toEqual({ features: ['a'], target: 'c' });
    expect(columnsOf('typed', TABLE, { targetColumn: 'z', featureColumns: '' }).target).toBe('d');
  });

  it('change one at a time: a full model lets its first go, and the last one needed stays', () => {
    expect(withFeature('linear', ['a'], 'b')).toEqual(['b']);
    expect(withFeature('linear', ['a'], 'a')).toEqual(['a']);
    expect(withFeature('logistic', ['a', 'b'], 'c')).toEqual(['b', 'c']);
    expect(withFeature('typed', ['a', 'b'], 'a')).toEqual(['b']);
    expect(withFeature('network', ['a'], 'c')).toEqual(['a', 'c']);
  });
});

describe('a change of the columns', () => {
  it('is offered for a table of one’s own', () => {
    expect(columnsView('typed', opened('typed'))).toEqual({
      names: ['a', 'b', 'c', 'd'],
      target: 'd',
      features: ['a', 'b', 'c'],
    });
  });

  it('opens a regression to the scale of its columns', () => {
    const patch = columnsPatch(opened('linear'), 'linear', { target: 'c' });
    expect(patch).toMatchObject({ targetColumn: 'c', featureColumns: 'a' });
    // Least squares of c over a by hand: −3/14·a + 4.5.
    expect(patch.domainY?.[0]).toBeLessThan(4.5);
    expect(patch.domainY?.[1]).toBeGreaterThan(4.5);
    const state = opened('linear', patch);
    const model = SUBJECTS.linear.build(state, null);
    model.setParameters([]);
    expect(model.height(0, 4)).toBeCloseTo((1 + 1 + 0) / 3, 12);
  });

  it('keeps a typed model that is one of the features, and begins another where it is none', () => {
    const state = opened('typed', {
      expression: 'k*a + m',
      planeAxes: 'k,m',
      loss: 'squared',
      parameters: {},
    });
    expect(columnsPatch(state, 'typed', { feature: 'b' })).toEqual({
      targetColumn: 'd',
      featureColumns: 'a,c',
    });
    const without = columnsPatch(state, 'typed', { feature: 'a' });
    expect(without).toMatchObject({ featureColumns: 'b,c', expression: 'sigmoid(w1*b + w2*c + b_0)' });
    const learned = columnsPatch(state, 'typed', { target: 'a' });
    expect(learned).toMatchObject({ targetColumn: 'a', featureColumns: 'b,c,d', loss: 'squared' });
    expect(SUBJECTS.typed.build(opened('typed', learned), null).axes).toEqual(['w1', 'w2']);
  });

  it('of a network leaves its layers and finds the loss that suits the target', () => {
    const state = opened('network', { layers: '5,5', networkLoss: 'binaryCrossEntropy' });
    expect(columnsPatch(state, 'network', { target: 'c' })).toEqual({
      targetColumn: 'c',
      featureColumns: 'a,b,d',
      networkLoss: 'auto',
    });
  });
});

describe('an edit of a plot', () => {
  const PLOT: EditedPlot = {
    table: TABLE,
    columns: { features: ['a', 'c'], target: 'd' },
    x: 'a',
    y: 'c',
    classes: ['off', 'on'],
    isNumberBeside: false,
  };

  function edited(
    plot: EditedPlot,
    act: (editor: DataEditor) => void,
  ): { patch: StatePatch; table: DataTable } {
    const patches: StatePatch[] = [];
    act(
      new DataEditor(
        () => plot,
        (patch) => patches.push(patch),
      ),
    );
    const [patch = {}] = patches;
    const own = ownDataOf(patch.ownData ?? '');
    if (own.kind !== 'table') throw new Error('expected a table');
    return { patch, table: own.table };
  }

  const last = ({ columns }: DataTable) => columns.map(({ values }) => values.at(-1));

  it('adds a point where it was pressed, of the class chosen, with the means of what the plot does not show', () => {
    const { patch, table: after } = edited(PLOT, (editor) => {
      editor.group = 1;
      editor.add(7, 8, null);
    });
    expect(last(after)).toEqual([7, 2 / 3, 8, 1]);
    expect(patch).toMatchObject({ dataset: 'own', targetColumn: 'd', featureColumns: 'a,c' });
  });

  it('adds a point of the class of the one it is put beside', () => {
    for (const row of [0, 1, 2]) {
      const { table: after } = edited(PLOT, (editor) => editor.add(7, 8, row));
      expect(last(after).at(-1)).toBe(TABLE.columns.at(-1)?.values[row]);
    }
  });

  it('adds a point with the number chosen of what the plot does not show, at first the mean, beside another with its', () => {
    const plot: EditedPlot = {
      ...PLOT,
      table: NUMBERS,
      columns: { features: ['a', 'c'], target: 'd' },
      classes: undefined,
      isNumberBeside: true,
    };
    const added = (act: (editor: DataEditor) => void) => last(edited(plot, act).table).at(-1);
    expect(added((editor) => editor.add(7, 8, null))).toBe(3.33);
    expect(
      added((editor) => {
        editor.setNumber(-2.5);
        editor.add(7, 8, null);
      }),
    ).toBe(-2.5);
    expect(added((editor) => editor.add(7, 8, 1))).toBe(2.5);
  });

  it('moves along an axis of classes to the nearest one', () => {
    const over: EditedPlot = { ...PLOT, columns: { features: ['a'], target: 'd' }, y: 'd' };
    const { table: after } = edited(over, (editor) => editor.move(2, 3, 0.8));
    expect(last(after)).toEqual([3, 1, 4, 1]);
  });

  it('deletes a point, and keeps the names of the classes with the copy', () => {
    const { patch, table: after } = edited(PLOT, (editor) => editor.remove(1));
    expect(after.rows).toBe(2);
    expect(ownDataOf(patch.ownData ?? '')).toMatchObject({ classes: ['off', 'on'] });
  });
});
