/** The table of the microscope: legend of its chart, reading of the best steps, and buttons that set them. */
import {
  type DerivativeMethod,
  PRECISIONS,
  type Precision,
  STEPPED_METHODS,
  type SteppedMethod,
} from '../../fields/gridRequest';
import { curveOf, type MicroscopeView } from '../../fields/microscopeView';
import { CHART_PALETTES, type ChartTheme } from '../chartColors';
import type { PointShape } from '../chartPicture';
import { captionText } from '../chartText';
import { svg } from '../svg';
import { ERROR_DIGITS, errorText, METHOD_LOOKS, SINGLE_DASH } from './methodLooks';
import './microscope.css';

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

interface Cell {
  readonly button: HTMLButtonElement;
  readonly error: HTMLElement;
}

export class MicroscopeTable {
  readonly #rows: ReadonlyMap<SteppedMethod, HTMLTableRowElement>;
  readonly #cells = new Map<string, Cell>();
  #view: MicroscopeView | undefined;
  #theme: ChartTheme | undefined;

  constructor(host: HTMLElement, events: MicroscopeEvents) {
    const table = document.createElement('table');
    table.className = 'microscope-table';
    this.#rows = new Map(STEPPED_METHODS.map((method) => [method, this.#row(method, events)]));
    table.append(header(), bodyOf(this.#rows.values()));
    const note = document.createElement('p');
    note.className = 'microscope-note';
    note.append(
      'Filled marks: best h as measured; hollow: by theory. ',
      'To their right the difference misses the curve of f, to their left it drowns in rounding.',
    );
    host.replaceChildren(table, note);
  }

  update(view: MicroscopeView, shown: MicroscopeShown): void {
    this.#view = view;
    for (const [method, row] of this.#rows) {
      row.classList.toggle('microscope-chosen', method === shown.method);
      for (const precision of PRECISIONS) this.#show(view, method, precision);
    }
    if (shown.theme === this.#theme) return;
    this.#theme = shown.theme;
    for (const [method, row] of this.#rows)
      row.querySelector('.microscope-key')?.replaceWith(key(method, shown.theme));
  }

  #show(view: MicroscopeView, method: SteppedMethod, precision: Precision): void {
    const cell = this.#cells.get(`${method} ${precision}`);
    const curve = curveOf(view, method, precision);
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
      `Best h of the ${METHOD_LOOKS[method].label} difference in ${precision}: ${best ? captionText(best.step) : 'none'}`,
    );
  }

  #row(method: SteppedMethod, events: MicroscopeEvents): HTMLTableRowElement {
    const row = document.createElement('tr');
    const name = cellOf('th', key(method, 'light'), METHOD_LOOKS[method].label);
    name.scope = 'row';
    name.className = 'microscope-method';
    row.append(name);
    for (const precision of PRECISIONS) {
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => {
        const best = this.#view && curveOf(this.#view, method, precision)?.best;
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

/** As wide as a word and as high as a line of the table. */
function drawing(className: string, ...shapes: readonly SVGElement[]): SVGElement {
  const picture = svg('svg', { class: className, viewBox: '0 0 24 12', 'aria-hidden': 'true' });
  picture.append(...shapes);
  return picture;
}

const SHAPE_PATHS: Readonly<Record<PointShape, string>> = {
  circle: 'M8 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  square: 'M8.4 2.4h7.2v7.2H8.4z',
  triangle: 'M12 1.5 16.6 9.2H7.4z',
};

/** The line and the marker of a method. */
function key(method: SteppedMethod, theme: ChartTheme): SVGElement {
  const { color, shape } = METHOD_LOOKS[method];
  const ink = CHART_PALETTES[theme][color];
  return drawing(
    'microscope-key',
    svg('path', { d: 'M0 6h24', stroke: ink, 'stroke-width': 2 }),
    svg('path', { d: SHAPE_PATHS[shape], fill: ink }),
  );
}

function lineSample(precision: Precision): SVGElement {
  const dots = precision === 'f32' && { 'stroke-dasharray': SINGLE_DASH.join(' ') };
  return drawing(
    'microscope-sample',
    svg('path', { d: 'M0 6h24', stroke: 'currentColor', 'stroke-width': 1.5, ...dots }),
  );
}

function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
