/** Moves a value back and forth over its range, at an even pace, for as long as it is wanted. */

/** From one end of the range to the other. */
const SWEEP_MILLISECONDS = 4000;

/** Share of the range, 0 to 1, at `phase` half-periods: up from 0 to 1, down from 1 to 2, and so on. */
export function triangleWave(phase: number): number {
  const within = ((phase % 2) + 2) % 2;
  return within <= 1 ? within : 2 - within;
}

/** The value at `share` of [min, max], on the grid of `step` from min. */
export function valueAtShare(share: number, min: number, max: number, step: number): number {
  const exact = min + share * (max - min);
  const snapped = min + Math.round((exact - min) / step) * step;
  return Math.min(max, Math.max(min, Number(snapped.toPrecision(12))));
}

export class Sweep {
  #frame = 0;
  #running = false;

  get running(): boolean {
    return this.#running;
  }

  /** Calls back with a share of the range once a frame, rising from `from`. */
  start(from: number, onShare: (share: number) => void): void {
    this.stop();
    this.#running = true;
    const began = performance.now() - from * SWEEP_MILLISECONDS;
    const tick = (now: number): void => {
      if (!this.#running) return;
      onShare(triangleWave((now - began) / SWEEP_MILLISECONDS));
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  stop(): void {
    this.#running = false;
    cancelAnimationFrame(this.#frame);
  }
}
