/** What every picture asks of what it shows, wherever that comes from. */
import { finished, inOneStep, type Steps } from '../../fields/steps';
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
  /** Holds `parameters` (in the field's order) for the evaluations that follow. */
  setParameters(parameters: readonly number[]): void;
  at(x: number, y: number): PointValue;
  height(x: number, y: number): number;
  /** `at` and `height` in steps, as over many rows of data each takes long. */
  atSteps(x: number, y: number): Steps<PointValue>;
  heightSteps(x: number, y: number): Steps<number>;
}

/** What evaluates a field at points. */
export type PlaneEvaluation = Pick<PlaneModel, 'at' | 'height' | 'atSteps' | 'heightSteps'>;

/** Of what takes no time worth speaking of. */
export function evaluationAtOnce({ at, height }: Pick<PlaneModel, 'at' | 'height'>): PlaneEvaluation {
  return {
    at,
    height,
    atSteps: inOneStep(at),
    heightSteps: inOneStep(height),
  };
}

/** Of what takes steps. */
export function evaluationInSteps({
  atSteps,
  heightSteps,
}: Pick<PlaneModel, 'atSteps' | 'heightSteps'>): PlaneEvaluation {
  return {
    at: (x, y) => finished(atSteps(x, y)),
    height: (x, y) => finished(heightSteps(x, y)),
    atSteps,
    heightSteps,
  };
}
