/** Which tasks and exercises of the course are done: kept on this machine alone, and forgotten on demand. */
import { type KeptStorage, readKept, writeKept } from './keptLocally';

const STORAGE_KEY = 'gradscape.course';
/** Stands among the steps, whose keys all have a chapter before a slash. */
const VISITED = 'visited';

export class Progress {
  readonly #storage: KeptStorage | null;
  readonly #done: Set<string>;

  constructor(storage: KeptStorage | null) {
    this.#storage = storage;
    const kept = readKept(storage, STORAGE_KEY);
    this.#done = new Set(
      Array.isArray(kept) ? kept.filter((step): step is string => typeof step === 'string') : [],
    );
  }

  has(step: string): boolean {
    return this.#done.has(step);
  }

  /** How many of `steps` are done. */
  count(steps: readonly string[]): number {
    return steps.filter((step) => this.#done.has(step)).length;
  }

  /** True once for each browser: the first time it is asked. */
  firstVisit(): boolean {
    return this.complete(VISITED);
  }

  /** Returns whether this is news. */
  complete(step: string): boolean {
    if (this.#done.has(step)) return false;
    this.#done.add(step);
    this.#write();
    return true;
  }

  /** Forgets everything but that somebody has been here. */
  reset(): void {
    this.#done.clear();
    this.#done.add(VISITED);
    this.#write();
  }

  #write(): void {
    writeKept(this.#storage, STORAGE_KEY, [...this.#done]);
  }
}
