/** What a module over grids does with its results: a format is chosen as the module is written. */
import type { FunctionScope, Vector } from './vector';

/** Indices of the i32 locals that say where results go. */
export interface ResultPlace {
  /** The address of all results. */
  readonly results: number;
  /** How many bytes of pairs stand before the pair at hand. */
  readonly offset: number;
  /** From one root's plane to the next's. */
  readonly planeBytes: number;
}

export interface ResultFormat {
  /** How far the next pair of samples stands from the last. */
  readonly pairBytes: number;
  /** Writes what goes before the first row. */
  open(scope: FunctionScope, place: ResultPlace, roots: number): ResultWriter;
}

export interface ResultWriter {
  /** Writes what is done with the roots of a pair of samples. */
  pair(values: readonly Vector[]): void;
  /** Writes what is done after a row whose last pair was one sample too many. */
  endOddRow(): void;
  /** Writes what goes behind the last row. */
  end(): void;
}
