/** A dot on a straight track with arrows for its velocity and its acceleration: what the curves of a motion say, seen. */
import { svg } from './svg';

/** The track's own coordinates: its ends, and the longest arrow. */
const WIDTH = 400;
const HEIGHT = 92;
const MARGIN = 20;
const TRACK_Y = 40;
const LONGEST_ARROW = 90;
const HEAD = 6;

export interface Motion {
  /** Position and the range of all positions. */
  readonly position: number;
  readonly range: readonly [number, number];
  readonly velocity: number;
  readonly acceleration: number;
  /** Largest |velocity| and |acceleration| of the motion: the longest arrows. */
  readonly fastest: number;
  readonly strongest: number;
}

export class MotionTrack {
  readonly #dot = svg('circle', { r: '8', cy: String(TRACK_Y), class: 'motion-dot' });
  readonly #velocity = svg('path', { class: 'motion-velocity' });
  readonly #acceleration = svg('path', { class: 'motion-acceleration' });
  readonly #labels = [
    svg('text', { class: 'motion-label' }),
    svg('text', { class: 'motion-label' }),
  ] as const;
  readonly #svg: SVGElement;

  constructor(host: HTMLElement) {
    this.#svg = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'motion-track', role: 'img' });
    const track = svg('path', {
      class: 'motion-rail',
      d: `M${MARGIN} ${TRACK_Y}H${WIDTH - MARGIN}`,
    });
    this.#svg.append(track, this.#velocity, this.#acceleration, this.#dot, ...this.#labels);
    host.append(this.#svg);
  }

  update(motion: Motion, description: string): void {
    const [low, high] = motion.range;
    const share = high > low ? (motion.position - low) / (high - low) : 0.5;
    const x = MARGIN + share * (WIDTH - 2 * MARGIN);
    this.#dot.setAttribute('cx', x.toFixed(1));
    const [first, second] = this.#labels;
    const draw = (
      arrow: SVGElement,
      label: SVGElement,
      name: string,
      value: number,
      most: number,
      y: number,
    ) => {
      const length = most > 0 ? (LONGEST_ARROW * value) / most : 0;
      // An arrow that would leave the picture is cut at its edge.
      const end = Math.min(WIDTH - 2, Math.max(2, x + length));
      arrow.setAttribute('d', Math.abs(end - x) < 1 ? '' : arrowPath(x, y, end));
      label.textContent = name;
      label.setAttribute('x', Math.min(WIDTH - 90, Math.max(2, x - 30)).toFixed(1));
      label.setAttribute('y', String(y === TRACK_Y - 18 ? y - 8 : y + 16));
    };
    draw(this.#velocity, first, 'velocity', motion.velocity, motion.fastest, TRACK_Y - 18);
    draw(this.#acceleration, second, 'acceleration', motion.acceleration, motion.strongest, TRACK_Y + 20);
    this.#svg.setAttribute('aria-label', description);
  }
}

function arrowPath(from: number, y: number, to: number): string {
  const back = to - Math.sign(to - from) * HEAD;
  return `M${from.toFixed(1)} ${y}H${to.toFixed(1)}M${back.toFixed(1)} ${y - HEAD}L${to.toFixed(1)} ${y}L${back.toFixed(1)} ${y + HEAD}`;
}
