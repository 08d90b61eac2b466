// Long work in portions: all of it is done, other work gets its turn meanwhile, and what is newer ends it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DescentRun, descend } from '../../src/app/descent/descend';
import { SLICE_SAMPLES, SliceRun, slicesThrough } from '../../src/app/point/pointPicture';
import { Portions } from '../../src/app/portions';
import { compileFunction } from '../../src/app/subject/functionModel';
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
    new Portions().start(work(100, done), () => told.push(done.length));
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
    const portions = new Portions();
    const told = vi.fn();
    portions.start(work(100, older ?? []), told);
    portions.start(work(4, newer ?? []), () => undefined);
    vi.runAllTimers();
    expect(older).toHaveLength(3);
    expect(newer).toHaveLength(4);
    expect(told).not.toHaveBeenCalled();
  });
});

describe('a descent step by step', () => {
  const [optimizer] = [optimizerNamed('momentum')];
  if (optimizer === undefined) throw new Error('expected momentum');
  const request = { optimizer, hyperparameters: { eta: 0.05 }, start: [2, -1], steps: 30, bound: 1e3 };
  const bowl = ([x = 0, y = 0]: readonly number[]) => ({
    value: x * x + 3 * y * y,
    gradient: [2 * x, 6 * y],
  });

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
});

describe('slices sample by sample', () => {
  const model = compileFunction('sin(x) + y^2');
  const state = { point: [0.5, 1], domainX: [-3, 3], domainY: [-2, 2] } as const;

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
