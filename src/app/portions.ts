/** Long work on the page's own thread, in portions that leave it time to draw and to listen. What the work is, others say. */

/** Well within a frame of 60 a second. */
const PORTION_MILLISECONDS = 10;
/** Between portions: a moment in which what waits gets its turn. */
const PAUSE_MILLISECONDS = 4;
/** What a portion found is told no more often than this, as telling may cost more than the portion. */
const TOLD_MILLISECONDS = 100;

export class Portions {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Runs `steps` to their end, the first portion before it returns. `onPortion` is told that later ones have got somewhere, and at
   * last that they are done. Another start, or `stop`, ends what was under way.
   */
  start(steps: Iterator<unknown>, onPortion: () => void): void {
    this.stop();
    if (runFor(steps, PORTION_MILLISECONDS)) return;
    let told = performance.now();
    const goOn = (): void => {
      const done = runFor(steps, PORTION_MILLISECONDS);
      if (!done) this.#timer = setTimeout(goOn, PAUSE_MILLISECONDS);
      if (!done && performance.now() - told < TOLD_MILLISECONDS) return;
      told = performance.now();
      onPortion();
    };
    this.#timer = setTimeout(goOn, PAUSE_MILLISECONDS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Goes on with `steps` for some milliseconds, one at least; whether they came to their end. */
export function runFor(steps: Iterator<unknown>, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  do if (steps.next().done) return true;
  while (performance.now() < end);
  return false;
}
