/**
 * One large arrow at the point, tangent to the surface or flat on the floor. What the surface hides of the former shines
 * through: in a valley the tangent lies below the surface.
 */

import { cameraPosition, cross, Fn, normalize, uniform, vec3 } from 'three/tsl';
import { DoubleSide, Group, Mesh, MeshBasicNodeMaterial, Vector3 } from 'three/webgpu';
import { arrowGeometry, arrowVertex } from './arrowShape';
import { displayColor } from './themeColors';

const SHAFT_HALF_WIDTH_WORLD = 0.013;
const HEAD_LENGTH_WORLD = 0.11;
/** Opacity of what the surface hides, and its place: after the surface, before the point's ball. */
const GHOST_OPACITY = 0.45;
const GHOST_ORDER = 28;

export class GradientArrow {
  readonly object = new Group();
  private readonly tail = uniform(new Vector3());
  private readonly along = uniform(new Vector3(1, 0, 0));
  private readonly length = uniform(0);
  private readonly geometry = arrowGeometry();
  private readonly materials: MeshBasicNodeMaterial[] = [];

  /** `flat`: lies in the floor's plane; else it turns about its axis to face the eye. */
  constructor(color: number, flat: boolean) {
    const position = Fn(() => {
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
    this.object.visible = false;
    const addLayer = (material: MeshBasicNodeMaterial, renderOrder: number): void => {
      displayColor(color, material.color);
      material.positionNode = position;
      const mesh = new Mesh(this.geometry, material);
      mesh.frustumCulled = false;
      mesh.renderOrder = renderOrder;
      this.materials.push(material);
      this.object.add(mesh);
    };
    addLayer(new MeshBasicNodeMaterial({ side: DoubleSide }), 0);
    if (flat) return;
    const ghost = { transparent: true, opacity: GHOST_OPACITY, depthTest: false, depthWrite: false } as const;
    addLayer(new MeshBasicNodeMaterial({ side: DoubleSide, ...ghost }), GHOST_ORDER);
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
    this.object.visible = length > 0;
  }

  hide(): void {
    this.object.visible = false;
  }

  dispose(): void {
    this.geometry.dispose();
    for (const material of this.materials) material.dispose();
  }
}
