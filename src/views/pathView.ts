/** A descent: a cased line over the surface and one on the floor, a dot at every step, a ball at the current one. */
import { Group } from 'three/webgpu';
import { clipToSquare, FatLines, HIDDEN_PLACE, HIDDEN_SEGMENT } from './fatLines';
import { Marks } from './marks';
import type { PlotFrame } from './plotFrame';
import { MARK_COLORS, THEME_COLORS, type ThemeName } from './themeColors';

export interface PathPicture {
  /** x, y, f of steps 0 to n; NaN f lies off the surface. */
  readonly points: Float64Array;
  /** Steps 0 to `position` are drawn. */
  readonly position: number;
}

/** The longest descent that the state permits; longer ones still fit, the buffers grow. */
const CAPACITY = 5000;
/** Above surface and floor, so that the mesh's facets do not swallow the line. */
const LIFT_WORLD = 0.008;
const FLOOR_LIFT_WORLD = 0.006;

type Place = readonly [x: number, y: number, z: number];

export class PathView {
  readonly object = new Group();
  private readonly casing = new FatLines({
    capacity: CAPACITY,
    color: MARK_COLORS.pathCasing,
    widthPixels: 5,
    depthOffset: 2,
  });
  private readonly core = new FatLines({ capacity: CAPACITY, color: MARK_COLORS.path, widthPixels: 2.6 });
  private readonly onFloor = new FatLines({ capacity: CAPACITY, color: 0, widthPixels: 2 });
  private readonly dots = new Marks({
    shape: 'disc',
    capacity: CAPACITY + 1,
    color: MARK_COLORS.path,
    rim: MARK_COLORS.pathCasing,
    radiusPixels: 2.2,
    rimPixels: 1.3,
    haloPixels: 0,
    ghost: 0,
    renderOrder: 10,
  });
  private readonly ball = new Marks({
    shape: 'disc',
    capacity: 1,
    color: MARK_COLORS.path,
    rim: MARK_COLORS.pathCasing,
    radiusPixels: 6,
    rimPixels: 2,
    haloPixels: 0,
    ghost: 0.4,
    renderOrder: 24,
  });
  private points: Float64Array | null = null;
  private frame: PlotFrame | null = null;
  /** Steps whose segment (from the step before) and dot are in the buffers. */
  private filled = -1;

  constructor() {
    this.object.add(
      this.casing.object,
      this.core.object,
      this.onFloor.object,
      this.dots.object,
      this.ball.object,
    );
  }

  /** On a `map` only the line on the floor is shown: there are no heights. */
  show(path: PathPicture | null, frame: PlotFrame, map: boolean): void {
    this.object.visible = path !== null;
    if (!path) return;
    if (path.points !== this.points || frame !== this.frame) this.filled = -1;
    this.points = path.points;
    this.frame = frame;
    const last = Math.min(path.position, path.points.length / 3 - 1);
    this.fill(path.points, frame, last);
    for (const lines of [this.casing, this.core, this.onFloor]) lines.setCount(Math.max(0, last));
    this.dots.setCount(Math.min(CAPACITY + 1, last + 1));
    for (const raised of [this.casing, this.core, this.dots]) raised.object.visible &&= !map;
    this.ball.set(last >= 0 ? [...this.ballPlace(path.points, frame, last, map)] : []);
  }

  setTheme(theme: ThemeName): void {
    this.onFloor.setColor(THEME_COLORS[theme].pathOnFloor);
  }

  dispose(): void {
    for (const part of [this.casing, this.core, this.onFloor, this.dots, this.ball]) part.dispose();
  }

  /** Playing forward adds a few segments a frame; only those are written and uploaded. */
  private fill(points: Float64Array, frame: PlotFrame, last: number): void {
    const from = this.filled + 1;
    if (from > last) return;
    const surface: number[] = [];
    const floor: number[] = [];
    const dots: number[] = [];
    for (let step = from; step <= last; step++) {
      const here = placeOf(points, frame, step);
      if (step <= CAPACITY) dots.push(...(here ?? HIDDEN_PLACE));
      if (step === 0) continue;
      const before = placeOf(points, frame, step - 1);
      surface.push(...(before && here ? [...before, ...here] : HIDDEN_SEGMENT));
      floor.push(...floorSegment(points, frame, step));
    }
    const firstSegment = Math.max(0, from - 1);
    this.casing.write(firstSegment, surface);
    this.core.write(firstSegment, surface);
    this.onFloor.write(firstSegment, floor);
    if (from <= CAPACITY) this.dots.write(from, dots);
    this.filled = last;
  }

  /** On the surface; off it, on the floor below, where that is inside of the box. */
  private ballPlace(points: Float64Array, frame: PlotFrame, step: number, map: boolean): Place {
    const place = placeOf(points, frame, step);
    if (place && !map) return place;
    const [x, y] = [points[step * 3] ?? Number.NaN, points[step * 3 + 1] ?? Number.NaN];
    return frame.covers(x, y) ? [frame.worldX(x), frame.worldY(y), frame.floorZ] : [...HIDDEN_PLACE];
  }
}

function placeOf(points: Float64Array, frame: PlotFrame, step: number): Place | null {
  const [x = Number.NaN, y = Number.NaN, f = Number.NaN] = points.subarray(step * 3, step * 3 + 3);
  if (!frame.covers(x, y) || !frame.shows(f)) return null;
  return [frame.worldX(x), frame.worldY(y), frame.worldZ(f) + LIFT_WORLD];
}

function floorSegment(points: Float64Array, frame: PlotFrame, step: number): readonly number[] {
  const [ax = 0, ay = 0, , bx = 0, by = 0] = points.subarray(step * 3 - 3, step * 3 + 2);
  const clipped = clipToSquare(frame.worldX(ax), frame.worldY(ay), frame.worldX(bx), frame.worldY(by));
  if (!clipped) return HIDDEN_SEGMENT;
  const z = frame.floorZ + FLOOR_LIFT_WORLD;
  return [clipped[0], clipped[1], z, clipped[2], clipped[3], z];
}
