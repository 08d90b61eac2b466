/** Discs, diamonds and squares of a constant size in pixels, drawn as shaded flat shapes that face the eye. */

import {
  attribute,
  cameraProjectionMatrix,
  dot,
  Fn,
  mix,
  modelViewMatrix,
  normalize,
  positionGeometry,
  screenDPR,
  smoothstep,
  uniform,
  varyingProperty,
  vec2,
  vec3,
  vec4,
  viewport,
} from 'three/tsl';
import type { Node } from 'three/webgpu';
import {
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  MeshBasicNodeMaterial,
  PlaneGeometry,
  Vector3,
} from 'three/webgpu';
import { displayColor } from './themeColors';

export type MarkShape = 'disc' | 'diamond' | 'square';

export interface MarkOptions {
  readonly shape: MarkShape;
  readonly capacity: number;
  readonly color: number;
  readonly rim: number;
  readonly radiusPixels: number;
  readonly rimPixels: number;
  /** Soft glow outside of the rim; 0 for none. */
  readonly haloPixels: number;
  /** Opacity of what the surface hides; 0 for none. */
  readonly ghost: number;
  readonly renderOrder: number;
}

/** Marks are drawn this much nearer to the eye than they are, so that the surface they sit on does not cut them. */
const TOWARDS_EYE_WORLD = 0.05;
const HALO_OPACITY = 0.38;

export class Marks {
  readonly object = new Group();
  private readonly geometry = new InstancedBufferGeometry();
  private readonly centers: InstancedBufferAttribute;
  private readonly materials: MeshBasicNodeMaterial[] = [];
  private readonly fill = uniform(new Vector3());
  private readonly rim = uniform(new Vector3());

  constructor(private readonly options: MarkOptions) {
    const plane = new PlaneGeometry(2, 2);
    this.geometry.setAttribute('position', plane.getAttribute('position'));
    this.geometry.setIndex(plane.getIndex());
    this.centers = new InstancedBufferAttribute(new Float32Array(options.capacity * 3), 3);
    this.geometry.setAttribute('center', this.centers);
    this.setColors(options.color, options.rim);
    if (options.ghost > 0) this.addLayer(options.ghost, false, options.renderOrder);
    this.addLayer(1, true, options.renderOrder + 1);
    this.setCount(0);
  }

  setColors(color: number, rim: number): void {
    const c = displayColor(color);
    this.fill.value.set(c.r, c.g, c.b);
    displayColor(rim, c);
    this.rim.value.set(c.r, c.g, c.b);
  }

  /** Shows marks at `centers`, three world coordinates each; more than the capacity are left out. */
  set(centers: readonly number[]): void {
    this.write(0, centers.slice(0, this.options.capacity * 3));
    this.setCount(Math.min(this.options.capacity, centers.length / 3));
  }

  write(first: number, centers: readonly number[]): void {
    if (centers.length === 0) return;
    this.centers.array.set(centers, first * 3);
    this.centers.addUpdateRange(first * 3, centers.length);
    this.centers.needsUpdate = true;
  }

  setCount(count: number): void {
    this.geometry.instanceCount = count;
    this.object.visible = count > 0;
  }

  dispose(): void {
    this.geometry.dispose();
    for (const material of this.materials) material.dispose();
  }

  private addLayer(opacity: number, depthTest: boolean, renderOrder: number): void {
    const { radiusPixels, rimPixels, haloPixels, shape } = this.options;
    const outer = radiusPixels + rimPixels + haloPixels + 1;
    const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, depthTest });
    const corner = varyingProperty('vec2', 'vCorner');
    material.vertexNode = Fn(() => {
      corner.assign(positionGeometry.xy.mul(outer));
      const view = modelViewMatrix.mul(vec4(vec3(attribute('center', 'vec3')), 1)).xyz.toVar();
      const clip = cameraProjectionMatrix
        .mul(vec4(view.sub(normalize(view).mul(TOWARDS_EYE_WORLD)), 1))
        .toVar();
      const offset = positionGeometry.xy
        .mul(screenDPR.mul(2 * outer))
        .div(viewport.zw)
        .mul(clip.w);
      return vec4(clip.xy.add(offset), clip.zw);
    })();
    material.colorNode = Fn(() => {
      const radius = distanceIn(shape, corner);
      const edge = (at: number): Node<'float'> => smoothstep(at - 0.5, at + 0.5, radius).oneMinus();
      const core = edge(radiusPixels).toVar();
      const body = edge(radiusPixels + rimPixels).toVar();
      // A highlight up left and a darker lower right make the disc a ball.
      const roundness = dot(corner.div(radiusPixels), vec2(-0.5, 0.6)).mul(0.28);
      const ball = mix(this.fill, vec3(1, 1, 1), roundness.clamp(0, 1)).mul(roundness.min(0).mul(0.9).add(1));
      const rimColor = mix(this.rim, ball, core);
      const falloff = smoothstep(
        radiusPixels + rimPixels - 1,
        radiusPixels + rimPixels + Math.max(haloPixels, 1),
        radius,
      );
      const alpha = haloPixels > 0 ? body.max(falloff.oneMinus().mul(HALO_OPACITY)) : body;
      return vec4(mix(this.fill, rimColor, body), alpha.mul(opacity));
    })();
    const mesh = new Mesh(this.geometry, material);
    mesh.frustumCulled = false;
    mesh.renderOrder = renderOrder;
    this.materials.push(material);
    this.object.add(mesh);
  }
}

/** How far `corner` lies from the middle, measured so that the shape's outline is a circle of that measure. */
function distanceIn(shape: MarkShape, corner: Node<'vec2'>): Node<'float'> {
  switch (shape) {
    case 'disc':
      return corner.length();
    case 'diamond':
      return corner.x.abs().add(corner.y.abs());
    case 'square':
      return corner.x.abs().max(corner.y.abs());
    default:
      return shape satisfies never;
  }
}
