/** Known minima: diamonds on the surface, each with a line down to the floor. */
import { Group } from 'three/webgpu';
import { FatLines } from './fatLines';
import { Marks } from './marks';
import type { PlotFrame } from './plotFrame';
import { MARK_COLORS, THEME_COLORS, type ThemeName } from './themeColors';

export interface MinimumPicture {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Published landscapes have at most a few dozen known minima. */
const LARGEST_COUNT = 256;

export class MinimaView {
  readonly object = new Group();
  private readonly marks = new Marks({
    shape: 'diamond',
    capacity: LARGEST_COUNT,
    color: MARK_COLORS.minimum,
    rim: MARK_COLORS.pathCasing,
    radiusPixels: 7,
    rimPixels: 2,
    haloPixels: 0,
    ghost: 0.45,
    renderOrder: 20,
  });
  private readonly drops = new FatLines({ capacity: 32, color: 0, widthPixels: 1.2 });

  constructor() {
    this.object.add(this.marks.object, this.drops.object);
  }

  show(points: readonly MinimumPicture[], frame: PlotFrame): void {
    const centers: number[] = [];
    const drops: number[] = [];
    for (const { x, y, value } of points) {
      if (!frame.covers(x, y) || !frame.shows(value)) continue;
      const place = [frame.worldX(x), frame.worldY(y)] as const;
      const z = Math.max(frame.lowZ, frame.worldZ(value));
      centers.push(...place, z);
      drops.push(...place, z, ...place, frame.floorZ);
    }
    this.marks.set(centers);
    this.drops.set(drops);
  }

  setTheme(theme: ThemeName): void {
    this.drops.setColor(THEME_COLORS[theme].dropLine);
  }

  dispose(): void {
    this.marks.dispose();
    this.drops.dispose();
  }
}
