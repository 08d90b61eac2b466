/**
 * Trains a model, step by step: full batch or mini-batches, with what a chart and a path need of its history. The model, the
 * start, the optimizer and the seed decide every step, however the steps are portioned.
 */

import type { Score } from '../../engines/cpu/layers/layeredNetwork';
import type { NodeId } from '../../expression';
import { finished, type Steps } from '../../fields/steps';
import type { LossModel } from '../../models/lossModel';
import type { Optimizer } from '../../optimizers';
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

/** A step under way: its gradient, and then the loss and accuracy that are kept of it, where they are. */
type Evaluation =
  | { readonly kind: 'gradient'; readonly steps: Steps<number> }
  | { readonly kind: 'score'; readonly steps: Steps<Score> };

export class Trainer {
  readonly #evaluator: LossEvaluator;
  readonly #run: OptimizerRun;
  readonly #batches: Batches | null;
  readonly #theta: Float64Array;
  /** The weights after the step under way. */
  readonly #next: Float64Array;
  readonly #gradient: Float64Array;
  #history: TrainingRecord[] = [];
  #stride = 1;
  #step = 0;
  #outcome: Outcome | null = null;
  #open: Evaluation | null = null;

  /** `accuracy` is a node of the model's graph; networks bring their own. Throws RangeError for a batch size or a start that does not fit the model. */
  constructor(
    readonly model: LossModel,
    readonly plan: TrainingPlan,
    accuracy: NodeId | null = null,
  ) {
    const dimension = model.variables.length;
    if (plan.start.length !== dimension)
      throw new RangeError(`the model has ${dimension} weights; the start has ${plan.start.length}`);
    this.#evaluator = createLossEvaluator(model, accuracy);
    this.#run = new OptimizerRun(plan.optimizer, plan.hyperparameters, dimension);
    this.#batches = plan.batchSize === null ? null : new Batches(model.data.rows, plan.batchSize, plan.seed);
    this.#theta = Float64Array.from(plan.start);
    this.#next = Float64Array.from(plan.start);
    this.#gradient = new Float64Array(dimension);
    this.#record(this.now());
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
    const { loss, accuracy } = finished(this.#evaluator.scoreSteps(this.#theta));
    return { step: this.#step, loss, accuracy, theta: this.theta };
  }

  /**
   * Takes up to `steps` steps, and goes no further once `milliseconds` have passed: a step over many rows may need several calls, and
   * counts in the last of them. Returns how many were taken.
   */
  advance(steps: number, milliseconds = Number.POSITIVE_INFINITY): number {
    const end = performance.now() + milliseconds;
    const before = this.#step;
    while (this.#step - before < steps && this.#outcome === null) {
      this.#open ??= {
        kind: 'gradient',
        steps: this.#evaluator.gradientSteps(this.#theta, this.#gradient, this.#batches?.next()),
      };
      this.#continue(this.#open);
      if (performance.now() >= end) break;
    }
    return this.#step - before;
  }

  #continue(open: Evaluation): void {
    switch (open.kind) {
      case 'gradient': {
        const { done, value } = open.steps.next();
        if (done) this.#move(value);
        return;
      }
      case 'score': {
        const { done, value } = open.steps.next();
        if (done) this.#arrive(value);
        return;
      }
      default:
        open satisfies never;
    }
  }

  /** Where no step can be taken, the outcome says why. */
  #move(loss: number): void {
    this.#open = null;
    if (!Number.isFinite(loss) || !this.#gradient.every(Number.isFinite)) {
      this.#outcome = { kind: 'undefined', step: this.#step };
      return;
    }
    this.#run.move(this.#next, this.#gradient);
    if ((this.#step + 1) % this.#stride === 0)
      this.#open = { kind: 'score', steps: this.#evaluator.scoreSteps(this.#next) };
    else this.#arrive(null);
  }

  #arrive(score: Score | null): void {
    this.#open = null;
    this.#step++;
    this.#theta.set(this.#next);
    if (!this.#theta.every((weight) => Math.abs(weight) <= this.plan.bound))
      this.#outcome = { kind: 'diverged', step: this.#step };
    if (score !== null) this.#record({ step: this.#step, ...score, theta: this.theta });
  }

  #record(record: TrainingRecord): void {
    this.#history.push(record);
    if (this.#history.length <= MAX_RECORDS) return;
    this.#stride *= 2;
    this.#history = this.#history.filter(({ step }) => step % this.#stride === 0);
  }
}
