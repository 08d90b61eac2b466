/** f against the step of a descent, on a logarithmic axis where that shows more. */

import type { ChartTheme } from './chartColors';
import { decadeRange, paddedRange, prefersLogAxis, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface DescentData {
  /** f after 0, 1, 2, … steps; NaN where undefined. */
  readonly values: Float64Array;
  /** The step shown. */
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

  update({ values, position, optimizer, theme }: DescentData): void {
    const logY = prefersLogAxis(values);
    const value = values[position] ?? Number.NaN;
    const place = `f = ${captionText(value)} at step ${position}`;
    this.#chart.update({
      caption: `${optimizer} · ${place}`,
      description: `f against the step of ${optimizer}, ${values.length - 1} steps; ${place}`,
      coordinates: Array.from(values, (_, step) => step),
      lines: [{ values: withGaps(values), color: 'second', dots: values.length <= MOST_DOTS }],
      rangeX: [0, Math.max(1, values.length - 1)],
      rangeY: logY ? decadeRange(values) : paddedRange(values),
      logY,
      wholeX: true,
      mark: { x: position, y: value, color: 'first' },
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
