/** Numbers on contour lines: one on each, more on long ones, apart from each other, from the edges and, where there is room, from arrows. */
import { CSS2DObject } from 'three/addons/renderers/CSS2DRenderer.js';
import { Group } from 'three/webgpu';
import { formatPower, formatTick } from '../fields/ticks';
import type { ArrowPlaces } from './arrowPlaces';
import type { HeightFunction } from './pick';
import type { PlotFrame } from './plotFrame';

/** Cells along each side in which lines are looked for: labels stand within half a cell of where they say they do. */
const CELLS = 72;
/** World units: the domain is 2 wide. */
const EDGE = 0.1;
const APART = 0.26;
/** From the middle of a number to an arrow that does not touch it. */
const CLEAR = 0.07;
/** A second number on the same line this far from the first. */
const APART_ON_LINE = 1.1;
const MOST_LABELS = 40;

export interface ContourLabel {
  readonly x: number;
  readonly y: number;
  readonly level: number;
}

export class ContourLabels {
  readonly object = new Group();
  private readonly pool: { readonly object: CSS2DObject; readonly text: HTMLElement }[] = [];

  /** `step` is the distance of contours in levels; on the surface, or on the floor, with the `arrows` that lie there. */
  show(
    frame: PlotFrame,
    step: number,
    height: HeightFunction,
    onSurface: boolean,
    arrows: ArrowPlaces | null,
  ): void {
    const labels = contourLabels(frame, step, height, arrows);
    labels.forEach(({ x, y, level }, index) => {
      const { object, text } = this.at(index);
      const z = frame.middleZ + (level - frame.middleLevel) * frame.levelScale;
      object.position.set(x, y, onSurface ? z : frame.floorZ);
      object.visible = true;
      const number = frame.logarithmic ? formatPower(10 ** level) : formatTick(level, step);
      if (text.textContent !== number) text.textContent = number;
    });
    for (const { object } of this.pool.slice(labels.length)) object.visible = false;
  }

  clear(): void {
    for (const { object } of this.pool) object.visible = false;
  }

  dispose(): void {
    // Removing the objects also removes their elements.
    this.object.clear();
  }

  private at(index: number): { readonly object: CSS2DObject; readonly text: HTMLElement } {
    const known = this.pool[index];
    if (known) return known;
    const holder = document.createElement('div');
    const text = document.createElement('span');
    text.className = 'contour-number';
    holder.append(text);
    const label = { object: new CSS2DObject(holder), text };
    this.pool.push(label);
    this.object.add(label.object);
    return label;
  }
}

/** Where numbers stand, in world coordinates: on multiples of `step`, found between samples of `height`. */
export function contourLabels(
  frame: PlotFrame,
  step: number,
  height: HeightFunction,
  arrows: Pick<ArrowPlaces, 'clearance'> | null = null,
): readonly ContourLabel[] {
  const placed: ContourLabel[] = [];
  /** How much of a number an arrow crosses. */
  const covered = ([x, y]: Place): number =>
    arrows === null ? 0 : Math.max(0, CLEAR - arrows.clearance(x, y));
  for (const [level, places] of crossings(frame, step, height)) {
    // Best first: clear of arrows, then on the diagonal, where lines of bowls are well apart.
    const ordered = places
      .map((place) => ({ place, covered: covered(place), diagonal: diagonal(place) }))
      .sort((a, b) => a.covered - b.covered || a.diagonal - b.diagonal);
    let named = false;
    for (const { place, covered } of ordered) {
      const [x, y] = place;
      // A line that has its number needs no second one under an arrow.
      if (named && covered > 0) break;
      if (placed.length >= MOST_LABELS) return placed;
      const clear = placed.every((other) => {
        const distance = Math.hypot(other.x - x, other.y - y);
        return distance >= (other.level === level ? APART_ON_LINE : APART);
      });
      if (!clear) continue;
      placed.push({ x, y, level });
      named = true;
    }
  }
  return placed;
}

function diagonal([x, y]: Place): number {
  return Math.abs(Math.abs(x) - Math.abs(y));
}

type Place = readonly [x: number, y: number];

/** Places at which the lines of each level cross the rows of a grid, levels rising. */
function crossings(
  frame: PlotFrame,
  step: number,
  height: HeightFunction,
): ReadonlyMap<number, readonly Place[]> {
  const found = new Map<number, Place[]>();
  const world = (index: number): number => (2 * index) / CELLS - 1;
  const inside = (place: number): boolean => Math.abs(place) <= 1 - EDGE;
  for (let row = 0; row <= CELLS; row++) {
    const y = world(row);
    if (!inside(y)) continue;
    let before = Number.NaN;
    for (let column = 0; column <= CELLS; column++) {
      const x = world(column);
      const level = frame.level(height(frame.domainX(x), frame.domainY(y)));
      const [low, high] = [Math.min(before, level), Math.max(before, level)];
      // Differences of many levels within one cell are poles and cliffs, not lines.
      const shown = high - low < 4 * step && low >= frame.level(frame.low) && high <= frame.level(frame.high);
      if (shown) {
        for (let k = Math.ceil(low / step); k * step < high; k++) {
          const at = x - (2 / CELLS) * ((level - k * step) / (level - before));
          if (inside(at)) found.set(k, [...(found.get(k) ?? []), [at, y]]);
        }
      }
      before = level;
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b).map(([k, places]) => [k * step, places]));
}
