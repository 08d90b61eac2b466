/** How long an evaluation over many rows holds its thread: all at once, and between two of its stops. */
import { createLossEvaluator } from '../src/app/descent/lossEvaluator';
import type { DataTable } from '../src/fields/dataTable';
import { Random } from '../src/fields/random';
import { finished, type Steps } from '../src/fields/steps';
import { initialWeights } from '../src/models/initialWeights';
import { linearRegression } from '../src/models/linearRegression';
import type { LossModel } from '../src/models/lossModel';
import { network } from '../src/models/network';
import { typedModel } from '../src/models/typedModel';

const ROWS = 100_000;
const PASSES = 12;

function table(): DataTable {
  const random = new Random(1);
  const column = (name: string) => ({
    name,
    values: Float64Array.from({ length: ROWS }, () => random.normal()),
  });
  return { rows: ROWS, columns: ['x1', 'x2', 'y'].map(column) };
}

/** A sum of waves: some fifty operations a row, most of them functions. */
const WAVES = Array.from({ length: 8 }, (_, k) => `a${k}*sin(w${k}*x1 + v${k}*x2)`).join(' + ');

interface Case {
  readonly name: string;
  readonly model: LossModel;
  readonly theta: Float64Array;
}

function cases(data: DataTable): readonly Case[] {
  const columns = { features: ['x1', 'x2'], target: 'y' };
  const layered = (hidden: readonly number[]): Case => {
    const model = network({ hidden, activation: 'tanh', loss: 'squared' }, data, columns);
    return { name: `network 2-${hidden.join('-')}-1`, model, theta: initialWeights(model, 'glorot', 1) };
  };
  const other = (name: string, model: LossModel): Case => ({
    name,
    model,
    theta: new Float64Array(model.variables.length).fill(0.5),
  });
  const typed = (name: string, text: string) => other(name, typedModel(text, { kind: 'squared' }, data, 'y'));
  return [
    other('linear regression', linearRegression(data, { features: ['x1'], target: 'y' })),
    typed('a·sin(w·x₁) + b', 'a*sin(w*x1) + b'),
    typed('eight waves', WAVES),
    layered([16, 16]),
    layered([64, 64]),
    layered([64, 64, 64]),
  ];
}

/** The longest time between two stops, in milliseconds. */
function longestStep(steps: Steps<unknown>): number {
  let longest = 0;
  for (let done = false; !done; ) {
    const start = performance.now();
    done = steps.next().done === true;
    longest = Math.max(longest, performance.now() - start);
  }
  return longest;
}

export function printSteps(): void {
  const rows: Record<string, Record<string, string>> = {};
  for (const { name, model, theta } of cases(table())) {
    const count = theta.length;
    const evaluator = createLossEvaluator(model);
    const gradient = new Float64Array(count);
    const [whole, longest]: number[][] = [[], []];
    for (let pass = 0; pass < PASSES; pass++) {
      const start = performance.now();
      finished(evaluator.gradientSteps(theta, gradient));
      whole?.push(performance.now() - start);
      longest?.push(longestStep(evaluator.gradientSteps(theta, gradient)));
    }
    const least = (values: readonly number[] = []) => Math.min(...values).toFixed(2);
    rows[name] = { parameters: String(count), 'whole: ms': least(whole), 'longest step: ms': least(longest) };
  }
  console.log(`\nA loss and its gradient over ${ROWS.toLocaleString('en-US')} rows, one thread`);
  console.table(rows);
}
