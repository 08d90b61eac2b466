/** A wrong answer minus the right one over one variable: where it leaves zero it is wrong, and by how much. */
import type { ChartTheme } from './chartColors';
import { bulkRange, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface DifferenceLine {
  /** What is drawn, in words. */
  readonly subject: string;
  /** Where what else it depends on is held, such as "z = 1.5"; may be empty. */
  readonly place: string;
  readonly variable: string;
  /** Of the variable, rising, and the difference there; NaN where undefined. */
  readonly coordinates: Float64Array;
  readonly values: Float64Array;
  readonly theme: ChartTheme;
}

export class DifferenceChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement) {
    this.#chart = new LineChart(host);
  }

  update({ subject, place, variable, coordinates, values, theme }: DifferenceLine): void {
    const rangeX = [coordinates.at(0) ?? 0, coordinates.at(-1) ?? 1] as const;
    // Zero belongs in the picture: it is where the answer would be right.
    const rangeY = bulkRange([...values, 0]);
    const held = place === '' ? '' : ` with ${place}`;
    this.#chart.update({
      caption: `${subject}, against ${variable}${held}`,
      description: `${subject}${held}, for ${variable} from ${captionText(rangeX[0])} to ${captionText(rangeX[1])}: it lies between ${captionText(rangeY[0])} and ${captionText(rangeY[1])}; zero would be right.`,
      coordinates,
      lines: [
        { values: Array.from(coordinates, () => 0), color: 'quiet', dashed: true },
        { values: withGaps(values), color: 'second' },
      ],
      rangeX,
      rangeY,
      logY: false,
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
