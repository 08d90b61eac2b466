/** A function and its derivative over one axis: solid and dashed. */
import type { ChartTheme } from './chartColors';
import { paddedRange, withGaps } from './chartData';
import { LineChart } from './lineChart';

export interface PairData {
  readonly label: string;
  readonly coordinates: Float64Array;
  /** NaN where undefined or left out. */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
  /** What of the values is shown; all of them where absent. */
  readonly view: readonly [number, number] | undefined;
  readonly theme: ChartTheme;
}

export class PairChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement) {
    this.#chart = new LineChart(host);
  }

  update({ label, coordinates, values, slopes, view, theme }: PairData): void {
    this.#chart.update({
      caption: `${label} and its derivative`,
      description: `${label}, solid, and its derivative, dashed, from ${coordinates.at(0)} to ${coordinates.at(-1)}`,
      coordinates,
      lines: [
        { values: withGaps(values), color: 'second' },
        { values: withGaps(slopes), color: 'first', dashed: true, width: 2 },
      ],
      rangeX: [coordinates.at(0) ?? 0, coordinates.at(-1) ?? 1],
      rangeY: view ?? paddedRange([...values, ...slopes]),
      logY: false,
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
