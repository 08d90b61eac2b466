/** A text of the expression language as a function of n variables with exact derivatives, at points, in f64. */
import { Walk } from '../../engines/cpu/walk';
import { compileExpression, describeFaults, gradient, parseExpression } from '../../expression';

export interface Evaluated {
  /** NaN where undefined. */
  readonly value: number;
  readonly gradient: readonly number[];
  /** Why something is undefined; undefined where all is well. */
  readonly fault: string | undefined;
}

export interface Evaluator {
  readonly variables: readonly string[];
  at(point: readonly number[]): Evaluated;
  /** The value alone, for difference quotients. */
  value(point: readonly number[]): number;
  /** The second derivative with respect to the first variable. */
  secondDerivative(point: readonly number[]): number;
}

/**
 * Compiles `text`. `variables` are its coordinates; where absent, those of its header, else all its symbols in alphabetical
 * order. `parameters` gives symbols that are none of them a value. Throws ExpressionError, and RangeError where a symbol has no
 * value.
 */
export function evaluatorOf(
  text: string,
  variables: readonly string[] = variablesOf(text),
  parameters: Readonly<Record<string, number>> = {},
): Evaluator {
  const parsed = parseExpression(text, { variables });
  const names = parsed.variables;
  const { builder, root } = compileExpression(parsed);
  const slopes = gradient(builder, root, names);
  const [second = root] = gradient(builder, slopes[0] ?? root, names.slice(0, 1));
  const walk = new Walk(builder.graph, [root, ...slopes, second], names, parsed.parameters);
  const plain = new Walk(builder.graph, [root], names, parsed.parameters);
  const held = parsed.parameters.map((name) => {
    const value = parameters[name];
    if (value === undefined) throw new RangeError(`no value for the symbol ${name} of ${text}`);
    return value;
  });
  walk.setParameters(held);
  plain.setParameters(held);
  return {
    variables: names,
    at(point) {
      walk.evaluate(...point);
      const faults = names.reduce((bits, _, index) => bits | walk.faults(1 + index), walk.faults(0));
      const defined = walk.faults(0) === 0;
      return {
        value: defined ? walk.value(0) : Number.NaN,
        gradient: names.map((_, index) =>
          defined && walk.faults(1 + index) === 0 ? walk.value(1 + index) : Number.NaN,
        ),
        fault: faults === 0 ? undefined : describeFaults(faults),
      };
    },
    value(point) {
      plain.evaluate(...point);
      return plain.faults(0) === 0 ? plain.value(0) : Number.NaN;
    },
    secondDerivative(point) {
      walk.evaluate(...point);
      return walk.faults(0) === 0 ? walk.value(1 + names.length) : Number.NaN;
    },
  };
}

/** The coordinates of a header, else every symbol of `text`, in alphabetical order. Throws ExpressionError. */
export function variablesOf(text: string): readonly string[] {
  const plain = parseExpression(text);
  const [x, y] = plain.variables;
  const hasHeader = plain.variables.length !== 2 || x !== 'x' || y !== 'y';
  if (hasHeader) return plain.variables;
  const { builder, root } = compileExpression(plain);
  const { graph } = builder;
  const used = graph.reachable([root]).flatMap((id) => {
    const node = graph.node(id);
    return node.kind === 'variable' || node.kind === 'parameter' ? [node.name] : [];
  });
  return [...new Set(used)].sort();
}
