/** When frames are drawn: one for all that changed since the last, and none while nothing does. What is drawn, others say. */

export class FrameLoop {
  private scheduled = 0;
  private waiting: (() => void)[] = [];
  private ended = false;

  constructor(private readonly draw: () => void) {}

  /** True after stop(): nothing is drawn any more. */
  get stopped(): boolean {
    return this.ended;
  }

  /** Asks for a frame; several calls before it share one. */
  invalidate(): void {
    if (this.scheduled === 0 && !this.ended) this.scheduled = requestAnimationFrame(() => this.drawNow());
  }

  /** Draws at once what the next frame would. */
  drawNow(): void {
    cancelAnimationFrame(this.scheduled);
    this.scheduled = 0;
    if (this.ended) return;
    this.draw();
    this.endWaits();
  }

  /** Resolves once everything that was asked for so far has been drawn, or never will be. */
  whenDrawn(): Promise<void> {
    if (this.scheduled === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  stop(): void {
    this.ended = true;
    cancelAnimationFrame(this.scheduled);
    this.scheduled = 0;
    this.endWaits();
  }

  private endWaits(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
