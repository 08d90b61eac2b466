/** A scatter plot that can be edited: points, the model's curve over them, the shading of a classifier, arrows. */
import type { ChartTheme } from '../chartColors';
import { assign, keepChildren, pathOf, svg } from '../svg';
import { PlotArea } from './plotArea';
import { colorOf, shapeOf } from './pointShapes';
import { handleX, type LinePart, ScatterGestures, type ScatterTool } from './scatterGestures';
import type { ScatterEvents, ScatterPicture } from './scatterPicture';
import { MOST_EDITABLE_POINTS } from './scatterPicture';
import { ShadingLayer } from './shadingLayer';
import './scatter.css';

const SMALLEST_PIXELS = 80;
/** Plots made so far: clip paths are found by an id of the whole page. */
let made = 0;
const LINE_PARTS: readonly LinePart[] = ['left', 'middle', 'right'];
const ARROW_HEAD_PIXELS = 9;

export class ScatterView {
  /** What a press does; set by the toolbar of whoever shows this. */
  tool: ScatterTool = 'move';
  readonly #root = document.createElement('div');
  readonly #shading = new ShadingLayer();
  readonly #svg = svg('svg', { class: 'scatter-marks', role: 'group' });
  readonly #grid = svg('g', { class: 'scatter-grid' });
  readonly #curves = svg('g', { class: 'scatter-curves' });
  readonly #points = svg('g', { class: 'scatter-points' });
  readonly #arrows = svg('g', { class: 'scatter-arrows' });
  readonly #handles = svg('g', { class: 'scatter-handles' });
  readonly #axes = svg('g', { class: 'scatter-axes' });
  readonly #legend = document.createElement('ul');
  readonly #clip = svg('clipPath', { id: `scatter-clip-${++made}` });
  readonly #clipShape = svg('rect');
  #picture: ScatterPicture | null = null;
  #area: PlotArea | null = null;
  #size = { width: 0, height: 0 };

  constructor(host: HTMLElement, events: ScatterEvents) {
    this.#root.className = 'scatter';
    this.#legend.className = 'scatter-legend';
    this.#clip.append(this.#clipShape);
    for (const clipped of [this.#curves, this.#arrows])
      clipped.setAttribute('clip-path', `url(#${this.#clip.id})`);
    const definitions = svg('defs');
    definitions.append(this.#clip);
    this.#svg.append(
      definitions,
      this.#grid,
      this.#curves,
      this.#points,
      this.#arrows,
      this.#handles,
      this.#axes,
    );
    this.#root.append(this.#shading.canvas, this.#svg);
    host.append(this.#legend, this.#root);
    new ScatterGestures(
      this.#root,
      () =>
        this.#picture && this.#area ? { picture: this.#picture, area: this.#area, tool: this.tool } : null,
      events,
    );
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      this.#size = { width: entry.contentRect.width, height: entry.contentRect.height };
      this.#draw();
    });
    observer.observe(this.#root);
  }

  update(picture: ScatterPicture): void {
    this.#picture = picture;
    this.#draw();
  }

  #draw(): void {
    const picture = this.#picture;
    const { width, height } = this.#size;
    if (picture === null || width < SMALLEST_PIXELS || height < SMALLEST_PIXELS) return;
    const area = new PlotArea(width, height, picture.x.interval, picture.y.interval);
    this.#area = area;
    const many = picture.points.x.length > MOST_EDITABLE_POINTS;
    assign(this.#svg, {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'aria-label': picture.description,
    });
    assign(this.#clipShape, { x: area.left, y: area.top, width: area.width, height: area.height });
    this.#shading.draw(picture, area, width, height, many);
    this.#drawAxes(picture, area);
    this.#drawCurves(picture, area);
    this.#drawPoints(picture, area, many);
    this.#drawArrows(picture, area);
    this.#drawHandles(picture, area);
    this.#drawLegend(picture);
  }

  #drawAxes(picture: ScatterPicture, area: PlotArea): void {
    const [ticksX, ticksY] = [area.ticksX(), area.ticksY()];
    const lines = [
      ...ticksX.map(({ value }) => [area.pixelX(value), area.top, area.pixelX(value), area.bottom]),
      ...ticksY.map(({ value }) => [area.left, area.pixelY(value), area.right, area.pixelY(value)]),
    ];
    keepChildren(this.#grid, lines.length, () => svg('line')).forEach((line, index) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = lines[index] ?? [];
      assign(line, { x1, y1, x2, y2 });
    });
    const texts = [
      ...ticksX.map(({ value, label }) => ({
        x: area.pixelX(value),
        y: area.bottom + 15,
        anchor: 'middle',
        label,
      })),
      ...ticksY.map(({ value, label }) => ({
        x: area.left - 6,
        y: area.pixelY(value) + 4,
        anchor: 'end',
        label,
      })),
      { x: area.right, y: area.bottom + 31, anchor: 'end', label: picture.x.name },
      // Above the numbers, where a long name has room.
      { x: 2, y: area.top - 8, anchor: 'start', label: picture.y.name },
    ];
    keepChildren(this.#axes, texts.length, () => svg('text')).forEach((text, index) => {
      const { x = 0, y = 0, anchor = 'end', label = '' } = texts[index] ?? {};
      assign(text, { x, y, 'text-anchor': anchor, class: index >= texts.length - 2 ? 'scatter-name' : '' });
      if (text.textContent !== label) text.textContent = label;
    });
  }

  #drawCurves({ curves }: ScatterPicture, area: PlotArea): void {
    keepChildren(this.#curves, curves.length, () => svg('path')).forEach((path, index) => {
      const curve = curves[index];
      if (curve === undefined) return;
      const pixels = Array.from(curve.path, (value, k) =>
        k % 2 === 0 ? area.pixelX(value) : area.pixelY(value),
      );
      assign(path, { d: pathOf(pixels), class: `scatter-curve scatter-${curve.role}` });
    });
  }

  #drawPoints(picture: ScatterPicture, area: PlotArea, many: boolean): void {
    const { points, selected, groupNames, theme } = picture;
    const shown = many ? (selected === null ? [] : [selected]) : Array.from(points.x, (_, index) => index);
    keepChildren(this.#points, shown.length, () => svg('path')).forEach((mark, slot) => {
      const index = shown[slot] ?? 0;
      const [x = Number.NaN, y = Number.NaN] = [points.x[index], points.y[index]];
      const group = points.groups?.[index] ?? 0;
      const name = groupNames[group];
      assign(mark, {
        d: shapeOf(group),
        transform: `translate(${area.pixelX(x).toFixed(2)} ${area.pixelY(y).toFixed(2)})`,
        fill: colorOf(group, theme),
        'data-index': index,
        class: index === selected ? 'scatter-point is-selected' : 'scatter-point',
        role: 'button',
        'aria-pressed': String(index === selected),
        'aria-label': `point ${index + 1}: ${picture.x.name} ${short(x)}, ${picture.y.name} ${short(y)}${name ? `, ${name}` : ''}`,
        // One stop of the keyboard: there the point is chosen or, by the arrow keys, moved; Tab goes to the next.
        tabindex: 0,
      });
    });
  }

  #drawArrows({ arrows }: ScatterPicture, area: PlotArea): void {
    keepChildren(this.#arrows, arrows.length, () =>
      svg('path', { class: 'scatter-arrow', role: 'img' }),
    ).forEach((path, index) => {
      const arrow = arrows[index];
      if (arrow === undefined) return;
      const [x0, y0] = [area.pixelX(arrow.from[0]), area.pixelY(arrow.from[1])];
      const [x1, y1] = [area.pixelX(arrow.to[0]), area.pixelY(arrow.to[1])];
      const length = Math.hypot(x1 - x0, y1 - y0);
      const [ux, uy] = length > 0 ? [(x1 - x0) / length, (y1 - y0) / length] : [0, 0];
      const head = Math.min(ARROW_HEAD_PIXELS, length / 2);
      const side = (turn: 1 | -1): readonly [number, number] => [
        x1 - head * (ux + turn * uy * 0.5),
        y1 - head * (uy - turn * ux * 0.5),
      ];
      const nothing = Number.NaN;
      assign(path, {
        d: pathOf([x0, y0, x1, y1, nothing, nothing, ...side(1), x1, y1, ...side(-1)]),
        'aria-label': arrow.label,
      });
    });
  }

  #drawHandles({ line }: ScatterPicture, area: PlotArea): void {
    keepChildren(this.#handles, line === null ? 0 : LINE_PARTS.length, () =>
      svg('circle', { r: 5, class: 'scatter-handle' }),
    ).forEach((handle, index) => {
      const part = LINE_PARTS[index];
      if (line === null || part === undefined) return;
      const x = handleX(area, line, part);
      const [cx, cy] = [area.pixelX(x), area.pixelY(line.slope * x + line.intercept)];
      assign(handle, { cx, cy, visibility: area.contains(cx, cy) ? 'visible' : 'hidden' });
    });
  }

  #drawLegend({ curves, groupNames, theme }: ScatterPicture): void {
    const rows = [
      ...groupNames.map((name, group) => ({ name, group, role: '' })),
      ...curves.flatMap(({ label, role }) => (label === undefined ? [] : [{ name: label, group: -1, role }])),
    ];
    const key = JSON.stringify([rows, theme]);
    if (this.#legend.dataset.key === key) return;
    this.#legend.dataset.key = key;
    this.#legend.replaceChildren(
      ...rows.map(({ name, group, role }) => {
        const item = document.createElement('li');
        item.append(group >= 0 ? groupSample(group, theme) : curveSample(role), name);
        return item;
      }),
    );
  }
}

function groupSample(group: number, theme: ChartTheme): SVGElement {
  const sample = svg('svg', { viewBox: '-7 -7 14 14', width: 14, height: 14, 'aria-hidden': 'true' });
  sample.append(svg('path', { d: shapeOf(group), fill: colorOf(group, theme) }));
  return sample;
}

function curveSample(role: string): SVGElement {
  const sample = svg('svg', { viewBox: '0 0 17 8', width: 17, height: 8, 'aria-hidden': 'true' });
  sample.append(svg('path', { d: 'M1 4H16', class: `scatter-curve scatter-${role}` }));
  return sample;
}

const SHORT_DIGITS = 4;

function short(value: number): string {
  return String(Number(value.toPrecision(SHORT_DIGITS)));
}
