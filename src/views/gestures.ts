/** Tells a drag of the point, a click, a double click and a turn of the camera apart. Knows pixels only. */

export interface GestureHandlers {
  /** True where a press at this place grabs the point. `touch`: a finger, which hides what it aims at. */
  grabs(x: number, y: number, touch: boolean): boolean;
  onDragStart(): void;
  onDrag(x: number, y: number): void;
  onDragEnd(): void;
  onClick(x: number, y: number): void;
  onDoubleClick(): void;
}

/** More movement than this between press and release is no click. */
const CLICK_PIXELS = 5;
/** Two clicks within this time and distance are a double click; a single one is only sure after it. */
const DOUBLE_CLICK_MILLISECONDS = 300;
const DOUBLE_CLICK_PIXELS = 24;

interface Press {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  moved: boolean;
}

export class Gestures {
  private readonly abort = new AbortController();
  private readonly pressed = new Set<number>();
  private press: Press | null = null;
  private dragging: number | null = null;
  private waiting: { readonly timer: number; readonly x: number; readonly y: number } | null = null;

  /** Listens before `element`'s own listeners do, on its parent `host`. */
  constructor(
    host: HTMLElement,
    private readonly element: HTMLElement,
    private readonly handlers: GestureHandlers,
  ) {
    const { signal } = this.abort;
    const early = { capture: true, signal };
    host.addEventListener('pointerdown', (event) => this.down(event), early);
    host.addEventListener('pointermove', (event) => this.move(event), early);
    host.addEventListener('pointerup', (event) => this.up(event, true), early);
    host.addEventListener('pointercancel', (event) => this.up(event, false), early);
    host.addEventListener('lostpointercapture', (event) => this.up(event, false), { signal });
  }

  dispose(): void {
    this.abort.abort();
    this.forgetClick();
  }

  private place(event: PointerEvent): readonly [number, number] {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private down(event: PointerEvent): void {
    if (event.target !== this.element) return;
    this.pressed.add(event.pointerId);
    const [x, y] = this.place(event);
    // A second finger makes it a pinch, whatever it was before.
    if (this.pressed.size > 1) {
      this.press = null;
      return;
    }
    const plain = event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (!plain) return;
    this.press = { id: event.pointerId, x, y, moved: false };
    if (this.handlers.grabs(x, y, event.pointerType === 'touch')) {
      this.dragging = event.pointerId;
      this.element.setPointerCapture(event.pointerId);
      this.element.style.cursor = 'grabbing';
      this.handlers.onDragStart();
    }
  }

  private move(event: PointerEvent): void {
    const [x, y] = this.place(event);
    const { press } = this;
    if (press && event.pointerId === press.id && Math.hypot(x - press.x, y - press.y) >= CLICK_PIXELS)
      press.moved = true;
    if (this.dragging === event.pointerId) {
      // A grab that has not moved yet must not nudge the point to where the pointer is.
      if (press?.moved) this.handlers.onDrag(x, y);
      return;
    }
    if (event.pointerType === 'mouse' && event.buttons === 0 && this.dragging === null) {
      this.element.style.cursor =
        event.target === this.element && this.handlers.grabs(x, y, false) ? 'grab' : '';
    }
  }

  private up(event: PointerEvent, released: boolean): void {
    if (!this.pressed.delete(event.pointerId)) return;
    const { press } = this;
    const isClick = released && press?.id === event.pointerId && !press.moved;
    this.press = null;
    const wasDragging = this.dragging === event.pointerId;
    if (wasDragging) {
      this.dragging = null;
      this.element.style.cursor = 'grab';
      this.handlers.onDragEnd();
    }
    if (isClick) this.click(...this.place(event), wasDragging);
  }

  private click(x: number, y: number, onPoint: boolean): void {
    const { waiting } = this;
    this.forgetClick();
    if (waiting && Math.hypot(x - waiting.x, y - waiting.y) < DOUBLE_CLICK_PIXELS) {
      this.handlers.onDoubleClick();
      return;
    }
    const timer = window.setTimeout(() => {
      this.waiting = null;
      if (!onPoint) this.handlers.onClick(x, y);
    }, DOUBLE_CLICK_MILLISECONDS);
    this.waiting = { timer, x, y };
  }

  private forgetClick(): void {
    if (this.waiting) window.clearTimeout(this.waiting.timer);
    this.waiting = null;
  }
}
