/** Icons on a 16 × 16 grid, drawn in the colour of their text. `fill` marks solid shapes; all others are strokes. */

interface Icon {
  readonly path: string;
  readonly fill?: true;
}

const ICONS = {
  reset: { path: 'M3.5 3.5v9M12.5 3.5 6 8l6.5 4.5z', fill: true },
  stepBack: { path: 'M11.5 3.5 5 8l6.5 4.5M5 8' },
  stepForward: { path: 'M4.5 3.5 11 8l-6.5 4.5' },
  play: { path: 'M4.5 2.8v10.4L13 8z', fill: true },
  pause: { path: 'M4 3h3v10H4zM9 3h3v10H9z', fill: true },
  share: {
    path: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.1-2.1a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  },
  system: { path: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5' },
  light: {
    path: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  },
  dark: { path: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z' },
  data: { path: 'M8 10V2.5M5 5.2 8 2.2l3 3M2.5 9.5v4h11v-4' },
  help: { path: 'M5.8 6.1a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.8-1.1 1.7M8 12v.1' },
  panel: { path: 'M2 3h12v10H2zM10 3v10' },
  close: { path: 'M4 4l8 8M12 4l-8 8' },
  copy: { path: 'M6 6h7v7.5H6zM10 6V2.5H3V10h3' },
  chevron: { path: 'M4 6l4 4 4-4' },
  check: { path: 'M3 8.5l3.5 3.5L13 4.5' },
  home: { path: 'M2.5 7.5 8 3l5.5 4.5M4 6.8V13h8V6.8' },
  top: { path: 'M3 3h10v10H3zM3 8h10M8 3v10' },
  side: { path: 'M2 12.5h12M2.5 10.5c2-6 3.5-6 5.5-2.5s3 2.5 5.5-3' },
  surface: { path: 'M1.8 9.5 8 6l6.2 3.5L8 13zM1.8 6.5C4 6 5 2.5 8 2.5S12 6 14.2 6.5' },
  partials: { path: 'M2 3h5v4.5H2zM9 3h5v4.5H9zM5.5 9.5h5V14h-5z' },
  curve: { path: 'M2.5 2v11.5H14M4.5 11c2.5-9 4-9 5.5-4.5s2 4 3.5 1' },
  course: {
    path: 'M8 4.2C6.5 3 4.5 2.8 2 3v9.6c2.5-.2 4.5 0 6 1.2 1.5-1.2 3.5-1.4 6-1.2V3c-2.5-.2-4.5 0-6 1.2zM8 4.2v9.6',
  },
  back: { path: 'M10 3.5 5.5 8l4.5 4.5' },
  forward: { path: 'M6 3.5 10.5 8 6 12.5' },
  list: { path: 'M6 4h8M6 8h8M6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1' },
  move: { path: 'M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2' },
  add: { path: 'M8 3v10M3 8h10' },
  delete: { path: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9M6.7 7v4M9.3 7v4' },
  range: { path: 'M2 8h12M5 5.5v5M11 5.5v5' },
} as const satisfies Record<string, Icon>;

export type IconName = keyof typeof ICONS;

const SVG = 'http://www.w3.org/2000/svg';

/** An `<svg>` hidden from assistive technology: the name belongs on its button. */
export function icon(name: IconName): SVGSVGElement {
  const { path, fill }: Icon = ICONS[name];
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', fill ? 'icon icon-solid' : 'icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** A square button with an icon. `label` is its accessible name; the tooltip adds the key that does the same. */
export function iconButton(name: IconName, label: string, key?: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'icon-button';
  button.setAttribute('aria-label', label);
  button.title = key === undefined ? label : `${label} (${key})`;
  button.append(icon(name));
  return button;
}

/** Changes what an icon button shows and says. */
export function setIconButton(button: HTMLButtonElement, name: IconName, label: string, key?: string): void {
  const title = key === undefined ? label : `${label} (${key})`;
  if (button.title === title && button.dataset.icon === name) return;
  button.dataset.icon = name;
  button.setAttribute('aria-label', label);
  button.title = title;
  button.replaceChildren(icon(name));
}
