/** f against the step of a descent, on a logarithmic axis where that shows more. */

import type { ChartTheme } from './chartColors';
import { decadeRange, paddedRange, prefersLogAxis, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface DescentData {
  /** f after 0, 1, 2, … steps; NaN where undefined. */
  readonly values: ArrayLike<number>;
  /** The steps of the values, where not all are known. */
  readonly steps?: ArrayLike<number>;
  /** Number of the value shown: the step, where all are known. */
  readonly position: number;
  /** Such as 'Gradient descent'. */
  readonly optimizer: string;
  readonly theme: ChartTheme;
}

/** With more, dots merge into a band. */
const MOST_DOTS = 40;

export class DescentChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement) {
    this.#chart = new LineChart(host);
  }

  update({ values, steps, position, optimizer, theme }: DescentData): void {
    const stepOf = (index: number): number => steps?.[index] ?? index;
    const last = stepOf(values.length - 1);
    const logY = prefersLogAxis(values);
    const value = values[position] ?? Number.NaN;
    const place = `f = ${captionText(value)} at step ${stepOf(position)}`;
    this.#chart.update({
      caption: `${optimizer} · ${place}`,
      description: `f against the step of ${optimizer}, ${last} steps; ${place}`,
      coordinates: Array.from(values, (_, index) => stepOf(index)),
      lines: [{ values: withGaps(values), color: 'second', dots: values.length <= MOST_DOTS }],
      rangeX: [0, Math.max(1, last)],
      rangeY: logY ? decadeRange(values) : paddedRange(values),
      logY,
      wholeX: true,
      mark: { x: stepOf(position), y: value, color: 'first' },
      theme,
    });
  }
}
