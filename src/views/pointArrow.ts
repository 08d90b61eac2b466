/** An arrow at the point in a direction of the plane: tangent to the surface, with its shadow on the floor; on a map the shadow alone. */
import { Group } from 'three/webgpu';
import { GradientArrow } from './gradientArrow';

type Place = readonly [x: number, y: number, z: number];

export interface PointArrowPicture {
  /** World place of the point. */
  readonly at: Place;
  /** Height of the floor. */
  readonly floorZ: number;
  /** A unit vector of the picture's plane. */
  readonly direction: readonly [number, number];
  /** Slopes of the surface along the picture's axes; null on a map, where there are no heights. */
  readonly slope: readonly [number, number] | null;
  readonly lengthWorld: number;
}

export class PointArrow {
  readonly object = new Group();
  private readonly tangent: GradientArrow;
  private readonly shadow: GradientArrow;

  /** `liftWorld` keeps arrows of different directions apart where they cross. */
  constructor(
    color: number,
    private readonly liftWorld: number,
  ) {
    this.tangent = new GradientArrow(color, false);
    this.shadow = new GradientArrow(color, true);
    this.object.add(this.tangent.object, this.shadow.object);
  }

  /** Returns the world place of the tip: of the tangent, or on a map of the shadow. */
  show({ at: [x, y, z], floorZ, direction: [ux, uy], slope, lengthWorld }: PointArrowPicture): Place {
    const floor = floorZ + this.liftWorld;
    this.shadow.show([x, y, floor], [ux, uy, 0], lengthWorld);
    if (slope === null) return [x + lengthWorld * ux, y + lengthWorld * uy, floor];
    const rise = slope[0] * ux + slope[1] * uy;
    const size = Math.hypot(1, rise);
    const along: Place = [ux / size, uy / size, rise / size];
    const tail: Place = [x, y, z + this.liftWorld];
    this.tangent.show(tail, along, lengthWorld);
    return [
      tail[0] + lengthWorld * along[0],
      tail[1] + lengthWorld * along[1],
      tail[2] + lengthWorld * along[2],
    ];
  }

  hide(): void {
    this.tangent.hide();
    this.shadow.hide();
  }

  dispose(): void {
    this.tangent.dispose();
    this.shadow.dispose();
  }
}
