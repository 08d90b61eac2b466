// Long work in portions: all of it is done, other work gets its turn meanwhile, and what is newer ends it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DescentRun, descend } from '../../src/app/descent/descend';
import { SLICE_SAMPLES, SliceRun, slicesThrough } from '../../src/app/point/pointPicture';
import { Portions, Search } from '../../src/app/portions';
import { compileFunction } from '../../src/app/subject/functionModel';
import { finished, inOneStep, type Steps } from '../../src/fields/steps';
import { optimizerNamed } from '../../src/optimizers';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work of `steps` steps that take 4 ms each by the clock of the test. */
function* work(steps: number, done: number[]): Generator<undefined> {
  for (let step = 0; step < steps; step++) {
    elapsed += 4;
    done.push(step);
    yield;
  }
}
let elapsed = 0;

describe('portions', () => {
  beforeEach(() => {
    elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
  });

  it('are of some 10 ms, the first at once, with what is found told now and then and at last', () => {
    const done: number[] = [];
    const told: number[] = [];
    new Portions<'only'>().start('only', work(100, done), () => told.push(done.length));
    expect(done).toHaveLength(3);
    vi.advanceTimersToNextTimer();
    expect(done).toHaveLength(6);
    vi.runAllTimers();
    expect(done).toHaveLength(100);
    expect(told.at(-1)).toBe(100);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThan(6);
  });

  it('end where something newer starts', () => {
    const [older, newer]: number[][] = [[], []];
    const portions = new Portions<'only'>();
    const told = vi.fn();
    portions.start('only', work(100, older ?? []), told);
    portions.start('only', work(4, newer ?? []), () => undefined);
    vi.runAllTimers();
    expect(older).toHaveLength(3);
    expect(newer).toHaveLength(4);
    expect(told).not.toHaveBeenCalled();
  });

  it('are shared by all that is started without a pause, by turns, but for what comes first', () => {
    const [first, second, third]: number[][] = [[], [], []];
    const portions = new Portions<'first' | 'second' | 'third'>('first');
    portions.start('second', work(10, second ?? []), () => undefined);
    portions.start('third', work(10, third ?? []), () => undefined);
    portions.start('first', work(7, first ?? []), () => undefined);
    // 10 ms for the first to start, one step each for those that follow.
    expect([first, second, third].map((done) => done?.length)).toEqual([1, 3, 1]);
    vi.advanceTimersToNextTimer();
    expect([first, second, third].map((done) => done?.length)).toEqual([4, 3, 1]);
    vi.advanceTimersToNextTimer();
    expect([first, second, third].map((done) => done?.length)).toEqual([7, 3, 1]);
    vi.advanceTimersToNextTimer();
    expect([first, second, third].map((done) => done?.length)).toEqual([7, 6, 1]);
    vi.advanceTimersToNextTimer();
    expect([first, second, third].map((done) => done?.length)).toEqual([7, 6, 4]);
    portions.stop('third');
    vi.runAllTimers();
    expect([first, second, third].map((done) => done?.length)).toEqual([7, 10, 4]);
  });
});

describe('a search', () => {
  it('finds in portions, and once for the same key; a newer one takes its place', () => {
    elapsed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
    const told = vi.fn();
    const search = new Search<'only', string>(new Portions<'only'>(), 'only', told);
    const begun: string[] = [];
    const find = (name: string, steps: number) =>
      search.of([name], function* () {
        begun.push(name);
        yield* work(steps, []);
        return name;
      });
    expect(find('short', 2)).toBe('short');
    expect(find('long', 20)).toBeNull();
    expect(find('long', 20)).toBeNull();
    vi.runAllTimers();
    expect(told).toHaveBeenCalled();
    expect(find('long', 20)).toBe('long');
    expect(find('dropped', 20)).toBeNull();
    expect(find('newer', 20)).toBeNull();
    vi.runAllTimers();
    expect(find('newer', 20)).toBe('newer');
    expect(begun).toEqual(['short', 'long', 'dropped', 'newer']);
  });
});

describe('a descent step by step', () => {
  const [optimizer] = [optimizerNamed('momentum')];
  if (optimizer === undefined) throw new Error('expected momentum');
  const request = { optimizer, hyperparameters: { eta: 0.05 }, start: [2, -1], steps: 30, bound: 1e3 };
  const bowl = inOneStep(([x = 0, y = 0]: readonly number[]) => ({
    value: x * x + 3 * y * y,
    gradient: [2 * x, 6 * y],
  }));

  it('is under way until it is the whole', () => {
    const run = new DescentRun(bowl, request);
    const whole = descend(bowl, request);
    for (let step = 0; step < 30; step++) {
      expect(run.next().done).toBe(false);
      expect(run.descent.outcome).toEqual({ kind: 'underway', step });
      expect([...run.descent.values]).toEqual([...whole.values.subarray(0, step + 1)]);
    }
    expect(run.next().done).toBe(true);
    expect(run.descent).toEqual(whole);
    expect(whole.outcome).toEqual({ kind: 'finished', step: 30 });
  });

  it('stops wherever its objective stops, and has its start meanwhile', () => {
    function* slowly(theta: readonly number[]): Steps<ReturnType<typeof at>> {
      yield;
      yield;
      return at(theta);
    }
    const at = (theta: readonly number[]) => finished(bowl(theta));
    const run = new DescentRun(slowly, request);
    run.next();
    expect(run.descent).toEqual({
      dimension: 2,
      path: Float64Array.of(2, -1),
      values: Float64Array.of(Number.NaN),
      outcome: { kind: 'underway', step: 0 },
    });
    let stops = 1;
    while (!run.next().done) stops++;
    expect(stops).toBe(31 * 3 - 1);
    expect(run.descent).toEqual(descend(bowl, request));
  });
});

describe('slices sample by sample', () => {
  const model = compileFunction('sin(x) + y^2');
  const state = { point: [0.5, 1], domainX: [-3, 3], domainY: [-2, 2], layout: 'surface' } as const;

  it('begin with few samples and straight lines between them, and end exactly', () => {
    const run = new SliceRun(model, state);
    for (let step = 0; step < 2 * 26; step++) run.next();
    // The round ends with the step after its last sample.
    run.next();
    const coarse = run.slices.alongX;
    expect(coarse).toHaveLength(SLICE_SAMPLES);
    const at = (k: number) => Math.sin(-3 + (6 * k) / 400) + 1;
    expect(coarse[16]).toBeCloseTo(at(16), 14);
    expect(coarse[24]).toBeCloseTo((at(16) + at(32)) / 2, 14);
    while (!run.next().done);
    run.slices.alongX.forEach((value, k) => {
      expect(value).toBeCloseTo(at(k), 14);
    });
    expect(run.slices).toEqual(slicesThrough(model, state));
  });
});
