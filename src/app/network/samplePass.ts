/**
 * The forward and the backward pass of a network in numbers: z, a and δ of one row, the gradient of every weight over all rows and
 * over that row alone. Read off the graph that trains it; nothing is propagated here.
 */
import { compilePoint, type PointProgram } from '../../engines/cpu/pointProgram';
import type { NodeId } from '../../expression';
import { backwardPass, type LayerPass } from '../../models/backwardPass';
import type { NetworkModel } from '../../models/network';
import { lossField } from '../lossEvaluator';

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

interface CompiledPass {
  readonly layers: readonly LayerPass[];
  /** dW and db of all layers, by layer, unit and input. */
  readonly gradients: PointProgram;
  /** z, a and δ of all layers as means over rows: over one row they are its own. */
  readonly units: PointProgram;
}

const known = new WeakMap<NetworkModel, CompiledPass>();

function compiledPass(model: NetworkModel): CompiledPass {
  const found = known.get(model);
  if (found) return found;
  const layers = backwardPass(model);
  const field = lossField(model);
  const mean = (node: NodeId): NodeId => model.builder.mean(node);
  const compiled = {
    layers,
    gradients: compilePoint(
      field,
      layers.flatMap(({ weightGradients, biasGradients }) => [...weightGradients.flat(), ...biasGradients]),
    ),
    units: compilePoint(
      field,
      layers.flatMap(({ sums, outputs, deltas }) => [...sums, ...outputs, ...deltas].map(mean)),
    ),
  };
  known.set(model, compiled);
  return compiled;
}

/** The numbers of all layers, first to last, with the weights `theta`; of `row` too, where one is chosen. */
export function passNumbers(
  model: NetworkModel,
  theta: Float64Array,
  row: number | null,
): readonly LayerNumbers[] {
  const { layers, gradients, units } = compiledPass(model);
  const ofAll = taker(gradients.evaluate(theta));
  const weights = taker(theta);
  const ofRow = row === null ? null : taker(units.evaluate(theta, [], Uint32Array.of(row)));
  const own = row === null ? null : taker(gradients.evaluate(theta, [], Uint32Array.of(row)));
  return layers.map(({ sums, weightGradients }) => {
    const shape = weightGradients.map(({ length }) => length);
    const matrix = (take: Taker) => shape.map((inputs) => take(inputs));
    const layer = {
      weights: matrix(weights),
      biases: weights(sums.length),
      weightGradients: matrix(ofAll),
      biasGradients: ofAll(sums.length),
    };
    if (ofRow === null || own === null) return { ...layer, row: null };
    const numbers = {
      sums: ofRow(sums.length),
      outputs: ofRow(sums.length),
      deltas: ofRow(sums.length),
      weightGradients: matrix(own),
    };
    // Over one row, the gradients of the biases are its δ once more.
    own(sums.length);
    return { ...layer, row: numbers };
  });
}

/** Gives the next so many of `values`. */
type Taker = (count: number) => readonly number[];

function taker(values: Float64Array): Taker {
  const copy = Array.from(values);
  let next = 0;
  return (count) => {
    next += count;
    return copy.slice(next - count, next);
  };
}

export interface GradientTable {
  /** As the notebook calls it: dW1, db1. */
  readonly name: string;
  /** As NumPy prints it: (4, 2), (4,). */
  readonly shape: string;
  readonly rows: readonly (readonly number[])[];
}

/** dW1, db1, dW2, db2, … over all rows, one row of a table a unit; biases in one row. */
export function gradientTables(layers: readonly LayerNumbers[]): readonly GradientTable[] {
  return layers.flatMap(({ weightGradients, biasGradients }, index) => [
    {
      name: `dW${index + 1}`,
      shape: `(${weightGradients.length}, ${weightGradients[0]?.length ?? 0})`,
      rows: weightGradients,
    },
    { name: `db${index + 1}`, shape: `(${biasGradients.length},)`, rows: [biasGradients] },
  ]);
}
