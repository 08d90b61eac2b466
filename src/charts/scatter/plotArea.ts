/** Between the numbers of a plot and the pixels of its area. */
import type { Interval } from '../../fields/grid';
import { linearTicks, type Tick } from '../../fields/ticks';

/** Pixels around the area for the axes' numbers and names. */
const MARGIN = { left: 44, right: 12, top: 20, bottom: 38 } as const;
/** Pixels between two numbers of an axis, at least. */
const TICK_SPACING = { x: 64, y: 44 } as const;

export class PlotArea {
  readonly left = MARGIN.left;
  readonly top = MARGIN.top;
  readonly right: number;
  readonly bottom: number;

  /** `width` and `height` are those of the whole plot, in CSS pixels. */
  constructor(
    width: number,
    height: number,
    private readonly x: Interval,
    private readonly y: Interval,
  ) {
    this.right = Math.max(this.left + 1, width - MARGIN.right);
    this.bottom = Math.max(this.top + 1, height - MARGIN.bottom);
  }

  get width(): number {
    return this.right - this.left;
  }

  get height(): number {
    return this.bottom - this.top;
  }

  pixelX(x: number): number {
    return this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.width;
  }

  pixelY(y: number): number {
    return this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * this.height;
  }

  /** The x of a pixel, held within the area. */
  dataX(pixel: number): number {
    const share = Math.min(1, Math.max(0, (pixel - this.left) / this.width));
    return this.x[0] + share * (this.x[1] - this.x[0]);
  }

  dataY(pixel: number): number {
    const share = Math.min(1, Math.max(0, (this.bottom - pixel) / this.height));
    return this.y[0] + share * (this.y[1] - this.y[0]);
  }

  /** The distance in data of one pixel along each axis. */
  get pixelSize(): readonly [x: number, y: number] {
    return [(this.x[1] - this.x[0]) / this.width, (this.y[1] - this.y[0]) / this.height];
  }

  ticksX(): readonly Tick[] {
    return linearTicks(...this.x, this.width / TICK_SPACING.x);
  }

  ticksY(): readonly Tick[] {
    return linearTicks(...this.y, this.height / TICK_SPACING.y);
  }

  contains(pixelX: number, pixelY: number): boolean {
    return pixelX >= this.left && pixelX <= this.right && pixelY >= this.top && pixelY <= this.bottom;
  }
}
