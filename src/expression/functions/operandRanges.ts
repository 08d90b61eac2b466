/** Ranges of f32 operands, for the rows that say where they are measured. */
import { type OperandRange, SMALL_OPERAND } from './row';

const LARGEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;
/** The largest f32 below 1. */
export const NEAREST_TO_ONE = 1 - 2 ** -24;

export const bits = (from: number, to: number): OperandRange => ({ from, to, spacing: 'bits' });
export const even = (from: number, to: number): OperandRange => ({ from, to, spacing: 'even' });

export const everywhere = bits(-LARGEST, LARGEST);
export const positive = bits(SMALLEST_NORMAL, LARGEST);
export const upFrom = (least: number): OperandRange => bits(least, LARGEST);

/** Where the code for small operands is measured. */
export const SMALL_RANGES = [
  [bits(-SMALL_OPERAND, SMALL_OPERAND)],
  [even(-10, 10)],
  [even(-SMALL_OPERAND, SMALL_OPERAND)],
] as const;
