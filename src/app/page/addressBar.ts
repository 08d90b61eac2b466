/** Keeps the state in the address: written when the page has come to rest, read on load and on going back. */
import type { AppState, StateKey } from '../../state/appState';
import { type ReadState, readFragment, writeFragment } from '../../state/urlCodec';

/** Long enough that a drag or a sweep writes once. */
const REST_MILLISECONDS = 400;

/** A change of these is a step to go back to; of all others (turning, dragging, playing) it is not. */
const STEPS: ReadonlySet<StateKey> = new Set<StateKey>([
  'subject',
  'chapter',
  'ownData',
  'expression',
  'domainX',
  'domainY',
  'layout',
  'verticalScale',
  'surfaceColor',
  'colorMap',
  'derivativeMethod',
  'optimizer',
  'engine',
]);

export class AddressBar {
  #timer = 0;
  #step = false;
  #pending: AppState | null = null;

  constructor(private readonly onRestore: (read: ReadState) => void) {
    addEventListener('popstate', () => {
      this.#forget();
      this.onRestore(this.read());
    });
    addEventListener('hashchange', () => {
      // A fragment typed by hand; what this class writes raises no such event.
      if (location.hash.slice(1) !== this.#written) this.onRestore(this.read());
    });
    addEventListener('pagehide', () => this.flush());
  }

  #written = location.hash.slice(1);

  read(): ReadState {
    this.#written = location.hash.slice(1);
    return readFragment(location.hash);
  }

  /** Notes that `state` is to be written. */
  note(state: AppState, changed: ReadonlySet<StateKey>): void {
    this.#pending = state;
    this.#step ||= [...changed].some((key) => STEPS.has(key));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), REST_MILLISECONDS);
  }

  /** Writes what waits to be written. */
  flush(): void {
    const state = this.#pending;
    const step = this.#step;
    this.#forget();
    if (state === null) return;
    const fragment = writeFragment(state);
    if (fragment === this.#written) return;
    this.#written = fragment;
    history[step ? 'pushState' : 'replaceState'](null, '', `#${fragment}`);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
    this.#step = false;
  }
}
