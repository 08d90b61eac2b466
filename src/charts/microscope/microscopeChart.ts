/**
 * The error of finite-difference gradients against their step, on logarithmic axes, with the slopes that theory expects, and
 * a table that is legend, reading and choice of the best step at once. Pointing into the picture sets the step.
 */
import {
  type DerivativeMethod,
  isStepped,
  PRECISIONS,
  type Precision,
  STEPPED_METHODS,
  type SteppedMethod,
} from '../../fields/gridRequest';
import {
  curveOf,
  type MicroscopeCurve,
  type MicroscopeView,
  type StepError,
} from '../../fields/microscopeView';
import type { ChartColor } from '../chartColors';
import { decadeRange, type Sample } from '../chartData';
import type { ChartLine, ChartNote, ChartPoint } from '../chartPicture';
import { captionText } from '../chartText';
import { LineChart } from '../lineChart';
import { errorText, METHOD_LOOKS, SINGLE_DASH } from './methodLooks';
import { type MicroscopeEvents, type MicroscopeShown, MicroscopeTable } from './microscopeTable';

const THEORY_DASH = [7, 4];
const SLOPE_LABELS: Readonly<Record<number, string>> = { 1: '∝ h', 2: '∝ h²', 4: '∝ h⁴' };
/** How far left of its least error the slope of truncation is drawn: where it would lead without rounding. */
const CONTINUED = 1 / 16;

export class MicroscopeChart {
  readonly #chart: LineChart;
  readonly #table: MicroscopeTable;

  constructor(hosts: { chart: HTMLElement; table: HTMLElement }, events: MicroscopeEvents) {
    this.#chart = new LineChart(hosts.chart, (step) => events.onPoint(step));
    this.#table = new MicroscopeTable(hosts.table, events);
  }

  update(view: MicroscopeView, shown: MicroscopeShown): void {
    const rangeY = errorRange(view);
    const { caption, description } = wordsFor(view, shown);
    this.#chart.update({
      caption,
      description,
      coordinates: view.steps,
      lines: [
        ...theoryLines(view, rangeY),
        ...[...view.curves].reverse().map((curve) => curveLine(curve, shown.method, rangeY[0])),
      ],
      rangeX: [view.steps.at(0) ?? 0, view.steps.at(-1) ?? 1],
      rangeY,
      logX: true,
      logY: true,
      mark: markOf(view, shown, rangeY[0]),
      points: bestPoints(view, rangeY[0]),
      notes: [...theoryNotes(view, rangeY), stepNote(shown, rangeY)],
      theme: shown.theme,
    });
    this.#table.update(view, shown);
  }
}

/** All errors, in whole decades; a lucky one far below the best typical one may leave the picture. */
export function errorRange({ curves }: MicroscopeView): [number, number] {
  const typical = curves.flatMap(({ best }) => (best !== null && best.error > 0 ? [best.error / 10] : []));
  const lowest = Math.min(...typical);
  const errors = curves.flatMap((curve) => Array.from(curve.errors, (error) => Math.max(error, lowest)));
  return decadeRange(errors.filter(Number.isFinite));
}

/** As drawn: at the lower edge where it is below it. */
function onAxis(error: number, lowest: number): Sample {
  return Number.isFinite(error) ? Math.max(error, lowest) : null;
}

function curveLine(
  { method, precision, errors }: MicroscopeCurve,
  chosen: DerivativeMethod,
  lowest: number,
): ChartLine {
  const { color } = METHOD_LOOKS[method];
  const values = Array.from(errors, (error) => onAxis(error, lowest));
  const quieter = isStepped(chosen) && chosen !== method;
  return precision === 'f64'
    ? { values, color, width: quieter ? 1.5 : 2, alpha: quieter ? 0.75 : 1 }
    : { values, color, width: 1.5, alpha: quieter ? 0.65 : 1, dashed: true, dash: SINGLE_DASH };
}

/** Each slope where it rules: truncation right of the least error, rounding left of it. */
function theoryLines(view: MicroscopeView, [low, high]: readonly [number, number]): ChartLine[] {
  const line = (errorAt: (step: number) => number, from: number, to: number): ChartLine => ({
    values: Array.from(view.steps, (step) => {
      const error = errorAt(step);
      return step >= from && step <= to && error >= low && error <= high ? error : null;
    }),
    color: 'quiet',
    width: 1,
    dashed: true,
    dash: THEORY_DASH,
  });
  return [
    ...view.truncation.map(({ method, order, coefficient }) =>
      line(
        (step) => coefficient * step ** order,
        (curveOf(view, method, 'f64')?.expected?.step ?? 0) * CONTINUED,
        1,
      ),
    ),
    ...view.rounding.map(({ precision, coefficient }) =>
      line((step) => coefficient / step, 0, roundingEnd(view, precision)),
    ),
  ];
}

/** Where the last method turns from rounding to truncation; nowhere where one has no truncation error. */
function roundingEnd(view: MicroscopeView, precision: Precision): number {
  const ends = STEPPED_METHODS.map((method) => curveOf(view, method, precision)?.expected?.step ?? 1);
  return Math.min(1, 2 * Math.max(...ends));
}

/**
 * A label of a rising line stands below it, of a falling one above it: there its own curves are not. A rising one stands
 * half-way between the best steps in f64 and in f32, where it has no other curves about it.
 */
function theoryNotes(view: MicroscopeView, [low, high]: readonly [number, number]): ChartNote[] {
  const notes = [
    ...view.truncation.map(({ method, order, coefficient }): ChartNote => {
      const x = Math.sqrt(
        (curveOf(view, method, 'f64')?.expected?.step ?? 0) *
          (curveOf(view, method, 'f32')?.expected?.step ?? 0),
      );
      return { x, y: coefficient * x ** order, text: SLOPE_LABELS[order] ?? `∝ h^${order}`, align: 'left' };
    }),
    ...view.rounding.map(({ precision, coefficient }): ChartNote => {
      // A fifth of the way down the slope, in powers of ten, clear of the best steps.
      const top = Math.max(view.steps.at(0) ?? 0, coefficient / high);
      const x = top ** (4 / 5) * roundingEnd(view, precision) ** (1 / 5);
      return { x, y: coefficient / x, text: `∝ 1/h in ${precision}`, align: 'left' };
    }),
  ];
  return notes.filter(({ y }) => y > low && y < high);
}

/** Filled: as measured; hollow: as theory has it. */
function bestPoints({ curves }: MicroscopeView, lowest: number): ChartPoint[] {
  const pointOf = (method: SteppedMethod, { step, error }: StepError, hollow: boolean): ChartPoint => ({
    x: step,
    y: Math.max(error, lowest),
    color: METHOD_LOOKS[method].color,
    shape: METHOD_LOOKS[method].shape,
    hollow,
  });
  return curves.flatMap(({ method, best, expected }) => [
    ...(expected ? [pointOf(method, expected, true)] : []),
    ...(best ? [pointOf(method, best, false)] : []),
  ]);
}

function markOf(
  view: MicroscopeView,
  { method, step, precision }: MicroscopeShown,
  lowest: number,
): { x: number; y: number; color: ChartColor } {
  if (!isStepped(method)) return { x: step, y: Number.NaN, color: 'quiet' };
  const y = onAxis(view.errorAt(method, precision, step), lowest) ?? Number.NaN;
  return { x: step, y, color: 'quiet' };
}

/** Right of a line at a larger step a label would meet the right edge. */
const ROOM_UP_TO = 0.01;

/** h at the top of its line, on the right, as curves fall there. */
function stepNote({ step }: MicroscopeShown, [low, high]: readonly [number, number]): ChartNote {
  const y = high * (low / high) ** 0.05;
  return { x: step, y, text: `h = ${captionText(step)}`, align: step > ROOM_UP_TO ? 'right' : 'left' };
}

/** What stands above the picture, and what it says to those who do not see it. */
export function wordsFor(
  view: MicroscopeView,
  { method, step }: MicroscopeShown,
): { readonly caption: string; readonly description: string } {
  const subject = 'Error of ∇f against h';
  const best = view.curves
    .flatMap((curve) => {
      const { label } = METHOD_LOOKS[curve.method];
      return curve.best ? [`${label} in ${curve.precision} ${captionText(curve.best.step)}`] : [];
    })
    .join(', ');
  const description = `${subject} at the point, for three finite differences in f64 and in f32; best h: ${best || 'none'}`;
  if (best === '') return { caption: `${subject} · no gradient here`, description };
  if (!isStepped(method)) return { caption: subject, description };
  const read = PRECISIONS.map((precision) => {
    const error = view.errorAt(method, precision, step);
    // The quotients are 0, and the error is all there is of the gradient.
    const whole = error === view.steepness && error > 0 ? ' = |∇f|' : '';
    return `${errorText(error)}${whole} in ${precision}`;
  }).join(', ');
  const now = `${METHOD_LOOKS[method].label}, h = ${captionText(step)}: ${read}`;
  return { caption: `${subject} · ${now}`, description: `${description}; now ${now}` };
}
