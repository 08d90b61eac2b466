/**
 * The error of finite-difference gradients against their step, on logarithmic axes, with the slopes that theory expects, and
 * a table that is legend, reading and choice of the best step at once. Pointing into the picture sets the step.
 */
import { type DerivativeMethod, isStepped, type SteppedMethod } from '../fields/gridRequest';
import { CHART_PALETTES, type ChartColor, type ChartTheme } from './chartColors';
import { decadeRange, type Sample } from './chartData';
import { captionText } from './chartText';
import { type ChartLine, type ChartNote, type ChartPoint, LineChart, type PointShape } from './lineChart';

export type Precision = 'f64' | 'f32';

export interface StepError {
  readonly step: number;
  readonly error: number;
}

export interface MicroscopeCurve {
  readonly method: SteppedMethod;
  readonly precision: Precision;
  /** At each of the steps; NaN where undefined. 0 has no place on a logarithmic axis and is drawn at the lower edge. */
  readonly errors: Float64Array;
  readonly best: StepError | null;
  /** By theory. */
  readonly expected: StepError | null;
}

export interface MicroscopeData {
  /** |∇f|, exact. */
  readonly steepness: number;
  /** Rising. */
  readonly steps: Float64Array;
  readonly curves: readonly MicroscopeCurve[];
  /** Truncation errors c·h^order. */
  readonly truncation: readonly {
    readonly method: SteppedMethod;
    readonly order: number;
    readonly coefficient: number;
  }[];
  /** Rounding errors r/h. */
  readonly rounding: readonly { readonly precision: Precision; readonly coefficient: number }[];
  readonly errorAt: (method: SteppedMethod, precision: Precision, step: number) => number;
}

export interface MicroscopeShown {
  readonly method: DerivativeMethod;
  /** h of the state. */
  readonly step: number;
  /** What the engine of the picture computes in. */
  readonly precision: Precision;
  readonly theme: ChartTheme;
}

export interface MicroscopeEvents {
  /** A place on the axis of steps. */
  onPoint(step: number): void;
  /** The best step of a method. */
  onBest(method: SteppedMethod, step: number): void;
}

interface Look {
  readonly label: string;
  readonly color: ChartColor;
  readonly shape: PointShape;
}

const LOOKS: Readonly<Record<SteppedMethod, Look>> = {
  forward: { label: 'forward', color: 'first', shape: 'triangle' },
  central: { label: 'central', color: 'second', shape: 'circle' },
  fivePoint: { label: 'five-point', color: 'third', shape: 'square' },
};
const METHODS = ['forward', 'central', 'fivePoint'] as const satisfies SteppedMethod[];
const PRECISIONS = ['f64', 'f32'] as const satisfies Precision[];

/** Dots, where f64 has a solid line. */
const SINGLE_DASH = [1.5, 2.5];
const THEORY_DASH = [7, 4];
const SLOPE_LABELS: Readonly<Record<number, string>> = { 1: '∝ h', 2: '∝ h²', 4: '∝ h⁴' };
/** How far left of its least error the slope of truncation is drawn: where it would lead without rounding. */
const CONTINUED = 1 / 16;
/** Of an error: its power of ten and a little more. */
const ERROR_DIGITS = 2;

export class MicroscopeChart {
  readonly #chart: LineChart;
  readonly #table: MicroscopeTable;

  constructor(hosts: { chart: HTMLElement; table: HTMLElement }, events: MicroscopeEvents) {
    this.#chart = new LineChart(hosts.chart, (step) => events.onPoint(step));
    this.#table = new MicroscopeTable(hosts.table, events);
  }

  update(data: MicroscopeData, shown: MicroscopeShown): void {
    const rangeY = errorRange(data);
    const { caption, description } = wordsFor(data, shown);
    this.#chart.update({
      caption,
      description,
      coordinates: data.steps,
      lines: [
        ...theoryLines(data, rangeY),
        ...[...data.curves].reverse().map((curve) => curveLine(curve, shown.method, rangeY[0])),
      ],
      rangeX: [data.steps.at(0) ?? 0, data.steps.at(-1) ?? 1],
      rangeY,
      logX: true,
      logY: true,
      mark: markOf(data, shown, rangeY[0]),
      points: bestPoints(data, rangeY[0]),
      notes: [...theoryNotes(data, rangeY), stepNote(shown, rangeY)],
      theme: shown.theme,
    });
    this.#table.update(data, shown);
  }

  dispose(): void {
    this.#chart.dispose();
  }
}

/** All errors, in whole decades; a lucky one far below the best typical one may leave the picture. */
export function errorRange({ curves }: MicroscopeData): [number, number] {
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
  const { color } = LOOKS[method];
  const values = Array.from(errors, (error) => onAxis(error, lowest));
  const quieter = isStepped(chosen) && chosen !== method;
  return precision === 'f64'
    ? { values, color, width: quieter ? 1.5 : 2, alpha: quieter ? 0.75 : 1 }
    : { values, color, width: 1.5, alpha: quieter ? 0.65 : 1, dashed: true, dash: SINGLE_DASH };
}

/** Each slope where it rules: truncation right of the least error, rounding left of it. */
function theoryLines(data: MicroscopeData, [low, high]: readonly [number, number]): ChartLine[] {
  const line = (errorAt: (step: number) => number, from: number, to: number): ChartLine => ({
    values: Array.from(data.steps, (step) => {
      const error = errorAt(step);
      return step >= from && step <= to && error >= low && error <= high ? error : null;
    }),
    color: 'quiet',
    width: 1,
    dashed: true,
    dash: THEORY_DASH,
  });
  return [
    ...data.truncation.map(({ method, order, coefficient }) =>
      line(
        (step) => coefficient * step ** order,
        (expectedOf(data, method, 'f64')?.step ?? 0) * CONTINUED,
        1,
      ),
    ),
    ...data.rounding.map(({ precision, coefficient }) =>
      line((step) => coefficient / step, 0, roundingEnd(data, precision)),
    ),
  ];
}

function expectedOf(data: MicroscopeData, method: SteppedMethod, precision: Precision): StepError | null {
  return (
    data.curves.find((curve) => curve.method === method && curve.precision === precision)?.expected ?? null
  );
}

/** Where the last method turns from rounding to truncation; nowhere where one has no truncation error. */
function roundingEnd(data: MicroscopeData, precision: Precision): number {
  const ends = METHODS.map((method) => expectedOf(data, method, precision)?.step ?? 1);
  return Math.min(1, 2 * Math.max(...ends));
}

/**
 * A label of a rising line stands below it, of a falling one above it: there its own curves are not. A rising one stands
 * half-way between the best steps in f64 and in f32, where it has no other curves about it.
 */
function theoryNotes(data: MicroscopeData, [low, high]: readonly [number, number]): ChartNote[] {
  const notes = [
    ...data.truncation.map(({ method, order, coefficient }): ChartNote => {
      const x = Math.sqrt(
        (expectedOf(data, method, 'f64')?.step ?? 0) * (expectedOf(data, method, 'f32')?.step ?? 0),
      );
      return { x, y: coefficient * x ** order, text: SLOPE_LABELS[order] ?? `∝ h^${order}`, align: 'left' };
    }),
    ...data.rounding.map(({ precision, coefficient }): ChartNote => {
      // A fifth of the way down the slope, in powers of ten, clear of the best steps.
      const top = Math.max(data.steps.at(0) ?? 0, coefficient / high);
      const x = top ** (4 / 5) * roundingEnd(data, precision) ** (1 / 5);
      return { x, y: coefficient / x, text: `∝ 1/h in ${precision}`, align: 'left' };
    }),
  ];
  return notes.filter(({ y }) => y > low && y < high);
}

/** Filled: as measured; hollow: as theory has it. */
function bestPoints({ curves }: MicroscopeData, lowest: number): ChartPoint[] {
  const pointOf = (method: SteppedMethod, { step, error }: StepError, hollow: boolean): ChartPoint => ({
    x: step,
    y: Math.max(error, lowest),
    color: LOOKS[method].color,
    shape: LOOKS[method].shape,
    hollow,
  });
  return curves.flatMap(({ method, best, expected }) => [
    ...(expected ? [pointOf(method, expected, true)] : []),
    ...(best ? [pointOf(method, best, false)] : []),
  ]);
}

function markOf(
  data: MicroscopeData,
  { method, step, precision }: MicroscopeShown,
  lowest: number,
): { x: number; y: number; color: ChartColor } {
  if (!isStepped(method)) return { x: step, y: Number.NaN, color: 'quiet' };
  const y = onAxis(data.errorAt(method, precision, step), lowest) ?? Number.NaN;
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
  data: MicroscopeData,
  { method, step }: MicroscopeShown,
): { readonly caption: string; readonly description: string } {
  const subject = 'Error of ∇f against h';
  const best = data.curves
    .flatMap((curve) => {
      const { label } = LOOKS[curve.method];
      return curve.best ? [`${label} in ${curve.precision} ${captionText(curve.best.step)}`] : [];
    })
    .join(', ');
  const description = `${subject} at the point, for three finite differences in f64 and in f32; best h: ${best || 'none'}`;
  if (best === '') return { caption: `${subject} · no gradient here`, description };
  if (!isStepped(method)) return { caption: subject, description };
  const read = PRECISIONS.map((precision) => {
    const error = data.errorAt(method, precision, step);
    // The quotients are 0, and the error is all there is of the gradient.
    const whole = error === data.steepness && error > 0 ? ' = |∇f|' : '';
    return `${errorText(error)}${whole} in ${precision}`;
  }).join(', ');
  const now = `${LOOKS[method].label}, h = ${captionText(step)}: ${read}`;
  return { caption: `${subject} · ${now}`, description: `${description}; now ${now}` };
}

function errorText(error: number): string {
  if (!Number.isFinite(error)) return '–';
  return captionText(Number(error.toPrecision(ERROR_DIGITS)));
}

interface Cell {
  readonly button: HTMLButtonElement;
  readonly error: HTMLElement;
}

/** Legend, best steps, and buttons that set them. */
class MicroscopeTable {
  readonly #rows: ReadonlyMap<SteppedMethod, HTMLTableRowElement>;
  readonly #cells = new Map<string, Cell>();
  #data: MicroscopeData | undefined;
  #theme: ChartTheme | undefined;

  constructor(host: HTMLElement, events: MicroscopeEvents) {
    const table = document.createElement('table');
    table.className = 'microscope-table';
    this.#rows = new Map(METHODS.map((method) => [method, this.#row(method, events)]));
    table.append(header(), bodyOf(this.#rows.values()));
    const note = document.createElement('p');
    note.className = 'microscope-note';
    note.append(
      'Filled marks: best h as measured; hollow: by theory. ',
      'To their right the difference misses the curve of f, to their left it drowns in rounding.',
    );
    host.replaceChildren(table, note);
  }

  update(data: MicroscopeData, shown: MicroscopeShown): void {
    this.#data = data;
    for (const [method, row] of this.#rows) {
      row.classList.toggle('microscope-chosen', method === shown.method);
      for (const precision of PRECISIONS) this.#show(data, method, precision);
    }
    if (shown.theme === this.#theme) return;
    this.#theme = shown.theme;
    for (const [method, row] of this.#rows)
      row.querySelector('.microscope-key')?.replaceWith(key(method, shown.theme));
  }

  #show(data: MicroscopeData, method: SteppedMethod, precision: Precision): void {
    const cell = this.#cells.get(`${method} ${precision}`);
    const curve = data.curves.find((each) => each.method === method && each.precision === precision);
    if (cell === undefined || curve === undefined) return;
    const { best, expected } = curve;
    cell.button.disabled = best === null;
    setText(cell.button, best ? captionText(best.step) : '–');
    setText(cell.error, best ? errorText(best.error) : '–');
    const theory = expected
      ? `by theory ${captionText(Number(expected.step.toPrecision(ERROR_DIGITS)))}`
      : 'no truncation error is seen, so theory names none';
    cell.button.title = best ? `Set h to the best one measured; ${theory}.` : '';
    cell.button.setAttribute(
      'aria-label',
      `Best h of the ${LOOKS[method].label} difference in ${precision}: ${best ? captionText(best.step) : 'none'}`,
    );
  }

  #row(method: SteppedMethod, events: MicroscopeEvents): HTMLTableRowElement {
    const row = document.createElement('tr');
    const name = cellOf('th', key(method, 'light'), LOOKS[method].label);
    name.scope = 'row';
    name.className = 'microscope-method';
    row.append(name);
    for (const precision of PRECISIONS) {
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => {
        const best = this.#data?.curves.find(
          (curve) => curve.method === method && curve.precision === precision,
        )?.best;
        if (best) events.onBest(method, best.step);
      });
      const error = cellOf('td');
      error.className = 'microscope-error';
      row.append(cellOf('td', button), error);
      this.#cells.set(`${method} ${precision}`, { button, error });
    }
    return row;
  }
}

function header(): HTMLTableSectionElement {
  const head = document.createElement('thead');
  const groups = document.createElement('tr');
  const names = document.createElement('tr');
  groups.append(cellOf('td'));
  names.append(cellOf('td'));
  for (const precision of PRECISIONS) {
    // No cell spans two columns, since the one of errors gives way where there is little room.
    const group = cellOf('th', lineSample(precision), `in ${precision}`);
    group.scope = 'col';
    group.className = 'microscope-precision';
    const beside = cellOf('td');
    beside.className = 'microscope-error';
    groups.append(group, beside);
    for (const label of ['best h', 'error']) {
      const name = cellOf('th', label);
      name.scope = 'col';
      name.className = label === 'error' ? 'microscope-quantity microscope-error' : 'microscope-quantity';
      names.append(name);
    }
  }
  head.append(groups, names);
  return head;
}

function bodyOf(rows: Iterable<HTMLTableRowElement>): HTMLTableSectionElement {
  const body = document.createElement('tbody');
  body.append(...rows);
  return body;
}

function cellOf(tag: 'td' | 'th', ...children: readonly (Node | string)[]): HTMLTableCellElement {
  const cell = document.createElement(tag);
  cell.append(...children);
  return cell;
}

const SVG = 'http://www.w3.org/2000/svg';

function drawing(
  className: string,
  ...shapes: readonly (readonly [string, Record<string, string>])[]
): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', '0 0 24 12');
  svg.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

const SHAPE_PATHS: Readonly<Record<PointShape, string>> = {
  circle: 'M8 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  square: 'M8.4 2.4h7.2v7.2H8.4z',
  triangle: 'M12 1.5 16.6 9.2H7.4z',
};

/** The line and the marker of a method. */
function key(method: SteppedMethod, theme: ChartTheme): SVGElement {
  const { color, shape } = LOOKS[method];
  const ink = CHART_PALETTES[theme][color];
  return drawing(
    'microscope-key',
    ['path', { d: 'M0 6h24', stroke: ink, 'stroke-width': '2' }],
    ['path', { d: SHAPE_PATHS[shape], fill: ink }],
  );
}

function lineSample(precision: Precision): SVGElement {
  const dots: Record<string, string> =
    precision === 'f32' ? { 'stroke-dasharray': SINGLE_DASH.join(' ') } : {};
  return drawing('microscope-sample', [
    'path',
    { d: 'M0 6h24', stroke: 'currentColor', 'stroke-width': '1.5', ...dots },
  ]);
}

function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
