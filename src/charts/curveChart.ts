/**
 * f of one coordinate with tangent and secant, and its derivative below on the same axis: the picture on the board. The point
 * is dragged in either; in the upper one the far end of the secant can be taken too.
 */
import type { Interval } from '../fields/grid';
import type { ChartTheme } from './chartColors';
import { bulkRange, tangentSamples, withGaps } from './chartData';
import type { ChartLine, ChartPicture, ChartPoint } from './chartPicture';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

/** The line whose slope is a difference quotient: through two points of the curve. */
export interface Secant {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly slope: number;
  /** How far it goes along and up, as it is written beside it. */
  readonly run: string;
  readonly rise: string;
}

export interface CurveData {
  /** Of the coordinate, rising. */
  readonly coordinates: Float64Array;
  /** f and df/dx there; NaN where undefined. */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
  /** How f, its derivative and the coordinate are called. */
  readonly names: { readonly value: string; readonly slope: string; readonly variable: string };
  /** The point; NaN where undefined. */
  readonly at: number;
  readonly value: number;
  readonly slope: number;
  /** The slopes beside the point, where it is a corner of the curve. */
  readonly corner: { readonly left: number; readonly right: number } | null;
  readonly tangent: boolean;
  readonly secant: Secant | null;
  /** Coordinates of the descent's steps up to the one shown, and f there; empty where none is shown. */
  readonly path: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly theme: ChartTheme;
}

export interface CurveEvents {
  onPoint(x: number): void;
  /** The secant's far end was dragged to x. */
  onSecantEnd(x: number): void;
}

/** Room for numbers such as −1.25, or a power of ten. */
const AXIS_WIDTH = 48;
/** More steps of a descent would hide the curve. */
const MOST_STEPS = 60;

export class CurveChart {
  readonly #value: LineChart;
  readonly #slope: LineChart;
  #data: CurveData | null = null;
  #dragsSecant = false;

  constructor(host: HTMLElement, events: CurveEvents) {
    const [upper, lower] = [document.createElement('div'), document.createElement('div')];
    for (const part of [upper, lower]) part.className = 'curve-part';
    host.replaceChildren(upper, lower);
    this.#value = new LineChart(upper, (x, begins) => {
      if (begins) this.#dragsSecant = this.#isNearerSecantEnd(x);
      if (this.#dragsSecant) events.onSecantEnd(x);
      else events.onPoint(x);
    });
    this.#slope = new LineChart(lower, (x) => events.onPoint(x));
  }

  update(data: CurveData): void {
    this.#data = data;
    const rangeX: Interval = [data.coordinates.at(0) ?? 0, data.coordinates.at(-1) ?? 1];
    this.#updateValue(data, rangeX);
    this.#updateSlope(data, rangeX);
  }

  #updateValue(data: CurveData, rangeX: Interval): void {
    const { coordinates, names, at, value, slope, secant, theme } = data;
    const range = bulkRange(data.values);
    const straight = (y: number, rate: number, x: number) => tangentSamples(coordinates, x, y, rate, range);
    const defined = Number.isFinite(value);
    const sloped = defined && Number.isFinite(slope) && data.corner === null;
    const lines: ChartLine[] = [];
    if (data.tangent && sloped) {
      lines.push({ values: straight(value, slope, at), color: 'quiet', dashed: true });
    }
    if (secant) {
      lines.push({
        values: straight(secant.from.y, secant.slope, secant.from.x),
        color: 'first',
        width: 1.5,
      });
    }
    lines.push({ values: withGaps(data.values), color: 'second', width: 2.5 });
    const points: ChartPoint[] = [
      ...data.path.x.slice(0, MOST_STEPS).map(
        (x, step): ChartPoint => ({
          x,
          y: data.path.y[step] ?? Number.NaN,
          color: 'third',
          shape: 'circle',
          hollow: true,
        }),
      ),
    ];
    if (secant) {
      points.push(
        { ...secant.from, color: 'first', shape: 'square' },
        { ...secant.to, color: 'first', shape: 'square' },
      );
    }
    const words = [
      `${names.value} = ${captionText(value)} at ${names.variable} = ${captionText(at)}`,
      ...(data.tangent
        ? [sloped ? `tangent (dashed) of slope ${captionText(slope)}` : withoutTangent(data)]
        : []),
      ...(secant ? [`secant (squares) of slope ${captionText(secant.slope)}`] : []),
    ];
    this.#value.update({
      caption: words.join(' · '),
      description: `${names.value} along ${names.variable}: ${words.join(', ')}`,
      coordinates,
      lines,
      rangeX,
      rangeY: range,
      logY: false,
      axisWidth: AXIS_WIDTH,
      mark: { x: at, y: value, color: 'mark' },
      points,
      ...(secant && stepsOf(secant, rangeX, range)),
      theme,
    });
  }

  #updateSlope(data: CurveData, rangeX: Interval): void {
    const { coordinates, slopes, names, at, slope, corner, theme } = data;
    const place = `${names.variable} = ${captionText(at)}`;
    const words = corner
      ? `${names.slope} has no value at ${place}: it jumps there from ${captionText(corner.left)} to ${captionText(corner.right)}`
      : `${names.slope} = ${captionText(slope)} at ${place}`;
    this.#slope.update({
      caption: words,
      description: `${names.slope} along ${names.variable}: ${words}`,
      coordinates,
      lines: [
        { values: Array.from(coordinates, () => 0), color: 'quiet', width: 1 },
        { values: withGaps(slopes), color: 'first', width: 2.5 },
      ],
      rangeX,
      rangeY: rangeWithZero(bulkRange(slopes)),
      logY: false,
      axisWidth: AXIS_WIDTH,
      mark: { x: at, y: corner ? Number.NaN : slope, color: 'mark' },
      theme,
    });
  }

  #isNearerSecantEnd(x: number): boolean {
    const { secant, at } = this.#data ?? {};
    if (!secant || at === undefined) return false;
    return Math.abs(x - secant.to.x) < Math.abs(x - at);
  }
}

function withoutTangent({ corner }: CurveData): string {
  if (corner === null) return 'no tangent here';
  return `no tangent at a corner: slope ${captionText(corner.left)} on its left, ${captionText(corner.right)} on its right`;
}

/** A step smaller than this share of the picture has no room for its names. */
const LEAST_STEP_SHARE = 0.07;

/** Run and rise of a secant as the two steps of a stair, each with its name. */
function stepsOf(
  { from, to, run, rise }: Secant,
  [left, right]: Interval,
  [bottom, top]: readonly [number, number],
): Pick<ChartPicture, 'segments' | 'notes'> | undefined {
  const along = Math.abs(to.x - from.x) / (right - left);
  const up = Math.abs(to.y - from.y) / (top - bottom);
  if (!(along > LEAST_STEP_SHARE)) return undefined;
  const corner = { x: to.x, y: from.y };
  return {
    segments: [
      { from, to: corner, color: 'first' },
      { from: corner, to, color: 'first' },
    ],
    notes: [
      {
        x: (from.x + to.x) / 2,
        y: from.y,
        text: run,
        align: 'center',
        side: to.y < from.y ? 'above' : 'below',
      },
      ...(up > LEAST_STEP_SHARE
        ? [{ x: to.x, y: (from.y + to.y) / 2, text: rise, align: 'left' } as const]
        : []),
    ],
  };
}

/** A derivative is read against zero: rising above, falling below. */
function rangeWithZero([low, high]: readonly [number, number]): [number, number] {
  const margin = 0.08 * (Math.max(high, 0) - Math.min(low, 0));
  return [low > 0 ? -margin : low, high < 0 ? margin : high];
}
