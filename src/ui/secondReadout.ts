/** The fold of the readout with the second partials, their eigenvalues, and the shape of the surface in words. */
import { eigenOf, isStationary, type SecondPartials, type Shape } from '../fields/curvature';
import { element, setText } from './dom';
import { formatNumber } from './format';

/** What the fold is told of the point. */
export interface SecondReadout {
  readonly partials: SecondPartials;
  /** Null where rounding leaves it open. */
  readonly shape: Shape | null;
}

export interface SecondContext {
  readonly name: string;
  readonly variables: readonly [string, string];
  readonly gradient: readonly [number, number];
  /** The shorter side of the domain. */
  readonly reach: number;
}

/** A stationary point is one still where its coordinates are given to the six digits that the readout shows. */
const NEAR_SHARE = 1e-6;

const STATIONARY_TEXTS: Readonly<Record<Shape, string>> = {
  bowl: 'bowl: a local minimum',
  dome: 'dome: a local maximum',
  saddle: 'saddle',
  trough: 'flat in one direction, curves up across it',
  ridge: 'flat in one direction, curves down across it',
  plane: 'flat: not curved in any direction',
};

const PASSING_TEXTS: Readonly<Record<Shape, string>> = {
  ...STATIONARY_TEXTS,
  bowl: 'curves like a bowl here',
  dome: 'curves like a dome here',
  saddle: 'curves like a saddle here',
  plane: 'not curved in any direction here',
};

const NOWHERE: SecondPartials = { xx: Number.NaN, xy: Number.NaN, yy: Number.NaN };

/** Eigenvalues stand beside each other. */
const EIGENVALUE_DIGITS = 4;

interface SecondRow {
  readonly name: string;
  readonly value: number;
}

export class SecondReadoutFold {
  readonly element = element('details', { class: 'readout-second' });
  readonly #table = element('table');
  readonly #eigenvalues = element('span');
  readonly #eigenRow = element('div', { class: 'readout-line' }, 'Eigenvalues', this.#eigenvalues);
  readonly #shape = element('p', { class: 'readout-shape' });
  #cells: readonly HTMLElement[] = [];
  #labels = '';
  #rows: readonly SecondRow[] = [];

  /** `onOpen` is called when it opens, for the numbers that it then wants. */
  constructor(onOpen: () => void) {
    this.element.append(
      element('summary', {}, 'Second derivatives'),
      this.#table,
      this.#eigenRow,
      this.#shape,
    );
    this.element.addEventListener('toggle', () => {
      if (this.element.open) onOpen();
    });
  }

  /** Whether it shows anything, and so needs numbers. */
  get open(): boolean {
    return this.element.open && !this.element.hidden;
  }

  /** Its lines as `update` left them, for copying; none while folded. */
  get rows(): readonly SecondRow[] {
    return this.open ? this.#rows : [];
  }

  /** A text tells why there are no numbers. */
  update(second: SecondReadout | string, context: SecondContext): void {
    const known = typeof second === 'string' ? null : second;
    const { xx, xy, yy } = known?.partials ?? NOWHERE;
    const values = [xx, xy, yy];
    this.#build(context);
    const [f, x, y] = [context.name, ...context.variables];
    const names = [`∂²${f}/∂${x}²`, `∂²${f}/∂${x}∂${y}`, `∂²${f}/∂${y}²`];
    this.#rows = known ? names.map((name, i) => ({ name, value: values[i] ?? Number.NaN })) : [];
    values.forEach((value, i) => {
      const cell = this.#cells[i];
      if (cell) setText(cell, Number.isNaN(value) ? '–' : formatNumber(value));
    });
    const isDefined = Number.isFinite(xx + xy + yy);
    const eigenvalues = eigenOf({ xx, xy, yy }).values;
    this.#eigenRow.hidden = !isDefined;
    setText(
      this.#eigenvalues,
      eigenvalues.map((value) => formatNumber(value, EIGENVALUE_DIGITS)).join(',\u00a0'),
    );
    setText(this.#shape, typeof second === 'string' ? second : isDefined ? shapeText(second, context) : '');
    this.#shape.hidden = this.#shape.textContent === '';
  }

  /** Rebuilds the labels only where they change, so that a selection of text survives a change of numbers. */
  #build({ name, variables: [x, y] }: SecondContext): void {
    const labels = JSON.stringify([name, x, y]);
    if (labels === this.#labels) return;
    this.#labels = labels;
    const body = element('tbody');
    // Longer names need a gap to be told apart.
    const gap = x.length + y.length > 2 ? '\u2009' : '';
    const pairs = [
      [x, x],
      [x, y],
      [y, y],
    ] as const;
    this.#cells = pairs.map(([first, second]) => {
      const cell = element('td');
      const label = element(
        'th',
        {
          scope: 'row',
          class: 'math',
          'aria-label': `second derivative of ${name} by ${first} and ${second}`,
        },
        element('i', {}, name),
        element('sub', {}, element('i', {}, `${first}${gap}${second}`)),
      );
      body.append(element('tr', {}, label, cell));
      return cell;
    });
    this.#table.replaceChildren(body);
  }
}

/** The kind of point, or where it is none, how the surface curves there. */
export function shapeText({ partials, shape }: SecondReadout, { gradient, reach }: SecondContext): string {
  if (shape === null) return 'too close to flat for rounding to tell';
  return (isStationary(partials, gradient, NEAR_SHARE * reach) ? STATIONARY_TEXTS : PASSING_TEXTS)[shape];
}
