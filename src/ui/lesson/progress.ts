/** Which tasks and exercises of the course are done: kept on this machine alone, and forgotten on demand. */

const STORAGE_KEY = 'gradscape.course';
/** Stands among the steps, whose keys all have a chapter before a slash. */
const VISITED = 'visited';

/** What of the browser's storage is used; none where it is forbidden. */
export type ProgressStorage = Pick<Storage, 'getItem' | 'setItem'>;

export class Progress {
  readonly #storage: ProgressStorage | null;
  readonly #done: Set<string>;

  constructor(storage: ProgressStorage | null) {
    this.#storage = storage;
    this.#done = new Set(read(storage));
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
    try {
      this.#storage?.setItem(STORAGE_KEY, JSON.stringify([...this.#done]));
    } catch {
      // Full or forbidden: the progress lasts as long as the page.
    }
  }
}

/** The page's storage, or null where the browser refuses it. */
export function pageStorage(): ProgressStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** What was stored; nothing where it is absent or not a list of names. */
function read(storage: ProgressStorage | null): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((step): step is string => typeof step === 'string') : [];
  } catch {
    return [];
  }
}
