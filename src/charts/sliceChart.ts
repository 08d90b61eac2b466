/** f along one coordinate through the point, with the tangent whose slope is the partial derivative. */
import type { Interval } from '../fields/grid';
import type { ChartColor, ChartTheme } from './chartColors';
import { bulkRange, tangentSamples, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface SliceData {
  /** Of the varying coordinate, rising. */
  readonly coordinates: Float64Array;
  /** f there; NaN where undefined. */
  readonly values: Float64Array;
  /** What the field is called. */
  readonly name: string;
  /** Name of the varying coordinate, and the one held still with its value. */
  readonly variable: string;
  readonly fixed: { readonly name: string; readonly value: number };
  /** The point: its varying coordinate, f there and the partial derivative there; NaN where undefined. */
  readonly at: number;
  readonly value: number;
  readonly slope: number;
  readonly theme: ChartTheme;
}

export class SliceChart {
  readonly #chart: LineChart;
  readonly #color: ChartColor;

  /** `along` picks the colour: the first coordinate's or the second's. */
  constructor(host: HTMLElement, along: 'first' | 'second') {
    this.#chart = new LineChart(host);
    this.#color = along;
  }

  update({ coordinates, values, name, variable, fixed, at, value, slope, theme }: SliceData): void {
    const rangeY = bulkRange(values);
    const hasTangent = Number.isFinite(value) && Number.isFinite(slope);
    const place = `${fixed.name} = ${captionText(fixed.value)}`;
    const tangent = hasTangent ? `∂${name}/∂${variable} = ${captionText(slope)}` : 'no tangent here';
    this.#chart.update({
      caption: `${name} at ${place} · ${tangent}`,
      description: `${name} along ${variable} at ${place}, from ${captionText(rangeY[0])} to ${captionText(rangeY[1])}; ${tangent}`,
      coordinates,
      lines: [
        ...(hasTangent
          ? [
              {
                values: tangentSamples(coordinates, at, value, slope, rangeY),
                color: 'quiet',
                dashed: true,
              } as const,
            ]
          : []),
        { values: withGaps(values), color: this.#color },
      ],
      rangeX: endsOf(coordinates),
      rangeY,
      logY: false,
      mark: { x: at, y: value, color: this.#color },
      theme,
    });
  }
}

function endsOf(coordinates: Float64Array): Interval {
  return [coordinates.at(0) ?? 0, coordinates.at(-1) ?? 1];
}
