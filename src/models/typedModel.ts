/**
 * A model that is typed: names that are columns of the data stand for them, and the other symbols are its parameters. With a
 * loss from the list or a typed one of p, what is predicted, and y, the target.
 */
import {
  Builder,
  compileExpression,
  ExpressionError,
  type NodeId,
  type ParsedExpression,
  parseExpression,
  substitute,
  toTex,
} from '../expression';
import type { DataTable } from '../fields/dataTable';
import { logisticLoss, squaredLoss } from './losses';
import type { LossModel } from './lossModel';

export type TypedLoss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'absolute' }
  /** Quadratic up to `delta`, linear beyond (Huber, 1964). */
  | { readonly kind: 'huber'; readonly delta: number }
  /** The prediction is a probability, y in {0, 1}. */
  | { readonly kind: 'crossEntropy' }
  | { readonly kind: 'typed'; readonly text: string };

/** Names that a typed loss may use. */
const LOSS_NAMES = ['p', 'y'] as const;

/**
 * The model `text` with `loss` on `data`. Those of its symbols that are `variables` are coordinates (all of them, where none are
 * given), the others parameters. Throws ExpressionError for a text that cannot be read, a model without a symbol of its own, or
 * a loss that uses other names than p and y; RangeError where a variable is no symbol of the model.
 */
export function typedModel(
  text: string,
  loss: TypedLoss,
  data: DataTable,
  target: string,
  variables?: readonly string[],
): LossModel {
  const columns = data.columns.map(({ name }) => name).filter((name) => name !== target);
  const compiled = compileExpression(parseExpression(text, { variables: columns }));
  refuseNames(compiled, columns, target);
  const names = compiled.parameters;
  if (names.length === 0) {
    const message = `the model has nothing to fit: expected a symbol that is no column (${columns.join(', ')})`;
    throw new ExpressionError(message, compiled.syntax.span);
  }
  for (const name of variables ?? []) {
    if (!names.includes(name))
      throw new RangeError(`the model has no symbol ${name}; its symbols are ${names.join(', ')}`);
  }
  const coordinates = variables ?? names;
  const b = new Builder();
  const [prediction = compiled.root] = substitute(b, compiled.builder.graph, [compiled.root], (leaf) => {
    if (leaf.kind === 'variable') return b.column(leaf.name);
    return leaf.kind === 'parameter' && coordinates.includes(leaf.name) ? b.variable(leaf.name) : undefined;
  });
  const rowLoss = lossOf(b, loss, prediction, b.column(target));
  return {
    builder: b,
    prediction,
    rowLoss,
    loss: b.mean(rowLoss),
    names,
    variables: coordinates,
    parameters: names.filter((name) => !coordinates.includes(name)),
    data,
    tex: `\\frac{1}{n}\\sum_{i=1}^{n} ${lossTex(loss)},\\quad p = ${toTex(compiled.syntax)}`,
  };
}

function refuseNames(
  { variables, parameters, syntax }: ParsedExpression,
  columns: readonly string[],
  target: string,
): void {
  const unknown = variables.find((name) => !columns.includes(name));
  if (unknown !== undefined)
    throw new ExpressionError(`the data has no column ${unknown}; it has ${columns.join(', ')}`, syntax.span);
  if (parameters.includes(target))
    throw new ExpressionError(
      `${target} is what the model is to predict and cannot stand in it`,
      syntax.span,
    );
}

function lossOf(b: Builder, loss: TypedLoss, prediction: NodeId, target: NodeId): NodeId {
  switch (loss.kind) {
    case 'squared':
      return squaredLoss(b, prediction, target);
    case 'absolute':
      return b.call('abs', b.subtract(prediction, target));
    case 'huber':
      return huberLoss(b, prediction, target, loss.delta);
    case 'crossEntropy':
      return crossEntropy(b, prediction, target);
    case 'typed':
      return typedLoss(b, loss.text, prediction, target);
    default:
      return loss satisfies never;
  }
}

/** The loss of row i, as a formula of p and y. */
function lossTex(loss: TypedLoss): string {
  switch (loss.kind) {
    case 'squared':
      return '(p_i - y_i)^2';
    case 'absolute':
      return '|p_i - y_i|';
    case 'huber':
      return `H_{${loss.delta}}(p_i - y_i)`;
    case 'crossEntropy':
      return '-\\left[y_i\\ln p_i + (1 - y_i)\\ln(1 - p_i)\\right]';
    case 'typed':
      return `\\left[${toTex(parseExpression(loss.text, { variables: LOSS_NAMES }).syntax)}\\right]`;
    default:
      return loss satisfies never;
  }
}

/** r²/2 where |r| ≤ δ, else δ·(|r| − δ/2), with r = p − y. Throws RangeError where δ is not above 0. */
function huberLoss(b: Builder, prediction: NodeId, target: NodeId, delta: number): NodeId {
  if (!(delta > 0 && Number.isFinite(delta)))
    throw new RangeError(`δ of the Huber loss is above 0, not ${delta}`);
  const residual = b.subtract(prediction, target);
  const size = b.call('abs', residual);
  const bound = b.constant(delta);
  return b.select(
    b.call('lessOrEqual', size, bound),
    b.multiply(b.constant(0.5), b.multiply(residual, residual)),
    b.multiply(bound, b.subtract(size, b.constant(delta / 2))),
  );
}

/** −[y·ln p + (1 − y)·ln(1 − p)], and its stable form where p is typed as sigmoid(z). Undefined where p is not within (0, 1). */
function crossEntropy(b: Builder, prediction: NodeId, target: NodeId): NodeId {
  const node = b.graph.node(prediction);
  const [logit] = node.kind === 'call' && node.name === 'sigmoid' ? node.operands : [];
  if (logit !== undefined) return logisticLoss(b, logit, target);
  const one = b.constant(1);
  const whenOne = b.multiply(target, b.call('log', prediction));
  const whenZero = b.multiply(b.subtract(one, target), b.call('log', b.subtract(one, prediction)));
  return b.negate(b.add(whenOne, whenZero));
}

function typedLoss(b: Builder, text: string, prediction: NodeId, target: NodeId): NodeId {
  const parsed: ParsedExpression = parseExpression(text, { variables: LOSS_NAMES });
  const [unknown] = parsed.parameters;
  if (unknown !== undefined) {
    const message = `the loss is made of p (predicted) and y (target); "${unknown}" is neither`;
    throw new ExpressionError(message, parsed.syntax.span);
  }
  const compiled = compileExpression(parsed);
  const [loss = compiled.root] = substitute(b, compiled.builder.graph, [compiled.root], (leaf) => {
    if (leaf.kind !== 'variable') return undefined;
    return leaf.name === 'p' ? prediction : target;
  });
  return loss;
}
