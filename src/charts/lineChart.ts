/**
 * Lines over one axis with a marked point: a thin layer over uPlot, which is loaded when the first chart has a size.
 * It knows no fields and no descents; those are in the files named after them.
 */
import type uPlot from 'uplot';
import { CHART_PALETTES, type ChartColor, type ChartTheme } from './chartColors';
import type { Sample } from './chartData';
import { decadeTicks, logTickText, tickText } from './chartText';
import './charts.css';

export interface ChartLine {
  readonly values: readonly Sample[];
  readonly color: ChartColor;
  readonly dashed?: boolean;
  /** Marks every sample, for few of them. */
  readonly dots?: boolean;
}

export interface ChartPicture {
  /** Above the chart, with the meaning of its lines. */
  readonly caption: string;
  /** What the picture says, in words. */
  readonly description: string;
  readonly coordinates: ArrayLike<number>;
  readonly lines: readonly ChartLine[];
  readonly rangeX: readonly [number, number];
  readonly rangeY: readonly [number, number];
  readonly logY: boolean;
  /** A whole-numbered axis has no ticks between whole numbers. */
  readonly wholeX?: boolean;
  readonly mark?: { readonly x: number; readonly y: number; readonly color: ChartColor } | undefined;
  readonly theme: ChartTheme;
}

type UPlot = typeof uPlot;

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
const MARK_RADIUS = 4.5;
/** Narrower than this there is no room for axes, and uPlot fails on sizes that are not positive. */
const SMALLEST_PIXELS = 40;

let loading: Promise<UPlot> | undefined;

function loadUPlot(): Promise<UPlot> {
  loading ??= Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(
    ([module]) => module.default,
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

  constructor(host: HTMLElement) {
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
    void loadUPlot().then((library) => this.#drawWith(library));
  }

  #drawWith(library: UPlot): void {
    const picture = this.#picture;
    if (picture === undefined || this.#disposed || !this.#visible) return;
    const shape = JSON.stringify([
      picture.theme,
      picture.logY,
      picture.wholeX,
      picture.lines.map(({ color, dashed, dots }) => [color, dashed, dots]),
    ]);
    if (this.#plot === undefined || shape !== this.#shape) {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#plot = new library(this.#options(picture), dataOf(picture), this.#canvasHost);
      return;
    }
    if (this.#plot.width !== this.#size.width || this.#plot.height !== this.#size.height) {
      this.#plot.setSize(this.#size);
    }
    this.#plot.setData(dataOf(picture));
  }

  #options(picture: ChartPicture): uPlot.Options {
    const palette = CHART_PALETTES[picture.theme];
    const axis: uPlot.Axis = {
      stroke: palette.text,
      font: FONT,
      grid: { stroke: palette.grid, width: 1 },
      ticks: { show: false },
      gap: 6,
    };
    return {
      ...this.#size,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false, range: () => [...(this.#picture ?? picture).rangeX] },
        y: { distr: picture.logY ? 3 : 1, range: () => [...(this.#picture ?? picture).rangeY] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          space: 56,
          ...(picture.wholeX ? { incrs: WHOLE_STEPS } : {}),
          values: (_plot, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, step)),
        },
        {
          ...axis,
          size: widthOfTicks,
          ...(picture.logY
            ? LOG_TICKS
            : {
                space: 32,
                values: (_plot, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, step)),
              }),
        },
      ],
      series: [
        {},
        ...picture.lines.map(
          ({ color, dashed, dots }): uPlot.Series => ({
            stroke: palette[color],
            width: dashed ? 1.5 : 2,
            // Rounded to pixels, a smooth curve would look like stairs.
            pxAlign: 0,
            ...(dashed ? { dash: [6, 5] } : {}),
            points: { show: dots ?? false, size: 5, fill: palette[color], stroke: palette[color] },
          }),
        ),
      ],
      hooks: { draw: [(plot) => this.#drawMark(plot)] },
    };
  }

  #drawMark(plot: uPlot): void {
    const { mark, theme } = this.#picture ?? {};
    if (mark === undefined || theme === undefined || !Number.isFinite(mark.x)) return;
    const { ctx, bbox } = plot;
    const palette = CHART_PALETTES[theme];
    const pixels = devicePixelRatio;
    const left = plot.valToPos(mark.x, 'x', true);
    ctx.save();
    ctx.strokeStyle = palette.quiet;
    ctx.globalAlpha = 0.6;
    ctx.lineWidth = pixels;
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
    const top = plot.valToPos(mark.y, 'y', true);
    if (Number.isFinite(top) && top >= bbox.top && top <= bbox.top + bbox.height) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = palette[mark.color];
      ctx.strokeStyle = palette.ground;
      ctx.lineWidth = 2 * pixels;
      ctx.beginPath();
      ctx.arc(left, top, MARK_RADIUS * pixels, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    }
    ctx.restore();
  }
}

const LOG_TICK_PIXELS = 24;

/** uPlot's own logarithmic ticks are dense, and it blanks some of them after the fact. */
const LOG_TICKS: Pick<uPlot.Axis, 'splits' | 'filter' | 'values'> = {
  splits: (plot, _axis, low, high) => decadeTicks(low, high, plot.height / LOG_TICK_PIXELS),
  filter: (_plot, ticks) => ticks,
  values: (_plot, ticks) => ticks.map(logTickText),
};

/** Steps of an axis that counts. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((digit) => [1, 10, 100, 1000].map((power) => digit * power))
  .sort((a, b) => a - b);

/** Room for the longest tick, so that no number is cut off and short ones waste no room. */
function widthOfTicks(plot: uPlot, ticks: string[] | null): number {
  if (ticks === null || ticks.length === 0) return 32;
  plot.ctx.save();
  plot.ctx.font = FONT;
  const widest = Math.max(...ticks.map((tick) => plot.ctx.measureText(tick).width));
  plot.ctx.restore();
  return Math.ceil(widest) + 12;
}

function dataOf({ coordinates, lines }: ChartPicture): uPlot.AlignedData {
  return [Array.from(coordinates), ...lines.map(({ values }) => [...values])];
}
