/** What lies under the points: the shading of the area, and the points themselves where they are too many for elements. */
import type { ChartTheme } from '../chartColors';
import type { PlotArea } from './plotArea';
import { colorOf } from './pointShapes';
import type { ScatterPicture } from './scatterPicture';

/** Opacity of the shading where it is certain of a group; half-way between groups it is clear. */
const STRONGEST_SHADE = 0.42;
const DOT_RADIUS = 2;
const DOT_OPACITY = 0.55;
const MOST_PIXEL_RATIO = 2;

export class ShadingLayer {
  readonly canvas = document.createElement('canvas');
  readonly #samples = document.createElement('canvas');
  readonly #dots = document.createElement('canvas');
  /** What the dots were drawn of. */
  #drawn: readonly unknown[] = [];

  constructor() {
    this.canvas.className = 'scatter-shading';
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** Draws `picture`'s shading, and its points too where `dots`. */
  draw(picture: ScatterPicture, area: PlotArea, width: number, height: number, dots: boolean): void {
    const ratio = Math.min(MOST_PIXEL_RATIO, window.devicePixelRatio || 1);
    const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== pixelsX) this.canvas.width = pixelsX;
    if (this.canvas.height !== pixelsY) this.canvas.height = pixelsY;
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const image = picture.shading && this.#imageOf(picture);
    if (image) {
      context.imageSmoothingEnabled = true;
      // Samples lie on the area's edges: half a sample of the image reaches beyond each.
      const [overX, overY] = [area.width / (2 * (image.width - 1)), area.height / (2 * (image.height - 1))];
      context.save();
      context.beginPath();
      context.rect(area.left, area.top, area.width, area.height);
      context.clip();
      context.drawImage(
        image,
        area.left - overX,
        area.top - overY,
        area.width + 2 * overX,
        area.height + 2 * overY,
      );
      context.restore();
    }
    if (dots) {
      this.#drawDots(picture, area, ratio);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(this.#dots, 0, 0);
    }
  }

  /** Dots by the ten thousands take longer than a frame: they are drawn again only where they are others, or elsewhere. */
  #drawDots(picture: ScatterPicture, area: PlotArea, ratio: number): void {
    const { points, theme, x, y } = picture;
    const { width, height } = this.canvas;
    const wanted = [
      points.x,
      points.y,
      points.groups,
      theme,
      width,
      height,
      ratio,
      ...x.interval,
      ...y.interval,
    ];
    if (wanted.every((part, index) => part === this.#drawn[index])) return;
    this.#drawn = wanted;
    // Setting a size clears it.
    this.#dots.width = width;
    this.#dots.height = height;
    const context = this.#dots.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawDots(context, picture, area);
  }

  #imageOf({ shading, theme }: ScatterPicture): HTMLCanvasElement | null {
    if (shading === null) return null;
    const { nx, ny, values, groups } = shading;
    this.#samples.width = nx;
    this.#samples.height = ny;
    const context = this.#samples.getContext('2d');
    if (context === null) return null;
    const image = context.createImageData(nx, ny);
    const most = groups ? Array.from(groups).reduce((last, group) => Math.max(last, group), 1) : 1;
    const colors = Array.from({ length: most + 1 }, (_, group) => rgbOf(group, theme));
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const value = values[j * nx + i] ?? Number.NaN;
        // The picture's rows run downwards.
        const pixel = 4 * ((ny - 1 - j) * nx + i);
        const group = groups ? (groups[j * nx + i] ?? 0) : value >= 0.5 ? 1 : 0;
        const [r = 0, g = 0, b = 0] = colors[group] ?? [];
        const certain = groups ? value : Math.abs(2 * value - 1);
        const certainty = Number.isNaN(certain) ? 0 : Math.min(1, certain);
        image.data.set([r, g, b, Math.round(255 * STRONGEST_SHADE * certainty)], pixel);
      }
    }
    context.putImageData(image, 0, 0);
    return this.#samples;
  }
}

function rgbOf(group: number, theme: ChartTheme): readonly number[] {
  const digits = colorOf(group, theme).slice(1);
  return [0, 2, 4].map((from) => Number.parseInt(digits.slice(from, from + 2), 16));
}

function drawDots(context: CanvasRenderingContext2D, picture: ScatterPicture, area: PlotArea): void {
  const { points, theme } = picture;
  context.globalAlpha = DOT_OPACITY;
  for (let index = 0; index < points.x.length; index++) {
    const x = area.pixelX(points.x[index] ?? Number.NaN);
    const y = area.pixelY(points.y[index] ?? Number.NaN);
    if (!area.contains(x, y)) continue;
    context.fillStyle = colorOf(points.groups?.[index] ?? 0, theme);
    context.beginPath();
    context.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}
