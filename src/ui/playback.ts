/** The bar that plays a descent. It keeps no time: who plays advances the position and tells the bar. */
import type { AppState } from '../state/appState';
import { SCHEMA } from '../state/schema';
import { element, setAttribute, setText } from './dom';
import { formatNumber } from './format';
import { icon, iconButton, setIconButton } from './icons';
import { listenForKeys } from './keys';
import './playback.css';

export interface PlaybackCallbacks {
  onPlaying(playing: boolean): void;
  /** Show this step, 0 to the number of steps there are. */
  onPosition(position: number): void;
  /** Steps a second. */
  onSpeed(speed: number): void;
}

export interface PlaybackInfo {
  readonly playing: boolean;
  /** Steps the descent has: fewer than asked for where it stopped early. */
  readonly length: number;
  /** How the descent ended, or nothing worth saying. */
  readonly status?: { readonly kind: 'info' | 'warning'; readonly text: string } | undefined;
}

/** Offered speeds, steps a second; those beyond the permitted range fall away. */
const SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 60, 120, 1000];

/** The offered speeds with `current` among them, in rising order. */
export function speedsOffered(current: number): readonly number[] {
  const { min = 0, max = Number.POSITIVE_INFINITY } = SCHEMA.descentSpeed.range ?? {};
  const offered = SPEEDS.filter((speed) => speed >= min && speed <= max);
  return [...new Set([...offered, current])].sort((a, b) => a - b);
}

type PlaybackState = Pick<AppState, 'descentPosition' | 'descentSpeed'>;

export class Playback {
  readonly #callbacks: PlaybackCallbacks;
  readonly #reset = iconButton('reset', 'Back to the start');
  readonly #back = iconButton('stepBack', 'One step back', ',');
  readonly #play = iconButton('play', 'Play', 'Space');
  readonly #on = iconButton('stepForward', 'One step on', '.');
  readonly #slider: HTMLInputElement;
  readonly #counter = element('span', { class: 'playback-counter' });
  readonly #speed: HTMLSelectElement;
  readonly #status = element('p', { class: 'playback-status', role: 'status' });
  #position = 0;
  #length = 0;
  #playing = false;

  constructor(host: HTMLElement, callbacks: PlaybackCallbacks) {
    this.#callbacks = callbacks;
    this.#slider = element('input', { type: 'range', class: 'slider', min: '0', step: '1' });
    this.#slider.setAttribute('aria-label', 'Step of the descent');
    this.#speed = element('select', { class: 'select', 'aria-label': 'Speed' });
    this.#play.classList.add('playback-play');
    host.replaceChildren(
      element(
        'div',
        { class: 'playback' },
        element(
          'div',
          { class: 'playback-row' },
          element('div', { class: 'playback-buttons' }, this.#reset, this.#back, this.#play, this.#on),
          this.#slider,
          this.#counter,
          element('div', { class: 'select-box playback-speed' }, this.#speed, icon('chevron')),
        ),
        this.#status,
      ),
    );
    this.#reset.addEventListener('click', () => this.#goTo(0));
    this.#back.addEventListener('click', () => this.#goTo(this.#position - 1));
    this.#on.addEventListener('click', () => this.#goTo(this.#position + 1));
    this.#play.addEventListener('click', () => this.#toggle());
    this.#slider.addEventListener('input', () => this.#goTo(Number(this.#slider.value)));
    this.#speed.addEventListener('change', () => callbacks.onSpeed(Number(this.#speed.value)));
    listenForKeys({
      ' ': () => this.#toggle(),
      ',': () => this.#goTo(this.#position - 1),
      '.': () => this.#goTo(this.#position + 1),
    });
  }

  update(state: PlaybackState, { playing, length, status }: PlaybackInfo): void {
    this.#length = length;
    this.#position = Math.min(state.descentPosition, length);
    this.#playing = playing;
    setIconButton(this.#play, playing ? 'pause' : 'play', playing ? 'Pause' : 'Play', 'Space');
    this.#play.disabled = length === 0;
    this.#reset.disabled = this.#position === 0;
    this.#back.disabled = this.#position === 0;
    this.#on.disabled = this.#position >= length;
    setAttribute(this.#slider, 'max', String(length));
    this.#slider.disabled = length === 0;
    const value = String(this.#position);
    if (this.#slider.value !== value) this.#slider.value = value;
    this.#slider.style.setProperty('--fill', `${length === 0 ? 0 : (100 * this.#position) / length}%`);
    setText(this.#counter, `${this.#position} / ${length}`);
    // The widest this descent can get, so that the bar does not shift while it plays.
    this.#counter.style.minWidth = `${2 * String(length).length + 3}ch`;
    this.#showSpeed(state.descentSpeed);
    this.#status.hidden = status === undefined;
    setText(this.#status, status?.text ?? '');
    this.#status.classList.toggle('playback-warning', status?.kind === 'warning');
  }

  #showSpeed(speed: number): void {
    const offered = speedsOffered(speed);
    if (this.#speed.dataset.offered !== offered.join()) {
      this.#speed.dataset.offered = offered.join();
      this.#speed.replaceChildren(
        ...offered.map((value) =>
          element('option', { value: String(value) }, `${formatNumber(value, 3)}\u00a0/\u00a0s`),
        ),
      );
      this.#speed.title = 'Steps a second';
    }
    this.#speed.value = String(speed);
  }

  #goTo(position: number): void {
    const reached = Math.min(this.#length, Math.max(0, position));
    if (this.#playing) this.#callbacks.onPlaying(false);
    if (reached !== this.#position) this.#callbacks.onPosition(reached);
  }

  #toggle(): void {
    if (this.#length === 0) return;
    // Playing from the end would do nothing; what is meant is once more.
    if (!this.#playing && this.#position >= this.#length) this.#callbacks.onPosition(0);
    this.#callbacks.onPlaying(!this.#playing);
  }
}
