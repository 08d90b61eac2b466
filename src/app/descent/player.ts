/** Plays a descent: advances a position in time, at so many steps a second, on animation frames. */

export interface PlayerSource {
  /** Where playback stands, how many steps there are, and how fast it goes (steps a second). */
  read(): { readonly position: number; readonly length: number; readonly speed: number };
  show(position: number): void;
  onPlaying(playing: boolean): void;
}

export class Player {
  #frame = 0;
  #last = 0;
  /** Share of a step that has passed since the last one shown. */
  #progress = 0;

  constructor(private readonly source: PlayerSource) {}

  get playing(): boolean {
    return this.#frame !== 0;
  }

  setPlaying(playing: boolean): void {
    if (playing === this.playing) return;
    if (playing) this.#begin();
    else this.#end();
    this.source.onPlaying(this.playing);
  }

  #begin(): void {
    const { position, length } = this.source.read();
    if (length === 0) return;
    if (position >= length) this.source.show(0);
    this.#last = performance.now();
    this.#progress = 0;
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  #end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #tick(now: number): void {
    const { position, length, speed } = this.source.read();
    this.#progress += (Math.max(0, now - this.#last) / 1000) * speed;
    this.#last = now;
    const whole = Math.floor(this.#progress);
    this.#progress -= whole;
    this.#frame = requestAnimationFrame((next) => this.#tick(next));
    const next = Math.min(length, position + whole);
    if (whole > 0 && next !== position) this.source.show(next);
    if (next >= length) this.setPlaying(false);
  }
}
