/**
 * Lines over one axis with marked points: a thin layer over uPlot, which is loaded when the first chart has a size.
 * It knows no fields and no descents; those are in the files named after them.
 */
import type uPlot from 'uplot';
import type { ChartPicture } from './chartPicture';
import { plotData, plotOptions, plotShape } from './plotOptions';
import './charts.css';

type UPlot = typeof uPlot;

/** Narrower than this there is no room for axes, and uPlot fails on sizes that are not positive. */
const SMALLEST_PIXELS = 40;

let loading: Promise<UPlot> | undefined;

/** Loads the library, once. What failed is tried again with the next call. */
export function loadUPlot(): Promise<UPlot> {
  loading ??= Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(
    ([module]) => module.default,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

export class LineChart {
  readonly #caption = document.createElement('figcaption');
  readonly #canvasHost = document.createElement('div');
  readonly #figure = document.createElement('figure');
  readonly #observer: ResizeObserver;
  #size = { width: 0, height: 0 };
  #picture: ChartPicture | undefined;
  #plot: uPlot | undefined;
  #shape = '';
  #disposed = false;

  /** With `onPoint`, pressing and dragging tells the place on the x axis, and whether a drag begins there. */
  constructor(host: HTMLElement, onPoint?: (x: number, begins: boolean) => void) {
    this.#figure.className = 'chart';
    this.#canvasHost.className = 'chart-canvas';
    this.#canvasHost.setAttribute('role', 'img');
    this.#figure.append(this.#caption, this.#canvasHost);
    host.replaceChildren(this.#figure);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      this.#size = {
        width: Math.floor(entry.contentRect.width),
        height: Math.floor(entry.contentRect.height),
      };
      this.#draw();
    });
    this.#observer.observe(this.#canvasHost);
    if (onPoint !== undefined) this.#listen(onPoint);
  }

  #listen(onPoint: (x: number, begins: boolean) => void): void {
    this.#canvasHost.classList.add('chart-pointable');
    const tell = ({ clientX, type }: PointerEvent): void => {
      if (this.#plot === undefined) return;
      const { left, width } = this.#plot.over.getBoundingClientRect();
      const x = this.#plot.posToVal(Math.min(width, Math.max(0, clientX - left)), 'x');
      onPoint(x, type === 'pointerdown');
    };
    this.#canvasHost.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.#canvasHost.setPointerCapture(event.pointerId);
      tell(event);
    });
    this.#canvasHost.addEventListener('pointermove', (event) => {
      if (this.#canvasHost.hasPointerCapture(event.pointerId)) tell(event);
    });
  }

  update(picture: ChartPicture): void {
    this.#picture = picture;
    if (this.#caption.textContent !== picture.caption) {
      this.#caption.textContent = picture.caption;
      this.#caption.title = picture.caption;
    }
    this.#canvasHost.setAttribute('aria-label', picture.description);
    this.#draw();
  }

  dispose(): void {
    this.#disposed = true;
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#figure.remove();
  }

  get #visible(): boolean {
    return this.#size.width >= SMALLEST_PIXELS && this.#size.height >= SMALLEST_PIXELS;
  }

  #draw(): void {
    // A folded drawer costs nothing: no library, no drawing.
    if (this.#picture === undefined || !this.#visible) return;
    loadUPlot().then(
      (library) => this.#drawWith(library),
      (error: unknown) => this.#tell(error),
    );
  }

  /** In the place of a chart that nothing draws. */
  #tell(error: unknown): void {
    if (this.#plot !== undefined || this.#disposed) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#canvasHost.textContent = `The chart could not be drawn (${reason}). It is tried again when it changes.`;
  }

  #drawWith(library: UPlot): void {
    const picture = this.#picture;
    if (picture === undefined || this.#disposed || !this.#visible) return;
    const shape = plotShape(picture);
    if (this.#plot === undefined || shape !== this.#shape) {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#canvasHost.replaceChildren();
      const options = plotOptions(picture, this.#size, () => this.#picture ?? picture);
      this.#plot = new library(options, plotData(picture), this.#canvasHost);
      return;
    }
    if (this.#plot.width !== this.#size.width || this.#plot.height !== this.#size.height) {
      this.#plot.setSize(this.#size);
    }
    this.#plot.setData(plotData(picture));
  }
}
