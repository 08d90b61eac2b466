/** What a network predicts at given features, for any of its weights: compiled once a network. */
import { compilePoint } from '../../engines/cpu/pointProgram';
import type { NetworkModel } from '../../models/network';
import { predictionField } from '../../models/prediction';

export interface Predictor {
  /** One number an output: the predicted value, the probability of class 1, or those of all classes. */
  at(features: readonly number[], theta: Float64Array): readonly number[];
}

const known = new WeakMap<NetworkModel, Predictor>();

export function predictorOf(model: NetworkModel, features: readonly string[]): Predictor {
  const found = known.get(model);
  if (found) return found;
  const outputs = model.layers.at(-1)?.outputs ?? [];
  const programs = outputs.map((output) => {
    const field = predictionField(model, features, output);
    return compilePoint(field, [field.value]);
  });
  const predictor: Predictor = {
    at: (point, theta) => programs.map((program) => program.evaluate(point, theta)[0] ?? Number.NaN),
  };
  known.set(model, predictor);
  return predictor;
}
