/** The true error of difference quotients against the step, both logarithmic: a valley between two slopes. */
import type { SteppedMethod } from '../fields/gridRequest';
import type { StepError } from '../fields/microscopeView';
import type { ChartColor, ChartTheme } from './chartColors';
import { decadeRange, type Sample } from './chartData';
import type { ChartPoint } from './chartPicture';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface StepErrorCurve {
  readonly method: SteppedMethod;
  readonly label: string;
  /** |quotient − derivative| at each step; NaN where undefined. */
  readonly errors: ArrayLike<number>;
  readonly best: StepError | null;
}

export interface StepErrorData {
  /** Rising. */
  readonly steps: ArrayLike<number>;
  readonly curves: readonly StepErrorCurve[];
  /** The step chosen now. */
  readonly step: number;
  readonly theme: ChartTheme;
}

const COLORS: Readonly<Record<StepErrorCurve['method'], ChartColor>> = {
  forward: 'first',
  central: 'second',
  fivePoint: 'third',
};

export class StepErrorChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement, onStep: (step: number) => void) {
    this.#chart = new LineChart(host, onStep);
  }

  update({ steps, curves, step, theme }: StepErrorData): void {
    const rangeY = decadeRange(curves.flatMap(({ errors }) => Array.from(errors)));
    const best = curves.flatMap(({ label, best: at }) =>
      at === null ? [] : [`${label} is best at h = ${captionText(at.step)}, off by ${captionText(at.error)}`],
    );
    this.#chart.update({
      caption: `Error against h · ${curves.map(({ label, method }) => `${label}: ${method === 'forward' ? 'solid' : 'dashed'}`).join(', ')}`,
      description: `Error of the difference quotient against its step h: ${best.join('; ')}`,
      coordinates: steps,
      lines: curves.map(({ method, errors }) => ({
        // An error of exactly zero has no place on a logarithmic axis.
        values: Array.from(errors, (error): Sample => (error > 0 ? error : null)),
        color: COLORS[method],
        ...(method === 'forward' ? {} : { dashed: true, width: 2 }),
      })),
      rangeX: [steps[0] ?? 1e-12, steps[steps.length - 1] ?? 1],
      rangeY,
      logX: true,
      logY: true,
      mark: { x: step, y: Number.NaN, color: 'mark' },
      points: curves.flatMap(({ method, best: at }): ChartPoint[] =>
        at === null
          ? []
          : [
              {
                x: at.step,
                y: at.error,
                color: COLORS[method],
                shape: method === 'forward' ? 'square' : 'circle',
              },
            ],
      ),
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
