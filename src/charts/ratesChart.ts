/** f against the step for several learning rates, on a logarithmic axis as far as f is positive. */
import type { ChartColor, ChartTheme } from './chartColors';
import { bulkRange, decadeRange, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface RateCurve {
  readonly rate: number;
  /** f after 0, 1, 2, … steps; shorter where the descent ended early. */
  readonly values: ArrayLike<number>;
}

export interface RatesData {
  /** Three at most: as many as there are colours and dashes. */
  readonly curves: readonly RateCurve[];
  readonly theme: ChartTheme;
}

const LOOKS: readonly { color: ChartColor; dash?: readonly number[]; name: string }[] = [
  { color: 'first', dash: [2, 4], name: 'dotted' },
  { color: 'second', name: 'solid' },
  { color: 'third', dash: [8, 5], name: 'dashed' },
];
/** What lies beyond is as good as there or as good as lost. */
const VALUE_LIMITS = [1e-12, 1e4] as const;

export class RatesChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement) {
    this.#chart = new LineChart(host);
  }

  update({ curves, theme }: RatesData): void {
    const all = curves.flatMap(({ values }) => Array.from(values)).filter(Number.isFinite);
    const logY = all.every((value) => value >= 0);
    const length = Math.max(2, ...curves.map(({ values }) => values.length));
    const [least, most] = VALUE_LIMITS;
    const shown = logY ? all.map((value) => Math.min(most, Math.max(least, value))) : all;
    const words = curves.map(({ rate, values }, index) => {
      const last = values[values.length - 1] ?? Number.NaN;
      return `${captionText(rate)} (${LOOKS[index]?.name ?? ''}) ends at ${captionText(last)}`;
    });
    this.#chart.update({
      caption: `f against the step · ${curves.map(({ rate }, index) => `${captionText(rate)} ${LOOKS[index]?.name ?? ''}`).join(', ')}`,
      description: `f against the step for learning rates ${words.join('; ')}`,
      coordinates: Array.from({ length }, (_, step) => step),
      lines: curves.map(({ values }, index) => {
        const { color = 'quiet', dash } = LOOKS[index] ?? {};
        const padded = Array.from({ length }, (_, step) => values[step] ?? Number.NaN);
        return {
          values: withGaps(padded).map((value) => (logY && value !== null && value <= 0 ? null : value)),
          color,
          ...(dash ? { dashed: true, dash, width: 2 } : {}),
        };
      }),
      rangeX: [0, length - 1],
      rangeY: logY ? decadeRange(shown) : bulkRange(shown),
      logY,
      wholeX: true,
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
