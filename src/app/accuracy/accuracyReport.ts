/** What scripts are told of a device: the measurement, and what follows from it for every function. */
import {
  choiceOf,
  type DeviceMeasurement,
  type FormMeasurement,
  type FunctionChoice,
} from '../../engines/webgpu/webgpuEngine';
import { EngineError } from '../../fields/engineError';
import type { AccuracyState } from './accuracyProbe';

export interface FunctionAccuracy {
  /** Of the row of the table of functions: 'sin', 'divide'. */
  readonly name: string;
  /** Whether this is the cheaper code for operands of a magnitude up to 6400. */
  readonly small: boolean;
  /** Largest error allowed, in units in the last place of 32-bit floats. */
  readonly bound: number;
  readonly own: FormMeasurement;
  /** Null where WGSL has no such function. */
  readonly native: FormMeasurement | null;
  readonly choice: FunctionChoice;
}

export interface AccuracyReport extends Omit<DeviceMeasurement, 'functions'> {
  readonly adapter: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly functions: readonly FunctionAccuracy[];
}

/** Null where there is no GPU. Throws EngineError where it was not measured to the end. */
export function accuracyReport(state: AccuracyState): AccuracyReport | null {
  switch (state.kind) {
    case 'none':
      return null;
    case 'measured': {
      const { adapter, measuredAt, measurement } = state;
      const functions = measurement.functions.map((one) => ({ ...one, choice: choiceOf(one) }));
      return { ...measurement, adapter, measuredAt: new Date(measuredAt).toISOString(), functions };
    }
    case 'interrupted':
      throw new EngineError('accuracy', state.message);
    case 'unmeasured':
    case 'measuring':
      throw new EngineError('accuracy', `${state.adapter} has not been measured yet`);
    default:
      return state satisfies never;
  }
}
