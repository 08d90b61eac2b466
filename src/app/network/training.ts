/** The training of a network for a state: a trainer, the steps it has kept, and the step that is shown. */
import type { NetworkModel } from '../../models/network';
import { OPTIMIZERS, optimizerNamed } from '../../optimizers';
import type { AppState } from '../../state/appState';
import { Trainer, type TrainingRecord } from '../descent/trainer';
import { firstWeights } from './networkSpec';

/** A weight this large has run away: activations saturate at a few tens. */
const BOUND = 1e6;

/** What decides every step of the training, besides the model. */
export const TRAINING_KEYS = [
  'initialWeights',
  'weightSeed',
  'optimizer',
  'hyperparameters',
  'batchSize',
  'trainingSeed',
] as const;

/** Throws StateError where the first weights do not fit the model. */
export function createTrainer(
  model: NetworkModel,
  state: Pick<AppState, (typeof TRAINING_KEYS)[number]>,
): Trainer {
  const optimizer = optimizerNamed(state.optimizer) ?? OPTIMIZERS[0];
  if (optimizer === undefined) throw new RangeError('there are no optimizers');
  const { batchSize } = state;
  return new Trainer(model, {
    optimizer,
    hyperparameters: state.hyperparameters,
    start: firstWeights(model, state),
    batchSize: batchSize === 0 || batchSize >= model.data.rows ? null : batchSize,
    seed: state.trainingSeed,
    bound: BOUND,
  });
}

/** Where trainings stand, each scored once. */
const latest = new WeakMap<Trainer, TrainingRecord>();

/** What is known of step `step`: the training as it is where it has not got further, else the last record kept before. */
export function recordAt(trainer: Trainer, step: number): TrainingRecord {
  const { history } = trainer;
  const kept = history.findLast((candidate) => candidate.step <= step);
  if (kept !== undefined && (step < trainer.step || kept.step === trainer.step)) return kept;
  const found = latest.get(trainer);
  if (found?.step === trainer.step) return found;
  const now = trainer.now();
  latest.set(trainer, now);
  return now;
}

/** Every second, fourth, … of `records`, so that there are `most` at most. */
export function thinned(records: readonly TrainingRecord[], most: number): readonly TrainingRecord[] {
  const stride = 2 ** Math.ceil(Math.log2(Math.max(1, records.length / most)));
  return records.filter((_, index) => index % stride === 0);
}
