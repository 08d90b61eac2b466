/** Which tasks and exercises of the course are done: kept on this machine alone, and forgotten on demand. */

const STORAGE_KEY = 'gradscape.course';

/** What of the browser's storage is used; none where it is forbidden. */
export type ProgressStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

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

  /** Returns whether this is news. */
  complete(step: string): boolean {
    if (this.#done.has(step)) return false;
    this.#done.add(step);
    this.#write();
    return true;
  }

  reset(): void {
    this.#done.clear();
    try {
      this.#storage?.removeItem(STORAGE_KEY);
    } catch {
      // What cannot be stored need not be removed.
    }
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
