/** How the difference formulas and the precisions are called and drawn, alike in the chart and in its table. */
import type { SteppedMethod } from '../../fields/gridRequest';
import type { ChartColor } from '../chartColors';
import type { PointShape } from '../chartPicture';
import { captionText } from '../chartText';

export const METHOD_LOOKS: Readonly<
  Record<SteppedMethod, { readonly label: string; readonly color: ChartColor; readonly shape: PointShape }>
> = {
  forward: { label: 'forward', color: 'first', shape: 'triangle' },
  central: { label: 'central', color: 'second', shape: 'circle' },
  fivePoint: { label: 'five-point', color: 'third', shape: 'square' },
};

/** Of f32: dots, where f64 has a solid line. */
export const SINGLE_DASH = [1.5, 2.5];

/** Of an error: its power of ten and a little more. */
export const ERROR_DIGITS = 2;

export function errorText(error: number): string {
  if (!Number.isFinite(error)) return '–';
  return captionText(Number(error.toPrecision(ERROR_DIGITS)));
}
