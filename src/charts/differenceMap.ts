/** A wrong answer minus the right one over two variables, as a map: two colours for its signs, the ground where it is right. */
import { CHART_PALETTES, type ChartTheme } from './chartColors';
import { bulkRange } from './chartData';
import { captionText } from './chartText';
import './charts.css';

export interface DifferencePlane {
  /** What is drawn, in words. */
  readonly subject: string;
  /** Where what else it depends on is held, such as "z = 1.5"; may be empty. */
  readonly place: string;
  readonly variables: readonly [string, string];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Along each side. */
  readonly cells: number;
  /** cells², row-major, x fastest, the lowest row first; NaN where undefined. */
  readonly values: Float64Array;
  readonly theme: ChartTheme;
}

export class DifferenceMap {
  readonly #figure = document.createElement('figure');
  readonly #caption = document.createElement('figcaption');
  readonly #canvas = document.createElement('canvas');
  readonly #axes = document.createElement('p');

  constructor(host: HTMLElement) {
    this.#figure.className = 'difference-map';
    this.#canvas.setAttribute('role', 'img');
    this.#figure.append(this.#caption, this.#canvas, this.#axes);
    host.replaceChildren(this.#figure);
  }

  update({ subject, place, variables, x, y, cells, values, theme }: DifferencePlane): void {
    const [low, high] = bulkRange([...values, 0]);
    const most = Math.max(Math.abs(low), Math.abs(high));
    const [first, second] = variables;
    const palette = CHART_PALETTES[theme];
    const held = place === '' ? '' : ` with ${place}`;
    this.#caption.textContent = `${subject}${held}: blue above, orange below zero, up to ±${captionText(most)}`;
    this.#axes.textContent = `${first} from ${captionText(x[0])} to ${captionText(x[1])} to the right, ${second} from ${captionText(y[0])} to ${captionText(y[1])} upwards`;
    this.#canvas.setAttribute(
      'aria-label',
      `${subject}${held}, as a map over ${first} and ${second}: it reaches ${captionText(most)}, zero would be right.`,
    );
    this.#canvas.width = cells;
    this.#canvas.height = cells;
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    const [above, below, ground] = [palette.second, palette.first, palette.ground].map(channelsOf);
    const image = context.createImageData(cells, cells);
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        const value = values[row * cells + column] ?? Number.NaN;
        // Undefined stays see-through.
        if (Number.isNaN(value)) continue;
        const share = Math.min(1, Math.abs(value) / most);
        const tint = (value > 0 ? above : below) ?? [0, 0, 0];
        const at = ((cells - 1 - row) * cells + column) * 4;
        for (let channel = 0; channel < 3; channel++) {
          const base = ground?.[channel] ?? 0;
          image.data[at + channel] = base + ((tint[channel] ?? 0) - base) * share;
        }
        image.data[at + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  }

  dispose(): void {
    this.#figure.remove();
  }
}

function channelsOf(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
