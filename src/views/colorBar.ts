/** The key to the colours of one pane: a strip of the colour map with its true numbers. */
import type { ColorMapName } from '../state/appState';
import { COLOR_MAP_SIZE, colorMapBytes } from './colorMaps';
import type { ColorScale } from './colorScale';

export class ColorBar {
  readonly element = document.createElement('div');
  private readonly title = document.createElement('div');
  private readonly strip = document.createElement('canvas');
  private readonly ticks = document.createElement('div');
  private shown = '';

  constructor() {
    this.element.className = 'color-bar';
    this.title.className = 'color-bar-title';
    this.ticks.className = 'color-bar-ticks';
    this.strip.className = 'color-bar-strip';
    this.strip.width = 1;
    this.strip.height = COLOR_MAP_SIZE;
    const body = document.createElement('div');
    body.className = 'color-bar-body';
    body.append(this.strip, this.ticks);
    this.element.append(this.title, body);
    this.element.hidden = true;
    this.element.setAttribute('role', 'img');
  }

  /** `untitled`: the title is only spoken, since something else on the pane shows it. */
  show(title: string, map: ColorMapName, scale: ColorScale, untitled: boolean): void {
    const inside = scale.ticks.filter(({ place }) => place >= -1e-6 && place <= 1 + 1e-6);
    const key = JSON.stringify([title, map, inside, untitled]);
    if (key === this.shown) return;
    this.shown = key;
    this.element.hidden = false;
    this.title.textContent = title;
    this.title.hidden = untitled;
    this.ticks.replaceChildren(
      ...inside.map(({ place, label }) => {
        const tick = document.createElement('span');
        tick.textContent = label;
        tick.style.bottom = `${(place * 100).toFixed(2)}%`;
        return tick;
      }),
    );
    const ends = [inside[0]?.label, inside.at(-1)?.label].filter(Boolean).join(' to ');
    this.element.setAttribute('aria-label', `Colours: ${title}, ${ends}`);
    this.paint(map);
  }

  private paint(map: ColorMapName): void {
    const context = this.strip.getContext('2d');
    if (!context) return;
    const image = context.createImageData(1, COLOR_MAP_SIZE);
    const bytes = colorMapBytes(map);
    for (let entry = 0; entry < COLOR_MAP_SIZE; entry++) {
      const row = COLOR_MAP_SIZE - 1 - entry;
      image.data.set(bytes.subarray(entry * 4, entry * 4 + 4), row * 4);
    }
    context.putImageData(image, 0, 0);
  }
}
