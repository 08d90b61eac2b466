/** One large arrow at the point, tangent to the surface or flat on the floor. */

import { cameraPosition, cross, Fn, normalize, uniform, vec3 } from 'three/tsl';
import { DoubleSide, Mesh, MeshBasicNodeMaterial, Vector3 } from 'three/webgpu';
import { arrowGeometry, arrowVertex } from './arrowShape';
import { displayColor } from './themeColors';

const SHAFT_HALF_WIDTH_WORLD = 0.013;
const HEAD_LENGTH_WORLD = 0.11;

export class GradientArrow {
  readonly mesh: Mesh;
  private readonly tail = uniform(new Vector3());
  private readonly along = uniform(new Vector3(1, 0, 0));
  private readonly length = uniform(0);
  private readonly geometry = arrowGeometry();
  private readonly material = new MeshBasicNodeMaterial({ side: DoubleSide });

  /** `flat`: lies in the floor's plane; else it turns about its axis to face the eye. */
  constructor(color: number, flat: boolean) {
    displayColor(color, this.material.color);
    this.material.positionNode = Fn(() => {
      const toEye = normalize(cameraPosition.sub(this.tail));
      const across = flat
        ? vec3(this.along.y, this.along.x.negate(), 0)
        : normalize(cross(this.along, toEye));
      return arrowVertex({
        tail: this.tail,
        along: this.along,
        across: across.toVar(),
        length: this.length,
        shaftHalfWidth: uniform(SHAFT_HALF_WIDTH_WORLD),
        headLength: uniform(HEAD_LENGTH_WORLD),
      });
    })();
    this.mesh = new Mesh(this.geometry, this.material);
    this.mesh.frustumCulled = false;
    this.mesh.visible = false;
  }

  /** `along` must have unit length. */
  show(
    tail: readonly [number, number, number],
    along: readonly [number, number, number],
    length: number,
  ): void {
    this.tail.value.set(...tail);
    this.along.value.set(...along);
    this.length.value = length;
    this.mesh.visible = length > 0;
  }

  hide(): void {
    this.mesh.visible = false;
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
