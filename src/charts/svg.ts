/** Builds SVG elements and keeps lists of them as long as what they show. */

const SVG = 'http://www.w3.org/2000/svg';

export type SvgAttributes = Readonly<Record<string, string | number>>;

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: SvgAttributes = {},
): SVGElementTagNameMap[K] {
  const created = document.createElementNS(SVG, tag);
  assign(created, attributes);
  return created;
}

export function assign(target: Element, attributes: SvgAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (target.getAttribute(name) !== text) target.setAttribute(name, text);
  }
}

/** Makes `parent` have exactly `count` children, made by `create` where they are missing, and returns them. */
export function keepChildren<E extends SVGElement>(parent: SVGElement, count: number, create: () => E): E[] {
  while (parent.childElementCount > count) parent.lastElementChild?.remove();
  while (parent.childElementCount < count) parent.append(create());
  return Array.from(parent.children) as E[];
}

/** The `d` of a path through pixels, x and y in turn; a NaN parts it. */
export function pathOf(points: readonly number[]): string {
  let text = '';
  let pen = 'M';
  for (let k = 0; k + 1 < points.length; k += 2) {
    const [x = Number.NaN, y = Number.NaN] = [points[k], points[k + 1]];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      pen = 'M';
      continue;
    }
    text += `${pen}${x.toFixed(2)} ${y.toFixed(2)}`;
    pen = 'L';
  }
  return text;
}
