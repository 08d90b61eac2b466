/**
 * Lines over one axis with marked points: a thin layer over uPlot, which is loaded when the first chart has a size.
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
  /** Lengths of dashes and gaps, where not those of other dashed lines. */
  readonly dash?: readonly number[];
  /** Default: 2, or 1.5 for dashed lines. */
  readonly width?: number;
  /** Default: 1. */
  readonly alpha?: number;
  /** Marks every sample, for few of them. */
  readonly dots?: boolean;
}

export type PointShape = 'circle' | 'square' | 'triangle';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly color: ChartColor;
  readonly shape: PointShape;
  readonly hollow?: boolean;
}

/** Words in the picture: their left or right end, or their middle, at a place. */
export interface ChartNote {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align: 'left' | 'right' | 'center';
  /** Beside the place where absent. */
  readonly side?: 'above' | 'below';
}

/** A thin dashed line between two places. */
export interface ChartSegment {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly color: ChartColor;
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
  readonly logX?: boolean;
  readonly logY: boolean;
  /** A whole-numbered axis has no ticks between whole numbers. */
  readonly wholeX?: boolean;
  /** A vertical line at x, and a point on it where y is a number. */
  readonly mark?: { readonly x: number; readonly y: number; readonly color: ChartColor } | undefined;
  readonly points?: readonly ChartPoint[];
  readonly segments?: readonly ChartSegment[];
  readonly notes?: readonly ChartNote[];
  /** Width of the value axis in pixels, for charts whose axes below each other must agree; as wide as its numbers where absent. */
  readonly axisWidth?: number;
  readonly theme: ChartTheme;
}

type UPlot = typeof uPlot;

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
const MARK_RADIUS = 4.5;
const POINT_RADIUS = 4;
/** From the place to the words, pixels. */
const NOTE_GAPS = { left: 6, right: -6, center: 0 } as const;
const NOTE_DROPS = { above: -11, below: 11 } as const;
const SEGMENT_DASH = [3, 3] as const;
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
    const shape = JSON.stringify([
      picture.theme,
      picture.logX,
      picture.logY,
      picture.wholeX,
      picture.axisWidth,
      picture.lines.map(({ values: _, ...look }) => look),
    ]);
    if (this.#plot === undefined || shape !== this.#shape) {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#canvasHost.replaceChildren();
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
      padding: [8, 18, 0, 0],
      scales: {
        x: { time: false, distr: picture.logX ? 3 : 1, range: () => [...(this.#picture ?? picture).rangeX] },
        y: { distr: picture.logY ? 3 : 1, range: () => [...(this.#picture ?? picture).rangeY] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          space: 56,
          ...(picture.wholeX ? { incrs: WHOLE_STEPS } : {}),
          ...(picture.logX
            ? logTicks((plot) => plot.width / LOG_TICK_WIDTH)
            : { values: (_plot, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, step)) }),
        },
        {
          ...axis,
          size: picture.axisWidth ?? widthOfTicks,
          ...(picture.logY
            ? logTicks((plot) => plot.height / LOG_TICK_HEIGHT)
            : {
                space: 32,
                values: (_plot, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, step)),
              }),
        },
      ],
      series: [
        {},
        ...picture.lines.map(
          ({ color, dashed, dash, width, alpha, dots }): uPlot.Series => ({
            stroke: palette[color],
            width: width ?? (dashed ? 1.5 : 2),
            alpha: alpha ?? 1,
            // Rounded to pixels, a smooth curve would look like stairs.
            pxAlign: 0,
            ...(dashed ? { dash: [...(dash ?? [6, 5])] } : {}),
            paths: brokenLine,
            points: { show: dots ?? false, size: 5, fill: palette[color], stroke: palette[color] },
          }),
        ),
      ],
      hooks: {
        draw: [
          (plot) => this.#drawMarkLine(plot),
          (plot) => this.#drawSegments(plot),
          (plot) => this.#drawNotes(plot),
          (plot) => this.#drawPoints(plot),
          (plot) => this.#drawMark(plot),
        ],
      },
    };
  }

  #drawNotes(plot: uPlot): void {
    const { notes, theme } = this.#picture ?? {};
    if (notes === undefined || theme === undefined) return;
    const { ctx, bbox } = plot;
    const palette = CHART_PALETTES[theme];
    ctx.save();
    ctx.font = FONT.replace('12px', `${12 * devicePixelRatio}px`);
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    // Lines pass behind the words.
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.strokeStyle = palette.ground;
    ctx.fillStyle = palette.text;
    for (const { x, y, text, align, side } of notes) {
      const gap = NOTE_GAPS[align] * devicePixelRatio;
      const drop = side === undefined ? 0 : NOTE_DROPS[side] * devicePixelRatio;
      const place: [number, number] = [plot.valToPos(x, 'x', true) + gap, plot.valToPos(y, 'y', true) + drop];
      // What would not end within the picture stands on the other side.
      const isCut = align === 'left' && place[0] + ctx.measureText(text).width > bbox.left + bbox.width;
      if (isCut) place[0] -= 2 * gap;
      ctx.textAlign = isCut ? 'right' : align;
      ctx.strokeText(text, ...place);
      ctx.fillText(text, ...place);
    }
    ctx.restore();
  }

  #drawSegments(plot: uPlot): void {
    const { segments, theme } = this.#picture ?? {};
    if (segments === undefined || theme === undefined) return;
    const { ctx, bbox } = plot;
    const palette = CHART_PALETTES[theme];
    const place = ({ x, y }: ChartSegment['from']) =>
      [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)] as const;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash(SEGMENT_DASH.map((length) => length * devicePixelRatio));
    for (const { from, to, color } of segments) {
      ctx.strokeStyle = palette[color];
      ctx.beginPath();
      ctx.moveTo(...place(from));
      ctx.lineTo(...place(to));
      ctx.stroke();
    }
    ctx.restore();
  }

  #drawPoints(plot: uPlot): void {
    const { points, theme } = this.#picture ?? {};
    if (points === undefined || theme === undefined) return;
    const { ctx, bbox } = plot;
    const palette = CHART_PALETTES[theme];
    ctx.save();
    for (const { x, y, color, shape, hollow } of points) {
      const [left, top] = [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)];
      const inside =
        left >= bbox.left &&
        left <= bbox.left + bbox.width &&
        top >= bbox.top &&
        top <= bbox.top + bbox.height;
      if (!inside) continue;
      ctx.fillStyle = hollow ? palette.ground : palette[color];
      ctx.strokeStyle = hollow ? palette[color] : palette.ground;
      ctx.lineWidth = 1.5 * devicePixelRatio;
      outline(ctx, shape, left, top, POINT_RADIUS * devicePixelRatio);
      ctx.fill();
      ctx.stroke();
    }
    ctx.restore();
  }

  #drawMarkLine(plot: uPlot): void {
    const { mark, theme } = this.#picture ?? {};
    if (mark === undefined || theme === undefined || !Number.isFinite(mark.x)) return;
    const { ctx, bbox } = plot;
    const left = plot.valToPos(mark.x, 'x', true);
    ctx.save();
    ctx.strokeStyle = CHART_PALETTES[theme].quiet;
    ctx.globalAlpha = 0.6;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  #drawMark(plot: uPlot): void {
    const { mark, theme } = this.#picture ?? {};
    if (mark === undefined || theme === undefined || !Number.isFinite(mark.x)) return;
    const { ctx, bbox } = plot;
    const palette = CHART_PALETTES[theme];
    const left = plot.valToPos(mark.x, 'x', true);
    const top = plot.valToPos(mark.y, 'y', true);
    if (!(top >= bbox.top && top <= bbox.top + bbox.height)) return;
    ctx.save();
    ctx.fillStyle = palette[mark.color];
    ctx.strokeStyle = palette.ground;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    ctx.arc(left, top, MARK_RADIUS * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
}

/**
 * A line lifted at gaps. uPlot's own goes across them and hides that by a clip of whole pixels, so that slivers of steep jumps
 * remain.
 */
function brokenLine(plot: uPlot, series: number, from: number, to: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  let down = false;
  for (let index = from; index <= to; index++) {
    const [x, y] = [plot.data[0][index], plot.data[series]?.[index]];
    if (x === undefined || y === undefined || y === null) {
      down = false;
      continue;
    }
    const place = [plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)] as const;
    if (down) stroke.lineTo(...place);
    else stroke.moveTo(...place);
    down = true;
  }
  return { stroke };
}

const LOG_TICK_HEIGHT = 24;
const LOG_TICK_WIDTH = 44;

/** uPlot's own logarithmic ticks are dense, and it blanks some of them after the fact. */
function logTicks(most: (plot: uPlot) => number): Pick<uPlot.Axis, 'splits' | 'filter' | 'values'> {
  return {
    splits: (plot, _axis, low, high) => decadeTicks(low, high, most(plot)),
    filter: (_plot, ticks) => ticks,
    values: (_plot, ticks) => ticks.map(logTickText),
  };
}

function outline(
  ctx: CanvasRenderingContext2D,
  shape: PointShape,
  x: number,
  y: number,
  radius: number,
): void {
  ctx.beginPath();
  switch (shape) {
    case 'circle':
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      break;
    case 'square':
      ctx.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
      break;
    case 'triangle':
      ctx.moveTo(x, y - 1.2 * radius);
      ctx.lineTo(x + 1.15 * radius, y + 0.8 * radius);
      ctx.lineTo(x - 1.15 * radius, y + 0.8 * radius);
      break;
    default:
      shape satisfies never;
  }
  ctx.closePath();
}

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
