/**
 * Trains a model, step by step: full batch or mini-batches, with what a chart and a path need of its history. The model, the
 * start, the optimizer and the seed decide every step, however the steps are portioned.
 */
import type { NodeId } from '../expression';
import type { LossModel } from '../models/lossModel';
import type { Optimizer } from '../optimizers';
import { Batches } from './batches';
import type { Outcome } from './descend';
import { createLossEvaluator, type LossEvaluator } from './lossEvaluator';
import { OptimizerRun } from './optimizerRun';

export interface TrainingPlan {
  readonly optimizer: Optimizer;
  readonly hyperparameters: Readonly<Record<string, number>>;
  /** The weights at step 0, in the order of the model's variables. */
  readonly start: Float64Array;
  /** Rows a step; null for all of them. */
  readonly batchSize: number | null;
  /** Decides the order of the rows. */
  readonly seed: number;
  /** A weight beyond ± this has run away. */
  readonly bound: number;
}

/** What is kept of a step. */
export interface TrainingRecord {
  readonly step: number;
  /** Over all rows; NaN where undefined. */
  readonly loss: number;
  /** Share of rows that are classified right; null for a regression. */
  readonly accuracy: number | null;
  readonly theta: Float64Array;
}

/** Records beyond this are thinned to every second: enough for a path and a chart at any length. */
const MAX_RECORDS = 512;

export class Trainer {
  readonly #evaluator: LossEvaluator;
  /** Loss and, for a classifier, accuracy over all rows. */
  readonly #score: (theta: Float64Array) => Float64Array;
  readonly #run: OptimizerRun;
  readonly #batches: Batches | null;
  readonly #theta: Float64Array;
  readonly #gradient: Float64Array;
  #history: TrainingRecord[] = [];
  #stride = 1;
  #step = 0;
  #outcome: Outcome | null = null;

  /** `accuracy` is a node of the model's graph. Throws RangeError for a batch size or a start that does not fit the model. */
  constructor(
    readonly model: LossModel,
    readonly plan: TrainingPlan,
    accuracy: NodeId | null = null,
  ) {
    const dimension = model.variables.length;
    if (plan.start.length !== dimension)
      throw new RangeError(`the model has ${dimension} weights; the start has ${plan.start.length}`);
    this.#evaluator = createLossEvaluator(model);
    this.#score = this.#evaluator.valuesOf(accuracy === null ? [model.loss] : [model.loss, accuracy]);
    this.#run = new OptimizerRun(plan.optimizer, plan.hyperparameters, dimension);
    this.#batches = plan.batchSize === null ? null : new Batches(model.data.rows, plan.batchSize, plan.seed);
    this.#theta = Float64Array.from(plan.start);
    this.#gradient = new Float64Array(dimension);
    this.#record();
  }

  get step(): number {
    return this.#step;
  }

  /** The weights now. */
  get theta(): Float64Array {
    return Float64Array.from(this.#theta);
  }

  /** Steps 0, k, 2k, … with k growing as the training does. */
  get history(): readonly TrainingRecord[] {
    return this.#history;
  }

  /** Why no further step can be taken; null while one can. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** The loss and the accuracy now. */
  now(): TrainingRecord {
    const [loss = Number.NaN, accuracy = null] = this.#score(this.#theta);
    return {
      step: this.#step,
      loss,
      accuracy,
      theta: this.theta,
    };
  }

  /** Takes up to `steps` steps, and no further one once `milliseconds` have passed. Returns how many were taken. */
  advance(steps: number, milliseconds = Number.POSITIVE_INFINITY): number {
    const end = performance.now() + milliseconds;
    let taken = 0;
    while (taken < steps && this.#outcome === null && (taken === 0 || performance.now() < end)) {
      if (this.#move()) taken++;
    }
    return taken;
  }

  /** Whether a step was taken; where it cannot be, the outcome says why. */
  #move(): boolean {
    const loss = this.#evaluator.lossAndGradient(this.#theta, this.#gradient, this.#batches?.next());
    if (!Number.isFinite(loss) || !this.#gradient.every(Number.isFinite)) {
      this.#outcome = { kind: 'undefined', step: this.#step };
      return false;
    }
    this.#run.move(this.#theta, this.#gradient);
    this.#step++;
    if (!this.#theta.every((weight) => Math.abs(weight) <= this.plan.bound))
      this.#outcome = { kind: 'diverged', step: this.#step };
    if (this.#step % this.#stride === 0) this.#record();
    return true;
  }

  #record(): void {
    this.#history.push(this.now());
    if (this.#history.length <= MAX_RECORDS) return;
    this.#stride *= 2;
    this.#history = this.#history.filter(({ step }) => step % this.#stride === 0);
  }
}
