/**
 * The forward and the backward pass of a network in numbers: z, a and δ of one row, the gradient of every weight over all rows and
 * over that row alone. Read off the evaluator that trains it; nothing is propagated here.
 */
import { finished, type Steps } from '../../fields/steps';
import type { NetworkModel } from '../../models/network';
import { length } from '../../models/plane/vectors';
import { formatNumber } from '../../ui/format';
import { layersOf } from './layers';

/** A layer's numbers; arrays are by unit, those of weights by unit and by what feeds it. */
export interface LayerNumbers {
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
  /** ∂L/∂W and ∂L/∂b over all rows. */
  readonly weightGradients: readonly (readonly number[])[];
  readonly biasGradients: readonly number[];
  /** Of the row chosen; null while none is. */
  readonly row: RowNumbers | null;
}

export interface RowNumbers {
  readonly sums: readonly number[];
  readonly outputs: readonly number[];
  readonly deltas: readonly number[];
  /** δ·a of what feeds the unit: ∂(loss of the row)/∂W. */
  readonly weightGradients: readonly (readonly number[])[];
}

/** ∂L/∂θ at `theta` over all rows. */
export function* gradientSteps(model: NetworkModel, theta: Float64Array): Steps<Float64Array> {
  const gradient = new Float64Array(theta.length);
  yield* layersOf(model).lossAndGradient(theta, gradient);
  return gradient;
}

/** The numbers of all layers, first to last, with the weights `theta`, whose gradient is given; of `row` too, where one is chosen. */
export function passNumbers(
  model: NetworkModel,
  theta: Float64Array,
  row: number | null,
  gradient = finished(gradientSteps(model, theta)),
): readonly LayerNumbers[] {
  const network = layersOf(model);
  const ofAll = taker(gradient);
  const weights = taker(theta);
  const own = new Float64Array(theta.length);
  const units = row === null ? null : network.units(theta, row, own);
  const ofRow = taker(own);
  return model.layers.map((layer, index) => {
    const matrix = (take: Taker) => layer.weights.map(({ length }) => take(length));
    const numbers = {
      weights: matrix(weights),
      biases: weights(layer.biases.length),
      weightGradients: matrix(ofAll),
      biasGradients: ofAll(layer.biases.length),
    };
    const found = units?.[index];
    if (found === undefined) return { ...numbers, row: null };
    const weightGradients = matrix(ofRow);
    // Over one row, the gradients of the biases are its δ once more.
    ofRow(layer.biases.length);
    return { ...numbers, row: { ...found, weightGradients } };
  });
}

/** Gives the next so many of `values`. */
type Taker = (count: number) => readonly number[];

function taker(values: Float64Array): Taker {
  let next = 0;
  return (count) => {
    next += count;
    return Array.from(values.subarray(next - count, next));
  };
}

export interface GradientTable {
  /** As the notebook calls it: dW1, db1. */
  readonly name: string;
  /** As NumPy prints it: (4, 2), (4,). */
  readonly shape: string;
  readonly rows: readonly (readonly number[])[];
  /** What is said in place of rows that nobody could read; null where they are few enough. */
  readonly summary: string | null;
}

/** More numbers than this make no table: those of a layer of 24 units on 24 inputs. */
const MOST_NUMBERS = 24 * 24;
const DIGITS = 3;

/** dW1, db1, dW2, db2, … over all rows, one row of a table a unit; biases in one row. */
export function gradientTables(layers: readonly LayerNumbers[]): readonly GradientTable[] {
  return layers.flatMap(({ weightGradients, biasGradients }, index) => [
    tableOf(
      `dW${index + 1}`,
      `(${weightGradients.length}, ${weightGradients[0]?.length ?? 0})`,
      weightGradients,
    ),
    tableOf(`db${index + 1}`, `(${biasGradients.length},)`, [biasGradients]),
  ]);
}

function tableOf(name: string, shape: string, rows: readonly (readonly number[])[]): GradientTable {
  const numbers = rows.flat();
  if (numbers.length <= MOST_NUMBERS) return { name, shape, rows, summary: null };
  const text = (value: number) => formatNumber(value, DIGITS);
  const from = numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const to = numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const summary = `${numbers.length} numbers from ${text(from)} to ${text(to)}, of length ${text(length(numbers))}`;
  return { name, shape, rows: [], summary };
}
