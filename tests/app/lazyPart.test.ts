// Parts of the page that are loaded when they are needed: once, with a word where it takes long or fails, and again on demand.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LazyPart, prefetchWhenIdle } from '../../src/app/lazyPart';
import type { Notice } from '../../src/ui/notices';

const shown: Notice[] = [];
const notices = {
  show(notice: Notice) {
    shown.push(notice);
    return () => void shown.splice(shown.indexOf(notice), 1);
  },
};

beforeEach(() => {
  shown.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const never = (): void => expect.unreachable('nothing is to be tried again');

describe('a part of the page', () => {
  it('is loaded once, however often it is opened', async () => {
    const load = vi.fn(async () => 'course');
    const part = new LazyPart('The course', load, notices);
    expect(part.here).toBeNull();
    expect(await Promise.all([part.open(never), part.prefetch(), part.open(never)])).toEqual([
      'course',
      'course',
      'course',
    ]);
    expect(part.here).toBe('course');
    expect(load).toHaveBeenCalledTimes(1);
    expect(shown).toEqual([]);
  });

  it('says what failed, and is loaded again when that is wished', async () => {
    const load = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValueOnce('course');
    const part = new LazyPart('The course', load, notices);
    const retry = vi.fn();
    expect(await part.open(retry)).toBeNull();
    expect(shown).toHaveLength(1);
    expect(shown[0]?.text).toMatch(/^The course could not be loaded \(Failed to fetch\)/);
    shown[0]?.action?.run();
    await vi.waitFor(() => expect(retry).toHaveBeenCalledOnce());
    expect(await part.open(never)).toBe('course');
  });

  it.each([true, false])(
    'is loaded by loading the page anew where all else fails; server there: %s',
    async (answers) => {
      const load = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('Failed to fetch'));
      const reload = vi.fn(async () => answers);
      const part = new LazyPart('The course', load, notices, reload);
      const retry = vi.fn();
      await part.open(retry, () => 'lesson=rules');
      shown[0]?.action?.run();
      await vi.waitFor(() => expect(reload).toHaveBeenCalledWith('lesson=rules'));
      await Promise.resolve();
      expect(retry).toHaveBeenCalledTimes(answers ? 0 : 1);
    },
  );

  it('is said to be loading where that takes a while, and no longer than it takes', async () => {
    vi.useFakeTimers();
    const load = () => new Promise<string>((resolve) => setTimeout(() => resolve('course'), 2000));
    const opened = new LazyPart('The course', load, notices).open(never);
    await vi.advanceTimersByTimeAsync(300);
    expect(shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(shown.map(({ text }) => text)).toEqual(['The course is being loaded…']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await opened).toBe('course');
    expect(shown).toEqual([]);
  });
});

describe('loading ahead', () => {
  it('goes on after a failure, in order, and says nothing', async () => {
    vi.useFakeTimers();
    const order: string[] = [];
    const failing = new LazyPart('Broken', () => Promise.reject(new Error('offline')), notices);
    const ahead = prefetchWhenIdle([
      async () => order.push('first'),
      failing.prefetch,
      async () => order.push('last'),
    ]);
    await vi.runAllTimersAsync();
    await ahead;
    expect(order).toEqual(['first', 'last']);
    expect(shown).toEqual([]);
  });
});
