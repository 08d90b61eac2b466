/** From a picture to what uPlot is told: axes, ticks, lines. */
import type uPlot from 'uplot';
import { CHART_PALETTES } from './chartColors';
import type { ChartPicture } from './chartPicture';
import { CHART_FONT, decadeTicks, logTickText, tickText } from './chartText';
import { drawMarks } from './plotMarks';

/**
 * Axes and lines as `picture` has them. What a later picture may change without a new plot, its ranges and what stands on its
 * lines, is asked of `current` at every drawing.
 */
export function plotOptions(
  picture: ChartPicture,
  size: { readonly width: number; readonly height: number },
  current: () => ChartPicture,
): uPlot.Options {
  const palette = CHART_PALETTES[picture.theme];
  const axis: uPlot.Axis = {
    stroke: palette.text,
    font: CHART_FONT,
    grid: { stroke: palette.grid, width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 18, 0, 0],
    scales: {
      x: { time: false, distr: picture.logX ? 3 : 1, range: () => [...current().rangeX] },
      y: { distr: picture.logY ? 3 : 1, range: () => [...current().rangeY] },
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
    hooks: { draw: [(plot) => drawMarks(plot, current())] },
  };
}

/** Pictures of the same shape share a plot: they differ only in what `current` is asked for, and in their data. */
export function plotShape({ theme, logX, logY, wholeX, axisWidth, lines }: ChartPicture): string {
  return JSON.stringify([theme, logX, logY, wholeX, axisWidth, lines.map(({ values: _, ...look }) => look)]);
}

export function plotData({ coordinates, lines }: ChartPicture): uPlot.AlignedData {
  return [Array.from(coordinates), ...lines.map(({ values }) => [...values])];
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

/** Steps of an axis that counts. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((digit) => [1, 10, 100, 1000].map((power) => digit * power))
  .sort((a, b) => a - b);

/** Room for the longest tick, so that no number is cut off and short ones waste no room. */
function widthOfTicks(plot: uPlot, ticks: string[] | null): number {
  if (ticks === null || ticks.length === 0) return 32;
  plot.ctx.save();
  plot.ctx.font = CHART_FONT;
  const widest = Math.max(...ticks.map((tick) => plot.ctx.measureText(tick).width));
  plot.ctx.restore();
  return Math.ceil(widest) + 12;
}
