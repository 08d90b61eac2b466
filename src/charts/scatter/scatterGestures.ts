/** What pointer and keyboard mean in a scatter plot. It moves nothing itself: it tells, and the next picture shows. */
import type { PlotArea } from './plotArea';
import { MOST_EDITABLE_POINTS, type ScatterEvents, type ScatterPicture } from './scatterPicture';

export type ScatterTool = 'move' | 'add' | 'delete';

/** What a press took hold of. */
type Grip =
  | { readonly kind: 'point'; readonly index: number }
  | { readonly kind: 'line'; readonly part: LinePart }
  | { readonly kind: 'nothing' };

/** The line's ends turn it about the other end, its middle shifts it. */
export type LinePart = 'left' | 'middle' | 'right';

/** Pixels around a mark that count as on it: fingers need more than the mark is wide. */
const REACH = { mouse: 10, touch: 22 } as const;
/** A press that moves less than this is a click. */
const CLICK_PIXELS = 4;
/** Where along the line its handles are. */
const HANDLE_SHARES: Readonly<Record<LinePart, number>> = { left: 0.08, middle: 0.5, right: 0.92 };
/** Pixels that an arrow key moves a point by; with Shift ten times as many. */
const KEY_PIXELS = 2;

type Line = NonNullable<ScatterPicture['line']>;

export interface GestureContext {
  readonly picture: ScatterPicture;
  readonly area: PlotArea;
  readonly tool: ScatterTool;
}

export class ScatterGestures {
  #grip: Grip = { kind: 'nothing' };
  #pressed: readonly [x: number, y: number] | null = null;
  #moved = false;
  /** Where, in x, a line that is turned stays. */
  #pivot = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly context: () => GestureContext | null,
    private readonly events: ScatterEvents,
  ) {
    root.addEventListener('pointerdown', (event) => this.#press(event));
    root.addEventListener('pointermove', (event) => this.#move(event));
    root.addEventListener('pointerup', (event) => this.#release(event));
    root.addEventListener('pointercancel', () => this.#letGo());
    root.addEventListener('keydown', (event) => this.#key(event));
  }

  #place(event: PointerEvent): readonly [x: number, y: number] {
    const { left, top } = this.root.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  #press(event: PointerEvent): void {
    const context = this.context();
    if (context === null || event.button !== 0) return;
    const [x, y] = this.#place(event);
    if (!context.area.contains(x, y)) return;
    this.#grip = gripAt(context, x, y, event.pointerType === 'touch' ? REACH.touch : REACH.mouse);
    this.#pressed = [x, y];
    this.#moved = false;
    if (this.#grip.kind === 'line' && context.picture.line !== null)
      this.#pivot = handleX(
        context.area,
        context.picture.line,
        this.#grip.part === 'left' ? 'right' : 'left',
      );
    this.root.setPointerCapture(event.pointerId);
    if (this.#grip.kind === 'point') this.events.onSelect(this.#grip.index);
  }

  #move(event: PointerEvent): void {
    const context = this.context();
    const pressed = this.#pressed;
    if (context === null || pressed === null) return;
    const [x, y] = this.#place(event);
    this.#moved ||= Math.hypot(x - pressed[0], y - pressed[1]) >= CLICK_PIXELS;
    if (!this.#moved) return;
    if (this.#grip.kind === 'point' && context.tool === 'move' && isEditable(context.picture))
      this.events.onMovePoint(this.#grip.index, context.area.dataX(x), context.area.dataY(y));
    if (this.#grip.kind === 'line') this.#dragLine(context, this.#grip.part, x, y);
  }

  #dragLine({ picture, area }: GestureContext, part: LinePart, x: number, y: number): void {
    if (picture.line === null) return;
    const { slope, intercept } = picture.line;
    const toX = area.dataX(x);
    const toY = area.dataY(y);
    if (part === 'middle') {
      this.events.onLine(slope, toY - slope * toX);
      return;
    }
    const pivotX = this.#pivot;
    const pivotY = slope * pivotX + intercept;
    // Dragged over its pivot the line would stand upright.
    if (Math.abs(toX - pivotX) < area.pixelSize[0] * REACH.mouse) return;
    const turned = (toY - pivotY) / (toX - pivotX);
    this.events.onLine(turned, pivotY - turned * pivotX);
  }

  #release(event: PointerEvent): void {
    const context = this.context();
    const clicked = this.#pressed !== null && !this.#moved;
    const grip = this.#grip;
    this.#letGo();
    if (context === null || !clicked) return;
    const [x, y] = this.#place(event);
    const { area, picture, tool } = context;
    if (grip.kind === 'point') {
      if (tool === 'delete' && isEditable(picture)) this.events.onDeletePoint(grip.index);
    } else if (tool === 'add' && isEditable(picture)) {
      this.events.onAddPoint(area.dataX(x), area.dataY(y), null);
    } else if (grip.kind === 'nothing') {
      this.events.onSelect(null);
    }
  }

  #letGo(): void {
    this.#grip = { kind: 'nothing' };
    this.#pressed = null;
    this.#moved = false;
  }

  /** Arrow keys move the point that has the focus, Delete removes it, Enter selects it, and + adds one beside it. */
  #key(event: KeyboardEvent): void {
    const context = this.context();
    const index = Number((event.target as Element).getAttribute('data-index') ?? Number.NaN);
    if (context === null || !Number.isInteger(index)) return;
    const { picture, area } = context;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.events.onSelect(picture.selected === index ? null : index);
      return;
    }
    if (!isEditable(picture)) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.events.onDeletePoint(index);
      return;
    }
    if (event.key === '+') {
      event.preventDefault();
      this.#addBeside(context, index);
      return;
    }
    const direction = ARROWS[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const pixels = KEY_PIXELS * (event.shiftKey ? 10 : 1);
    const x = area.pixelX(picture.points.x[index] ?? 0) + direction[0] * pixels;
    const y = area.pixelY(picture.points.y[index] ?? 0) + direction[1] * pixels;
    this.events.onMovePoint(index, area.dataX(x), area.dataY(y));
  }

  /** A point a little to the right, as added ones are while they are, or else like its neighbour; it takes the focus. */
  #addBeside({ picture, area, tool }: GestureContext, index: number): void {
    const { x, y } = picture.points;
    const added = x.length;
    const beside = area.dataX(area.pixelX(x[index] ?? 0) + ADDED_PIXELS);
    this.events.onAddPoint(beside, y[index] ?? 0, tool === 'add' ? null : index);
    // It is drawn with the next picture.
    requestAnimationFrame(() => {
      const mark = this.root.querySelector(`[data-index="${added}"]`);
      if (mark instanceof SVGElement) mark.focus();
    });
  }
}

/** How far to the right of a point another is added: clear of it, and near. */
const ADDED_PIXELS = 16;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function isEditable({ editable, points }: ScatterPicture): boolean {
  return editable && points.x.length <= MOST_EDITABLE_POINTS;
}

/** The x, in data, of one of the line's handles: along the stretch of the line that is seen. */
export function handleX(area: PlotArea, { slope, intercept }: Line, part: LinePart): number {
  const atEdges = [area.bottom, area.top].map((pixel) => (area.dataY(pixel) - intercept) / slope);
  const [left, right] = [area.dataX(area.left), area.dataX(area.right)];
  const [from, to] = Number.isFinite(atEdges[0])
    ? [Math.min(...atEdges), Math.max(...atEdges)]
    : [left, right];
  const [low, high] = [Math.max(left, from), Math.min(right, to)];
  // A line that is nowhere seen keeps its handles where they would be across the whole area.
  return low < high ? low + HANDLE_SHARES[part] * (high - low) : left + HANDLE_SHARES[part] * (right - left);
}

/** What a press at a pixel takes hold of: the nearest point within reach, else the line. */
function gripAt({ picture, area, tool }: GestureContext, x: number, y: number, reach: number): Grip {
  const { points, line } = picture;
  let nearest = -1;
  let distance = reach;
  for (let index = 0; index < points.x.length; index++) {
    const away = Math.hypot(
      area.pixelX(points.x[index] ?? Number.NaN) - x,
      area.pixelY(points.y[index] ?? Number.NaN) - y,
    );
    if (away < distance) {
      nearest = index;
      distance = away;
    }
  }
  if (line === null || tool !== 'move')
    return nearest < 0 ? { kind: 'nothing' } : { kind: 'point', index: nearest };
  const away = (part: LinePart): number => {
    const at = handleX(area, line, part);
    return Math.hypot(area.pixelX(at) - x, area.pixelY(line.slope * at + line.intercept) - y);
  };
  const part = (['left', 'right', 'middle'] as const).find((candidate) => away(candidate) <= reach);
  if (part !== undefined && (nearest < 0 || away(part) < distance)) return { kind: 'line', part };
  if (nearest >= 0) return { kind: 'point', index: nearest };
  const onLine = Math.abs(area.pixelY(line.slope * area.dataX(x) + line.intercept) - y);
  return onLine <= reach ? { kind: 'line', part: 'middle' } : { kind: 'nothing' };
}
