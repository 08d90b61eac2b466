/**
 * Own data kept by the browser from visit to visit, in IndexedDB, under the names of their contents. Nothing leaves the
 * machine. Where the browser keeps nothing (private windows, full disks), nothing is kept, and that is said.
 */
import type { OwnData } from './ownData';

const DATABASE = 'gradscape';
const STORE = 'ownData';
const BY_TIME = 'kept';
/** The oldest beyond these are let go of. */
const MAX_KEPT = 24;

interface Kept {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly kept: number;
  readonly data: OwnData;
}

/** Resolves with whether `data` will still be there tomorrow. */
export async function keepOwnData(id: string, data: OwnData): Promise<boolean> {
  try {
    const database = await open();
    try {
      const transaction = database.transaction(STORE, 'readwrite');
      const store = transaction.objectStore(STORE);
      store.put({ id, kept: Date.now(), data } satisfies Kept);
      const count = await answer(store.count());
      if (count > MAX_KEPT) await removeOldest(store, count - MAX_KEPT);
      await done(transaction);
      return true;
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

/** The data kept under `id`, or null where there are none. */
export async function recallOwnData(id: string): Promise<OwnData | null> {
  try {
    const database = await open();
    try {
      const store = database.transaction(STORE).objectStore(STORE);
      const kept = await answer<Kept | undefined>(store.get(id));
      return kept?.data ?? null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex(BY_TIME, BY_TIME);
  };
  return answer(request);
}

async function removeOldest(store: IDBObjectStore, count: number): Promise<void> {
  const keys = await answer(store.index(BY_TIME).getAllKeys(null, count));
  for (const key of keys) store.delete(key);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database gave no reason'));
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the database gave no reason'));
  });
}
