// Optimizers over all coordinates at once, batches, and training: against hand-computed steps, and on two moons.

import { describe, expect, it } from 'vitest';
import { Batches } from '../../../src/app/descent/batches';
import { descend } from '../../../src/app/descent/descend';
import { OptimizerRun } from '../../../src/app/descent/optimizerRun';
import { Trainer } from '../../../src/app/descent/trainer';
import { inOneStep } from '../../../src/fields/steps';
import { generate } from '../../../src/models/datasets';
import { blobs } from '../../../src/models/datasets/blobs';
import { moons } from '../../../src/models/datasets/moons';
import { NOTEBOOK_LINE } from '../../../src/models/datasets/notebook';
import { initialWeights } from '../../../src/models/initialWeights';
import { leastSquares, linearRegression } from '../../../src/models/linearRegression';
import { network } from '../../../src/models/network';
import { type Optimizer, optimizerNamed } from '../../../src/optimizers';

function named(name: string): Optimizer {
  const optimizer = optimizerNamed(name);
  if (!optimizer) throw new Error(`no optimizer ${name}`);
  return optimizer;
}

describe('an optimizer over all coordinates at once', () => {
  const gradients = [
    [1, -2],
    [0.5, 3],
    [-0.1, 0.2],
  ];

  it('moves as Adam does, with the bias of its means corrected by the number of the step', () => {
    const run = new OptimizerRun(named('adam'), { eta: 0.1 }, 2);
    const theta = Float64Array.of(3, 4);
    const expected = [3, 4];
    const first = [0, 0];
    const second = [0, 0];
    gradients.forEach((gradient, index) => {
      run.move(theta, Float64Array.from(gradient));
      for (const lane of [0, 1]) {
        const g = gradient[lane] ?? 0;
        first[lane] = 0.9 * (first[lane] ?? 0) + 0.1 * g;
        second[lane] = 0.999 * (second[lane] ?? 0) + 0.001 * g * g;
        const [m, v] = [first[lane] ?? 0, second[lane] ?? 0];
        const t = index + 1;
        expected[lane] =
          (expected[lane] ?? 0) - (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
        expect(theta[lane]).toBeCloseTo(expected[lane] ?? 0, 12);
      }
    });
    // The first step of Adam is the learning rate long, whatever the gradient.
    const once = Float64Array.of(0, 0);
    new OptimizerRun(named('adam'), { eta: 0.1 }, 2).move(once, Float64Array.of(5, -1e-3));
    expect(once[0]).toBeCloseTo(-0.1, 7);
    expect(once[1]).toBeCloseTo(0.1, 5);
  });

  it('moves as RMSProp does', () => {
    const run = new OptimizerRun(named('rmsprop'), { eta: 0.1, rho: 0.5, epsilon: 1e-8 }, 1);
    const theta = Float64Array.of(1);
    run.move(theta, Float64Array.of(2));
    expect(theta[0]).toBeCloseTo(1 - 0.2 / Math.sqrt(2), 8);
    run.move(theta, Float64Array.of(-1));
    expect(theta[0]).toBeCloseTo(1 - 0.2 / Math.sqrt(2) + 0.1 / Math.sqrt(1.5), 8);
  });

  it('descends a bowl of 5000 dimensions', () => {
    const start = Array.from({ length: 5000 }, (_, index) => Math.sin(index));
    const { outcome, values } = descend(
      inOneStep((theta: readonly number[]) => ({
        value: theta.reduce((sum, x) => sum + x * x, 0),
        gradient: theta.map((x) => 2 * x),
      })),
      {
        optimizer: named('momentum'),
        hyperparameters: { eta: 0.1, beta: 0.5 },
        start,
        steps: 20,
        bound: 1e3,
      },
    );
    expect(outcome).toEqual({ kind: 'finished', step: 20 });
    expect(values.at(-1)).toBeLessThan(1e-2 * (values[0] ?? 0));
  });
});

describe('batches', () => {
  it('hold every row once an epoch, in another order in the next, the same for the same seed', () => {
    const batches = new Batches(10, 4, 1);
    const epochs = [0, 1].map(() => [batches.next(), batches.next(), batches.next()]);
    for (const epoch of epochs) {
      expect(epoch.map((batch) => batch.length)).toEqual([4, 4, 2]);
      expect(epoch.flatMap((batch) => [...batch]).sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(new Batches(10, 4, 1).next()).toEqual(epochs[0]?.[0]);
    expect(() => new Batches(10, 11, 1)).toThrow('1 to 10 rows, not 11');
  });
});

describe('training', () => {
  const base = { hyperparameters: {}, batchSize: null, seed: 1, bound: 1e6 };

  it('leads a line to its least squares', () => {
    const columns = { features: ['x'], target: 'y' };
    const trainer = new Trainer(linearRegression(NOTEBOOK_LINE, columns), {
      ...base,
      optimizer: named('gradientDescent'),
      hyperparameters: { eta: 0.025 },
      start: Float64Array.of(0, 0),
    });
    expect(trainer.advance(2000)).toBe(2000);
    const [w = 0, b = 0] = leastSquares(NOTEBOOK_LINE, columns) ?? [];
    expect(trainer.theta[0]).toBeCloseTo(w, 9);
    expect(trainer.theta[1]).toBeCloseTo(b, 9);
    expect(trainer.history.length).toBeLessThanOrEqual(512);
    expect(trainer.history[0]?.step).toBe(0);
    const steps = trainer.history.map(({ step }) => step);
    expect(steps.every((step, index) => step === index * (steps[1] ?? 0))).toBe(true);
  });

  it('says when it has run away, and keeps what led there', () => {
    const trainer = new Trainer(linearRegression(NOTEBOOK_LINE, { features: ['x'], target: 'y' }), {
      ...base,
      optimizer: named('gradientDescent'),
      hyperparameters: { eta: 1 },
      start: Float64Array.of(0, 0),
    });
    trainer.advance(100);
    expect(trainer.outcome?.kind).toBe('diverged');
    expect(trainer.advance(1)).toBe(0);
    expect(trainer.history.at(-1)?.step).toBe(trainer.outcome?.step);
  });

  const COLUMNS = { features: ['x1', 'x2'], target: 'y' };
  const data = generate(moons, { rows: 200, noise: 0.1, seed: 2 });
  const model = network({ hidden: [16, 16], activation: 'tanh', loss: 'binaryCrossEntropy' }, data, COLUMNS);
  const plan = {
    ...base,
    optimizer: named('adam'),
    hyperparameters: { eta: 0.02 },
    start: initialWeights(model, 'glorot', 3),
    batchSize: 32,
  };

  it('teaches a 2-16-16-1 network to tell two moons apart, over 97 %', () => {
    expect(model.variables).toHaveLength(337);
    const trainer = new Trainer(model, plan, model.accuracy);
    expect(trainer.advance(150)).toBe(150);
    const { accuracy, loss } = trainer.now();
    expect(accuracy).toBeGreaterThan(0.97);
    expect(loss).toBeLessThan(0.1);
  }, 60_000);

  it('takes the same steps however they are portioned, and others for another seed', () => {
    const thetaAfter = (seed: number, portions: readonly number[]) => {
      const trainer = new Trainer(model, { ...plan, seed }, model.accuracy);
      for (const steps of portions) trainer.advance(steps);
      return trainer.theta;
    };
    expect(thetaAfter(1, [6])).toEqual(thetaAfter(1, [1, 2, 3]));
    expect(thetaAfter(1, [6])).not.toEqual(thetaAfter(2, [6]));
  });

  it('stops when its time is up, within a step where it must, and goes on as if it had not', () => {
    const [whole, portions] = [0, 1].map(
      () => new Trainer(model, { ...plan, batchSize: null }, model.accuracy),
    );
    whole?.advance(5);
    let calls = 0;
    while ((portions?.step ?? 5) < 5) {
      expect(portions?.advance(5 - (portions?.step ?? 0), 0)).toBeLessThanOrEqual(1);
      // Whoever looks meanwhile changes nothing.
      expect(portions?.now().loss).toBe(portions?.history.at(-1)?.loss);
      calls++;
    }
    // Two blocks of rows for the gradient and two for the loss.
    expect(calls).toBe(5 * 4);
    expect(portions?.theta).toEqual(whole?.theta);
    expect(portions?.history).toEqual(whole?.history);
  });

  it('tells three blobs apart by a softmax', () => {
    const three = generate(blobs, { rows: 60, noise: 0.4, seed: 1 });
    const spec = { hidden: [6], activation: 'relu', loss: 'softmaxCrossEntropy', classes: 3 } as const;
    const classifier = network(spec, three, COLUMNS);
    const start = initialWeights(classifier, 'he', 1);
    const trainer = new Trainer(classifier, { ...plan, start, batchSize: null }, classifier.accuracy);
    trainer.advance(150);
    expect(trainer.now().accuracy).toBeGreaterThan(0.97);
  });
});
