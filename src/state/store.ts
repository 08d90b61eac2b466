import type { AppState, StateKey, StatePatch } from './appState';
import { checkPatch, STATE_KEYS } from './schema';

export type Listener = (state: AppState, changed: ReadonlySet<StateKey>) => void;

/** Holds the one AppState; whatever changes the page goes through `update`. Listeners run in order of subscription. */
export class Store {
  #state: AppState;
  readonly #listeners = new Set<Listener>();

  constructor(initial: AppState) {
    this.#state = Object.freeze({ ...initial });
  }

  get state(): AppState {
    return this.#state;
  }

  /** Applies `patch` if all of it is valid (else throws StateError and changes nothing) and tells the listeners. */
  update(patch: StatePatch): void {
    this.replace({ ...this.#state, ...checkPatch({ ...patch }) });
  }

  /** Makes `next` the state, telling listeners which fields differ; no difference, no call. */
  replace(next: AppState): void {
    const previous = this.#state;
    const changed = new Set(STATE_KEYS.filter((key) => !sameValue(previous[key], next[key])));
    if (changed.size === 0) return;
    this.#state = Object.freeze({ ...next });
    for (const listener of this.#listeners) listener(this.#state, changed);
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
