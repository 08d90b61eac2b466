/** The plot box: floor and back walls with grid lines at the ticks, and the box's edges. */
import { Group } from 'three/webgpu';
import { linearTicks, type Tick } from '../fields/ticks';
import { FatLines } from './fatLines';
import type { PlotFrame } from './plotFrame';
import { THEME_COLORS, type ThemeName } from './themeColors';

const HORIZONTAL_TICKS = 6;
const VERTICAL_TICKS = 5;
const GRID_PIXELS = 1;
const EDGE_PIXELS = 1.4;

export interface AxisTicks {
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  readonly z: readonly Tick[];
}

export function axisTicks(frame: PlotFrame): AxisTicks {
  return {
    x: linearTicks(frame.x[0], frame.x[1], HORIZONTAL_TICKS),
    y: linearTicks(frame.y[0], frame.y[1], HORIZONTAL_TICKS),
    z: frame.valueTicks(VERTICAL_TICKS),
  };
}

/** Towards which side of the box the eye is: the far walls are at −x and −y of these. */
export interface EyeSide {
  readonly x: 1 | -1;
  readonly y: 1 | -1;
}

/** Seen from straight above, walls are lines: from this elevation (degrees) on they are not drawn. */
export const PLAN_ELEVATION = 82;

export class Axes {
  readonly object = new Group();
  private readonly grid = new FatLines({ capacity: 256, color: 0, widthPixels: GRID_PIXELS });
  private readonly edges = new FatLines({ capacity: 24, color: 0, widthPixels: EDGE_PIXELS });
  private frame: PlotFrame | null = null;
  private ticks: AxisTicks | null = null;
  private drawn = '';

  constructor() {
    this.object.add(this.grid.object, this.edges.object);
  }

  setFrame(frame: PlotFrame, ticks: AxisTicks): void {
    this.frame = frame;
    this.ticks = ticks;
    this.drawn = '';
  }

  setTheme(theme: ThemeName): void {
    this.grid.setColor(THEME_COLORS[theme].grid);
    this.edges.setColor(THEME_COLORS[theme].edge);
  }

  /** Puts the walls behind the box as seen by the eye; without walls, a frame around the box at height `base`. */
  face(eye: EyeSide, walls: boolean, base: number): void {
    const key = `${eye.x} ${eye.y} ${walls} ${base}`;
    if (!this.frame || !this.ticks || key === this.drawn) return;
    this.drawn = key;
    const { frame, ticks } = this;
    const { floorZ: floor, lowZ, topZ: top } = frame;
    const [farX, farY] = [-eye.x, -eye.y];
    const grid: number[] = [];
    const edges: number[] = [];
    for (const { value } of ticks.x) {
      const x = frame.worldX(value);
      grid.push(x, -1, floor, x, 1, floor);
      if (walls) grid.push(x, farY, floor, x, farY, top);
    }
    for (const { value } of ticks.y) {
      const y = frame.worldY(value);
      grid.push(-1, y, floor, 1, y, floor);
      if (walls) grid.push(farX, y, floor, farX, y, top);
    }
    edges.push(...square(floor));
    if (base !== floor) edges.push(...square(base));
    if (walls) {
      for (const { value } of ticks.z) {
        const z = frame.worldZ(value);
        if (z < lowZ - 1e-6 || z > top + 1e-6) continue;
        grid.push(-1, farY, z, 1, farY, z, farX, -1, z, farX, 1, z);
      }
      edges.push(farX, farY, floor, farX, farY, top);
      edges.push(-farX, farY, floor, -farX, farY, top, farX, -farY, floor, farX, -farY, top);
      edges.push(-1, farY, top, 1, farY, top, farX, -1, top, farX, 1, top);
    }
    this.grid.set(grid);
    this.edges.set(edges);
  }

  dispose(): void {
    this.grid.dispose();
    this.edges.dispose();
  }
}

function square(z: number): readonly number[] {
  return [-1, -1, z, 1, -1, z, 1, -1, z, 1, 1, z, 1, 1, z, -1, 1, z, -1, 1, z, -1, -1, z];
}
