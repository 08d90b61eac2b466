// The course as data: scenes that can be set, tasks that check themselves, text that typesets, links that lead somewhere.
import { describe, expect, it } from 'vitest';
import { openChapter, withScene } from '../../src/app/course/openChapter';
import { CHAPTERS, type Part, stepsOf } from '../../src/lessons';
import type { StatePatch } from '../../src/state/appState';
import { checkPatch, DEFAULT_STATE } from '../../src/state/schema';
import { readFragment, writeFragment } from '../../src/state/urlCodec';
import { Progress } from '../../src/ui/lesson/progress';
import { countIn, numberIn, textIn, Workbook } from '../../src/ui/lesson/workbook';
import { situation } from '../support/situation';

const patchesOf = (part: Part): readonly StatePatch[] =>
  part.kind === 'show' ? part.choices.map(({ patch }) => patch) : part.kind === 'task' ? [part.solution] : [];

const textsOf = (part: Part): readonly string[] => {
  if (part.kind === 'text') return [part.markdown];
  return part.kind === 'task' ? [part.prompt, part.after ?? ''] : [];
};

it('has chapters with names of their own, and steps with keys of their own', () => {
  const ids = CHAPTERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const steps = CHAPTERS.flatMap(stepsOf);
  expect(new Set(steps).size).toBe(steps.length);
});

describe.each(CHAPTERS)('the chapter $id', (chapter) => {
  const opened = openChapter(DEFAULT_STATE, chapter.id);

  it('opens a scene whose function compiles, and that an address holds', () => {
    expect(checkPatch({ ...chapter.scene })).toEqual(chapter.scene);
    expect(Number.isFinite(situation(opened).value)).toBe(true);
    expect(readFragment(writeFragment(opened)).state).toEqual(opened);
    expect(readFragment(writeFragment(opened)).problems).toEqual([]);
  });

  it('sets only pictures that exist', () => {
    for (const patch of chapter.parts.flatMap(patchesOf)) {
      expect(checkPatch({ ...patch })).toEqual(patch);
      expect(Number.isFinite(situation({ ...opened, ...patch }).value)).toBe(true);
    }
  });

  it.each(chapter.parts.filter((part) => part.kind === 'task'))(
    'asks $id, which is not done at first and is done as shown',
    (task) => {
      expect(task.done(situation(opened))).toBe(false);
      expect(task.done(situation({ ...opened, ...task.solution }))).toBe(true);
    },
  );

  it('links to chapters that exist', () => {
    const links = chapter.parts.flatMap(textsOf).flatMap((text) => [...text.matchAll(/\]\(([^)]*)\)/g)]);
    for (const [, target = ''] of links) {
      expect(CHAPTERS.map(({ id }) => `#lesson=${id}`)).toContain(target);
    }
  });

  it('has headings in order: sections below the title, nothing skipped', () => {
    let depth = 2;
    for (const [, marks = ''] of chapter.parts
      .flatMap(textsOf)
      .join('\n\n')
      .matchAll(/^(#+) /gm)) {
      expect(marks.length).toBeGreaterThanOrEqual(3);
      expect(marks.length).toBeLessThanOrEqual(depth + 1);
      depth = marks.length;
    }
  });
});

describe('the tasks of the network on exclusive or', () => {
  const chapter = CHAPTERS.find(({ id }) => id === 'applications') ?? expect.fail();
  const opened = openChapter(DEFAULT_STATE, chapter.id);
  const taskNamed = (wanted: string) => {
    const found = chapter.parts.find((part) => part.kind === 'task' && part.id === wanted);
    return found?.kind === 'task' ? found : expect.fail(`no task ${wanted}`);
  };
  const isDone = (id: string, patch: StatePatch): boolean => {
    const { solution, done } = taskNamed(id);
    return done(situation({ ...opened, ...solution, ...patch }));
  };

  it('see the step, the loss and the weights of the training', () => {
    const { training } = situation({ ...opened, ...taskNamed('xor-learn').solution });
    expect(training).toMatchObject({ step: 200 });
    expect(training?.weights).toHaveLength(17);
    expect(training?.rowGradients()).toHaveLength(4);
    expect(situation(opened).training).toBeUndefined();
    // The gradient over all rows is the mean of theirs, so it is no longer than their mean length.
    const lengths = training?.rowGradients() ?? [];
    expect(Math.max(...lengths)).toBeGreaterThan(0);
  });

  it('ask for training, not for a network', () => {
    expect(isDone('xor-learn', { descentPosition: 100 })).toBe(false);
    expect(isDone('xor-learn', { descentPosition: 150 })).toBe(true);
    expect(isDone('xor-learn', { dataset: 'circles', initialWeights: 'glorot' })).toBe(false);
    expect(isDone('xor-weights', { descentPosition: 300 })).toBe(false);
  });

  it('tell the sample of the longest gradient from the others, on the shelf only', () => {
    for (const shownRow of [0, 1, 2, 3]) expect(isDone('xor-sample', { shownRow })).toBe(false);
    expect(isDone('xor-sample', { shownRow: 4, descentPosition: 90 })).toBe(true);
    for (const descentPosition of [0, 30, 200])
      expect(isDone('xor-sample', { shownRow: 4, descentPosition })).toBe(false);
  });
});

describe('a link to a chapter', () => {
  it('that names nothing else opens the scene and keeps engine and theme', () => {
    const { state } = withScene(readFragment('lesson=derivative&theme=dark&engine=cpu'));
    expect(state).toEqual({
      ...openChapter(DEFAULT_STATE, 'derivative'),
      theme: 'dark',
      engine: 'cpu',
    });
  });

  it('that names a picture too keeps that picture', () => {
    const { state } = withScene(readFragment('lesson=derivative&f=x^3'));
    expect(state).toEqual({ ...DEFAULT_STATE, chapter: 'derivative', expression: 'x^3' });
  });

  it('leads nowhere without harm where there is no such chapter', () => {
    const { state } = withScene(readFragment('lesson=no-such-chapter'));
    expect(state).toEqual({ ...DEFAULT_STATE, chapter: 'no-such-chapter' });
  });
});

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('progress', () => {
  it('is remembered by the next visit, until it is reset', () => {
    const store = storage();
    const first = new Progress(store);
    expect(first.complete('a/one')).toBe(true);
    expect(first.complete('a/one')).toBe(false);
    expect(new Progress(store).count(['a/one', 'a/two'])).toBe(1);
    first.reset();
    expect(first.has('a/one')).toBe(false);
    expect(new Progress(store).has('a/one')).toBe(false);
  });

  it('knows a first visit from all others, even after a reset', () => {
    const store = storage();
    const first = new Progress(store);
    expect([first.firstVisit(), first.firstVisit()]).toEqual([true, false]);
    first.reset();
    expect(new Progress(store).firstVisit()).toBe(false);
  });

  it('begins anew where what is stored is not progress', () => {
    const store = storage();
    for (const broken of ['{', '{"a":1}', '[1,null]']) {
      store.kept.set('gradscape.course', broken);
      expect(new Progress(store).count(['1', 'a'])).toBe(0);
    }
  });

  it('lasts as long as the page where nothing can be stored', () => {
    const progress = new Progress(null);
    progress.complete('a/one');
    expect(progress.has('a/one')).toBe(true);
  });
});

describe('what is left in the fields', () => {
  it('is there again by the next visit, until it is reset', () => {
    const store = storage();
    const first = new Workbook(store);
    expect([first.isEmpty, first.notes('a/one')]).toEqual([true, {}]);
    first.keep('a/one', { answer: '2x', hints: 1, checked: true });
    first.keep('a/one', { answer: '2x + 1', hints: 1, checked: false });
    first.keep('b/two', { f: 'x^2' });
    const next = new Workbook(store);
    expect(next.notes('a/one')).toEqual({ answer: '2x + 1', hints: 1, checked: false });
    expect(next.notes('b/two')).toEqual({ f: 'x^2' });
    next.reset();
    expect(new Workbook(store).isEmpty).toBe(true);
  });

  it('is taken only as far as it can be what was written', () => {
    const store = storage();
    store.kept.set('gradscape.workbook', '{"a":{"seed":-1,"step":5,"f":7,"answer":null,"list":[1]},"b":3}');
    const workbook = new Workbook(store);
    const notes = workbook.notes('a');
    expect(notes).toEqual({ seed: -1, step: 5, f: 7 });
    expect(workbook.notes('b')).toEqual({});
    expect([countIn(notes, 'seed'), textIn(notes, 'f', 'x^3'), numberIn(notes, 'step', [0, 1], 0.5)]).toEqual(
      [0, 'x^3', 0.5],
    );
    for (const broken of ['{', '[1]', 'null', '"a"']) {
      store.kept.set('gradscape.workbook', broken);
      expect(new Workbook(store).isEmpty).toBe(true);
    }
  });
});
