import { applyFunction } from './applyFunction';
import { Builder } from './builder';
import { gradient } from './differentiate';
import { ExpressionError } from './expressionError';
import { functionNamed } from './functions';
import { GraphTooLargeError, type NodeId } from './graph';
import type { ParsedExpression } from './parse';
import type { Syntax } from './syntax';

/** Syntax → graph. Throws ExpressionError where the graph would grow past its limit. */
export function lower(syntax: Syntax, b: Builder = new Builder()): NodeId {
  try {
    return lowerNode(syntax, b);
  } catch (error) {
    if (error instanceof GraphTooLargeError) throw new ExpressionError(error.message, syntax.span);
    throw error;
  }
}

function lowerNode(syntax: Syntax, b: Builder): NodeId {
  switch (syntax.kind) {
    case 'number':
    case 'constant':
      return b.constant(syntax.value);
    case 'variable':
      return b.variable(syntax.name);
    case 'parameter':
      return b.parameter(syntax.name);
    case 'conditional':
      return b.select(
        lowerNode(syntax.condition, b),
        lowerNode(syntax.whenTrue, b),
        lowerNode(syntax.whenFalse, b),
      );
    case 'derivative':
      return gradient(b, lowerNode(syntax.operand, b), [syntax.variable])[0] ?? b.constant(0);
    case 'call':
      return lowerCall(
        b,
        syntax,
        syntax.operands.map((operand) => lowerNode(operand, b)),
      );
    default:
      return syntax satisfies never;
  }
}

function lowerCall(b: Builder, syntax: Syntax & { kind: 'call' }, operands: readonly NodeId[]): NodeId {
  if (operands.length === 0) throw new ExpressionError(`${syntax.name} needs an argument`, syntax.span);
  if (functionNamed(syntax.name) === undefined)
    throw new ExpressionError(`unknown function ${syntax.name}`, syntax.span);
  return applyFunction(b, syntax.name, operands);
}

/** A parsed expression with its graph. */
export interface CompiledExpression extends ParsedExpression {
  readonly builder: Builder;
  readonly root: NodeId;
}

export function compileExpression(parsed: ParsedExpression): CompiledExpression {
  const builder = new Builder();
  return { ...parsed, builder, root: lower(parsed.syntax, builder) };
}
