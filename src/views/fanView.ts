/** Gradients of batches at the point: thin arrows along its tangent plane and, below, on the floor. */
import { Group } from 'three/webgpu';
import { FatLines } from './fatLines';
import { MARK_COLORS } from './themeColors';

/** Displacements in the plane of the picture, in world units. */
export type FlatArrow = readonly [dx: number, dy: number];

/** Segments of an arrow: the shaft and both sides of its head. */
const SEGMENTS = 3;
const USUAL_ARROWS = 48;
const WIDTH_PIXELS = 1.5;
/** After the surface and before the arrow that shines through it; on the floor, after that. */
const RAISED_ORDER = 27;
const FLAT_ORDER = 7;
const HEAD_WORLD = 0.035;
/** Half the head's width, as a share of its length. */
const HEAD_SLENDER = 0.45;

export class FanView {
  readonly object = new Group();
  private readonly raised = fanLines(true);
  private readonly flat = fanLines(false);

  constructor() {
    this.object.add(this.raised.object, this.flat.object);
  }

  /** `rise`: how much the tangent plane rises for a displacement; null where only the floor is drawn on. */
  show(
    arrows: readonly FlatArrow[],
    [x, y, z]: readonly [number, number, number],
    floorZ: number,
    rise: ((arrow: FlatArrow) => number) | null,
  ): void {
    const level = () => 0;
    this.flat.set(arrows.flatMap((arrow) => arrowSegments(arrow, [x, y, floorZ], level)));
    this.raised.set(rise === null ? [] : arrows.flatMap((arrow) => arrowSegments(arrow, [x, y, z], rise)));
  }

  hide(): void {
    this.raised.setCount(0);
    this.flat.setCount(0);
  }

  dispose(): void {
    this.raised.dispose();
    this.flat.dispose();
    this.object.clear();
  }
}

/** In a valley the tangent plane lies below the surface: what is on it shows through, under the point's own arrow and ball. */
function fanLines(through: boolean): FatLines {
  return new FatLines({
    capacity: USUAL_ARROWS * SEGMENTS,
    color: MARK_COLORS.batch,
    widthPixels: WIDTH_PIXELS,
    through,
    renderOrder: through ? RAISED_ORDER : FLAT_ORDER,
  });
}

/** Shaft and head, six coordinates a segment; as long in space as `arrow` is in the plane: steep ones do not reach further. */
export function arrowSegments(
  [dx, dy]: FlatArrow,
  [x, y, z]: readonly [number, number, number],
  rise: (arrow: FlatArrow) => number,
): number[] {
  const flat = Math.hypot(dx, dy);
  if (!(flat > 0)) return [];
  const shrunk = flat / Math.hypot(flat, rise([dx, dy]));
  const at = (along: number, across: number): readonly [number, number, number] => {
    const step = [
      shrunk * (dx * along - (dy / flat) * across),
      shrunk * (dy * along + (dx / flat) * across),
    ] as const;
    return [x + step[0], y + step[1], z + rise(step)];
  };
  const head = Math.min(HEAD_WORLD, flat / 2);
  const tip = at(1, 0);
  const side = (turn: 1 | -1) => at(1 - head / flat, turn * HEAD_SLENDER * head);
  return [...at(0, 0), ...tip, ...side(1), ...tip, ...side(-1), ...tip];
}
