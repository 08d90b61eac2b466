// A file as a table for a model, from its text to the scene it opens with.

import { describe, expect, it } from 'vitest';
import { logisticPicture } from '../../../src/app/bench/regressionPicture';
import { columnSymbols } from '../../../src/app/data/columnSymbols';
import { holdOwnData } from '../../../src/app/data/ownData';
import { OwnDataImport } from '../../../src/app/ownData/ownDataImport';
import { ownTablePatch } from '../../../src/app/ownData/ownTable';
import { SUBJECTS } from '../../../src/app/subject/subjects';
import { compileExpression, parseExpression } from '../../../src/expression';
import type { OwnTable } from '../../../src/io/ownData';
import type { AppState } from '../../../src/state/appState';
import { checkPatch, DEFAULT_STATE } from '../../../src/state/schema';
import { float64Npy } from '../../io/numpyFiles';

async function opened(name: string, content: string | Uint8Array): Promise<OwnDataImport> {
  const imported = new OwnDataImport();
  await imported.open(new File([typeof content === 'string' ? content : content.slice()], name));
  return imported;
}

/** 40 flowers of two kinds, one row without a width, a remark that is no number. */
const FLOWERS = [
  'petal length (cm),petal width,kind,remark',
  ...Array.from({ length: 40 }, (_, row) => {
    const kind = row % 2 === 0 ? 'setosa' : 'virginica';
    const width = row === 7 ? '' : String(row % 2 === 0 ? 0.2 + 0.01 * row : 1.8 + 0.01 * row);
    return `${row % 2 === 0 ? 1.4 : 5.1},${width},${kind},seen ${row}`;
  }),
].join('\n');

function table(imported: OwnDataImport): OwnTable {
  const { data } = imported;
  if (data?.kind !== 'table') throw new Error(imported.view.error ?? 'no table was read');
  return data;
}

function stateOf(imported: OwnDataImport): AppState {
  const data = table(imported);
  const patch = ownTablePatch(holdOwnData(data), data.table, imported.model);
  return { ...DEFAULT_STATE, ...checkPatch({ ...patch }) };
}

describe('a file with dates', () => {
  it('opens as a table, by the dates where there is nothing else to learn from', async () => {
    const imported = await opened('series.csv', 'day,price\n2024-01-31,3\n2024-02-02,5\n2024-02-03,6\n');
    expect(imported.view).toMatchObject({
      choice: { use: 'table' },
      error: null,
      facts: ['3 rows', 'price from day', 'day in days since 2024-01-31'],
      table: { model: 'linear', target: 'price', features: ['day'] },
    });
    expect([...(table(imported).table.columns[0]?.values ?? [])]).toEqual([0, 2, 3]);
  });

  it('learns neither from dates nor dates, unless they are chosen', async () => {
    const imported = await opened(
      'plants.csv',
      'height,dose,day\n1,2,2024-01-31\n2,3,2024-02-01\n3,5,2024-02-02\n',
    );
    expect(imported.view.table).toMatchObject({ target: 'dose', features: ['height'] });
    imported.choose({ target: 'day', features: ['dose'] });
    expect(imported.view.facts).toContain('day in days since 2024-01-31');
  });

  it('sets dates aside that cannot be told, with a message that names the column', async () => {
    const imported = await opened('plants.csv', 'day,height,dose\n1/2/2024,1,2\n2/2/2024,2,3\n');
    expect(imported.view).toMatchObject({ choice: { use: 'table' }, table: { features: ['height'] } });
    expect(imported.view.table?.refused.map(({ reason }) => reason)).toEqual([
      'plants.csv, line 2, column day: "1/2/2024" is a date; expected dates such as 2024-01-31 throughout, or numbers',
    ]);
  });

  it('is still read as a grid where a number is mistaken, whose place is told', async () => {
    const imported = await opened('loss.csv', 'w,b,loss\n0,0,1\n0,1,2 kg\n1,0,3\n1,1,4\n');
    expect(imported.view.choice.use).toBe('grid');
    expect(imported.view.error).toMatch(/^loss\.csv, line 3, column loss: "2 kg"/);
  });
});

describe('a table for a model', () => {
  it('is what a text with words for classes is taken for once its odd columns are left out', async () => {
    const imported = await opened('flowers.csv', FLOWERS);
    imported.choose({ use: 'table', target: 'kind' });
    const { view } = imported;
    expect(view.table?.features).toEqual(['petal length (cm)', 'petal width']);
    expect(view.table?.model).toBe('logistic');
    expect(view.table?.refused[0]?.name).toBe('remark');
    expect(view.facts).toEqual([
      '40 rows',
      'kind from petal_length_cm, petal_width',
      '1 row left out, where a chosen column has no value',
      '1 column left out, see below',
      '0 = setosa, 1 = virginica',
    ]);
    const data = table(imported);
    expect(data.table.rows).toBe(39);
    expect(data.classes).toEqual(['setosa', 'virginica']);
    const state = stateOf(imported);
    const model = SUBJECTS[state.subject].build(state, null);
    if (model.kind !== 'formula') throw new Error('the loss of a model is a formula');
    model.setParameters(model.parameterValues(state));
    expect(model.height(0, 0)).toBeCloseTo(Math.LN2, 12);
    const { groupNames } = logisticPicture(model, state, [0, 0], { theme: 'light', selected: null });
    expect(groupNames).toEqual(['setosa', 'virginica']);
  });

  it.each([
    ['x,y\n0,1\n1,3\n2,5\n3,7\n', 'table', 'linear'],
    ['x1,x2,y\n0,1,0\n1,3,1\n2,5,1\n3,7,0\n', 'table', 'logistic'],
    ['1 2 3\n2 3 4\n3 4 5\n', 'grid', undefined],
    ['x,y,loss\n0,0,1\n1,0,2\n2,0,3\n0,1,1\n1,1,2\n2,1,3\n0,2,1\n1,2,2\n2,2,3\n', 'grid', undefined],
  ] as const)('is told from a loss grid: %j', async (text, use, model) => {
    const imported = await opened('own.csv', text);
    expect(imported.view.error).toBeNull();
    expect([imported.view.choice.use, imported.model]).toEqual([use, model]);
  });

  it('is an array of NumPy as well, where that is chosen', async () => {
    const imported = await opened('rows.npy', float64Npy([4, 2], [0, 1, 1, 3, 2, 5, 3, 7]));
    imported.choose({ use: 'table' });
    expect(imported.view.table).toMatchObject({ features: ['x1'], target: 'x2', model: 'linear' });
  });

  it('takes other features, another target and another model, and says why it cannot', async () => {
    const imported = await opened('own.csv', 'a,b,c,d\n0,1,5,0\n1,3,4,1\n2,6,3,1\n3,7,1,0\n');
    imported.choose({ use: 'table', features: ['c', 'a'], target: 'b', model: 'typed' });
    expect(table(imported).table.columns.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    const state = stateOf(imported);
    expect(state).toMatchObject({ subject: 'typed', expression: 'w1*c + w2*a + b_0', loss: 'squared' });
    expect(SUBJECTS.typed.build(state, null).sliders).toEqual(['b_0']);
    imported.choose({ model: 'logistic' });
    expect(imported.view.error).toContain('column b: the target is 3 in some row');
    expect(imported.view.ready).toBe(false);
    imported.choose({ target: 'd' });
    expect(imported.model).toBe('logistic');
    imported.choose({ model: 'network', features: ['a', 'b', 'c'] });
    const trained = stateOf(imported);
    expect(trained).toMatchObject({ subject: 'network', standardized: true, featureColumns: 'a,b,c' });
    expect(SUBJECTS.network.build(trained, null).ofOne).toBe(false);
  });

  it('opens where descents go down', async () => {
    const imported = await opened('own.csv', FLOWERS);
    imported.choose({ use: 'table', target: 'kind' });
    for (const model of ['linear', 'logistic', 'typed'] as const) {
      imported.choose({ model });
      const state = stateOf(imported);
      const shown = SUBJECTS[state.subject].build(state, null);
      shown.setParameters(shown.parameterValues(state));
      const [x, y] = state.point;
      const { value, gradient } = shown.at(x, y);
      const eta = state.hyperparameters.eta ?? Number.NaN;
      expect(shown.height(x - eta * gradient[0], y - eta * gradient[1])).toBeLessThan(value);
    }
  });
});

describe('symbols for columns', () => {
  it('are letters, digits and _, none twice, and stand in formulae', () => {
    const symbols = columnSymbols(['petal length (cm)', '2nd', '°', 'e', 'nd', 'x']);
    expect(symbols).toEqual(['petal_length_cm', 'nd', 'x3', 'e_', 'nd_2', 'x']);
    for (const symbol of symbols) {
      const parsed = parseExpression(`w*${symbol}`, { variables: symbols });
      expect(compileExpression(parsed).parameters).toEqual(['w']);
    }
  });
});
