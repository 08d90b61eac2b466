/** The directional derivative against the angle of the direction: one wave, highest where the gradient points. */
import { slopeTowards } from '../fields/directionalDerivative';
import type { ChartTheme } from './chartColors';
import { paddedRange } from './chartData';
import { captionText } from './chartText';
import { LineChart } from './lineChart';

export interface AngleData {
  /** Of f at the point. */
  readonly gradient: readonly [number, number];
  /** Degrees, −180 to 180. */
  readonly angle: number;
  readonly theme: ChartTheme;
}

const STEP_DEGREES = 3;
const ANGLES = Array.from({ length: 360 / STEP_DEGREES + 1 }, (_, i) => -180 + i * STEP_DEGREES);

export class AngleChart {
  readonly #chart: LineChart;

  constructor(host: HTMLElement, onAngle: (degrees: number) => void) {
    this.#chart = new LineChart(host, (degrees) => onAngle(Math.round(degrees)));
  }

  update({ gradient, angle, theme }: AngleData): void {
    const values = ANGLES.map((degrees) => slopeTowards(gradient, degrees));
    const here = slopeTowards(gradient, angle);
    const steepness = Math.hypot(...gradient);
    const uphill = (Math.atan2(gradient[1], gradient[0]) * 180) / Math.PI;
    const words = `slope ${captionText(here)} towards ${captionText(angle)}°`;
    this.#chart.update({
      caption: `${words}; most: ${captionText(steepness)} at ${captionText(uphill)}°`,
      description: `Slope against the direction's angle, from −180° to 180°: a wave between ${captionText(-steepness)} and ${captionText(steepness)}; ${words}`,
      coordinates: ANGLES,
      lines: [
        { values: ANGLES.map(() => 0), color: 'quiet', width: 1 },
        { values, color: 'second' },
      ],
      rangeX: [-180, 180],
      rangeY: paddedRange(values),
      logY: false,
      mark: { x: angle, y: here, color: 'second' },
      points: steepness > 0 ? [{ x: uphill, y: steepness, color: 'mark', shape: 'triangle' }] : [],
      theme,
    });
  }

  dispose(): void {
    this.#chart.dispose();
  }
}
