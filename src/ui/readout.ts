/** The card of numbers at the point. It computes nothing but the direction and length of the gradient it is given. */
import { isStepped } from '../fields/gridRequest';
import type { AppState } from '../state/appState';
import { element, setAttribute, setText, uniqueId } from './dom';
import { directionDegrees, formatDigits, formatNumber, formatPlain } from './format';
import { iconButton, setIconButton } from './icons';
import { METHOD_LABELS } from './labels';
import './readout.css';
import { type SecondReadout, SecondReadoutFold } from './secondReadout';

export interface Readout {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** Whether value and gradient are still being computed. */
  readonly pending: boolean;
  /** The gradient by the method chosen, where that is not the exact one. */
  readonly approximate?: readonly [number, number] | undefined;
  /** Why there is no value or no gradient here; numbers that are NaN are then left blank. */
  readonly fault?: string | undefined;
  readonly variables: readonly [string, string];
  /** What the field is called. */
  readonly name: string;
  /** The second partials, or why there are none; null where there never are any, or while nobody looks at them. */
  readonly second: SecondReadout | string | null;
}

/** One line: its name in words (for copying and reading out), and its numbers. */
interface Row {
  readonly name: string;
  readonly label: readonly (string | Node)[];
  readonly exact: number;
  readonly approximate?: number;
  readonly swatch?: 'x' | 'y';
}

/** A good difference agrees with the exact derivative in more digits than a readout otherwise shows. */
const COMPARED_DIGITS = 9;

const COPIED_MILLISECONDS = 1500;

export class ReadoutCard {
  readonly #root: HTMLDivElement;
  readonly #title = element('h2');
  readonly #summary = element('span', { class: 'readout-summary' });
  readonly #table = element('table');
  readonly #fault = element('p', { class: 'readout-fault', role: 'status' });
  readonly #ascent = element('span');
  readonly #ascentRow = element('div', { class: 'readout-line' }, 'Steepest ascent', this.#ascent);
  readonly #second: SecondReadoutFold;
  readonly #fold: HTMLButtonElement;
  #shown: readonly Row[] = [];
  #shape = '';

  /** `folded`: starts as one line, where the picture has little room. `onSecond`: second derivatives are wanted. */
  constructor(host: HTMLElement, { folded = false, onSecond }: { folded?: boolean; onSecond: () => void }) {
    this.#second = new SecondReadoutFold(onSecond);
    const bodyId = uniqueId('readout');
    const body = element(
      'div',
      { class: 'readout-body', id: bodyId },
      this.#table,
      this.#fault,
      this.#ascentRow,
      this.#second.element,
    );
    const copy = iconButton('copy', 'Copy these values');
    let timer = 0;
    copy.addEventListener('click', () => {
      void navigator.clipboard.writeText(this.text()).then(() => {
        setIconButton(copy, 'check', 'Copied');
        window.clearTimeout(timer);
        timer = window.setTimeout(
          () => setIconButton(copy, 'copy', 'Copy these values'),
          COPIED_MILLISECONDS,
        );
      });
    });
    const fold = iconButton('chevron', 'Fold the values');
    fold.classList.add('readout-fold');
    fold.setAttribute('aria-controls', bodyId);
    this.#fold = fold;
    fold.addEventListener('click', () => this.setFolded(fold.getAttribute('aria-expanded') === 'true'));
    this.#root = element(
      'div',
      { class: 'readout' },
      element('header', {}, this.#title, this.#summary, copy, fold),
      body,
    );
    host.replaceChildren(this.#root);
    this.setFolded(folded);
    setText(this.#title, 'At the point');
  }

  setFolded(folded: boolean): void {
    this.#root.classList.toggle('readout-folded', folded);
    setAttribute(this.#fold, 'aria-expanded', String(!folded));
  }

  /** Whether second derivatives are looked at. */
  get wantsSecond(): boolean {
    return this.#second.open;
  }

  /** Whether the field has second derivatives to offer. */
  offerSecond(offered: boolean): void {
    this.#second.element.hidden = !offered;
  }

  update(
    readout: Readout,
    state: Pick<AppState, 'derivativeMethod' | 'derivativeStep' | 'domainX' | 'domainY'>,
  ): void {
    const rows = rowsOf(readout);
    this.#build(rows, readout, state);
    this.#shown = rows;
    const cells = this.#table.querySelectorAll<HTMLElement>('td[data-cell]');
    const blank = readout.pending ? '…' : '–';
    const texts = rows.flatMap(({ exact, approximate }) =>
      approximate === undefined
        ? [cellText(exact, blank, formatNumber)]
        : [exact, approximate].map((value) =>
            cellText(value, blank, (shown) => formatDigits(shown, COMPARED_DIGITS)),
          ),
    );
    cells.forEach((cell, index) => {
      setText(cell, texts[index] ?? '');
    });
    const at = readout.variables.map(
      (name, axis) => `${name} ${formatNumber(axis === 0 ? readout.x : readout.y, 4)}`,
    );
    const value = readout.pending ? blank : formatNumber(readout.value, 4);
    setText(this.#summary, `${at.join(', ')}, ${readout.name} ${value}`);
    this.#fault.hidden = readout.fault === undefined;
    setText(this.#fault, readout.fault ?? '');
    setText(this.#ascent, ascentText(readout));
    this.#ascentRow.hidden = Number.isNaN(readout.gradient[0] + readout.gradient[1]) && !readout.pending;
    if (readout.second !== null) {
      const reach = Math.min(...[state.domainX, state.domainY].map(([low, high]) => high - low));
      this.#second.update(readout.second, { ...readout, reach });
    }
  }

  /** All values as lines of `name = value`, for pasting. */
  text(): string {
    const second = this.#second.rows.map(({ name, value }) => ({ name, exact: value }));
    return [...this.#shown, ...second].map(({ name, exact }) => `${name} = ${formatPlain(exact)}`).join('\n');
  }

  /** Rebuilds the table only where its lines change, so that a selection of text survives a change of numbers. */
  #build(
    rows: readonly Row[],
    readout: Readout,
    state: Pick<AppState, 'derivativeMethod' | 'derivativeStep'>,
  ): void {
    const compares = readout.approximate !== undefined;
    const label = METHOD_LABELS[state.derivativeMethod];
    const method = isStepped(state.derivativeMethod)
      ? `${label}, h = ${formatNumber(state.derivativeStep, 2)}`
      : label;
    const shape = JSON.stringify([readout.variables, readout.name, compares && method]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#table.replaceChildren();
    if (compares) {
      const heads = ['', 'exact', method].map((text) => element('th', { scope: 'col' }, text));
      this.#table.append(element('thead', {}, element('tr', {}, ...heads)));
    }
    const body = element('tbody');
    for (const row of rows) {
      const label = element('th', { scope: 'row', 'aria-label': row.name, class: 'math' }, ...row.label);
      if (row.swatch !== undefined) label.classList.add(`swatch-${row.swatch}`);
      const line = element('tr', {}, label, element('td', { 'data-cell': '' }));
      if (row.approximate !== undefined) line.append(element('td', { 'data-cell': '' }));
      body.append(line);
    }
    this.#table.append(body);
  }
}

function cellText(value: number, blank: string, format: (value: number) => string): string {
  return Number.isNaN(value) ? blank : format(value);
}

function rowsOf({ x, y, value, gradient, approximate, variables, name: f }: Readout): readonly Row[] {
  const [first, second] = variables;
  const italic = (text: string): Node => element('i', {}, text);
  const partial = (name: string): readonly (string | Node)[] => ['∂', italic(f), ' / ∂', italic(name)];
  const beside = (pick: (pair: readonly [number, number]) => number): { approximate?: number } =>
    approximate === undefined ? {} : { approximate: pick(approximate) };
  return [
    { name: first, label: [italic(first)], exact: x },
    { name: second, label: [italic(second)], exact: y },
    { name: f, label: [italic(f)], exact: value },
    {
      name: `∂${f}/∂${first}`,
      label: partial(first),
      exact: gradient[0],
      ...beside(([along]) => along),
      swatch: 'x',
    },
    {
      name: `∂${f}/∂${second}`,
      label: partial(second),
      exact: gradient[1],
      ...beside(([, along]) => along),
      swatch: 'y',
    },
    {
      name: `|∇${f}|`,
      label: ['|∇', italic(f), '|'],
      exact: Math.hypot(...gradient),
      ...beside((pair) => Math.hypot(...pair)),
    },
  ];
}

/** The direction in which f rises fastest, as a unit vector and as an angle from the first axis. */
function ascentText({ gradient: [alongX, alongY], pending }: Readout): string {
  if (pending) return '…';
  const length = Math.hypot(alongX, alongY);
  if (Number.isNaN(length)) return '';
  if (length === 0) return 'none: the gradient is 0';
  const unit = [alongX / length, alongY / length].map((part) => formatNumber(part, 4)).join(',\u00a0');
  const degrees = directionDegrees(alongX, alongY).toFixed(1).replace('-', '−');
  return `(${unit}) at\u00a0${degrees}°`;
}
