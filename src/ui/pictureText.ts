/** The picture in a sentence, for those who cannot see it and those who want it said. */
import { slopeTowards } from '../fields/directionalDerivative';
import { element, setText } from './dom';
import { formatNumber } from './format';
import type { Readout } from './readout';

/** Long enough that a drag is told once, where it ends. */
const REST_MILLISECONDS = 350;

/** Digits of numbers within a sentence. */
const DIGITS = 4;
/** Relative to the size of f, a slope that no eye and no reader takes for one. */
const FLAT = 1e-9;

export interface Described
  extends Pick<Readout, 'x' | 'y' | 'value' | 'gradient' | 'pending' | 'fault' | 'variables'> {
  readonly name: string;
  /** A direction of one's own that the picture shows, degrees from the first axis; null for none. */
  readonly direction: number | null;
  /** Whether the point lies beyond the edges of the picture. */
  readonly outside: boolean;
  /** Whether f has no value anywhere in the picture. */
  readonly empty: boolean;
  /** Whether the second coordinate has no effect. */
  readonly ofOne: boolean;
  /** The slopes beside the point, where it is a corner of a function of one variable. */
  readonly corner: { readonly left: number; readonly right: number } | null;
  /** Gradients of batches that stand at the point; absent where none do. */
  readonly batches?: { readonly rows: number; readonly count: number; readonly agreeing: number } | undefined;
}

export function pictureText(described: Described): string {
  const { batches } = described;
  if (batches === undefined) return pointText(described);
  const { rows, count, agreeing } = batches;
  return `${pointText(described)} Of ${count} batches of ${rows === 1 ? '1 row' : `${rows} rows`}, ${agreeing} agree with all rows on the way down.`;
}

function pointText(described: Described): string {
  const { name, x, y, value, gradient, pending, fault, variables, ofOne, direction, corner } = described;
  const number = (given: number): string => formatNumber(given, DIGITS);
  const coordinates = ofOne ? `${variables[0]} = ${number(x)}` : `(${number(x)}, ${number(y)})`;
  const place = described.outside ? `${coordinates}, outside the picture,` : coordinates;
  if (pending) return `${name} at ${place} is being computed.`;
  if (described.empty && !Number.isFinite(value))
    return `${name} has no value anywhere in the picture; at ${place} it is ${fault ?? 'undefined'}.`;
  if (!Number.isFinite(value)) return `${name} at ${place} is ${fault ?? 'undefined'}.`;
  const here = `${name} at ${place} is ${number(value)}`;
  if (corner !== null)
    return `${here}, at a corner: the slope is ${number(corner.left)} on its left and ${number(corner.right)} on its right.`;
  const [alongX, alongY] = gradient;
  const steepness = Math.hypot(alongX, alongY);
  if (!Number.isFinite(steepness)) return `${here}; ${fault ?? 'no gradient here'}.`;
  if (steepness <= FLAT * Math.max(1, Math.abs(value))) return `${here}, and level there: the slope is 0.`;
  if (ofOne) {
    return `${here}, ${alongX > 0 ? 'rising' : 'falling'} at ${number(Math.abs(alongX))} per unit of ${variables[0]}.`;
  }
  const steepest = `${here}, rising fastest in the direction (${number(alongX)}, ${number(alongY)}), at ${number(steepness)} per unit`;
  if (direction === null) return `${steepest}.`;
  const slope = slopeTowards(gradient, direction);
  const level = Math.abs(slope) <= FLAT * steepness;
  const way = level ? 'level' : `${slope > 0 ? 'rising' : 'falling'} at ${number(Math.abs(slope))} per unit`;
  return `${steepest}; at an angle of ${number(direction)}°, ${way}.`;
}

export class PictureText {
  readonly #text: HTMLElement;
  #timer = 0;

  constructor(host: HTMLElement) {
    this.#text = element('p', { 'aria-live': 'polite' });
    host.replaceChildren(this.#text);
  }

  update(described: Described): void {
    const sentence = pictureText(described);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => setText(this.#text, sentence), REST_MILLISECONDS);
  }
}
