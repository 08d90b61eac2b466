/** What a pixel of the stage means: which pane it lies in, whether it grabs the point, which place of the domain it shows. */
import { type PerspectiveCamera, Vector2, Vector3 } from 'three/webgpu';
import type { Pane } from './pane';
import type { PaneName, PaneRectangle } from './paneLayout';
import { type DomainPoint, type HeightFunction, pickFloor, pickPlane, pickSurface, type Ray } from './pick';

const GRAB_PIXELS = { mouse: 18, touch: 28 } as const;

interface Found {
  readonly pane: Pane;
  readonly rectangle: PaneRectangle;
}

export class PanePointer {
  rectangles: readonly PaneRectangle[] = [];
  surfaceVisible = true;
  private readonly ndc = new Vector2();
  /** The pane a drag goes on in, wherever the pointer is by now. */
  private dragPane: PaneName = 'value';
  /** From the pointer to the middle of the ball it grabbed, in pixels. */
  private grip: readonly [number, number] = [0, 0];

  constructor(
    private readonly panes: ReadonlyMap<PaneName, Pane>,
    private readonly camera: PerspectiveCamera,
    public height: HeightFunction,
  ) {}

  /** True where the point is within a pointer's or a finger's reach; `dragged` then goes on from here. */
  grabs(x: number, y: number, touch: boolean): boolean {
    const found = this.paneAt(x, y);
    const center = found?.pane.pointCenter();
    if (!found || !center) return false;
    const { left, top, width, height } = found.rectangle;
    const projected = new Vector3(...center).project(this.camera);
    const grip = [
      left + ((projected.x + 1) / 2) * width - x,
      top + ((1 - projected.y) / 2) * height - y,
    ] as const;
    if (projected.z > 1 || Math.hypot(...grip) > (touch ? GRAB_PIXELS.touch : GRAB_PIXELS.mouse))
      return false;
    this.dragPane = found.pane.name;
    this.grip = grip;
    return true;
  }

  /**
   * Where a grabbed point goes: on the surface under the pointer; beside it, on the point's own level within the
   * domain.
   */
  dragged(x: number, y: number): DomainPoint | null {
    const pane = this.panes.get(this.dragPane);
    const rectangle = this.rectangles.find(({ name }) => name === this.dragPane);
    const center = pane?.pointCenter();
    if (!pane?.frame || !rectangle || !center) return null;
    const ray = this.rayAt(x + this.grip[0], y + this.grip[1], rectangle);
    return this.onSurface(ray, pane) ?? pickPlane(ray, pane.frame, center[2]);
  }

  /** The place on the surface, or else on the floor, that is seen at a pixel. */
  placeAt(x: number, y: number): DomainPoint | null {
    const found = this.paneAt(x, y);
    if (!found?.pane.frame) return null;
    const ray = this.rayAt(x, y, found.rectangle);
    return this.onSurface(ray, found.pane) ?? pickFloor(ray, found.pane.frame);
  }

  private paneAt(x: number, y: number): Found | null {
    for (const rectangle of this.rectangles) {
      const pane = this.panes.get(rectangle.name);
      const { left, top, width, height } = rectangle;
      if (pane && x >= left && y >= top && x < left + width && y < top + height) return { pane, rectangle };
    }
    return null;
  }

  private rayAt(x: number, y: number, { left, top, width, height }: PaneRectangle): Ray {
    this.ndc.set(((x - left) / width) * 2 - 1, 1 - ((y - top) / height) * 2);
    const origin = this.camera.position;
    const direction = new Vector3(this.ndc.x, this.ndc.y, 0.5).unproject(this.camera).sub(origin).normalize();
    return { origin: [origin.x, origin.y, origin.z], direction: [direction.x, direction.y, direction.z] };
  }

  /** Only f itself is known here as a function: the panes of its derivatives are picked on planes. */
  private onSurface(ray: Ray, pane: Pane): DomainPoint | null {
    if (pane.name !== 'value' || !pane.frame || !this.surfaceVisible) return null;
    return pickSurface(ray, pane.frame, this.height);
  }
}
