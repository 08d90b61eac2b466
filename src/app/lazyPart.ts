/** A part of the page that is loaded when it is first needed. Where that takes long or fails, the page says so. */
import type { Notices } from '../ui/notices';

/** Reloads the page with `fragment` as its address, of null with the one it has; false where its server does not answer. */
export type Reload = (fragment: string | null) => Promise<boolean>;

/** Loading that takes longer is said; news of a shorter one would only flicker. */
const SLOW_MILLISECONDS = 400;

export class LazyPart<T> {
  #here: T | null = null;
  #loading: Promise<T> | null = null;

  /** `name` begins sentences: 'The course'. */
  constructor(
    private readonly name: string,
    private readonly load: () => Promise<T>,
    private readonly notices: Pick<Notices, 'show'>,
    private readonly reload: Reload = reloadPage,
  ) {}

  /** The part, where it has been loaded. */
  get here(): T | null {
    return this.#here;
  }

  /** Loads ahead of need, and says nothing. */
  readonly prefetch = (): Promise<T> => this.#begin();

  /**
   * The part; null where it cannot be loaded, which is said, and `retry` offered. `fragment` is the address to go on with where the
   * page must be loaded anew for that; without one it keeps its own.
   */
  async open(retry: () => void, fragment?: () => string): Promise<T | null> {
    if (this.#here !== null) return this.#here;
    let settle = (): void => undefined;
    const timer = setTimeout(() => {
      settle = this.notices.show({ kind: 'info', text: `${this.name} is being loaded…`, key: this.name });
    }, SLOW_MILLISECONDS);
    try {
      return await this.#begin();
    } catch (error) {
      this.#tell(error, () => void this.#again(retry, fragment));
      return null;
    } finally {
      clearTimeout(timer);
      settle();
    }
  }

  #begin(): Promise<T> {
    this.#loading ??= this.load().then(
      (part) => {
        this.#here = part;
        return part;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  /** A browser may remember that a module was not to be had (Chromium does) and never ask again until the page is reloaded. */
  async #again(retry: () => void, fragment?: () => string): Promise<void> {
    try {
      await this.#begin();
    } catch {
      if (await this.reload(fragment?.() ?? null)) return;
    }
    retry();
  }

  #tell(error: unknown, retry: () => void): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.notices.show({
      kind: 'warning',
      text: `${this.name} could not be loaded (${reason}). Try again once the connection is back.`,
      key: this.name,
      action: { label: 'Try again', run: retry },
    });
  }
}

/**
 * Calls `loads` one after the other whenever the page has nothing else to do, so that what they load is there when it is wanted,
 * and offline. A failure is no news yet: what needs it tries again, and tells.
 */
export async function prefetchWhenIdle(loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) {
    await idle();
    await load().catch(() => undefined);
  }
}

/** Safari has no idle callbacks; there a pause does. */
const PAUSE_MILLISECONDS = 500;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve, PAUSE_MILLISECONDS);
  });
}

async function reloadPage(fragment: string | null): Promise<boolean> {
  const answers = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!answers) return false;
  if (fragment !== null) history.replaceState(null, '', `#${fragment}`);
  location.reload();
  return true;
}
