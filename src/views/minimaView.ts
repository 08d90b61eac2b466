/** Known minima: diamonds on the surface, each with a line down to the floor; squares where data were drawn from. */
import { CSS2DObject } from 'three/addons/renderers/CSS2DRenderer.js';
import { Group } from 'three/webgpu';
import { FatLines } from './fatLines';
import { type MarkShape, Marks } from './marks';
import type { PlotFrame } from './plotFrame';
import { MARK_COLORS, THEME_COLORS, type ThemeName } from './themeColors';

export interface MinimumPicture {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  /** `origin`: the parameters that data were drawn with, near the minimum rather than at it. */
  readonly kind: 'minimum' | 'origin';
  /** Stands beside the mark; empty where marks need no name. */
  readonly label: string;
}

/** Published landscapes have at most a few dozen known minima. */
const LARGEST_COUNT = 256;
/** Beside the mark: origins to the left and minima to the right, so that two close ones stay legible. */
const LABEL_SIDES = { minimum: 0, origin: 1 } as const;

export class MinimaView {
  readonly object = new Group();
  private readonly marks = { minimum: marks('diamond', 7), origin: marks('square', 5) };
  private readonly drops = new FatLines({ capacity: 32, color: 0, widthPixels: 1.2 });
  private readonly labels: CSS2DObject[] = [];

  constructor() {
    this.object.add(this.marks.minimum.object, this.marks.origin.object, this.drops.object);
  }

  /** On a `map` they lie on the floor. */
  show(points: readonly MinimumPicture[], frame: PlotFrame, map: boolean): void {
    const centers: Record<MinimumPicture['kind'], number[]> = { minimum: [], origin: [] };
    const drops: number[] = [];
    this.clearLabels();
    for (const { x, y, value, kind, label } of points) {
      if (!frame.covers(x, y) || !frame.shows(value)) continue;
      const place = [frame.worldX(x), frame.worldY(y)] as const;
      const z = map ? frame.floorZ : Math.max(frame.lowZ, frame.worldZ(value));
      centers[kind].push(...place, z);
      drops.push(...place, z, ...place, frame.floorZ);
      if (label !== '') this.addLabel(label, kind, [...place, z]);
    }
    this.marks.minimum.set(centers.minimum);
    this.marks.origin.set(centers.origin);
    this.drops.set(drops);
  }

  setTheme(theme: ThemeName): void {
    this.drops.setColor(THEME_COLORS[theme].dropLine);
  }

  dispose(): void {
    this.clearLabels();
    this.marks.minimum.dispose();
    this.marks.origin.dispose();
    this.drops.dispose();
  }

  private addLabel(
    text: string,
    kind: MinimumPicture['kind'],
    place: readonly [number, number, number],
  ): void {
    const element = document.createElement('div');
    element.className = `minimum-label minimum-label-${kind}`;
    element.textContent = text;
    const label = new CSS2DObject(element);
    label.center.set(LABEL_SIDES[kind], 0.5);
    label.position.set(...place);
    this.labels.push(label);
    this.object.add(label);
  }

  private clearLabels(): void {
    // Its renderer takes the element away when the object leaves the scene.
    for (const label of this.labels.splice(0)) this.object.remove(label);
  }
}

function marks(shape: MarkShape, radiusPixels: number): Marks {
  return new Marks({
    shape,
    capacity: LARGEST_COUNT,
    color: MARK_COLORS.minimum,
    rim: MARK_COLORS.pathCasing,
    radiusPixels,
    rimPixels: 2,
    haloPixels: 0,
    ghost: 0.45,
    renderOrder: 20,
  });
}
