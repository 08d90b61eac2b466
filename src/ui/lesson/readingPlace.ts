/** How far a chapter has been read: kept for this tab, so that a reload leads back to where one was. */
import { type KeptStorage, readKept, writeKept } from './keptLocally';

const STORAGE_KEY = 'gradscape.place';
/** Scrolling pauses this long before its place is noted. */
const PAUSE_MILLISECONDS = 200;
/** What the reader does that ends the return to a place. */
const OWN_WAYS = ['wheel', 'pointerdown', 'keydown'] as const;

/** The first part of a chapter that is seen, and how many pixels of it lie above the edge. */
interface Place {
  readonly chapter: string;
  readonly part: number;
  readonly above: number;
}

export class ReadingPlace {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the page before the reload; null once a chapter was opened. */
  #before: Place | null;

  constructor(
    private readonly scroller: HTMLElement,
    /** Its children are the parts. */
    private readonly body: HTMLElement,
    private readonly storage: KeptStorage | null,
  ) {
    this.#before = placeOf(readKept(storage, STORAGE_KEY));
  }

  /** Notes places in `chapter` from now on, after going to the one that was left by a reload; to the top otherwise. */
  open(chapter: string): void {
    clearTimeout(this.#timer);
    const place = this.#before;
    this.#before = null;
    const part = place?.chapter === chapter ? this.body.children[place.part] : undefined;
    this.scroller.scrollTop = 0;
    if (part !== undefined && place !== null) this.#returnTo(part, place.above);
    this.scroller.onscroll = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#note(chapter), PAUSE_MILLISECONDS);
    };
  }

  /** Some parts grow once they are seen, so the place is held until the reader moves on. */
  #returnTo(part: Element, above: number): void {
    const settle = (): void => {
      // One pixel at least is seen, or the part would stay unbuilt.
      this.scroller.scrollTop = this.#topOf(part) + Math.min(above, part.clientHeight - 1);
    };
    const growth = new ResizeObserver(settle);
    growth.observe(part);
    const leave = (): void => {
      growth.disconnect();
      for (const way of OWN_WAYS) this.scroller.removeEventListener(way, leave);
    };
    for (const way of OWN_WAYS) this.scroller.addEventListener(way, leave, { passive: true });
    settle();
  }

  #note(chapter: string): void {
    const { scrollTop } = this.scroller;
    const parts = Array.from(this.body.children);
    const part = parts.findLastIndex((element) => this.#topOf(element) <= scrollTop);
    const top = parts[part];
    const place: Place = { chapter, part, above: top === undefined ? 0 : scrollTop - this.#topOf(top) };
    writeKept(this.storage, STORAGE_KEY, place);
  }

  /** Pixels from the top of all that can be scrolled. */
  #topOf(part: Element): number {
    return (
      part.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top + this.scroller.scrollTop
    );
  }
}

function placeOf(kept: unknown): Place | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { chapter, part, above } = kept as Partial<Place>;
  return typeof chapter === 'string' && typeof part === 'number' && typeof above === 'number'
    ? { chapter, part, above }
    : null;
}
