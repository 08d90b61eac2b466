/** The curves of the six-panel picture: each function and its derivative by our own rules. */
import { sampleCoordinates } from '../../fields/grid';
import { type CommonFunction, MASKED } from '../../lessons';
import { evaluatorOf } from './evaluator';

const SAMPLES = 201;

export interface CommonCurves {
  readonly coordinates: Float64Array;
  /** NaN near 0 where the function has a pole there. */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

export function commonCurves({ f, domain }: CommonFunction): CommonCurves {
  const evaluator = evaluatorOf(f, ['x']);
  const coordinates = sampleCoordinates(domain, SAMPLES);
  const hasPole = Number.isNaN(evaluator.value([0])) && domain[0] < 0;
  const sampled = (pick: (at: number) => number): Float64Array =>
    coordinates.map((x) => (hasPole && Math.abs(x) < MASKED ? Number.NaN : pick(x)));
  return {
    coordinates,
    values: sampled((x) => evaluator.value([x])),
    slopes: sampled((x) => evaluator.at([x]).gradient[0] ?? Number.NaN),
  };
}
