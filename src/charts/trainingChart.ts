/** Loss and accuracy of a training against its step, on one axis where there is an accuracy: both live between 0 and about 1. */
import type { ChartTheme } from './chartColors';
import { decadeRange, paddedRange, prefersLogAxis, withGaps } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface TrainingData {
  /** Steps that are known, rising. */
  readonly steps: readonly number[];
  readonly losses: readonly number[];
  /** Shares of rows classified right; null for a regression. */
  readonly accuracies: readonly number[] | null;
  readonly shown: { readonly step: number; readonly loss: number };
  /** Such as 'Adam'. */
  readonly optimizer: string;
  readonly theme: ChartTheme;
}

export class TrainingChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement) {
    this.#chart = new LineChart(host);
  }

  update({ steps, losses, accuracies, shown, optimizer, theme }: TrainingData): void {
    const logY = accuracies === null && prefersLogAxis(losses);
    const place = `L = ${captionText(shown.loss)} at step ${shown.step}`;
    const meaning = accuracies === null ? '' : ' · dashed: accuracy';
    const highest = losses.filter(Number.isFinite).reduce((most, loss) => Math.max(most, loss), 1);
    this.#chart.update({
      caption: `${optimizer} · ${place}${meaning}`,
      description: `The loss${accuracies === null ? '' : ' and the share classified correctly'} against the step of ${optimizer}; ${place}`,
      coordinates: steps,
      lines: [
        { values: withGaps(losses), color: 'second' },
        ...(accuracies === null
          ? []
          : [{ values: withGaps(accuracies), color: 'first', dashed: true } as const]),
      ],
      rangeX: [0, Math.max(1, steps.at(-1) ?? 1)],
      rangeY:
        accuracies !== null ? paddedRange([0, highest]) : logY ? decadeRange(losses) : paddedRange(losses),
      logY,
      wholeX: true,
      mark: { x: shown.step, y: shown.loss, color: 'mark' },
      theme,
    });
  }
}
