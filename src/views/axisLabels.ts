/** Numbers and names along the edges of the box: on the outline as the eye sees it, thinned so that none overlap. */

import { CSS2DObject } from 'three/addons/renderers/CSS2DRenderer.js';
import { Group, type PerspectiveCamera, Vector3 } from 'three/webgpu';
import type { AxisTicks, EyeSide } from './axes';
import type { PlotFrame } from './plotFrame';

/** Pixels between an edge and the middle of its numbers, and of its name. */
const NUMBER_OFFSET = 19;
const NAME_OFFSET = 44;
const VALUE_NUMBER_OFFSET = 24;
const VALUE_NAME_OFFSET = 20;
/** Estimate of the system font at 12 pixels: good enough to keep labels apart without reading layout. */
const CHARACTER_PIXELS = 7;
const LINE_PIXELS = 15;
const LEAST_GAP_PIXELS = 6;

export interface LabelView {
  readonly frame: PlotFrame;
  readonly ticks: AxisTicks;
  readonly camera: PerspectiveCamera;
  /** The sides of the box along which x and y are written. */
  readonly side: EyeSide;
  /** Height at which they are. */
  readonly base: number;
  /** Without walls, there is no value axis. */
  readonly walls: boolean;
  /** Of the pane, in pixels. */
  readonly width: number;
  readonly height: number;
}

interface Label {
  readonly object: CSS2DObject;
  readonly text: HTMLElement;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
}

/** What the two coordinates and the field over them are called. */
export type FieldNames = readonly [x: string, y: string, field: string];

export class AxisLabels {
  readonly object = new Group();
  private readonly pool: Label[] = [];
  private used = 0;
  private taken: Box[] = [];
  private names: FieldNames = ['x', 'y', 'f'];
  private readonly projected = new Vector3();

  setNames(names: FieldNames): void {
    this.names = names;
  }

  arrange({ frame, ticks, camera, side, base, walls, width, height }: LabelView): void {
    this.used = 0;
    this.taken = [];
    const project = (x: number, y: number, z: number): readonly [number, number] => {
      this.projected.set(x, y, z).project(camera);
      return [((this.projected.x + 1) / 2) * width, ((1 - this.projected.y) / 2) * height];
    };

    const edge = (
      axis: 'x' | 'y',
      at: number,
    ): { readonly place: Place; readonly outward: readonly [number, number] } => {
      const place: Place = axis === 'x' ? [at, side.y, base] : [side.x, at, base];
      const outside: Place = axis === 'x' ? [at, side.y * 1.2, base] : [side.x * 1.2, at, base];
      return { place, outward: direction(project(...place), project(...outside)) };
    };

    // Names first: a number may give way to them.
    for (const [axis, name] of [
      ['x', this.names[0]],
      ['y', this.names[1]],
    ] as const) {
      const { place, outward } = edge(axis, 0);
      this.put(name, 'axis-name', place, project(...place), outward, NAME_OFFSET);
    }
    if (walls) this.arrangeValues(frame, ticks, side, project);
    for (const axis of ['x', 'y'] as const) {
      const along = ticks[axis].map((tick) => ({
        tick,
        ...edge(axis, axis === 'x' ? frame.worldX(tick.value) : frame.worldY(tick.value)),
      }));
      const pixels = along.map(({ place }) => project(...place));
      const widest = Math.max(...ticks[axis].map(({ label }) => label.length)) * CHARACTER_PIXELS;
      const stride = strideFor(
        pixels,
        widest + LEAST_GAP_PIXELS,
        LINE_PIXELS + 2,
        zeroIndex(ticks[axis].map(({ value }) => value)),
      );
      along.forEach(({ tick, place, outward }, index) => {
        const pixel = pixels[index];
        if (pixel && stride(index)) this.put(tick.label, 'axis-number', place, pixel, outward, NUMBER_OFFSET);
      });
    }
    for (const label of this.pool.slice(this.used)) label.object.visible = false;
  }

  dispose(): void {
    // Removing the object also removes its element.
    this.object.clear();
  }

  private arrangeValues(frame: PlotFrame, ticks: AxisTicks, eye: EyeSide, project: Project): void {
    // The two vertical edges of the outline, where a near side meets a far one; the left one on the screen.
    const candidates = (
      [
        [eye.x, -eye.y],
        [-eye.x, eye.y],
      ] as const
    ).map((corner) => ({ corner, x: project(corner[0], corner[1], frame.middleZ)[0] }));
    const [first, second] = candidates;
    if (!first || !second) return;
    const { corner } = first.x < second.x ? first : second;
    const outward = [-1, 0] as const;
    const top: Place = [...corner, frame.topZ];
    if (this.names[2]) this.put(this.names[2], 'axis-name', top, project(...top), [0, -1], VALUE_NAME_OFFSET);
    const values = ticks.z.filter(({ value }) => {
      const z = frame.worldZ(value);
      return z >= frame.lowZ - 1e-6 && z <= frame.topZ + 1e-6;
    });
    const places = values.map(({ value }): Place => [...corner, frame.worldZ(value)]);
    const pixels = places.map((place) => project(...place));
    const stride = strideFor(
      pixels,
      Number.POSITIVE_INFINITY,
      LINE_PIXELS + 3,
      zeroIndex(values.map(({ value }) => value)),
    );
    values.forEach(({ label }, index) => {
      const [place, pixel] = [places[index], pixels[index]];
      const offset = Math.max(VALUE_NUMBER_OFFSET - 8, 10 + (label.length * CHARACTER_PIXELS) / 2);
      if (place && pixel && stride(index)) this.put(label, 'axis-number', place, pixel, outward, offset);
    });
  }

  private put(
    text: string,
    className: string,
    place: Place,
    pixel: readonly [number, number],
    outward: readonly [number, number],
    offset: number,
  ): void {
    const box: Box = {
      x: pixel[0] + outward[0] * offset,
      y: pixel[1] + outward[1] * offset,
      halfWidth: (text.length * CHARACTER_PIXELS) / 2,
    };
    const collides = this.taken.some(
      (other) =>
        Math.abs(other.x - box.x) < other.halfWidth + box.halfWidth + LEAST_GAP_PIXELS / 2 &&
        Math.abs(other.y - box.y) < LINE_PIXELS,
    );
    if (collides) return;
    this.taken.push(box);
    const label = this.next();
    label.object.position.set(...place);
    label.object.visible = true;
    if (label.text.textContent !== text) label.text.textContent = text;
    label.text.className = className;
    label.text.style.translate = `${(outward[0] * offset).toFixed(1)}px ${(outward[1] * offset).toFixed(1)}px`;
  }

  private next(): Label {
    const known = this.pool[this.used];
    this.used++;
    if (known) return known;
    const holder = document.createElement('div');
    const text = document.createElement('span');
    holder.append(text);
    const label = { object: new CSS2DObject(holder), text };
    this.pool.push(label);
    this.object.add(label.object);
    return label;
  }
}

type Place = [x: number, y: number, z: number];
type Project = (x: number, y: number, z: number) => readonly [number, number];

function direction(
  from: readonly [number, number],
  to: readonly [number, number],
): readonly [number, number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length > 1e-6 ? [dx / length, dy / length] : [0, 1];
}

function zeroIndex(values: readonly number[]): number {
  return Math.max(0, values.indexOf(0));
}

/** Which of the evenly spaced labels to keep, counted from `anchor`, so that neighbours do not touch. */
function strideFor(
  pixels: readonly (readonly [number, number])[],
  width: number,
  height: number,
  anchor: number,
): (index: number) => boolean {
  let needed = 1;
  for (let index = 1; index < pixels.length; index++) {
    const [a, b] = [pixels[index - 1], pixels[index]];
    if (!a || !b) continue;
    const perStep = Math.max(Math.abs(b[0] - a[0]) / width, Math.abs(b[1] - a[1]) / height);
    needed = Math.max(needed, Math.min(pixels.length, Math.ceil(1 / Math.max(perStep, 1e-6))));
  }
  const stride = [1, 2, 5, 10].find((candidate) => candidate >= needed) ?? needed;
  return (index) => (index - anchor) % stride === 0;
}
