const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element of SVG with attributes (`class` among them). */
export function svgElement(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const created = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  return created;
}
