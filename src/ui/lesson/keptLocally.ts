/** The browser's own storage as the course uses it: JSON by key, on this machine alone. What cannot be kept lasts as long as the page. */

/** What of a storage is used. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The page's storage, for good or for this tab; null where the browser refuses it. */
export function pageStorage(lasts: 'always' | 'tab' = 'always'): KeptStorage | null {
  try {
    return lasts === 'always' ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

/** What was kept under `key`; undefined where nothing was, or what is no JSON. */
export function readKept(storage: KeptStorage | null, key: string): unknown {
  try {
    const text = storage?.getItem(key) ?? null;
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function writeKept(storage: KeptStorage | null, key: string, value: unknown): void {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}
