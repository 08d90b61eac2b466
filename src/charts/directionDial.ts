/** A dial: a direction to turn, the gradient, and the contour line through the middle. */
import { svg } from './svg';

const RADIUS = 70;
const SIZE = 2 * RADIUS + 20;
const HEAD = 9;

export class DirectionDial {
  readonly #svg = svg('svg', {
    viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`,
    class: 'dial',
    'aria-hidden': 'true',
  });
  readonly #contour = svg('path', { class: 'dial-contour' });
  readonly #gradient = svg('path', { class: 'dial-gradient' });
  readonly #direction = svg('path', { class: 'dial-direction' });
  readonly #handle = svg('circle', { r: '7', class: 'dial-handle' });

  /** `onTurn` tells degrees from the first axis, rounded to whole ones. The slider beside the dial is for keys. */
  constructor(host: HTMLElement, onTurn: (degrees: number) => void) {
    this.#svg.append(
      svg('circle', { r: String(RADIUS), class: 'dial-rim' }),
      this.#contour,
      this.#gradient,
      this.#direction,
      this.#handle,
    );
    host.append(this.#svg);
    const tell = ({ clientX, clientY }: PointerEvent): void => {
      const { left, top, width, height } = this.#svg.getBoundingClientRect();
      const [x, y] = [clientX - left - width / 2, top + height / 2 - clientY];
      onTurn(Math.round((Math.atan2(y, x) * 180) / Math.PI));
    };
    this.#svg.addEventListener('pointerdown', (event) => {
      this.#svg.setPointerCapture(event.pointerId);
      tell(event);
    });
    this.#svg.addEventListener('pointermove', (event) => {
      if (this.#svg.hasPointerCapture(event.pointerId)) tell(event);
    });
  }

  /** Angles in degrees; null where there is no gradient. */
  update(direction: number, gradient: number | null): void {
    this.#direction.setAttribute('d', arrow(direction));
    const [x, y] = end(direction);
    this.#handle.setAttribute('cx', x.toFixed(1));
    this.#handle.setAttribute('cy', y.toFixed(1));
    this.#gradient.setAttribute('d', gradient === null ? '' : arrow(gradient));
    const line = gradient === null ? '' : rimLine(gradient + 90);
    this.#contour.setAttribute('d', line);
  }
}

/** The rim's place at an angle; on the screen, y grows downwards. */
function end(degrees: number, radius = RADIUS): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), -radius * Math.sin(angle)];
}

function rimLine(degrees: number): string {
  const [x, y] = end(degrees);
  return `M${(-x).toFixed(1)} ${(-y).toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`;
}

function arrow(degrees: number): string {
  const [x, y] = end(degrees);
  const [px, py] = [x - end(degrees - 25, HEAD)[0], y - end(degrees - 25, HEAD)[1]];
  const [qx, qy] = [x - end(degrees + 25, HEAD)[0], y - end(degrees + 25, HEAD)[1]];
  const at = (a: number, b: number): string => `${a.toFixed(1)} ${b.toFixed(1)}`;
  return `M0 0L${at(x, y)}M${at(px, py)}L${at(x, y)}L${at(qx, qy)}`;
}
