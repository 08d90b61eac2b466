import { describe, expect, it } from 'vitest';
import { ownDataOf, rememberOwnData } from '../../../src/app/data/ownData';
import { OwnDataImport } from '../../../src/app/ownData/ownDataImport';
import { lossGridModel, lossGridPatch } from '../../../src/app/subject/lossGridModel';
import { SUBJECTS } from '../../../src/app/subject/subjects';
import type { OwnGrid } from '../../../src/io/ownData';
import { checkPatch, DEFAULT_STATE } from '../../../src/state/schema';
import { readFragment, writeFragment } from '../../../src/state/urlCodec';
import { archiveBytes, float64Npy } from '../../io/numpyFiles';

/** n × n samples of (x − 1)² + y² over [-3, 3]². */
function bowl(n: number): OwnGrid {
  const at = (index: number) => -3 + (6 * index) / (n - 1);
  return {
    kind: 'grid',
    file: 'bowl.npy',
    names: { x: 'learning rate', y: '2nd', loss: 'loss' },
    grid: {
      nx: n,
      ny: n,
      x: [-3, 3],
      y: [-3, 3],
      values: Float64Array.from(
        { length: n * n },
        (_, index) => (at(index % n) - 1) ** 2 + at(Math.floor(index / n)) ** 2,
      ),
    },
  };
}

async function opened(name: string, content: string | Uint8Array): Promise<OwnDataImport> {
  const imported = new OwnDataImport();
  await imported.open(new File([typeof content === 'string' ? content : content.slice()], name));
  return imported;
}

describe('own data of the state', () => {
  it('are whole in the address where they are small', async () => {
    const { reference, where } = await rememberOwnData(bowl(13));
    expect(where).toBe('address');
    const state = { ...DEFAULT_STATE, ...checkPatch({ ...lossGridPatch(reference, DEFAULT_STATE) }) };
    const read = readFragment(writeFragment(state));
    expect(read).toEqual({ state, problems: [] });
    expect(lossGridModel(read.state).height(1, 0)).toBe(0);
  });

  it('are named in the address where they are large, and known from then on', async () => {
    const { reference, where } = await rememberOwnData(bowl(31));
    expect(reference).toMatch(/^id:[0-9a-f]{16}$/);
    // There is no IndexedDB here.
    expect(where).toBe('page');
    expect(ownDataOf(reference)).toEqual(bowl(31));
    expect(checkPatch({ ownData: reference })).toEqual({ ownData: reference });
  });

  it('are asked for again where this browser has none of that name', () => {
    expect(() => ownDataOf('id:0123456789abcdef')).toThrow(
      'own data: "id:0123456789abcdef" is not kept by this browser: the link was made in another one',
    );
  });

  it('are refused in an address that is cut off', () => {
    expect(() => ownDataOf('grid;bowl.npy;x;y;loss;13;13;-3..3;-3')).toThrow(
      'is not data as a link holds them',
    );
  });

  it('make a subject with names fit for axes, and its lowest sample for a minimum', async () => {
    const { reference } = await rememberOwnData(bowl(13));
    const state = { ...DEFAULT_STATE, ...lossGridPatch(reference, DEFAULT_STATE) };
    const model = SUBJECTS.lossGrid.build(state, null);
    expect(model.axes).toEqual(['learning_rat', 'nd']);
    expect(SUBJECTS.lossGrid.minima(state, model)).toEqual([{ at: [1, 0], kind: 'minimum', label: '' }]);
    expect(state.domainX).toEqual([-3, 3]);
    expect(model.at(...state.point).faults).toBe(0);
  });
});

describe('opening a file', () => {
  it('says what was found in a text and how it is read', async () => {
    const rows = [0, 1, 2].flatMap((y) => [0, 1, 2, 3].map((x) => `${x};${y};${x === 1 ? 'nan' : `${x},5`}`));
    const { view } = await opened('a.csv', `w;b;mse\n${rows.join('\n')}`);
    expect(view.error).toBeNull();
    expect(view.facts).toEqual([
      '4 × 3 samples',
      'w from 0 to 3',
      'b from 0 to 2',
      '3 samples without a value, shown as gaps',
    ]);
    expect(view.text).toEqual({ separator: 'semicolon', hasHeader: true, decimal: 'comma' });
    expect(view.grid?.form).toBe('points');
    expect(view.preview).toEqual({
      head: ['w', 'b', 'mse'],
      rows: rows.slice(0, 8).map((row) => row.split(';')),
      more: '4 more rows',
    });
  });

  it('follows what is chosen', async () => {
    const imported = await opened('m.npy', float64Npy([3, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
    expect(imported.view.facts[0]).toBe('4 × 3 samples');
    imported.choose({ transposed: true, x: [-1, 1], nameX: 'w' });
    expect(imported.view.facts).toEqual(['3 × 4 samples', 'w from −1 to 1', 'y from 0 to 3']);
    expect(imported.data).toMatchObject({
      kind: 'grid',
      names: { x: 'w', y: 'y' },
      grid: { nx: 3, ny: 4, x: [-1, 1] },
    });
  });

  it('begins with the usual arrays of an archive, and with column and row numbers where coordinates are waived', async () => {
    const imported = await opened('g.npz', archiveBytes('grid with axes'));
    expect(imported.view.arrays).toEqual([
      { name: 'x', note: '(5,) float64' },
      { name: 'y', note: '(4,) float64' },
      { name: 'loss', note: '(4, 5) float64' },
    ]);
    expect(imported.view.facts).toEqual(['5 × 4 samples', 'x from −1 to 1', 'y from 0 to 3']);
    imported.choose({ arrayX: '' });
    expect(imported.view.facts[1]).toBe('x from 0 to 4');
  });

  it('keeps a text that is not understood open, so that it can be read otherwise', async () => {
    const imported = await opened('a.csv', 'x,y,loss\n1,2,3\n2,2,word\n3,2,1\n4,2,1\n');
    expect(imported.view.error).toBe('a.csv, line 3, column loss: "word" is text; expected numbers');
    expect(imported.view.ready).toBe(false);
    expect(imported.data).toBeNull();
    expect(imported.view.preview?.rows).toHaveLength(4);
    imported.choose({ text: { ...imported.view.choice.text, separator: 'semicolon' } });
    expect(imported.view.error).toBe(
      'a.csv, line 2, column x,y,loss: "1,2,3" is several numbers; expected one; choose another separator',
    );
  });

  it('says why nothing could be opened, and forgets the file before', async () => {
    const imported = await opened('m.npy', float64Npy([3, 3], Array(9).fill(1)));
    expect(imported.data).not.toBeNull();
    await imported.open(new File(['{"a": 1}'], 'a.json'));
    expect(imported.view).toMatchObject({ file: null, preview: null, ready: false });
    expect(imported.view.error).toContain('a.json: this looks like JSON');
    expect(imported.data).toBeNull();
  });
});
