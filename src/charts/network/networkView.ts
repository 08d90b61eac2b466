/**
 * Draws a network: units in columns, an edge a weight, its width the weight's size and its colour and dashes the sign. One stop of
 * the keyboard: arrow keys go from part to part, and the part pointed at says its numbers.
 */
import { assign, keepChildren, type SvgAttributes, svg } from '../svg';
import type { NetworkDrawing, UnitMark } from './networkDrawing';
import './networkView.css';

/** Until the place is known, and the least that is drawn for. */
const WIDTH = { usual: 400, least: 260 } as const;
const MARGIN = 26;
/** Beside the last column, for its numbers. */
const LAST_MARGIN = 92;
const ROW = { least: 12, most: 46 } as const;
const HEIGHT_WANTED = 236;
const RADIUS = { least: 5, most: 14 } as const;
const LINE_PIXELS = 13;
/** Smaller circles have their names beside them, and so have longer names. */
const NAMED_RADIUS = 10;
const LONGEST_INSIDE = 2;
/** Beside a circle, longer names are cut. */
const LONGEST_BESIDE = 10;
/** Pixels that a letter takes at most, of most letters. */
const LETTER_PIXELS = 7;
const INSIDE = { x: 0, y: 4, 'text-anchor': 'middle' } as const;
/** Width of the thinnest and of the thickest edge. */
const EDGE = { least: 0.4, most: 5 } as const;
const BIAS_LENGTH = 9;

interface Place {
  readonly x: number;
  readonly y: number;
}

export class NetworkView {
  readonly #svg = svg('svg', { class: 'network-drawing', role: 'group' });
  readonly #edges = svg('g', { class: 'network-edges' });
  readonly #biases = svg('g', { class: 'network-edges' });
  readonly #units = svg('g');
  readonly #detail = document.createElement('p');
  #drawing: NetworkDrawing | null = null;
  /** Number of the part pointed at, units first, then edges. */
  #current = 0;
  #width: number = WIDTH.usual;

  constructor(host: HTMLElement) {
    this.#detail.className = 'network-detail';
    this.#detail.setAttribute('role', 'status');
    this.#svg.append(this.#edges, this.#biases, this.#units);
    host.append(this.#svg, this.#detail);
    for (const type of ['pointerover', 'focusin'] as const)
      this.#svg.addEventListener(type, (event) => this.#pointAt(event.target));
    this.#svg.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      // A place that is hidden has no width.
      if (width === 0 || width === this.#width) return;
      this.#width = Math.max(WIDTH.least, width);
      if (this.#drawing !== null) this.update(this.#drawing);
    }).observe(host);
  }

  update(drawing: NetworkDrawing): void {
    this.#drawing = drawing;
    const { columns } = drawing;
    const most = columns.reduce((widest, column) => Math.max(widest, column.length), 1);
    const row = Math.min(ROW.most, Math.max(ROW.least, HEIGHT_WANTED / most));
    const height = row * most + 2 * BIAS_LENGTH;
    const radius = Math.min(RADIUS.most, Math.max(RADIUS.least, row * 0.3));
    const left = MARGIN + besidePixels(columns[0] ?? [], radius);
    const places = columns.map((column, index) => {
      const x = left + (index / (columns.length - 1)) * (this.#width - left - LAST_MARGIN);
      return column.map((_, unit): Place => ({ x, y: height / 2 + (unit - (column.length - 1) / 2) * row }));
    });
    assign(this.#svg, { viewBox: `0 0 ${this.#width} ${height}`, 'aria-label': drawing.description });
    this.#drawEdges(drawing, places);
    this.#drawBiases(drawing, places, radius);
    this.#drawUnits(drawing, places, radius);
    const parts = this.#parts();
    this.#current = Math.min(this.#current, parts.length - 1);
    parts.forEach((part, index) => {
      assign(part, { tabindex: index === this.#current ? 0 : -1 });
    });
    this.#say();
  }

  #drawEdges({ edges }: NetworkDrawing, places: readonly (readonly Place[])[]): void {
    const largest = edges.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0);
    keepChildren(this.#edges, edges.length, () => svg('line', { role: 'img' })).forEach((line, index) => {
      const edge = edges[index];
      const from = edge && places[edge.layer]?.[edge.from];
      const to = edge && places[edge.layer + 1]?.[edge.to];
      if (!edge || !from || !to) return;
      assign(line, {
        x1: from.x,
        y1: from.y,
        x2: to.x,
        y2: to.y,
        'stroke-width': widthOf(edge.weight, largest),
        class: signOf(edge.weight),
        'aria-label': edge.detail,
      });
    });
  }

  #drawBiases({ columns }: NetworkDrawing, places: readonly (readonly Place[])[], radius: number): void {
    const stubs = columns.flatMap((column, layer) =>
      column.flatMap(({ bias }, unit) => {
        const place = places[layer]?.[unit];
        return bias === null || !place ? [] : [{ bias, place }];
      }),
    );
    const largest = stubs.reduce((most, { bias }) => Math.max(most, Math.abs(bias)), 0);
    keepChildren(this.#biases, stubs.length, () => svg('line')).forEach((line, index) => {
      const stub = stubs[index];
      if (!stub) return;
      const { x, y } = stub.place;
      assign(line, {
        x1: x,
        y1: y - radius - BIAS_LENGTH,
        x2: x,
        y2: y - radius,
        'stroke-width': widthOf(stub.bias, largest),
        class: signOf(stub.bias),
      });
    });
  }

  #drawUnits({ columns }: NetworkDrawing, places: readonly (readonly Place[])[], radius: number): void {
    const units = columns.flatMap((column, layer) =>
      column.map((unit, index) => ({ unit, place: places[layer]?.[index] })),
    );
    keepChildren(this.#units, units.length, () => {
      const group = svg('g', { class: 'network-unit', role: 'img' });
      group.append(svg('circle'), svg('text'), svg('g'));
      return group;
    }).forEach((group, index) => {
      const { unit, place } = units[index] ?? {};
      const [circle, name, lines] = group.children;
      if (!unit || !place || !circle || !name || !(lines instanceof SVGGElement)) return;
      assign(group, { transform: `translate(${place.x} ${place.y})`, 'aria-label': unit.detail });
      assign(circle, { r: radius });
      assign(name, isBeside(unit.name, radius) ? besideOf(unit.bias === null, radius) : INSIDE);
      name.textContent = shortened(unit.name);
      const first = -((unit.lines.length - 1) / 2) * LINE_PIXELS + 4;
      keepChildren(lines, unit.lines.length, () => svg('text', { class: 'network-number' })).forEach(
        (text, line) => {
          assign(text, { x: radius + 5, y: first + line * LINE_PIXELS });
          text.textContent = unit.lines[line] ?? '';
        },
      );
    });
  }

  #parts(): readonly Element[] {
    return [...this.#units.children, ...this.#edges.children];
  }

  #pointAt(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const index = this.#parts().findIndex((part) => part.contains(target));
    if (index < 0) return;
    this.#move(index);
  }

  #move(index: number): void {
    const parts = this.#parts();
    const [before, after] = [parts[this.#current], parts[index]];
    if (before) assign(before, { tabindex: -1 });
    if (after) assign(after, { tabindex: 0 });
    this.#current = index;
    this.#say();
  }

  #onKey(event: KeyboardEvent): void {
    const offset = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const parts = this.#parts();
    if (offset === undefined || parts.length === 0) return;
    event.preventDefault();
    this.#move((this.#current + offset + parts.length) % parts.length);
    const part = parts[this.#current];
    if (part instanceof SVGElement) part.focus();
  }

  #say(): void {
    if (this.#drawing === null) return;
    const { columns, edges } = this.#drawing;
    const details = [...columns.flat(), ...edges].map(({ detail }) => detail);
    const text = details[this.#current] ?? '';
    if (this.#detail.textContent !== text) this.#detail.textContent = text;
  }
}

function isBeside(name: string, radius: number): boolean {
  return radius < NAMED_RADIUS || name.length > LONGEST_INSIDE;
}

function shortened(name: string): string {
  return name.length > LONGEST_BESIDE ? `${name.slice(0, LONGEST_BESIDE - 1)}…` : name;
}

/** The room that names beside their circles take. */
function besidePixels(units: readonly UnitMark[], radius: number): number {
  const names = units.filter(({ name }) => isBeside(name, radius)).map(({ name }) => shortened(name));
  return LETTER_PIXELS * Math.max(0, ...names.map(({ length }) => length));
}

/** To the left of an input, to the right of an output. */
function besideOf(isInput: boolean, radius: number): SvgAttributes {
  return isInput
    ? { x: -radius - 4, y: 4, 'text-anchor': 'end' }
    : { x: radius + 5, y: 4, 'text-anchor': 'start' };
}

function widthOf(weight: number, largest: number): number {
  const share = largest > 0 ? Math.abs(weight) / largest : 0;
  return Number((EDGE.least + share * (EDGE.most - EDGE.least)).toFixed(2));
}

function signOf(weight: number): string {
  return weight < 0 ? 'network-edge is-negative' : 'network-edge';
}
