/** The rows of the function table that have a form on pairs of f64 of their own. */

import { writeHypot } from './arithmetic';
import { EXPONENTIAL } from './exponential';
import { LOGARITHMIC } from './logarithmic';
import { writePow } from './power';
import { TRIGONOMETRIC } from './trigonometric';
import type { FunctionWriter } from './vector';

/** Every other row applies its function of the table to each lane. */
export const VECTOR_FUNCTIONS: Readonly<Record<string, FunctionWriter>> = {
  ...EXPONENTIAL,
  ...LOGARITHMIC,
  ...TRIGONOMETRIC,
  pow: writePow,
  hypot: writeHypot,
};
