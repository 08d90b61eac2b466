// Losses that take long are shown coarse first; whatever is newer ends the sharpening.

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engines } from '../../src/app/engines';
import { Picture, resolutionsFor } from '../../src/app/picture';
import type { FieldModel } from '../../src/app/shown/fieldModel';
import { compileFunction } from '../../src/app/subject/functionModel';
import { OPENING } from '../../src/app/subject/openSubject';
import { linearModel } from '../../src/app/subject/regressionModels';
import type { DataTable } from '../../src/fields/dataTable';
import type { GridAnswer, GridRequest, Texels } from '../../src/fields/gridRequest';
import type { AppState } from '../../src/state/appState';
import { DEFAULT_STATE } from '../../src/state/schema';
import type { Stage } from '../../src/views/stage';

const STATE: AppState = { ...DEFAULT_STATE, ...OPENING.linear, resolution: 257 };

function withRows(rows: number): FieldModel {
  const model = linearModel(STATE);
  const column = (name: string) => ({ name, values: new Float64Array(rows).fill(1) });
  const data: DataTable = { rows, columns: [column('x'), column('y')] };
  return { ...model, field: { ...model.field, data } };
}

describe('the resolutions of a picture', () => {
  it('are the one asked for where that is quick', () => {
    expect(resolutionsFor(compileFunction('sin(x)*y'), 513)).toEqual([513]);
    expect(resolutionsFor(withRows(10), 257)).toEqual([257]);
  });

  it('begin coarse where there is much to compute', () => {
    expect(resolutionsFor(withRows(100_000), 257)).toEqual([17, 33, 97, 257]);
    expect(resolutionsFor(withRows(1000), 257)).toEqual([97, 257]);
  });

  it('are no coarse ones next to what was asked for', () => {
    expect(resolutionsFor(withRows(100_000), 33)).toEqual([33]);
  });
});

/** A picture whose engine answers when told to. */
function rig(model: FieldModel) {
  const asked: { readonly request: GridRequest; answer(): void }[] = [];
  const shown: number[] = [];
  const grid = (request: GridRequest): Promise<GridAnswer | null> =>
    new Promise((resolve) => {
      request.signal?.addEventListener('abort', () => resolve(null));
      const answer = () =>
        resolve({
          target: request.target,
          grid: request.grid,
          texels: { kind: 'memory', data: new Float32Array(4 * request.grid.nx ** 2).fill(2) },
          summary: { minimum: 0, maximum: 1, steepest: 1, defined: 1 },
        });
      asked.push({ request, answer });
    });
  const read = (texels: Texels) => Promise.resolve(texels.kind === 'memory' ? texels.data : null);
  const cpu = { name: 'cpu', grid, read };
  const stage = {
    clearPartials: () => undefined,
    showField: (_: string, { grid: { nx } }: GridAnswer) => shown.push(nx),
    whenDrawn: () => Promise.resolve(),
  } as unknown as Stage;
  const engines = { cpu, chosen: () => cpu } as unknown as Engines;
  const picture = new Picture(engines, () => ({ state: STATE, model, stage }), {
    onComputed: () => undefined,
    onEngineTrouble: (message) => expect.unreachable(message),
  });
  const step = async () => {
    asked.at(-1)?.answer();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { picture, asked, shown, step };
}

describe('a picture that takes long', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is shown at every resolution in turn, and says when it is done', async () => {
    const { picture, shown, step } = rig(withRows(100_000));
    picture.request();
    await step();
    expect(shown).toEqual([17]);
    await step();
    expect(picture.computed?.final).toBe(false);
    await step();
    await step();
    expect(shown).toEqual([17, 33, 97, 257]);
    expect(picture.computed).toMatchObject({ resolution: 257, final: true });
    await picture.settled();
  });

  it('is left, while it is sharpened, for what is newer; a first picture is not', async () => {
    const { picture, asked, shown, step } = rig(withRows(100_000));
    picture.request();
    picture.request();
    expect(asked[0]?.request.signal).toBeUndefined();
    await step();
    await step();
    expect(shown).toEqual([17, 17]);
    expect(asked.at(-1)?.request.grid.nx).toBe(33);
    picture.request();
    expect(asked.at(-1)?.request.signal?.aborted).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(asked.at(-1)?.request.grid.nx).toBe(17);
  });

  it('is shown once it is coarse, whatever was asked before, and settled once it is sharp', async () => {
    const { picture, shown, step } = rig(withRows(100_000));
    const order: string[] = [];
    picture.request();
    void picture.shown().then(() => order.push('older'));
    picture.request();
    void picture.shown().then(() => order.push('newer'));
    void picture.settled().then(() => order.push('settled'));
    await step();
    expect(order).toEqual(['older']);
    await step();
    expect(order).toEqual(['older', 'newer']);
    for (let stage = 0; stage < 3; stage++) await step();
    expect(shown).toEqual([17, 17, 33, 97, 257]);
    expect(order).toEqual(['older', 'newer', 'settled']);
  });

  it('is not sharpened while something moves, and goes on from there at rest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { picture, asked, shown } = rig(withRows(100_000));
    const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
    picture.request();
    picture.hold();
    asked.at(-1)?.answer();
    await pass(100);
    picture.hold();
    await pass(200);
    expect(asked.map(({ request }) => request.grid.nx)).toEqual([17]);
    await pass(100);
    expect(asked.at(-1)?.request.grid.nx).toBe(33);
    // A drag that begins while it is sharpened ends that, and it begins again.
    picture.hold();
    expect(asked.at(-1)?.request.signal?.aborted).toBe(true);
    await pass(300);
    expect(asked.map(({ request }) => request.grid.nx)).toEqual([17, 33, 33]);
    for (let stage = 0; stage < 3; stage++) {
      asked.at(-1)?.answer();
      await pass(0);
    }
    expect(shown).toEqual([17, 33, 97, 257]);
  });

  it('is what pointing reads, between its samples too', async () => {
    const { picture, step } = rig(withRows(100_000));
    expect(picture.drawnAt(0, 0)).toBeNull();
    picture.request();
    await step();
    const [low, high] = STATE.domainX;
    expect(picture.drawnAt((low + high) / 3, 0)?.value).toBeCloseTo(2, 12);
    expect(picture.drawnAt(high + 1, 0)).toBeNull();
  });
});
