/**
 * A network as something the page can show: its loss over a plane through the weights of a training step, with the training that
 * runs through it. What stays right when the state changes is kept: the compiled graph, the steps trained so far.
 */
import { finished } from '../../fields/steps';
import { type NetworkModel, network } from '../../models/network';
import { networkPlane } from '../../models/plane/networkPlane';
import type { AppState, StateKey } from '../../state/appState';
import { createLossEvaluator, type LossEvaluator } from '../descent/lossEvaluator';
import type { Trainer } from '../descent/trainer';
import type { FieldModel } from '../shown/fieldModel';
import { type LandscapePlane, landscapePlane } from './directions';
import { NETWORK_DATA_KEYS, type NetworkData, networkData } from './networkData';
import { MODEL_KEYS, networkSpec } from './networkSpec';
import { planeModel } from './planeModel';
import { gradientSteps } from './samplePass';
import { createTrainer, recordAt, TRAINING_KEYS, thinned } from './training';

/** The coordinates of the plane. */
export const PLANE_AXES = ['α', 'β'] as const;

/** What the middle and the directions are made of, besides the training. */
const PLANE_KEYS = ['landscapeDirections', 'landscapeSeed', 'landscapeStep', 'planeAxes'] as const;

export const NETWORK_KEYS = [
  ...MODEL_KEYS,
  ...TRAINING_KEYS,
  ...PLANE_KEYS,
] as const satisfies readonly StateKey[];

/** A change of one of these starts the training anew. */
export const RESTART_KEYS = [...MODEL_KEYS, ...TRAINING_KEYS] as const satisfies readonly StateKey[];

/** A network compiled: what does not change while it is trained. */
interface Compiled {
  readonly data: NetworkData;
  readonly model: NetworkModel;
  readonly evaluator: LossEvaluator;
  /** The loss over a plane, whose origin and directions are parameters. */
  readonly base: FieldModel;
}

export interface NetworkScene extends Compiled {
  readonly trainer: Trainer;
  readonly plane: LandscapePlane;
  /** The step whose weights are the middle: the first until the training has reached the one asked for. */
  readonly centreStep: number;
  /** The state it was made of. */
  readonly state: AppState;
}

export interface NetworkLandscape extends FieldModel {
  readonly scene: NetworkScene;
}

/**
 * The landscape of `state`, which takes from `old` what has not changed. Throws StateError where layers, loss, weights or data do
 * not fit.
 */
export function networkLandscape(state: AppState, old: NetworkScene | null): NetworkLandscape {
  const sameModel = old !== null && agree(old.state, state, MODEL_KEYS);
  const compiled = sameModel ? old : compile(state, old);
  const trainer =
    sameModel && agree(old.state, state, TRAINING_KEYS) ? old.trainer : createTrainer(compiled.model, state);
  const centreStep = state.landscapeStep <= trainer.step ? state.landscapeStep : 0;
  const { theta, step } = recordAt(trainer, centreStep);
  const plane = landscapePlane(state, {
    model: compiled.model,
    theta,
    gradient: () => finished(gradientSteps(compiled.model, theta)),
    path: pathTo(trainer, step, theta),
  });
  const values = [...plane.origin, ...plane.u, ...plane.v];
  const { data, model, evaluator, base } = compiled;
  return {
    ...base,
    parameterValues: () => values,
    scene: { data, model, evaluator, base, trainer, plane, centreStep, state },
  };
}

/** Steps of the path that a plane is laid through at most: its matrix has one row each. */
const MOST_STEPS = 64;

function pathTo(trainer: Trainer, step: number, theta: Float64Array): readonly Float64Array[] {
  const before = trainer.history.filter((record) => record.step < step);
  return [...thinned(before, MOST_STEPS).map((record) => record.theta), theta];
}

/** Whether the middle asked for has been reached since the landscape was made. */
export function isCentreDue({ centreStep, trainer }: NetworkScene, state: AppState): boolean {
  return centreStep !== state.landscapeStep && trainer.step >= state.landscapeStep;
}

function agree(a: AppState, b: AppState, keys: readonly StateKey[]): boolean {
  return keys.every((key) => a[key] === b[key]);
}

function compile(state: AppState, old: NetworkScene | null): Compiled {
  const data = old !== null && agree(old.state, state, NETWORK_DATA_KEYS) ? old.data : networkData(state);
  const spec = networkSpec(state, data);
  const model = network(spec, data.table, data.columns);
  const evaluator = createLossEvaluator(model);
  const base = planeModel(model, networkPlane(model, PLANE_AXES), PLANE_AXES);
  return { data, model, evaluator, base };
}
