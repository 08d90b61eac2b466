/** What every picture asks of what it shows, wherever that comes from. */
import type { AppState } from '../../state/appState';

/** What a field is at a point, by the plain walk in f64. */
export interface PointValue {
  /** NaN where undefined. */
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** Bits of FAULTS: why the value, or else the gradient, is undefined; 0 where all is well. */
  readonly faults: number;
  /** The reason in words, where it is none of a formula's. */
  readonly reason?: string;
}

/** What every picture is of: a value and a gradient over a plane. */
export interface PlaneModel {
  /** What stands before the list of coordinates: f, L. */
  readonly name: string;
  /** The right-hand side. */
  readonly tex: string;
  /** The two coordinates of the picture. */
  readonly axes: readonly [string, string];
  /** Whether the second coordinate has no effect: a function of one variable. */
  readonly ofOne: boolean;
  /** Whether some operation of the field jumps, has poles or ends somewhere. */
  readonly singular: boolean;
  /** Those of the field's parameters that have sliders, in the order of their rows. */
  readonly sliders: readonly string[];
  /** Values of the field's parameters in `state`, in the field's order. */
  parameterValues(state: Pick<AppState, 'parameters'>): number[];
  /** Holds `parameters` (in the field's order) for `at` and `height`. */
  setParameters(parameters: readonly number[]): void;
  at(x: number, y: number): PointValue;
  height(x: number, y: number): number;
}
