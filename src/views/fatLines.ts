/** Line segments some pixels wide in a preallocated buffer, of which only what changed is uploaded. */

import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import { LineSegments2 } from 'three/addons/lines/webgpu/LineSegments2.js';
import { type InstancedInterleavedBuffer, InterleavedBufferAttribute, Line2NodeMaterial } from 'three/webgpu';
import { displayColor } from './themeColors';

const FLOATS_PER_SEGMENT = 6;
/** Beyond the far plane: where a segment goes that must not be seen but has to keep its index. */
const NOWHERE = -1e6;

export interface FatLineOptions {
  readonly capacity: number;
  readonly color: number;
  readonly widthPixels: number;
  /** Pushes the line away from the eye (positive), such as a casing behind its core. */
  readonly depthOffset?: number;
  readonly renderOrder?: number;
  /** Shows through whatever lies before it. */
  readonly through?: boolean;
}

export class FatLines {
  readonly object: LineSegments2;
  private readonly material: Line2NodeMaterial;
  private geometry: LineSegmentsGeometry;
  private capacity = 0;
  private count = 0;

  constructor({ capacity, color, widthPixels, depthOffset, renderOrder, through }: FatLineOptions) {
    this.material = new Line2NodeMaterial({ linewidth: widthPixels });
    // Coverage by alpha leaves specks of the background where short segments meet; multisampling smooths the sides.
    this.material.alphaToCoverage = false;
    if (depthOffset !== undefined) {
      this.material.polygonOffset = true;
      this.material.polygonOffsetFactor = 0;
      this.material.polygonOffsetUnits = depthOffset;
    }
    if (through) this.material.depthTest = false;
    this.setColor(color);
    this.geometry = this.allocate(capacity);
    this.object = new LineSegments2(this.geometry, this.material);
    this.object.frustumCulled = false;
    this.object.renderOrder = renderOrder ?? 0;
    this.setCount(0);
  }

  setColor(color: number): void {
    displayColor(color, this.material.color);
  }

  /** Shows `segments`, six world coordinates each. */
  set(segments: readonly number[]): void {
    const count = segments.length / FLOATS_PER_SEGMENT;
    this.write(0, segments);
    this.setCount(count);
  }

  /** Writes segments from number `first` on without changing how many are shown; grows where needed. */
  write(first: number, segments: readonly number[]): void {
    const end = first * FLOATS_PER_SEGMENT + segments.length;
    if (end > this.capacity * FLOATS_PER_SEGMENT) this.grow(end / FLOATS_PER_SEGMENT);
    if (segments.length === 0) return;
    const buffer = this.buffer();
    buffer.array.set(segments, first * FLOATS_PER_SEGMENT);
    buffer.addUpdateRange(first * FLOATS_PER_SEGMENT, segments.length);
    buffer.needsUpdate = true;
  }

  setCount(count: number): void {
    this.count = count;
    this.geometry.instanceCount = count;
    this.object.visible = count > 0;
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }

  private buffer(): InstancedInterleavedBuffer {
    const attribute = this.geometry.getAttribute('instanceStart');
    if (!(attribute instanceof InterleavedBufferAttribute))
      throw new TypeError('line geometry without interleaved segments');
    return attribute.data as InstancedInterleavedBuffer;
  }

  private allocate(capacity: number): LineSegmentsGeometry {
    this.capacity = Math.max(1, Math.ceil(capacity));
    const geometry = new LineSegmentsGeometry();
    geometry.setPositions(new Float32Array(this.capacity * FLOATS_PER_SEGMENT));
    return geometry;
  }

  private grow(capacity: number): void {
    const old = this.geometry;
    const kept = this.buffer().array;
    this.geometry = this.allocate(Math.max(capacity, this.capacity * 2));
    this.buffer().array.set(kept);
    this.geometry.instanceCount = this.count;
    this.object.geometry = this.geometry;
    old.dispose();
  }
}

/** A segment that is never seen. */
export const HIDDEN_SEGMENT: readonly number[] = [0, 0, NOWHERE, 0, 1, NOWHERE];
export const HIDDEN_PLACE: readonly [number, number, number] = [0, 0, NOWHERE];

/** The part of a flat segment within the square [−1, 1]², or null. (Liang and Barsky 1984.) */
export function clipToSquare(
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly [number, number, number, number] | null {
  let from = 0;
  let to = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [
    [-dx, ax + 1],
    [dx, 1 - ax],
    [-dy, ay + 1],
    [dy, 1 - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) {
      from = Math.max(from, q / p);
    } else {
      to = Math.min(to, q / p);
    }
  }
  // Also false where a coordinate is NaN.
  return from < to ? [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy] : null;
}
