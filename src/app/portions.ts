/** Long work on the page's own thread, in portions that leave it time to draw and to listen. What the work is, others say. */

import type { Steps } from '../fields/steps';

/** Well within a frame of 60 a second; what is started without a pause between shares one portion. */
const PORTION_MILLISECONDS = 10;
/** Whatever was started before it, work gets so much at its start: what takes no longer is there at once. */
const FIRST_MILLISECONDS = 2;
/** Between portions: a moment in which what waits gets its turn. */
const PAUSE_MILLISECONDS = 4;
/** What a portion found is told no more often than this, as telling may cost more than the portion. */
const TOLD_MILLISECONDS = 100;

/** What may take long over many rows of data. */
export type RowWork = 'point' | 'second' | 'descent' | 'slices' | 'path' | 'gradient' | 'cloud';

interface Work {
  readonly steps: Iterator<unknown>;
  readonly onPortion: () => void;
  told: number;
}

/** Several pieces of work, by name: one at a time is done by turns, and what is started again takes the place of what it was. */
export class Portions<Name extends string> {
  readonly #works = new Map<Name, Work>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds since the last pause. */
  #spent = 0;

  /** What is named in `first` is done before anything else. */
  constructor(private readonly first: Name | null = null) {}

  /**
   * Runs `steps` to their end, the first portion before it returns. `onPortion` is told that later ones have got somewhere, and at
   * last that they are done. Another start of the same name, or `stop`, ends what was under way.
   */
  start(name: Name, steps: Iterator<unknown>, onPortion: () => void): void {
    this.#works.delete(name);
    const isDone = this.#run(steps, Math.max(FIRST_MILLISECONDS, PORTION_MILLISECONDS - this.#spent));
    if (!isDone) this.#works.set(name, { steps, onPortion, told: performance.now() });
    this.#timer ??= setTimeout(() => this.#goOn(), PAUSE_MILLISECONDS);
  }

  stop(name: Name): void {
    this.#works.delete(name);
  }

  #goOn(): void {
    this.#timer = undefined;
    this.#spent = 0;
    const due: Work[] = [];
    while (this.#works.size > 0 && this.#spent < PORTION_MILLISECONDS) {
      const [name, work] = this.#next();
      const isDone = this.#run(work.steps, PORTION_MILLISECONDS - this.#spent);
      this.#works.delete(name);
      // To the end of the line.
      if (!isDone) this.#works.set(name, work);
      if (!isDone && performance.now() - work.told < TOLD_MILLISECONDS) continue;
      work.told = performance.now();
      due.push(work);
    }
    if (this.#works.size > 0) this.#timer ??= setTimeout(() => this.#goOn(), PAUSE_MILLISECONDS);
    for (const { onPortion } of due) onPortion();
  }

  #next(): readonly [Name, Work] {
    const name = this.first !== null && this.#works.has(this.first) ? this.first : null;
    for (const [next, work] of this.#works) if (name === null || name === next) return [next, work];
    throw new RangeError('there is no work left');
  }

  #run(steps: Iterator<unknown>, milliseconds: number): boolean {
    const started = performance.now();
    const isDone = runFor(steps, milliseconds);
    this.#spent += performance.now() - started;
    return isDone;
  }
}

/** What takes long to find, looked for in portions: the newest that was asked for, with what it depends on. */
export class Search<Name extends string, Found> {
  #key: readonly unknown[] = [];
  #found: Found | null = null;

  constructor(
    private readonly portions: Portions<Name>,
    private readonly name: Name,
    private readonly onFound: () => void,
  ) {}

  /** What `steps` find; null until they have. As long as the parts of `key` are the same, so is what is looked for. */
  of(key: readonly unknown[], steps: () => Steps<Found>): Found | null {
    const isSame =
      key.length === this.#key.length && key.every((part, index) => Object.is(part, this.#key[index]));
    if (isSame) return this.#found;
    this.#key = key;
    this.#found = null;
    this.portions.start(this.name, this.#look(steps()), this.onFound);
    return this.#found;
  }

  *#look(steps: Steps<Found>): Steps<void> {
    this.#found = yield* steps;
  }
}

/** Goes on with `steps` for some milliseconds, one at least; whether they came to their end. */
export function runFor(steps: Iterator<unknown>, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  do if (steps.next().done) return true;
  while (performance.now() < end);
  return false;
}
