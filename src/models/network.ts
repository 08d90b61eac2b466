/**
 * Fully connected networks as graph: the loss over data is a scalar field over all weights. How they are trained, drawn or
 * started is not said here.
 */
import { applyFunction, Builder, type NodeId } from '../expression';
import type { DataTable } from '../fields/dataTable';
import { type LayeredLoss, lastSum, SUM, TARGET } from '../fields/layeredLoss';
import { logisticLoss, logOfSumOfExponentials, softmaxLoss, squaredLoss } from './losses';
import { beginModel, type Columns, type LossModel } from './lossModel';

export const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'gelu', 'softplus'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/**
 * What is minimised, and with it what the last layer gives: its own numbers for 'squared'; the probability of class 1 by a
 * sigmoid for 'binaryCrossEntropy'; probabilities of all classes by a softmax for 'softmaxCrossEntropy'.
 */
export const NETWORK_LOSSES = ['squared', 'binaryCrossEntropy', 'softmaxCrossEntropy'] as const;
export type NetworkLoss = (typeof NETWORK_LOSSES)[number];

/** The widest layer. */
export const MAX_WIDTH = 64;

export interface NetworkSpec {
  /** Widths of the hidden layers, first to last; none for a model that is linear in its weights. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly loss: NetworkLoss;
  /** How many classes 'softmaxCrossEntropy' tells apart; the other losses have one output. */
  readonly classes?: number;
}

/** A layer's nodes: for one row of the data, where a feature stands below them. */
export interface NetworkLayer {
  /** Names of the weights, by unit and by what feeds it: the notebook's W, outputs × inputs. */
  readonly weights: readonly (readonly string[])[];
  /** Names of the biases, one a unit. */
  readonly biases: readonly string[];
  /** z = W·a + b, one a unit. */
  readonly sums: readonly NodeId[];
  /** What the layer hands on: the activation of z, and in the last layer the prediction. */
  readonly outputs: readonly NodeId[];
}

export interface NetworkModel extends LossModel {
  readonly layers: readonly NetworkLayer[];
  /** The share of rows that are classified right, a node over the data; null for a regression. */
  readonly accuracy: NodeId | null;
  /** Numbers of units from the features to the outputs: 2-4-1 is [2, 4, 1]. */
  readonly widths: readonly number[];
  readonly layered: LayeredLoss;
}

/** Numbers of units of `spec` on `features` inputs, from the inputs to the outputs. Throws RangeError where one is refused. */
export function networkWidths(spec: NetworkSpec, features: number): readonly number[] {
  const widths = [features, ...spec.hidden, outputsOf(spec)];
  for (const width of widths) {
    if (!Number.isInteger(width) || width < 1 || width > MAX_WIDTH)
      throw new RangeError(`a layer has 1 to ${MAX_WIDTH} units, not ${width}`);
  }
  return widths;
}

/**
 * Names of all weights and biases in the order of θ: W1 row by row, b1, W2, b2, … `W1_3_2` is the weight of layer 1 from its
 * input 2 to its unit 3, both counted from 1.
 */
function networkParameters(widths: readonly number[]): readonly string[] {
  return layerNames(widths).flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
}

/**
 * The mean loss of the network `spec` over the rows of `data`. `variables` are its coordinates, all parameters where they are not
 * given. Throws RangeError for a width out of range. Its graph, with several nodes a weight, is made when one of its nodes is asked
 * for; that throws GraphTooLargeError where it grows past its limit.
 */
export function network(
  spec: NetworkSpec,
  data: DataTable,
  columns: Columns,
  variables?: readonly string[],
): NetworkModel {
  const widths = networkWidths(spec, columns.features.length);
  const names = networkParameters(widths);
  const moved = new Set(variables ?? names);
  let made: NetworkGraph | null = null;
  const graph = (): NetworkGraph => {
    made ??= networkGraph(spec, widths, columns, variables ?? names);
    return made;
  };
  return {
    get builder() {
      return graph().builder;
    },
    get prediction() {
      return graph().prediction;
    },
    get rowLoss() {
      return graph().rowLoss;
    },
    get loss() {
      return graph().loss;
    },
    get accuracy() {
      return graph().accuracy;
    },
    layers: layerNames(widths).map((layer, index) => ({
      ...layer,
      get sums() {
        return graph().units[index]?.sums ?? [];
      },
      get outputs() {
        return graph().units[index]?.outputs ?? [];
      },
    })),
    names,
    variables: variables ?? names,
    parameters: names.filter((name) => !moved.has(name)),
    data,
    tex: TEX[spec.loss],
    widths,
    layered: layeredLoss(spec, widths, columns),
  };
}

interface NetworkGraph
  extends Pick<NetworkModel, 'builder' | 'prediction' | 'rowLoss' | 'loss' | 'accuracy'> {
  /** Layer by layer. */
  readonly units: readonly Pick<NetworkLayer, 'sums' | 'outputs'>[];
}

function networkGraph(
  spec: NetworkSpec,
  widths: readonly number[],
  { features, target }: Columns,
  variables: readonly string[],
): NetworkGraph {
  const { builder: b, symbol } = beginModel(networkParameters(widths), variables);
  const units: Pick<NetworkLayer, 'sums' | 'outputs'>[] = [];
  let below: readonly NodeId[] = features.map((name) => b.column(name));
  for (const layer of layerNames(widths)) {
    const inputs = below;
    const sums = layer.weights.map((row, unit) =>
      b.add(
        row
          .map((name, input) => b.multiply(symbol(name), inputs[input] ?? b.constant(0)))
          .reduce((sum, term) => b.add(sum, term)),
        symbol(layer.biases[unit] ?? ''),
      ),
    );
    const isLast = units.length === widths.length - 2;
    const outputs = isLast
      ? lastOutputs(b, spec.loss, sums)
      : sums.map((z) => applyFunction(b, spec.activation, [z]));
    units.push({ sums, outputs });
    below = outputs;
  }
  const last = units.at(-1);
  const [logit, ...more] = last?.sums ?? [];
  if (logit === undefined) throw new RangeError('a network has at least one layer');
  const rowLoss = lossOf(b, spec.loss, [logit, ...more], b.column(target));
  const right = rightOf(b, spec.loss, [logit, ...more], b.column(target));
  return {
    builder: b,
    prediction: last?.outputs.at(spec.loss === 'softmaxCrossEntropy' ? 1 : 0) ?? logit,
    rowLoss,
    loss: b.mean(rowLoss),
    accuracy: right === null ? null : b.mean(right),
    units,
  };
}

/** What of the network is not linear, as functions of its sums; by the same rules as its graph. */
function layeredLoss(
  { activation, loss }: NetworkSpec,
  widths: readonly number[],
  columns: Columns,
): LayeredLoss {
  const b = new Builder();
  const count = widths.at(-1) ?? 0;
  const [logit = b.variable(lastSum(0)), ...more] = Array.from({ length: count }, (_, unit) =>
    b.variable(lastSum(unit)),
  );
  const target = b.variable(TARGET);
  return {
    widths,
    ...columns,
    graph: b.graph,
    activation: applyFunction(b, activation, [b.variable(SUM)]),
    rowLoss: lossOf(b, loss, [logit, ...more], target),
    outputs: lastOutputs(b, loss, [logit, ...more]),
    right: rightOf(b, loss, [logit, ...more], target),
  };
}

const TEX: Readonly<Record<NetworkLoss, string>> = {
  squared: '\\frac{1}{n}\\sum_{i=1}^{n} (\\hat y_i - y_i)^2',
  binaryCrossEntropy: '\\frac{1}{n}\\sum_{i=1}^{n} \\left[\\ln(1+e^{z_i}) - y_i z_i\\right]',
  softmaxCrossEntropy: '\\frac{1}{n}\\sum_{i=1}^{n} \\left[\\ln\\sum_k e^{z_{ik}} - z_{i y_i}\\right]',
};

function outputsOf({ loss, classes }: NetworkSpec): number {
  if (loss !== 'softmaxCrossEntropy') return 1;
  if (classes === undefined || classes < 2)
    throw new RangeError(`softmax cross-entropy needs 2 classes or more, not ${classes ?? 'none'}`);
  return classes;
}

function layerNames(widths: readonly number[]): readonly Pick<NetworkLayer, 'weights' | 'biases'>[] {
  return widths.slice(1).map((units, index) => {
    const layer = index + 1;
    const inputs = widths[index] ?? 0;
    return {
      weights: countFromOne(units).map((unit) =>
        countFromOne(inputs).map((input) => `W${layer}_${unit}_${input}`),
      ),
      biases: countFromOne(units).map((unit) => `b${layer}_${unit}`),
    };
  });
}

function countFromOne(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

function lastOutputs(b: Builder, loss: NetworkLoss, logits: readonly NodeId[]): readonly NodeId[] {
  switch (loss) {
    case 'squared':
      return logits;
    case 'binaryCrossEntropy':
      return logits.map((logit) => b.call('sigmoid', logit));
    case 'softmaxCrossEntropy': {
      const total = logOfSumOfExponentials(b, logits);
      return logits.map((logit) => b.call('exp', b.subtract(logit, total)));
    }
    default:
      return loss satisfies never;
  }
}

function lossOf(
  b: Builder,
  loss: NetworkLoss,
  logits: readonly [NodeId, ...NodeId[]],
  target: NodeId,
): NodeId {
  switch (loss) {
    case 'squared':
      return squaredLoss(b, logits[0], target);
    case 'binaryCrossEntropy':
      return logisticLoss(b, logits[0], target);
    case 'softmaxCrossEntropy':
      return softmaxLoss(b, logits, target);
    default:
      return loss satisfies never;
  }
}

/** 1 where a row is classified right, 0 where it is not; null for a regression. */
function rightOf(
  b: Builder,
  loss: NetworkLoss,
  logits: readonly [NodeId, ...NodeId[]],
  target: NodeId,
): NodeId | null {
  switch (loss) {
    case 'squared':
      return null;
    case 'binaryCrossEntropy':
      return b.call('equal', b.call('greater', logits[0], b.constant(0)), target);
    case 'softmaxCrossEntropy': {
      const largest = logits.reduce((most, logit) => b.call('max', most, logit));
      const right = logits.map((logit, index) =>
        b.multiply(b.call('equal', target, b.constant(index)), b.call('equal', logit, largest)),
      );
      return right.reduce((sum, term) => b.add(sum, term));
    }
    default:
      return loss satisfies never;
  }
}
